import type { Meta, StoryObj } from '@storybook/react-vite'
import { Composer, StopForm } from './composer'

const meta: Meta<typeof Composer> = { title: 'Molecules/Composer', component: Composer }
export default meta

type Story = StoryObj<typeof Composer>

export const YourTurn: Story = { args: {} }
export const Answering: Story = { args: { stop: <StopForm /> } }
export const Refused: Story = {
  args: { error: 'Write something first.', defaultValue: ' ', fields: <input type="hidden" /> },
}
