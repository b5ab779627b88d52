import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button, ButtonLink } from './button'

const meta: Meta = { title: 'Atoms/Button' }
export default meta

export const Variants: StoryObj = {
  render: () => (
    <div className="buttons">
      <Button variant="primary">Publish agent</Button>
      <Button>Save draft</Button>
      <Button variant="quiet">Cancel</Button>
      <Button variant="danger" icon="trash">
        Delete agent
      </Button>
      <Button disabled>Send</Button>
    </div>
  ),
}

export const AsLinks: StoryObj = {
  render: () => (
    <div className="buttons">
      <ButtonLink href="#new" variant="primary" icon="plus">
        New agent
      </ButtonLink>
      <ButtonLink href="#small" small>
        Edit
      </ButtonLink>
    </div>
  ),
}
