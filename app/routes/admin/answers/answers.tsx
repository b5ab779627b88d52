import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findReports } from '~/features/sandbox/quality/answer-reports.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { Table } from '~/ui/molecules/table'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { answersWords } from '~/ui/strings/answers'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { PageFlash } from '../../page-flash'
import { communityTitle, wordsOf } from '../../titles'
import { useRooms } from '../rooms'
import { AnswerViews } from './answer-views'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, answersWords).title)

/** What members reported to the coaches, without what was said. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const asked = readAsked(query)
  const settled = query.get('show') === 'settled'
  const [community, { items, newer, older }] = await Promise.all([
    findCommunity(db, actor, slug),
    findReports(db, slug, { settled, asked }),
  ])
  requireCoach(community)
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  return {
    slug,
    settled,
    newer,
    older,
    beyond: asked.from !== null,
    isCoach: community.role === 'community_admin',
    reports: items.map(({ id, reason, agent, by, reported }) => ({
      id,
      reason,
      agent,
      by,
      moment: momentOf(reported, now, common),
    })),
  }
})

export default function Answers() {
  const { slug, settled, newer, older, reports } = useLoaderData<typeof loader>()
  const words = useWords(answersWords)
  const here = `/c/${slug}/admin/answers`
  const pathOf = (query: Record<string, string | null>) =>
    listPath(here, { show: settled ? 'settled' : null, ...query })
  return (
    <AdminPage
      title={words.title}
      lede={words.lede}
      nav={useRooms(slug, 'answers')}
      flash={<PageFlash />}
    >
      <AnswerViews slug={slug} current={settled ? 'settled' : 'open'} />
      <div className="mt-6">
        {reports.length === 0 ? (
          <Nothing />
        ) : (
          <Table
            caption={settled ? words.settled : words.open}
            rows={reports}
            rowKey={({ id }) => id}
            columns={[
              {
                label: words.columns.why,
                cell: ({ id, reason }) => (
                  <Link href={`${here}/${id}`} dir="auto">
                    {reason.length > 120 ? `${reason.slice(0, 120)} …` : reason}
                  </Link>
                ),
              },
              { label: words.columns.agent, cell: ({ agent }) => <bdi>{agent}</bdi> },
              { label: words.columns.by, cell: ({ by }) => <bdi>{by || words.gone}</bdi> },
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
  const { slug, settled, beyond, isCoach } = useLoaderData<typeof loader>()
  const words = useWords(answersWords)
  const { pager } = useWords(commonWords)
  const here = `/c/${slug}/admin/answers`
  if (!isCoach) return <EmptyState title={words.coachesTitle}>{words.coachesOnly}</EmptyState>
  if (beyond) {
    return (
      <EmptyState
        title={pager.endTitle}
        action={
          <ButtonLink variant="primary" href={settled ? `${here}?show=settled` : here}>
            {pager.endWay}
          </ButtonLink>
        }
      >
        {pager.end}
      </EmptyState>
    )
  }
  return settled ? (
    <EmptyState
      title={words.noneSettledTitle}
      action={<ButtonLink href={here}>{words.noneWay}</ButtonLink>}
    >
      {words.noneSettled}
    </EmptyState>
  ) : (
    <EmptyState title={words.noneOpenTitle}>{words.noneOpen}</EmptyState>
  )
}
