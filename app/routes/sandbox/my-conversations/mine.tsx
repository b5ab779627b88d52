import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import {
  allMinePath,
  conversationPath,
  sandboxPath,
} from '~/features/sandbox/conversation/conversation'
import { folderSchema } from '~/features/sandbox/conversation/message.schema'
import { AskAgain } from '~/features/sandbox/moderation/ask-again'
import { toneOf } from '~/features/sandbox/moderation/held-news'
import {
  changeConversation,
  pinConversation,
  renameFolder,
} from '~/features/sandbox/my-conversations/change-conversation.server'
import {
  findConversations,
  findFolders,
} from '~/features/sandbox/my-conversations/find-conversations.server'
import { FolderRename } from '~/features/sandbox/my-conversations/folder-rename'
import { OrderForms } from '~/features/sandbox/my-conversations/order-forms'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { Badge } from '~/ui/atoms/badge'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { Flash } from '~/ui/molecules/flash'
import { Pager } from '~/ui/molecules/pager'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { heldNewsWords } from '~/ui/strings/held-news'
import { keepInOrderWords } from '~/ui/strings/keep-in-order'
import { sandboxWords } from '~/ui/strings/sandbox'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'

export const meta: MetaFunction = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, keepInOrderWords).title)

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const { db, language } = context
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const before = query.get('before')
  const folder = query.get('folder')?.replaceAll('\0', '') ?? null
  const archived = folder === null && query.get('show') === 'archived'
  const which = folder !== null ? { folder } : archived ? 'archived' : 'open'
  const [{ retentionDays }, { items, older }, folders] = await Promise.all([
    findCommunity(db, actor, slug),
    findConversations(db, actor, { community: slug, before, which }),
    findFolders(db, actor, slug),
  ])
  const common = wordsIn(language.tag, commonWords)
  return {
    slug,
    folder,
    archived,
    folders,
    older,
    first: before === null,
    retentionDays,
    items: items.map(({ at, ...line }) => ({
      ...line,
      time: momentOf(at, Date.now(), common),
      postKey: crypto.randomUUID(),
    })),
  }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor, params }) => {
  const fields = await readFields(request)
  const { conversation: id, intent, back = null } = fields
  const slug = params.community ?? ''
  const which = { community: slug, id }
  const where = safePath(back, allMinePath(slug))
  switch (intent) {
    case 'pin':
      try {
        await pinConversation(db, actor, which)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'pin.enough') throw error
        return redirect(listPath(allMinePath(slug), { full: 'pins' }), 303)
      }
      setFlash(jar, 'sandbox.pinned')
      break
    case 'unpin':
      await changeConversation(db, actor, which, { pinned: false })
      setFlash(jar, 'sandbox.unpinned')
      break
    case 'archive':
      await changeConversation(db, actor, which, { archived: true })
      setFlash(jar, 'sandbox.archived')
      break
    case 'unarchive':
      await changeConversation(db, actor, which, { archived: false })
      setFlash(jar, 'sandbox.unarchived')
      break
    case 'rename': {
      const parsed = folderSchema().safeParse(fields.name)
      if (!parsed.success) {
        const refused = (fields.name ?? '').slice(0, 400).replaceAll('\0', '')
        return data({ refused }, { status: 422 })
      }
      const name = parsed.data
      const folder = fields.folder ?? ''
      await renameFolder(db, actor, { community: slug, folder }, name)
      if (name) setFlash(jar, 'sandbox.folder-renamed', { folder: name })
      else setFlash(jar, 'sandbox.folder-gone')
      return redirect(listPath(allMinePath(slug), { folder: name ?? '' }), 303)
    }
    default:
      throw new AppError('invalid', 422)
  }
  return redirect(where, 303)
})

/** All of one's conversations: at hand, laid away, or in a folder. */
export default function Mine() {
  const { slug, folder, archived, folders, older, first, items, retentionDays } =
    useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused ?? null
  const [query] = useSearchParams()
  const words = useWords(keepInOrderWords)
  const sandbox = useWords(sandboxWords)
  const news = useWords(heldNewsWords)
  const here = allMinePath(slug)
  const asked = { folder: folder ?? '', show: archived ? 'archived' : '' }
  const pathOf = (more: Record<string, string>) => listPath(here, more)
  const kind = folder !== null ? 'folder' : archived ? 'archived' : 'open'
  return (
    <CommunityPage
      narrow
      title={words.title}
      lede={
        [
          folder !== null && words.folderOf(folder),
          retentionDays !== null && words.retention(retentionDays),
        ]
          .filter(Boolean)
          .join(' ') || undefined
      }
      nav={{
        label: words.which,
        items: [
          { href: here, label: words.open, current: kind === 'open' },
          {
            href: pathOf({ show: 'archived' }),
            label: words.archived,
            current: kind === 'archived',
          },
          { href: `${sandboxPath(slug)}/trash`, label: sandbox.trash },
        ],
      }}
      flash={
        <>
          <PageFlash />
          {query.get('full') === 'pins' && <Flash tone="wrong">{words.wrong.pins}</Flash>}
        </>
      }
    >
      {folders.length > 0 && (
        <nav aria-label={words.folders} className="mb-4">
          <ul className="buttons">
            {folders.map((name) => (
              <li key={name}>
                <Link
                  href={pathOf({ folder: name })}
                  aria-current={name === folder ? 'page' : undefined}
                >
                  <span dir="auto">{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {items.length > 0 ? (
        <ul className="rows">
          {items.map(
            ({ id, title, agentName, pinned, archived: away, folder: into, time, ...line }) => (
              <li key={id} className="row">
                <div className="row-text">
                  <h2 className="row-title" dir="auto">
                    <Link href={`${conversationPath(slug, id)}#answer`}>{title}</Link>
                  </h2>
                  <p>
                    {line.held && (
                      <Badge tone={toneOf[line.held.mark]}>{news.mark[line.held.mark]}</Badge>
                    )}{' '}
                    {pinned && <Badge icon="star">{words.pinned}</Badge>}{' '}
                    {into && kind !== 'folder' && <Badge>{into}</Badge>}{' '}
                    <span dir="auto">{sandbox.withAgent(agentName)}</span>, <Time {...time} />
                  </p>
                </div>
                {line.held?.mark === 'again' && line.held.answer && (
                  <AskAgain
                    action={conversationPath(slug, id)}
                    title={title}
                    answer={line.held.answer}
                    postKey={line.postKey}
                  />
                )}
                <OrderForms
                  slug={slug}
                  talk={{ id, title, pinned, archived: away }}
                  back={pathOf(asked)}
                />
              </li>
            ),
          )}
        </ul>
      ) : first ? (
        <EmptyState title={words.none[kind]}>{words.none[`${kind}Detail`]}</EmptyState>
      ) : (
        <p>{words.end}</p>
      )}
      {folder !== null && items.length > 0 && (
        <FolderRename action={pathOf({ folder })} folder={folder} refused={refused} />
      )}
      <Pager older={older && pathOf({ ...asked, before: older })} />
      <p className="mt-4">
        <Link href={sandboxPath(slug)}>{sandbox.toSandbox}</Link>
      </p>
    </CommunityPage>
  )
}
