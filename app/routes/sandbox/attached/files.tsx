import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { importDocument } from '~/features/content/documents/import/import-document.server'
import {
  filesPath,
  isPicture,
  LARGEST_FILE,
  MOST_FILES,
  PICTURE_ENDINGS,
  TEXT_ENDINGS,
} from '~/features/sandbox/attached/message-files'
import {
  addWaiting,
  findTakesPictures,
  findWaiting,
  type ReadDocument,
  removeWaiting,
} from '~/features/sandbox/attached/message-files.server'
import { conversationPath } from '~/features/sandbox/conversation/conversation'
import { heldPath } from '~/features/sandbox/moderation/held'
import { findLooksFirst } from '~/features/sandbox/moderation/moderation.server'
import { findOwnTalk } from '~/features/sandbox/my-conversations/find-talk.server'
import { whichModels } from '~/platform/ai/which-model'
import { collect } from '~/platform/collect.server'
import { type IncomingFile, readUploadForm } from '~/platform/edge/upload-form.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { linkFiles } from '~/platform/storage/file-links.server'
import { isUuid } from '~/platform/uuid'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { FileField } from '~/ui/molecules/file-field'
import { FileShown } from '~/ui/molecules/file-shown'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { messageFilesWords } from '~/ui/strings/message-files'
import { CommunityPage } from '~/ui/templates/pages'
import { requireFiles } from '../../files/require-files.server'
import { readFields } from '../../form.server'
import { forPeople } from '../../guard.server'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { personOf } from '../ask.server'

export const meta: MetaFunction<typeof loader> = ({ data: page, error, matches }) =>
  error || !page
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, messageFilesWords).title}: ${page.title}`)

/** What waits for the next message of a conversation, and what may be attached to it. */
export const loader = forPeople(async ({ context, actor, params }) => {
  const { db, env, files } = context
  const { community: slug = '', conversation: id } = params
  const [, talk, waiting, pictures, looks] = await Promise.all([
    findCommunity(db, actor, slug),
    findOwnTalk(db, actor, { community: slug, id }),
    isUuid(id) ? findWaiting(db, actor, id) : [],
    isUuid(id) ? findTakesPictures(db, id, whichModels(env)) : false,
    findLooksFirst(db, slug),
  ])
  return {
    slug,
    id: talk.id,
    title: talk.title,
    waiting: (await linkFiles(waiting, files?.links ?? null, actor)).map((file) => ({
      ...file,
      why: heldPath(slug, talk.id, file.id),
    })),
    pictures,
    closed: files === null ? 'file.off' : looks.length > 0 ? 'file.unlooked' : null,
  }
})

export const action = forPeople(async (args: ActionFunctionArgs) => {
  const { request, context, params } = args
  const { community = '', conversation = '' } = params
  const type = request.headers.get('content-type') ?? ''
  const page = filesPath(community, conversation)
  if (!type.startsWith('multipart/form-data')) {
    const { file } = await readFields(request)
    const { storage } = requireFiles(context)
    await removeWaiting({ db: context.db, storage }, conversation, file)
    setFlash(context.jar, 'sandbox.file-removed')
    return redirect(page, 303)
  }
  const { file, fields } = await readUploadForm(request, (_, incoming) =>
    attach(context, conversation, incoming),
  )
  if (!file) return data({ wrong: 'file.missing' }, { status: 422 })
  if ('refused' in file) {
    const { refused } = file
    // What is the page's own affair (who may be here, what is gone) is told as a page.
    if (!(refused instanceof AppError) || !/^(file|source|community)\./.test(refused.code)) {
      throw refused
    }
    context.log.info('message-file.refused', { code: refused.code })
    return data({ wrong: refused.code }, { status: refused.status })
  }
  const { id, name, held } = file.value
  // One that was dropped or pasted where the message is written: who wrote there goes on.
  const fromTalk = fields.from === 'talk'
  if (held) {
    if (fromTalk) return data({ wrong: 'file.held' }, { status: 409 })
    setFlash(context.jar, 'sandbox.file-held', { name: name.slice(0, 100) })
    return redirect(heldPath(community, conversation, id), 303)
  }
  setFlash(context.jar, 'sandbox.file-added', { name: name.slice(0, 100) })
  const talk = `${conversationPath(community, conversation)}#composer`
  return redirect(fromTalk ? talk : page, 303)
})

async function attach(
  context: AppLoadContext,
  conversation: string,
  { name, stream }: IncomingFile,
) {
  personOf(context)
  const { storage } = requireFiles(context)
  const needs = { db: context.db, storage, models: whichModels(context.env), readDocument }
  const bytes = await collect(stream, LARGEST_FILE)
  if (!bytes) throw new AppError('file.too-large', 413)
  return addWaiting(needs, conversation, { name, bytes })
}

const readDocument: ReadDocument = async (name, bytes) => {
  const { title, body } = await importDocument(name, bytes)
  return title === '' ? body : `# ${title}\n\n${body}`
}

export default function AttachFiles() {
  const { slug, id, title, waiting, pictures, closed } = useLoaderData<typeof loader>()
  const wrong = useActionData<typeof action>()?.wrong
  const words = useWords(messageFilesWords)
  const { Form } = useElements()
  const page = filesPath(slug, id)
  const talk = `${conversationPath(slug, id)}#composer`
  return (
    <CommunityPage narrow title={words.title} lede={words.lede(title)} flash={<PageFlash />}>
      <h2 className="mb-3">{words.waiting(waiting.length)}</h2>
      {waiting.length > 0 && (
        <ul className="file-list">
          {waiting.map(({ id: file, name, href, bytes, mediaType, held, why }) => (
            <li key={file}>
              <FileShown
                name={name}
                href={href ?? page}
                detail={words.size(bytes)}
                picture={href !== null && isPicture(mediaType)}
              />
              {held && (
                <p>
                  {words.held[held]}{' '}
                  <Link href={why}>
                    {words.heldWay}
                    <VisuallyHidden> {name}</VisuallyHidden>
                  </Link>
                </p>
              )}
              <Form method="post" action={page}>
                <input type="hidden" name="file" value={file} />
                <Button variant="quiet" small icon="trash">
                  {words.remove}
                  <VisuallyHidden> {name}</VisuallyHidden>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {closed ? (
        <Flash tone="note">{entryOf(words.wrong, closed)}</Flash>
      ) : waiting.length < MOST_FILES || wrong ? (
        // A plain form: a file travels with the page, with a script and without.
        <form method="post" action={page} encType="multipart/form-data">
          <FileField
            id="file"
            name="file"
            label={words.choose}
            hint={pictures ? words.hintPictures : words.hint}
            accept={pictures ? `${PICTURE_ENDINGS},${TEXT_ENDINGS}` : TEXT_ENDINGS}
            errors={wrong && (entryOf(words.wrong, wrong) ?? words.wrong.unexpected)}
          />
          <Button icon="plus">{words.attach}</Button>
        </form>
      ) : (
        <p>{words.wrong['file.enough']}</p>
      )}
      <p className="mt-8">
        <ButtonLink variant={waiting.length > 0 ? 'primary' : 'secondary'} href={talk}>
          {waiting.length > 0 ? words.write : words.back}
        </ButtonLink>
      </p>
      <p className="hint mt-6">{words.rule}</p>
    </CommunityPage>
  )
}
