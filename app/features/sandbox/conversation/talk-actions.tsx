import { Button, ButtonLink } from '~/ui/atoms/button'
import { useElements } from '~/ui/elements'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { Menu } from '~/ui/molecules/menu'
import { useWords } from '~/ui/strings'
import { talkActionsWords } from '~/ui/strings/talk-actions'
import { talkOptionsWords } from '~/ui/strings/talk-options'
import { comparePath } from '../compare/compare'
import { useKeptDraft } from '../drafts/use-kept-draft'
import { type Conversation, conversationPath, optionsPath, searchPath } from './conversation'
import { TalkKeys } from './talk-keys'

/** What one can do with a conversation as a whole. */
export function TalkActions({ slug, conversation }: { slug: string; conversation: Conversation }) {
  const actions = useWords(talkActionsWords)
  const words = useWords(talkOptionsWords)
  const { Form } = useElements()
  const action = conversationPath(slug, conversation.id)
  // Here, since this piece stands on every page of a conversation and comes late.
  useKeptDraft(conversation.id, conversation.draft)
  if (conversation.deleted) return null
  const options = (
    <ButtonLink href={optionsPath(slug, conversation.id)} variant="quiet" icon="archive">
      {words.title}
    </ButtonLink>
  )
  if (!conversation.mine) return options
  return (
    <Menu button={actions.more}>
      <ButtonLink href={`${action}?rename`} variant="quiet" icon="draft">
        {actions.rename}
      </ButtonLink>
      <ButtonLink href={searchPath(slug, conversation.id)} variant="quiet" icon="search">
        {words.searchIn}
      </ButtonLink>
      <ButtonLink href={comparePath(slug, conversation.id)} variant="quiet" icon="agent">
        {words.compare}
      </ButtonLink>
      {options}
      <ConfirmDialog
        trigger={actions.delete}
        icon="trash"
        variant="quiet"
        title={actions.deleteTitle}
        text={actions.deleteText}
      >
        <Form method="post" action={action}>
          <input type="hidden" name="intent" value="delete" />
          <Button variant="danger" icon="trash">
            {actions.deleteDo}
          </Button>
        </Form>
      </ConfirmDialog>
      <TalkKeys />
    </Menu>
  )
}
