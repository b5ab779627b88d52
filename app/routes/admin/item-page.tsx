import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { CoachedItem, ItemFields } from '~/features/content/item'
import type { KindForm } from '~/features/content/kind-form'
import { deskPath, libraryPath, type OfferedKind } from '~/features/content/kinds'
import { StatusBadge } from '~/ui/atoms/badge'
import { Button } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ConfirmDialog } from '~/ui/molecules/confirm-dialog'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { contentFormWords } from '~/ui/strings/content-form'
import { AdminPage } from '~/ui/templates/pages'
import { ItemProblem } from '../library/item-problem'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'
import { ItemEditor } from './item-editor'
import { StaleNotice } from './item-notices'
import type { ItemReply, StaleReply } from './item-reply'
import { useRooms } from './rooms'
import { useSettledReply } from './settled'

/** What the page of a new item was loaded with. */
interface NewData<Fields> {
  slug: string
  start: string | null
  defaults: Fields
  key: string
}

/** What the page of an item was loaded with. */
interface EditData<Fields extends ItemFields> {
  slug: string
  item: CoachedItem<Fields>
  preview: string | null
}

export const newMeta =
  (kind: OfferedKind): MetaFunction =>
  ({ matches }) =>
    communityTitle(matches, wordsOf(matches, contentFormWords).form.newTitle(kind))

/** The page on which an item is made. */
export function NewItemPage<Fields extends ItemFields>({ form }: { form: KindForm<Fields> }) {
  const { slug, start, defaults, key } = useLoaderData() as NewData<Fields>
  const reply = useSettledReply<unknown>() as ItemReply | undefined
  const { form: words } = useWords(contentFormWords)
  const starts = form.useStarts?.() ?? []
  const here = `${deskPath(slug, form.kind)}/new`
  return (
    <AdminPage
      title={words.newTitle(form.kind)}
      lede={words.newLede}
      nav={useRooms(slug, 'content')}
      flash={<PageFlash />}
    >
      {!reply && starts.length > 0 && (
        <nav aria-label={words.starts} className="mb-6">
          <p className="label">{words.starts}</p>
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {starts.map(([name, label]) => (
              <li key={name ?? ''}>
                <Link
                  href={name ? `${here}?start=${name}` : here}
                  aria-current={name === start ? 'true' : undefined}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <ItemEditor
        key={`${start}:${reply?.stamp ?? ''}`}
        form={form}
        community={slug}
        defaults={defaults}
        item={null}
        preview={form.rendered ? '' : null}
        createKey={key}
        reply={reply}
      />
    </AdminPage>
  )
}

export const editMeta: MetaFunction = ({ data, error, matches }) => {
  const page = data as EditData<ItemFields> | undefined
  return error || !page
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, contentFormWords).form.editTitle(page.item.title))
}

/** The page on which an item is changed. */
export function EditItemPage<Fields extends ItemFields>({ form }: { form: KindForm<Fields> }) {
  const { slug, item, preview } = useLoaderData() as EditData<Fields>
  const reply = useSettledReply<unknown>() as ItemReply | StaleReply | undefined
  const { form: words } = useWords(contentFormWords)
  const kept = reply?.kind === 'form' ? reply : undefined
  return (
    <AdminPage
      title={item.title}
      lede={<State kind={form.kind} slug={slug} item={item} />}
      nav={useRooms(slug, 'content')}
      flash={<PageFlash />}
    >
      {reply?.kind === 'stale' && <StaleNotice kind={form.kind} />}
      {item.deletedAt && !kept ? (
        <Deleted kind={form.kind} />
      ) : (
        <ItemEditor
          key={`${item.version}:${kept?.stamp ?? ''}`}
          form={form}
          community={slug}
          defaults={item}
          item={item}
          preview={preview}
          reply={kept}
        >
          {(mayLeave) =>
            !item.deletedAt && <Manage kind={form.kind} item={item} mayLeave={mayLeave} />
          }
        </ItemEditor>
      )}
      <p className="mt-8">
        <Link href={deskPath(slug, form.kind)}>{words.back(form.kind)}</Link>
      </p>
    </AdminPage>
  )
}

interface OfItem {
  kind: OfferedKind
  item: CoachedItem
}

/** Where the item stands, in a word, and where members see it. */
function State({ kind, slug, item }: OfItem & { slug: string }) {
  const { form } = useWords(contentFormWords)
  const common = useWords(commonWords)
  if (item.deletedAt) return common.status.deleted
  return (
    <span className="flex flex-wrap items-center gap-x-3 mt-1">
      <StatusBadge status={item.status} />
      {item.status === 'published' && (
        <Link href={`${libraryPath(slug, kind)}/${item.id}`}>{form.visit(kind)}</Link>
      )}
    </span>
  )
}

/** What a deleted item's page offers. */
function Deleted({ kind }: { kind: OfferedKind }) {
  const { Form } = useElements()
  const { gone } = useWords(contentFormWords)
  return (
    <section className="card card-next">
      <h2>{gone.title(kind)}</h2>
      <p>{gone.detail(kind)}</p>
      <Form method="post" className="buttons mt-4">
        <Button name="intent" value="restore" variant="primary" icon="undo">
          {gone.restore}
        </Button>
      </Form>
    </section>
  )
}

/** Taking back and deleting, each a form of its own. */
function Manage({ kind, item, mayLeave }: OfItem & { mayLeave: () => boolean }) {
  const { Form } = useElements()
  const { form } = useWords(contentFormWords)
  const ask = (event: { preventDefault(): void }) => {
    if (!mayLeave()) event.preventDefault()
  }
  return (
    <section className="form-section mt-12">
      <h2>{form.manage}</h2>
      <div className="grid gap-6">
        {item.status === 'published' && (
          <Form method="post" onSubmit={ask}>
            <p className="hint mb-2">{form.takeBackNote(kind)}</p>
            <Button name="intent" value="take-back" icon="archive">
              {form.takeBack}
            </Button>
          </Form>
        )}
        <div>
          <p className="hint mb-2">{form.deleteNote(kind)}</p>
          <ConfirmDialog
            trigger={form.delete(kind)}
            icon="trash"
            title={form.deleteTitle(item.title)}
            text={form.deleteNote(kind)}
          >
            <Form method="post" onSubmit={ask}>
              <input type="hidden" name="version" value={item.version} />
              <Button name="intent" value="delete" variant="danger">
                {form.deleteSure}
              </Button>
            </Form>
          </ConfirmDialog>
        </div>
      </div>
    </section>
  )
}

/** An item that is not there leads to the list of those that are. */
export const EditProblem = ({ kind }: { kind: OfferedKind }) => (
  <ItemProblem kind={kind} room="admin" />
)
