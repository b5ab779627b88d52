import type { Meta, StoryObj } from '@storybook/react-vite'
import { RadioGroup } from './radio-group'

const meta: Meta = { title: 'Molecules/RadioGroup' }
export default meta

const options = [
  { value: 'invitation', label: 'Only whom a coach adds' },
  { value: 'open', label: 'Anybody may ask', hint: 'A coach decides about each.' },
]

export const Chosen: StoryObj = {
  render: () => (
    <RadioGroup
      id="join"
      name="join"
      label="Who may join?"
      hint="You can change it later."
      options={options}
      value="open"
    />
  ),
}

export const Missing: StoryObj = {
  render: () => (
    <RadioGroup
      id="join"
      name="join"
      label="Who may join?"
      errors="Choose one."
      options={options}
      value={undefined}
    />
  ),
}
