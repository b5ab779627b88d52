import type { Meta, StoryObj } from '@storybook/react-vite'
import { ErrorSummary } from './error-summary'

const meta: Meta<typeof ErrorSummary> = {
  title: 'Molecules/Error summary',
  component: ErrorSummary,
}
export default meta

export const Two: StoryObj<typeof ErrorSummary> = {
  args: {
    errors: [
      { fieldId: 'title', message: 'Give the agent a name.' },
      { message: 'Another coach saved this agent at 10:31.' },
    ],
  },
}
export const None: StoryObj<typeof ErrorSummary> = { args: { errors: [] } }
