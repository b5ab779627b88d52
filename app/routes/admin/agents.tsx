import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { DESK_FILTERS, type DeskFilter } from '~/features/content/desk-filter'
import { findDesk } from '~/features/content/find-desk.server'
import { changeAgent } from '~/features/content/save-agent.server'
import { readSearch } from '~/features/content/search-words.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { StatusBadge } from '~/ui/atoms/badge'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { useElements } from '~/ui/elements'
import { EmptyState } from '~/ui/molecules/card'
import { Flash } from '~/ui/molecules/flash'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { type Column, Table } from '~/ui/molecules/table'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { agentDeskWords } from '~/ui/strings/agent-desk'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { listPath } from '../list-path'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { useRooms } from './rooms'

export const meta: MetaFunction = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, agentDeskWords).title)

export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const search = readSearch(query.get('q'))
  const shown = query.get('show')
  const filter: DeskFilter = DESK_FILTERS.find((each) => each === shown) ?? 'all'
  const [community, desk] = await Promise.all([
    findCommunity(db, actor, slug),
    findDesk(db, { community: slug, filter, search, asked: readAsked(query) }),
  ])
  requireCoach(community)
  const now = Date.now()
  const common = wordsIn(language.tag, commonWords)
  return {
    slug,
    search,
    filter,
    counts: desk.counts,
    newer: desk.agents.newer,
    older: desk.agents.older,
    agents: desk.agents.items.map(({ changedAt, deletedAt, ...agent }) => ({
      ...agent,
      deleted: deletedAt !== null,
      moment: momentOf(deletedAt ?? changedAt, now, common),
    })),
  }
})

/** Brings a deleted agent back. */
export const action = forPeople(async ({ request, context, params }: ActionFunctionArgs) => {
  const community = params.community ?? ''
  const id = (await request.formData().catch(() => null))?.get('agent')
  if (typeof id !== 'string') throw new AppError('invalid', 422)
  try {
    const { title } = await changeAgent(context.db, 'restore', { community, id })
    setFlash(context.jar, 'agents.restored', { title })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'agent.name-taken') throw error
    return data({ taken: true }, { status: 409 })
  }
  throw redirect(`/c/${community}/admin/agents/${id}`, 303)
})

type DeskRow = ReturnType<typeof useLoaderData<typeof loader>>['agents'][number]

export default function Desk() {
  const { slug, search, filter, counts, agents, newer, older } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const desk = useWords(agentDeskWords)
  const here = `/c/${slug}/admin/agents`
  const pathOf = (query: Record<string, string | null>) =>
    listPath(here, { q: search, show: filter === 'all' ? null : filter, ...query })
  const any = counts.all.n + counts.deleted.n > 0
  return (
    <AdminPage
      title={desk.title}
      lede={desk.lede}
      nav={useRooms(slug, 'agents')}
      actions={
        <ButtonLink
          variant={agents.length > 0 ? 'primary' : 'secondary'}
          icon="plus"
          href={`${here}/new`}
        >
          {desk.make}
        </ButtonLink>
      }
      flash={
        reply ? (
          <Flash tone="wrong">
            <strong>{desk.taken.title}</strong>
            <p>{desk.taken.detail}</p>
          </Flash>
        ) : (
          <PageFlash />
        )
      }
    >
      {(any || search) && (
        <>
          <SearchForm
            label={desk.searchLabel}
            defaultValue={search}
            action={here}
            also={{ show: filter === 'all' ? null : filter }}
          />
          <Filters />
        </>
      )}
      {agents.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <Rows />
          <Pager newer={newer && pathOf({ newer })} older={older && pathOf({ older })} />
        </>
      )}
    </AdminPage>
  )
}

/** The states as links with their counts; "you are here" is told to those who listen too. */
function Filters() {
  const { slug, search, filter, counts } = useLoaderData<typeof loader>()
  const desk = useWords(agentDeskWords)
  return (
    <nav aria-label={desk.filterLabel} className="my-4">
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {DESK_FILTERS.map((each) => (
          <li key={each}>
            <Link
              className={each === filter ? 'font-semibold' : ''}
              href={listPath(`/c/${slug}/admin/agents`, {
                q: search,
                show: each === 'all' ? null : each,
              })}
              aria-current={each === filter ? 'page' : undefined}
            >
              {desk.filters[each]} {desk.counted(counts[each].n, counts[each].more)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Rows() {
  const { slug, filter, agents } = useLoaderData<typeof loader>()
  const { Form } = useElements()
  const desk = useWords(agentDeskWords)
  const { columns } = desk
  const here = `/c/${slug}/admin/agents`
  const gone = filter === 'deleted'
  const shown: [Column<DeskRow>, ...Column<DeskRow>[]] = [
    {
      label: columns.name,
      cell: ({ id, title }) => (
        <Link href={`${here}/${id}`} dir="auto">
          {title}
        </Link>
      ),
    },
    {
      label: gone ? columns.was : columns.status,
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    { label: columns.owner, cell: ({ owner }) => <bdi>{owner ?? desk.nobody}</bdi> },
    {
      label: gone ? columns.deleted : columns.changed,
      cell: ({ moment }) => <Time {...moment} />,
    },
  ]
  if (gone) {
    shown.push({
      label: columns.act,
      end: true,
      cell: ({ id, title }) => (
        <Form method="post">
          <input type="hidden" name="agent" value={id} />
          <Button small icon="undo">
            {desk.restore} <VisuallyHidden>{title}</VisuallyHidden>
          </Button>
        </Form>
      ),
    })
  }
  return (
    <Table caption={desk.caption[filter]} columns={shown} rows={agents} rowKey={({ id }) => id} />
  )
}

/** An empty list says why, and the next step. */
function Nothing() {
  const { slug, search, filter, counts } = useLoaderData<typeof loader>()
  const desk = useWords(agentDeskWords)
  const { pager } = useWords(commonWords)
  const here = `/c/${slug}/admin/agents`
  const make = { href: `${here}/new`, words: desk.make }
  const all = { href: here, words: desk.nothingWay }
  const states = {
    all: { title: desk.noneTitle, text: desk.none, way: make },
    draft: { title: desk.noDraftsTitle, text: desk.noDrafts, way: make },
    published: {
      title: desk.noPublishedTitle,
      text: desk.noPublished,
      way: { href: `${here}?show=draft`, words: desk.noPublishedWay },
    },
    deleted: { title: desk.noDeletedTitle, text: desk.noDeleted, way: all },
  }
  const end = {
    title: pager.endTitle,
    text: pager.end,
    way: {
      href: listPath(here, { q: search, show: filter === 'all' ? null : filter }),
      words: pager.endWay,
    },
  }
  const nothing = { title: desk.nothingTitle, text: desk.nothing, way: all }
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
