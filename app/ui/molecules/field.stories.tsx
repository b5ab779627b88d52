import type { Meta, StoryObj } from '@storybook/react-vite'
import { Radio, TextArea, TextField } from '../atoms/inputs'
import { Choice, Field } from './field'

const meta: Meta = { title: 'Molecules/Field' }
export default meta

export const Plain: StoryObj = {
  render: () => (
    <>
      <Field id="title" label="Name" hint="What members see in the list.">
        {(wired) => <TextField name="title" defaultValue="Interview partner" {...wired} />}
      </Field>
      <Field id="greeting" label="Greeting" optional>
        {(wired) => <TextArea name="greeting" {...wired} />}
      </Field>
    </>
  ),
}

export const Wrong: StoryObj = {
  render: () => (
    <Field id="email" label="Email" errors={['Write an address like name@example.org.']}>
      {(wired) => <TextField type="email" name="email" defaultValue="ada" {...wired} />}
    </Field>
  ),
}

export const OneOfSeveral: StoryObj = {
  render: () => (
    <Choice id="style" label="How freely may it word its answers?" hint="You can change it later.">
      <Radio name="style" value="precise">
        Precise
      </Radio>
      <Radio name="style" value="free" defaultChecked>
        Free
      </Radio>
    </Choice>
  ),
}

export const OneOfSeveralMissing: StoryObj = {
  render: () => (
    <Choice id="role" label="Role" errors="Choose one.">
      <Radio name="role" value="end_user">
        Member
      </Radio>
      <Radio name="role" value="community_admin">
        Coach
      </Radio>
    </Choice>
  ),
}
