import type { Meta, StoryObj } from '@storybook/react-vite'
import { Badge, StatusBadge } from './badge'

const meta: Meta = { title: 'Atoms/Badge' }
export default meta

export const Statuses: StoryObj = {
  render: () => (
    <p className="buttons">
      <StatusBadge status="draft" />
      <StatusBadge status="in_review" />
      <StatusBadge status="published" />
      <StatusBadge status="archived" />
    </p>
  ),
}

export const Tones: StoryObj = {
  render: () => (
    <p className="buttons">
      <Badge>Plain</Badge>
      <Badge tone="good">Running</Badge>
      <Badge tone="careful">Slow</Badge>
      <Badge tone="wrong">Down</Badge>
      <Badge tone="note" icon="clock">
        Waiting
      </Badge>
    </p>
  ),
}
