import { data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { DESK_FILTERS, type DeskFilter } from '~/features/content/desk/desk-filter'
import { deskPath, kindOfAddress, OFFERED, type OfferedKind } from '~/features/content/kinds'
import { changeItem } from '~/features/content/save-item.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Flash } from '~/ui/molecules/flash'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { contentDeskWords } from '~/ui/strings/content-desk'
import { kindsWords } from '~/ui/strings/kinds'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { problemTitle } from '../../problem-page'
import { communityTitle, wordsOf } from '../../titles'
import { Links } from '../links'
import { useRooms } from '../rooms'
import { useSettledReply } from '../settled'
import { actOnMany } from './desk-many.server'
import { DeskTable } from './desk-table'
import { ManyForm, ManyOutcome } from './desk-tick'
import { loadDesk } from './load-desk.server'
import type { ManyReply } from './many-reply'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, contentDeskWords).title(data.kind))

export const loader = forPeople(loadDesk)

/** Brings a deleted item back, or does something with all that are ticked. */
export const action = forPeople(async ({ request, context, actor, params }) => {
  const community = params.community ?? ''
  const kind = kindOfAddress(request.url) ?? null
  const form = await request.formData().catch(() => null)
  if (form?.has('change')) {
    const { pathname, search } = new URL(request.url)
    const here = pathname.replace(/\.data$/, '') + search
    return actOnMany({ db: context.db, jar: context.jar, actor, community, form, here })
  }
  const id = form?.get('item')
  if (typeof id !== 'string') throw new AppError('invalid', 422)
  try {
    const back = await changeItem(context.db, kind, 'restore', { community, id })
    setFlash(context.jar, 'content.restored', { title: back.title })
    throw redirect(`${deskPath(community, back.kind)}/${id}`, 303)
  } catch (error) {
    const taken = error instanceof AppError && /^(\w+)\.name-taken$/.exec(error.code)?.[1]
    if (!taken) throw error
    return data({ kind: 'taken' as const, taken: taken as OfferedKind }, { status: 409 })
  }
})

/** An item that could not be brought back, since another has its name. */
interface TakenReply {
  kind: 'taken'
  taken: OfferedKind
}

export { reloadAfterConflict as shouldRevalidate } from '../settled'

const listOf = (slug: string, kind: OfferedKind | null) =>
  kind ? deskPath(slug, kind) : `/c/${slug}/admin/content`

export default function Desk() {
  const { slug, kind, search, filter, counts, items, newer, older, waiting, targets } =
    useLoaderData<typeof loader>()
  const reply = useSettledReply<typeof action>() as ManyReply | TakenReply | undefined
  const many = reply?.kind === 'many' ? reply : undefined
  const words = useWords(contentDeskWords)
  const kinds = useWords(kindsWords)
  const here = listOf(slug, kind)
  const pathOf = (query: Record<string, string | null>) =>
    listPath(here, { q: search, show: filter === 'all' ? null : filter, ...query })
  const any = counts.all.n + counts.deleted.n > 0
  return (
    <AdminPage
      title={words.title(kind)}
      lede={words.ledes[kind ?? 'all']}
      nav={useRooms(slug, 'content')}
      actions={(kind ? [kind] : OFFERED).map((each) => (
        <ButtonLink
          key={each}
          variant={kind && items.length > 0 ? 'primary' : 'secondary'}
          icon="plus"
          href={`${deskPath(slug, each)}/new`}
        >
          {words.make(each)}
        </ButtonLink>
      ))}
      flash={
        many ? (
          <ManyOutcome reply={many} />
        ) : reply?.kind === 'taken' ? (
          <Flash tone="wrong">
            <strong>{words.taken.title}</strong>
            <p>{words.taken.detail(reply.taken)}</p>
          </Flash>
        ) : (
          <PageFlash />
        )
      }
    >
      <Links
        label={kinds.label}
        items={[null, ...OFFERED].map((each) => ({
          href: listOf(slug, each),
          label: each ? kinds[each] : words.allKinds,
          current: each === kind,
        }))}
      />
      {waiting && waiting.items.length > 0 && (
        <section className="card card-next mt-6 mb-8">
          <h2>{words.waiting}</h2>
          <p className="hint mb-3">{words.waitingLede}</p>
          <DeskTable caption={words.waiting} rows={waiting.items} gone={false} kinds />
          {waiting.more && (
            <p className="mt-3">
              <ButtonLink href={listPath(here, { show: 'in_review' })}>
                {words.waitingMore}
              </ButtonLink>
            </p>
          )}
        </section>
      )}
      {(any || search) && (
        <div className="mt-4">
          <SearchForm
            label={words.searchLabel(kind)}
            defaultValue={search}
            action={here}
            also={{ show: filter === 'all' ? null : filter }}
          />
          <Filters />
        </div>
      )}
      {items.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <DeskTable
            caption={words.caption[filter](kind)}
            rows={items}
            gone={filter === 'deleted'}
            kinds={kind === null}
            tick={{ reply: many }}
          />
          <ManyForm gone={filter === 'deleted'} targets={targets} exporting reply={many} />
          <Pager newer={newer && pathOf({ newer })} older={older && pathOf({ older })} />
        </>
      )}
      {kind === null && (
        <p className="flex flex-wrap gap-x-6 gap-y-2 mt-8">
          <Link href={`/c/${slug}/admin/import`}>{words.importing}</Link>
          <Link href={`/c/${slug}/admin/export`}>{words.exporting}</Link>
        </p>
      )}
    </AdminPage>
  )
}

