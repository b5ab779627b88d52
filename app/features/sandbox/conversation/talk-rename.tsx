import { Button, ButtonLink } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { talkActionsWords } from '~/ui/strings/talk-actions'
import { useProblems } from './problem-words'

/** Gives a conversation another title. */
export function TalkRename({
  action,
  title,
  problem,
}: {
  action: string
  /** The title, or what was written when it was refused. */
  title: string
  problem: string | null
}) {
  const common = useWords(commonWords)
  const actions = useWords(talkActionsWords)
  const { Form } = useElements()
  const problemOf = useProblems()
  return (
    <Form
      method="post"
      action={`${action}?rename`}
      className="card my-2"
      aria-label={actions.renameTitle}
    >
      <input type="hidden" name="intent" value="rename" />
      <Field id="title" label={actions.renameLabel} errors={problem && problemOf(problem)}>
        {(wired) => (
          <TextField name="title" required autoComplete="off" defaultValue={title} {...wired} />
        )}
      </Field>
      <p className="buttons mt-3">
        <Button variant="primary">{actions.renameSave}</Button>
        <ButtonLink href={`${action}#answer`} variant="quiet">
          {common.cancel}
        </ButtonLink>
      </p>
    </Form>
  )
}
