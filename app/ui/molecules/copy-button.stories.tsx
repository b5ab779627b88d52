import type { Meta, StoryObj } from '@storybook/react-vite'
import { CopyButton } from './copy-button'

const meta: Meta<typeof CopyButton> = { title: 'Molecules/Copy button', component: CopyButton }
export default meta

export const Answer: StoryObj<typeof CopyButton> = {
  args: { text: 'Hello', label: 'Copy answer' },
}
