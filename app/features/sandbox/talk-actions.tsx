import { Button, ButtonLink } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { Field } from '~/ui/molecules/field'
import { Menu } from '~/ui/molecules/menu'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { sandboxWords } from '~/ui/strings/sandbox'
import { type Conversation, conversationPath } from './conversation'
import { problemWords } from './problem-words'

/** What one can do with a conversation as a whole. */
export function TalkActions({ slug, conversation }: { slug: string; conversation: Conversation }) {
  const sandbox = useWords(sandboxWords)
  const { Form } = useElements()
  const action = conversationPath(slug, conversation.id)
  if (conversation.deleted) return null
  return (
    <Menu button={sandbox.more}>
      <ButtonLink href={`${action}?rename`} variant="quiet" icon="draft">
        {sandbox.rename}
      </ButtonLink>
      <ConfirmDialog
        trigger={sandbox.delete}
        icon="trash"
        variant="quiet"
        title={sandbox.deleteTitle}
        text={sandbox.deleteText}
      >
        <Form method="post" action={action}>
          <input type="hidden" name="intent" value="delete" />
          <Button variant="danger" icon="trash">
            {sandbox.deleteDo}
          </Button>
        </Form>
      </ConfirmDialog>
    </Menu>
  )
}

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
  const sandbox = useWords(sandboxWords)
  const { Form } = useElements()
  return (
    <Form
      method="post"
      action={`${action}?rename`}
      className="card my-2"
      aria-label={sandbox.renameTitle}
    >
      <input type="hidden" name="intent" value="rename" />
      <Field
        id="title"
        label={sandbox.renameLabel}
        errors={problem && problemWords(problem, sandbox)}
      >
        {(wired) => (
          <TextField name="title" required autoComplete="off" defaultValue={title} {...wired} />
        )}
      </Field>
      <p className="buttons mt-3">
        <Button variant="primary">{sandbox.renameSave}</Button>
        <ButtonLink href={`${action}#answer`} variant="quiet">
          {common.cancel}
        </ButtonLink>
      </p>
    </Form>
  )
}
