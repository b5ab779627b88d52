import type { Meta, StoryObj } from '@storybook/react-vite'
import { ButtonLink } from '../atoms/button'
import { Card, EmptyState } from './card'

const meta: Meta = { title: 'Molecules/Card' }
export default meta

export const Next: StoryObj = {
  render: () => (
    <Card
      next
      eyebrow="Go on where you were"
      title="Preparing for Thursday"
      actions={
        <ButtonLink href="#go" variant="primary">
          Continue
        </ButtonLink>
      }
    >
      <p>With Interview partner, 3 minutes ago.</p>
    </Card>
  ),
}
export const Plain: StoryObj = { render: () => <Card level={3}>Only text.</Card> }
export const Empty: StoryObj = {
  render: () => (
    <EmptyState
      title="No conversations yet"
      action={
        <ButtonLink href="#agents" variant="primary">
          Pick an agent
        </ButtonLink>
      }
    >
      Pick an agent and say hello; what you talk about is kept here.
    </EmptyState>
  ),
}
