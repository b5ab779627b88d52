import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { conversationPath, optionsPath } from '~/features/sandbox/conversation/conversation'
import { CopyRows } from '~/features/sandbox/conversation/copy-rows'
import { folderSchema } from '~/features/sandbox/conversation/message.schema'
import { noteReading } from '~/features/sandbox/conversation/note-reading.server'
import { ExportForm } from '~/features/sandbox/export/export-form'
import { changeConversation } from '~/features/sandbox/my-conversations/change-conversation.server'
import { findFolders } from '~/features/sandbox/my-conversations/find-conversations.server'
import { findTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import { KeepSection } from '~/features/sandbox/my-conversations/keep-section'
import { shareSchema } from '~/features/sandbox/sharing/share.schema'
import { findCopiesOf, shareConversation } from '~/features/sandbox/sharing/share.server'
import { ShareForm, type ShareReply } from '~/features/sandbox/sharing/share-form'
import { copiesPath, copyPath } from '~/features/sandbox/sharing/shared'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { isUuid } from '~/platform/uuid'
import { Link } from '~/ui/atoms/link'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { sourcesWords } from '~/ui/strings/sources'
import { talkOptionsWords } from '~/ui/strings/talk-options'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, talkOptionsWords).title}: ${data.talk.title}`)

export const loader = forPeople(async ({ context, actor, params }) => {
  const { db, language } = context
  const { community: slug = '', conversation: id = '' } = params
  const [, talk, copies, folders] = await Promise.all([
    findCommunity(db, actor, slug),
    findTalk(db, actor, { community: slug, id }),
    isUuid(id) ? findCopiesOf(db, actor, id) : [],
    findFolders(db, actor, slug),
    noteReading(db, id),
  ])
  const common = wordsIn(language.tag, commonWords)
  const { ruleTitle, rule } = wordsIn(language.tag, sourcesWords)
  return {
    slug,
    talk,
    folders,
    // Said here: what stands under answers is not brought to the browser otherwise.
    given: { title: ruleTitle, rule },
    copies: copies.map(({ at, ...line }) => ({ ...line, time: momentOf(at, Date.now(), common) })),
  }
})

const WRONG: Record<string, ShareReply['wrong']> = {
  'share.audience': 'audience',
  'share.not-public': 'notPublic',
  'share.enough': 'enough',
}

export const action = forPeople(async ({ request, context, actor, params }) => {
  const { db, env, jar } = context
  const fields = await readFields(request)
  const { community = '', conversation: id = '' } = params
  if (fields.intent === 'folder') {
    const parsed = folderSchema().safeParse(fields.folder)
    if (!parsed.success) {
      return data(
        { folder: (fields.folder ?? '').slice(0, 400).replaceAll('\0', '') },
        { status: 422 },
      )
    }
    const folder = parsed.data
    await changeConversation(db, actor, { community, id }, { folder })
    if (folder) setFlash(jar, 'sandbox.in-folder', { folder })
    else setFlash(jar, 'sandbox.no-folder')
    return redirect(optionsPath(community, id), 303)
  }
  if (fields.intent !== 'share') throw new AppError('invalid', 422)
  const refuse = (code: string, status: number) => {
    const wrong = WRONG[code]
    if (!wrong) throw new AppError(code, status)
    const { audience = null, named } = fields
    const reply: ShareReply = { link: null, wrong, audience, named: named !== undefined }
    return data(reply, { status })
  }
  const wish = shareSchema().safeParse(fields)
  if (!wish.success) return refuse('share.audience', 422)
  try {
    const key = await shareConversation(db, { id, ...wish.data })
    const link = new URL(copyPath(key), env.APP_URL).href
    return data<ShareReply>({ link, wrong: null, audience: null, named: false })
  } catch (error) {
    if (error instanceof AppError && WRONG[error.code]) return refuse(error.code, error.status)
    throw error
  }
})

/** What one can do with a conversation as a whole. */
export default function TalkOptions() {
  const { slug, talk, copies, folders, given } = useLoaderData<typeof loader>()
  const answered = (useActionData<typeof action>() ?? null) as
    | ShareReply
    | { folder: string }
    | null
  const reply = answered && 'link' in answered ? answered : null
  const refused = answered && 'folder' in answered ? answered.folder : null
  const words = useWords(talkOptionsWords)
  const path = conversationPath(slug, talk.id)
  return (
    <CommunityPage narrow title={words.title} lede={words.lede(talk.title)} flash={<PageFlash />}>
      {talk.mine && !talk.deleted && (
        <>
          <KeepSection slug={slug} talk={talk} folders={folders} refused={refused} />
          <ShareForm slug={slug} id={talk.id} mayBePublic={talk.mayBePublic} reply={reply} />
          {copies.length > 0 && (
            <>
              <h3 className="mt-6">{words.share.mine}</h3>
              <CopyRows slug={slug} copies={copies} />
            </>
          )}
          <p className="mt-4 mb-8">
            <Link href={copiesPath(slug)}>{words.share.all}</Link>
          </p>
        </>
      )}
      <ExportForm path={path} />
      <section className="mt-8">
        <h2>{given.title}</h2>
        <p>{given.rule}</p>
      </section>
      <p className="mt-8">
        <Link href={`${path}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}
