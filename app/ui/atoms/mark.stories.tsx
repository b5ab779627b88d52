import type { Meta, StoryObj } from '@storybook/react-vite'
import { Mark } from './mark'

const meta: Meta = { title: 'Atoms/Mark' }
export default meta

export const All: StoryObj = {
  render: () => (
    <p className="buttons">
      <Mark kind="community" name="Northside" />
      <Mark kind="community" name="Harbor Sailing Club" large />
      <Mark kind="agent" name="Interview partner" />
      <Mark kind="person" name="Ada Lovelace" />
      <Mark kind="person" name="李 小龍" />
    </p>
  ),
}