/** States that are offered even where nothing is in them. */
const ALWAYS: readonly DeskFilter[] = ['all', 'published', 'draft', 'deleted']

/** The states as links with their counts; "you are here" is told to those who listen too. */
function Filters() {
  const { slug, kind, search, filter, counts } = useLoaderData<typeof loader>()
  const words = useWords(contentDeskWords)
  const shown = DESK_FILTERS.filter(
    (each) => ALWAYS.includes(each) || each === filter || counts[each].n > 0,
  )
  return (
    <div className="my-4">
      <Links
        label={words.filterLabel}
        items={shown.map((each) => ({
          href: listPath(listOf(slug, kind), { q: search, show: each === 'all' ? null : each }),
          label: `${words.filters[each]} ${words.counted(counts[each].n, counts[each].more)}`,
          current: each === filter,
        }))}
      />
    </div>
  )
}

/** An empty list says why, and the next step. */
function Nothing() {
  const { slug, kind, search, filter, counts } = useLoaderData<typeof loader>()
  const words = useWords(contentDeskWords)
  const { pager } = useWords(commonWords)
  const here = listOf(slug, kind)
  const first = kind ?? 'agent'
  const make = { href: `${deskPath(slug, first)}/new`, words: words.make(first) }
  const all = { href: here, words: words.nothingWay(kind) }
  const states = {
    all: { title: words.noneTitle(kind), text: words.none[kind ?? 'all'], way: make },
    draft: { title: words.noDraftsTitle, text: words.noDrafts, way: make },
    published: {
      title: words.noPublishedTitle,
      text: words.noPublished,
      way: { href: listPath(here, { show: 'draft' }), words: words.noPublishedWay },
    },
    in_review: { title: words.noReviewTitle, text: words.noReview, way: all },
    archived: { title: words.noArchivedTitle, text: words.noArchived, way: all },
    deleted: { title: words.noDeletedTitle, text: words.noDeleted, way: all },
  }
  const end = {
    title: pager.endTitle,
    text: pager.end,
    way: {
      href: listPath(here, { q: search, show: filter === 'all' ? null : filter }),
      words: pager.endWay,
    },
  }
  const nothing = { title: words.nothingTitle(kind), text: words.nothing, way: all }
  const { title, text, way } = counts[filter].n > 0 ? end : search ? nothing : states[filter]
  return (
    <EmptyState
      title={title}
      action={
        <ButtonLink variant="primary" href={way.href}>
          {way.words}
        </ButtonLink>
      }
    >
      {text}
    </EmptyState>
  )
}
