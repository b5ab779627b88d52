import type { Meta, StoryObj } from '@storybook/react-vite'
import { Checkbox, Radio, Select, TextArea, TextField } from './inputs'

const meta: Meta = { title: 'Atoms/Inputs' }
export default meta

export const All: StoryObj = {
  render: () => (
    <div className="grid gap-4">
      <TextField aria-label="Name" defaultValue="Interview partner" />
      <TextField aria-label="Name, wrong" aria-invalid defaultValue="?" />
      <TextArea aria-label="Greeting" defaultValue="Hello. Which job do you want to talk about?" />
      <Select
        aria-label="Role"
        defaultValue="end_user"
        options={[
          { value: 'end_user', label: 'Member' },
          { value: 'community_admin', label: 'Coach' },
        ]}
      />
      <div>
        <Checkbox name="remember" defaultChecked hint="Not on a shared computer.">
          Stay signed in
        </Checkbox>
        <Radio name="style" value="precise" defaultChecked>
          Precise
        </Radio>
        <Radio name="style" value="free">
          Free
        </Radio>
      </div>
    </div>
  ),
}
