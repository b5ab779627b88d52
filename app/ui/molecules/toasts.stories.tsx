import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../atoms/button'
import { ToastProvider, useShowToast } from './toasts'

const meta: Meta = { title: 'Molecules/Toasts' }
export default meta

function Ask() {
  const show = useShowToast()
  return (
    <Button type="button" onClick={() => show({ children: 'The conversation has a new name.' })}>
      Rename
    </Button>
  )
}

export const OnAsking: StoryObj = {
  render: () => (
    <ToastProvider>
      <Ask />
    </ToastProvider>
  ),
}
