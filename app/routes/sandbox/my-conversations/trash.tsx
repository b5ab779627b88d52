import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { conversationPath, sandboxPath } from '~/features/sandbox/conversation/conversation'
import {
  changeConversation,
  eraseConversation,
} from '~/features/sandbox/my-conversations/change-conversation.server'
import { findConversations } from '~/features/sandbox/my-conversations/find-conversations.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { Flash } from '~/ui/molecules/flash'
import { Pager } from '~/ui/molecules/pager'
import { useWords } from '~/ui/strings'
import { sandboxWords } from '~/ui/strings/sandbox'
import { trashWords } from '~/ui/strings/trash'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'

export const meta: MetaFunction = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, sandboxWords).trash)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const before = new URL(request.url).searchParams.get('before')
  const [, deleted] = await Promise.all([
    findCommunity(db, actor, slug),
    findConversations(db, actor, { community: slug, before, which: 'deleted' }),
  ])
  return { slug, deleted, first: before === null }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const { conversation: id, intent } = await readFields(request)
  const slug = params.community ?? ''
  if (intent === 'erase') {
    try {
      await eraseConversation(db, actor, { community: slug, id })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conversation.busy') throw error
      return data({ busy: true }, { status: 409 })
    }
    setFlash(jar, 'sandbox.erased')
    return redirect(`${sandboxPath(slug)}/trash`, 303)
  }
  await changeConversation(db, actor, { community: slug, id }, { deleted: false })
  setFlash(jar, 'sandbox.restored')
  return redirect(`${conversationPath(slug, id ?? '')}#answer`, 303)
})

export default function Trash() {
  const { slug, deleted, first } = useLoaderData<typeof loader>()
  const busy = useActionData<typeof action>()?.busy
  const sandbox = useWords(sandboxWords)
  const words = useWords(trashWords)
  const { Form } = useElements()
  const here = `${sandboxPath(slug)}/trash`
  const back = (
    <ButtonLink icon="back" href={sandboxPath(slug)}>
      {sandbox.toSandbox}
    </ButtonLink>
  )
  return (
    <CommunityPage
      narrow
      title={sandbox.trash}
      lede={words.trashLede}
      flash={busy ? <Flash tone="wrong">{words.busy}</Flash> : <PageFlash />}
    >
      {deleted.items.length === 0 && first ? (
        <EmptyState title={words.trashNone} action={back}>
          {words.trashNoneDetail}
        </EmptyState>
      ) : (
        <>
          <ul className="rows">
            {deleted.items.map(({ id, title, agentName }) => (
              <li key={id} className="row">
                <div className="row-text">
                  <h2 className="row-title" dir="auto">
                    <Link href={conversationPath(slug, id)}>{title}</Link>
                  </h2>
                  <p dir="auto">{sandbox.withAgent(agentName)}</p>
                </div>
                <Form method="post" action={here}>
                  <input type="hidden" name="conversation" value={id} />
                  <Button icon="undo" aria-label={words.restoreOf(title)}>
                    {sandbox.restore}
                  </Button>
                </Form>
                <ConfirmDialog
                  trigger={words.erase}
                  icon="trash"
                  variant="quiet"
                  title={words.eraseTitle}
                  text={words.eraseText}
                >
                  <Form method="post" action={here}>
                    <input type="hidden" name="conversation" value={id} />
                    <Button
                      variant="danger"
                      icon="trash"
                      name="intent"
                      value="erase"
                      aria-label={words.eraseOf(title)}
                    >
                      {words.erase}
                    </Button>
                  </Form>
                </ConfirmDialog>
              </li>
            ))}
          </ul>
          <Pager older={deleted.older && listPath(here, { before: deleted.older })} />
          <p className="mt-4">{back}</p>
        </>
      )}
    </CommunityPage>
  )
}
