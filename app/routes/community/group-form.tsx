import { Button } from '~/ui/atoms/button'
import type { IconName } from '~/ui/atoms/icon'
import { TextArea, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { groupsWords } from '~/ui/strings/groups'
import type { FormReply } from '../form-reply'

interface GroupFormProps {
  /** What was refused of this form. */
  reply: FormReply | undefined
  /** What is there already. */
  values?: { name: string; description: string }
  intent: 'make' | 'change'
  submit: string
  icon?: IconName
}

/** The name of a group, and a sentence about it. */
export function GroupForm({ reply, values, intent, submit, icon }: GroupFormProps) {
  const { Form } = useElements()
  const words = useWords(groupsWords)
  const wrong = (name: string) => {
    const code = reply?.errors[name]
    return code ? (entryOf(words.wrong, code) ?? words.wrong.unknown) : undefined
  }
  const summed = ['name', 'description'].flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  return (
    <>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        <Field id="name" label={words.name} errors={wrong('name')}>
          {(wired) => (
            <TextField
              name="name"
              autoComplete="off"
              defaultValue={reply?.values.name ?? values?.name}
              {...wired}
            />
          )}
        </Field>
        <Field
          id="description"
          label={words.description}
          hint={words.descriptionHint}
          errors={wrong('description')}
          optional
        >
          {(wired) => (
            <TextArea
              name="description"
              rows={2}
              defaultValue={reply?.values.description ?? values?.description}
              {...wired}
            />
          )}
        </Field>
        <Button variant={icon ? 'primary' : undefined} icon={icon} name="intent" value={intent}>
          {submit}
        </Button>
      </Form>
    </>
  )
}
