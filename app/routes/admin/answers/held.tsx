import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { heldListPath } from '~/features/sandbox/moderation/held'
import { findHeld } from '~/features/sandbox/moderation/held.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { Table } from '~/ui/molecules/table'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { heldWords } from '~/ui/strings/held'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'
import { Links } from '../links'
import { useRooms } from '../rooms'
import { AnswerViews } from './answer-views'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, heldWords).title)

/** What is held and may be looked at, without what was said. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const asked = readAsked(query)
  const waiting = query.get('show') !== 'settled'
  const [community, { items, newer, older }] = await Promise.all([
    findCommunity(db, actor, slug),
    findHeld(db, slug, { waiting, asked }),
  ])
  requireCoach(community)
  const common = wordsIn(language.tag, commonWords)
  const words = wordsIn(language.tag, heldWords)
  const now = Date.now()
  return {
    slug,
    waiting,
    newer,
    older,
    beyond: asked.from !== null,
    isCoach: community.role === 'community_admin',
    lines: items.map(({ id, kind, why, word, state, agent, by, held }) => {
      const what = words.kinds[kind]
      return {
        id,
        what: waiting ? what : `${what}: ${words.state[state]}`,
        why: why === 'words' ? words.why.words(word ?? '') : words.why[why],
        agent,
        by,
        moment: momentOf(held, now, common),
      }
    }),
  }
})

export default function HeldMessages() {
  const { slug, waiting, newer, older, lines } = useLoaderData<typeof loader>()
  const words = useWords(heldWords)
  const here = heldListPath(slug)
  const pathOf = (query: Record<string, string | null>) =>
    listPath(here, { show: waiting ? null : 'settled', ...query })
  return (
    <AdminPage
      title={words.title}
      lede={words.lede}
      nav={useRooms(slug, 'answers')}
      actions={<Link href={`/c/${slug}/admin/moderation`}>{words.rules}</Link>}
      flash={<PageFlash />}
    >
      <AnswerViews slug={slug} current="held" />
      <div className="mt-4">
        <Links
          label={words.views}
          items={[
            { href: here, label: words.waiting, current: waiting },
            { href: `${here}?show=settled`, label: words.settled, current: !waiting },
          ]}
        />
      </div>
      <div className="mt-6">
        {lines.length === 0 ? (
          <Nothing />
        ) : (
          <Table
            caption={waiting ? words.waiting : words.settled}
            rows={lines}
            rowKey={({ id }) => id}
            columns={[
              {
                label: words.columns.what,
                cell: ({ id, what }) => <Link href={`${here}/${id}`}>{what}</Link>,
              },
              { label: words.columns.why, cell: ({ why }) => <bdi>{why}</bdi> },
              { label: words.columns.by, cell: ({ by }) => <bdi>{by || words.gone}</bdi> },
              { label: words.columns.agent, cell: ({ agent }) => <bdi>{agent}</bdi> },
              { label: words.columns.when, cell: ({ moment }) => <Time {...moment} /> },
            ]}
          />
        )}
      </div>
      <Pager newer={newer && pathOf({ newer })} older={older && pathOf({ older })} />
    </AdminPage>
  )
}

/** An empty list says why. */
function Nothing() {
  const { slug, waiting, beyond, isCoach } = useLoaderData<typeof loader>()
  const words = useWords(heldWords)
  const { pager } = useWords(commonWords)
  const here = heldListPath(slug)
  if (!isCoach) return <EmptyState title={words.coachesTitle}>{words.coachesOnly}</EmptyState>
  if (beyond) {
    return (
      <EmptyState
        title={pager.endTitle}
        action={
          <ButtonLink variant="primary" href={waiting ? here : `${here}?show=settled`}>
            {pager.endWay}
          </ButtonLink>
        }
      >
        {pager.end}
      </EmptyState>
    )
  }
  return waiting ? (
    <EmptyState title={words.noneTitle}>{words.none}</EmptyState>
  ) : (
    <EmptyState
      title={words.noneSettledTitle}
      action={<ButtonLink href={here}>{words.noneWay}</ButtonLink>}
    >
      {words.noneSettled}
    </EmptyState>
  )
}
