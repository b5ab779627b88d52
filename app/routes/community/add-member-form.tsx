import { Button } from '~/ui/atoms/button'
import { Select, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { communityWords } from '~/ui/strings/community'
import type { FormReply } from '../form-reply'
import { useReplyWords } from './reply-words'

/** Adds somebody by address. */
export function AddMemberForm({ reply }: { reply: FormReply | undefined }) {
  const { Form } = useElements()
  const community = useWords(communityWords)
  const words = community.members
  const { wrong } = useReplyWords(reply)
  const values = reply?.values
  const summed = ['email', 'role'].flatMap((name) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  return (
    <section className="card">
      <h2 className="mb-4">{words.add}</h2>
      <ErrorSummary errors={summed} />
      <Form method="post" noValidate className="max-w-md">
        <Field id="email" label={words.email} hint={words.addHint} errors={wrong('email')}>
          {(wired) => (
            <TextField
              name="email"
              type="email"
              inputMode="email"
              autoComplete="off"
              defaultValue={values?.email}
              {...wired}
            />
          )}
        </Field>
        <Field id="role" label={words.role} errors={wrong('role')}>
          {(wired) => (
            <Select
              name="role"
              defaultValue={values?.role ?? 'end_user'}
              options={[
                { value: 'end_user', label: community.role.end_user },
                { value: 'community_admin', label: community.role.community_admin },
              ]}
              {...wired}
            />
          )}
        </Field>
        <Button variant="primary" icon="plus" name="intent" value="add">
          {words.addSubmit}
        </Button>
      </Form>
    </section>
  )
}
