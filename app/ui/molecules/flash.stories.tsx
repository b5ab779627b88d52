import type { Meta, StoryObj } from '@storybook/react-vite'
import { Button } from '../atoms/button'
import { Flash } from './flash'

const meta: Meta = { title: 'Molecules/Flash' }
export default meta

export const Tones: StoryObj = {
  render: () => (
    <div className="flashes">
      <Flash
        action={
          <Button small icon="undo">
            Undo
          </Button>
        }
      >
        The conversation is deleted.
      </Flash>
      <Flash tone="note">A scripted practice partner answers here.</Flash>
      <Flash tone="careful">The model is slow today.</Flash>
      <Flash tone="wrong">The model stopped half-way. What came is saved.</Flash>
    </div>
  ),
}
