import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { KindForm } from '~/features/content/form/kind-form'
import type { ItemFields } from '~/features/content/item'
import { deskPath, type OfferedKind } from '~/features/content/kinds'
import { Link } from '~/ui/atoms/link'
import { useWords } from '~/ui/strings'
import { contentNewWords } from '~/ui/strings/content-new'
import { AdminPage } from '~/ui/templates/pages'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { useSettledReply } from '../settled'
import { ItemEditor } from './item-editor'
import type { ItemReply } from './item-reply'

/** What the page of a new item was loaded with. */
interface NewData<Fields> {
  slug: string
  start: string | null
  /** Whether it begins as a copy. */
  copy: boolean
  needsReview: boolean
  defaults: Fields
  key: string
}

export const newMeta =
  (kind: OfferedKind): MetaFunction =>
  ({ matches }) =>
    communityTitle(matches, wordsOf(matches, contentNewWords).newTitle(kind))

/** The page on which an item is made. */
export function NewItemPage<Fields extends ItemFields>({
  form,
  starts = [],
}: {
  form: KindForm<Fields>
  /** What it may begin with: the word in the address, and what it is called. */
  starts?: (readonly [start: string | null, label: string])[]
}) {
  const { slug, start, copy, needsReview, defaults, key } = useLoaderData() as NewData<Fields>
  const reply = useSettledReply<unknown>() as ItemReply | undefined
  const words = useWords(contentNewWords)
  const here = `${deskPath(slug, form.kind)}/new`
  return (
    <AdminPage
      title={words.newTitle(form.kind)}
      lede={words.newLede}
      nav={useRooms(slug, 'content')}
      flash={<PageFlash />}
    >
      {!reply && !copy && starts.length > 0 && (
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
        needsReview={needsReview}
        preview={form.rendered ? '' : null}
        createKey={key}
        reply={reply}
      />
    </AdminPage>
  )
}
