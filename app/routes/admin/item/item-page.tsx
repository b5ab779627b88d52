import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { KindForm } from '~/features/content/form/kind-form'
import type { CoachedItem, ItemFields } from '~/features/content/item'
import type { OfferedKind } from '~/features/content/kinds'
import { contentFormWords } from '~/ui/strings/content-form'
import { AdminPage } from '~/ui/templates/pages'
import { ItemProblem } from '../../library/item-problem'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { useSettledReply } from '../settled'
import { ItemEditor } from './item-editor'
import type { Plan } from './item-plan'
import type { ItemReply, PlanReply, StaleReply } from './item-reply'
import { Deleted, Manage, OldVersionNotice, StaleNotice, State, Ways } from './late-pieces'

/** What the page of an item was loaded with. */
interface EditData<Fields extends ItemFields> {
  slug: string
  item: CoachedItem<Fields>
  /** What it was at the publication that the address names. */
  old: Fields | null
  number: number | null
  /** And what saving that would do. */
  oldSays: string | null
  preview: string | null
  plan: Plan
  /** The day until which it can be brought back, when it is deleted. */
  until: string | null
}

export const editMeta: MetaFunction = ({ data, error, matches }) => {
  const page = data as EditData<ItemFields> | undefined
  return error || !page
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, contentFormWords).form.editTitle(page.item.title))
}

/** The page on which an item is changed. */
export function EditItemPage<Fields extends ItemFields>({ form }: { form: KindForm<Fields> }) {
  const { slug, item, old, number, oldSays, preview, plan, until } =
    useLoaderData() as EditData<Fields>
  const reply = useSettledReply<unknown>() as ItemReply | PlanReply | StaleReply | undefined
  const kept = reply?.kind === 'form' ? reply : undefined
  return (
    <AdminPage
      title={item.title}
      lede={<State kind={form.kind} slug={slug} item={item} plan={plan} />}
      nav={useRooms(slug, 'content')}
      flash={<PageFlash />}
    >
      {reply?.kind === 'stale' && <StaleNotice kind={form.kind} />}
      {oldSays && !kept && <OldVersionNotice said={oldSays} />}
      {item.deletedAt && !kept ? (
        <Deleted kind={form.kind} until={until} />
      ) : (
        <ItemEditor
          key={`${item.version}:${number}:${kept?.stamp ?? ''}`}
          form={form}
          community={slug}
          defaults={old ?? item}
          item={item}
          needsReview={item.needsReview}
          preview={preview}
          reply={kept}
        >
          {(mayLeave) =>
            !item.deletedAt && (
              <Manage
                kind={form.kind}
                slug={slug}
                item={item}
                mayLeave={mayLeave}
                plan={plan}
                refused={reply?.kind === 'plan' ? reply : undefined}
              />
            )
          }
        </ItemEditor>
      )}
      <Ways kind={form.kind} slug={slug} id={item.id} />
    </AdminPage>
  )
}

/** An item that is not there leads to the list of those that are. */
export const EditProblem = ({ kind }: { kind: OfferedKind }) => (
  <ItemProblem kind={kind} room="admin" />
)
