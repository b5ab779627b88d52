import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { isPurpose } from '~/features/content/files/file-purposes'
import { ItemFiles } from '~/features/content/files/item-files'
import { detachFile, filesOf, findFiledItem } from '~/features/content/files/item-files.server'
import { receiveFile } from '~/features/content/files/uploads.server'
import { editorPath, filesPath } from '~/features/content/platform-path'
import type { Person } from '~/platform/auth/actor'
import { safePath } from '~/platform/edge/same-origin.server'
import { readUploadForm } from '~/platform/edge/upload-form.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { linkFiles } from '~/platform/storage/file-links.server'
import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { itemFilesWords } from '~/ui/strings/item-files'
import { DeskFrame } from '../admin/item/desk-frame'
import { requireEditor } from '../admin/item/require-editor.server'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'
import { givenTo } from './given'
import { requireFiles } from './require-files.server'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, itemFilesWords).title(data.item.title))

export const loader = forPeople(async ({ context, actor, params }) => {
  const slug = params.community ?? null
  const { links } = requireFiles(context)
  const asked = Promise.all([
    findFiledItem(context.db, slug, params.item),
    filesOf(context.db, params.item),
  ])
  // Whether this page is theirs is told first.
  asked.catch(() => {})
  await requireEditor(context.db, actor, slug)
  const [item, files] = await asked
  return { slug, item, files: await linkFiles(files, links, actor) }
})

type Args = ActionFunctionArgs & { actor: Person }

/** What a post was refused for, beside the field that it came from. */
interface FileReply {
  purpose: string
  code: string
}

export const action = forPeople(async (args: Args) => {
  const type = args.request.headers.get('content-type') ?? ''
  return type.startsWith('multipart/form-data') ? upload(args) : remove(args)
})

const here = ({ params }: Args) => filesPath(params.community ?? null, params.item ?? '')

async function upload(args: Args) {
  const { request, context, actor, params } = args
  const needs = { db: context.db, storage: requireFiles(context).storage, actor }
  const announced = Number(request.headers.get('content-length') ?? Number.MAX_SAFE_INTEGER)
  const { fields, file } = await readUploadForm(request, ({ purpose }, { name, stream }) => {
    if (!isPurpose(purpose)) throw new AppError('file.purpose', 422)
    const target = { community: params.community ?? null, item: params.item ?? '', purpose }
    return receiveFile(needs, target, { name, stream, announced })
  })
  const { purpose = '', back } = fields
  if (!file) return refuse({ purpose, code: 'file.missing' }, 422)
  if ('refused' in file) {
    const { refused } = file
    // What is the page's own affair (who may be here, what is gone) is told as a page.
    if (!(refused instanceof AppError) || !/^(file|community)\./.test(refused.code)) throw refused
    return refuse({ purpose, code: refused.code }, refused.status)
  }
  setFlash(context.jar, 'files.added', { name: file.value.name.slice(0, 100) })
  throw redirect(safePath(back, here(args)), 303)
}

async function remove(args: Args) {
  const { context, params, request } = args
  const { file = '', purpose, back } = await readFields(request)
  if (!isPurpose(purpose)) throw new AppError('invalid', 422)
  await detachFile(context.db, { item: params.item ?? '', file, purpose })
  setFlash(context.jar, 'files.removed')
  throw redirect(safePath(back, here(args)), 303)
}

const refuse = (reply: FileReply, status: number) => data(reply, { status })

export default function FilesOfItem() {
  const { slug, item, files } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const words = useWords(itemFilesWords)
  const { revalidate } = useRevalidator()
  const lede = (item.needsReview && entryOf(words.reviewed, item.status)) || words.lede
  return (
    <DeskFrame slug={slug} title={words.title(item.title)} lede={lede} flash={<PageFlash />}>
      <div className="max-w-xl">
        <ItemFiles
          community={slug}
          item={item.id}
          purposes={givenTo(item.kind)}
          files={files}
          problem={reply}
          back={filesPath(slug, item.id)}
          onChange={revalidate}
        />
      </div>
      <p className="mt-8">
        <Link href={`${editorPath(slug, item.kind)}/${item.id}`}>{words.back}</Link>
      </p>
    </DeskFrame>
  )
}
