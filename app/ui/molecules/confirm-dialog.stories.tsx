import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../atoms/button'
import { ConfirmDialog } from './confirm-dialog'

const meta: Meta = { title: 'Molecules/Confirm dialog' }
export default meta

export const Delete: StoryObj = {
  render: () => (
    <ConfirmDialog
      trigger="Delete agent"
      icon="trash"
      title="Delete Interview partner?"
      text="Members can no longer talk with it. Their conversations stay, and you can bring it back."
    >
      <form method="post">
        <Button variant="danger">Delete agent</Button>
      </form>
    </ConfirmDialog>
  ),
}
