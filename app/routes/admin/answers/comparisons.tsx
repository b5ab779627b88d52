import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { findTally } from '~/features/sandbox/compare/compare.server'
import { LOOK_BACK_DAYS, lookBackDays } from '~/features/sandbox/quality/look-back.server'
import { EmptyState } from '~/ui/molecules/card'
import { Table } from '~/ui/molecules/table'
import { useWords } from '~/ui/strings'
import { comparisonsWords } from '~/ui/strings/comparisons'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { communityTitle, wordsOf } from '../../titles'
import { Links } from '../links'
import { useRooms } from '../rooms'
import { AnswerViews } from './answer-views'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, comparisonsWords).title)

/** How often each model was asked beside others, and chosen. */
export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const days = lookBackDays(new URL(request.url).searchParams)
  const [community, pairs] = await Promise.all([
    findCommunity(db, actor, slug),
    findTally(db, slug, days),
  ])
  requireCoach(community)
  return {
    slug,
    days,
    choices: [...LOOK_BACK_DAYS],
    isCoach: community.role === 'community_admin',
    each: pairs.filter(({ same }) => same),
    pairs: pairs.filter(({ same }) => !same),
  }
})

export default function Comparisons() {
  const { slug, days, choices, isCoach, each, pairs } = useLoaderData<typeof loader>()
  const words = useWords(comparisonsWords)
  const { columns } = words
  return (
    <AdminPage title={words.title} lede={words.lede} nav={useRooms(slug, 'answers')}>
      <AnswerViews slug={slug} current="compared" />
      <div className="mt-6">
        <Links
          label={words.window}
          items={choices.map((choice) => ({
            href: `/c/${slug}/admin/comparisons?days=${choice}`,
            label: words.days(choice),
            current: choice === days,
          }))}
        />
      </div>
      {!isCoach ? (
        <p className="hint mt-8">{words.forCoaches}</p>
      ) : each.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={words.noneTitle}>{words.none}</EmptyState>
        </div>
      ) : (
        <>
          <section className="mt-6">
            <h2 className="mb-3">{words.each}</h2>
            <Table
              caption={words.each}
              rows={each}
              rowKey={({ model }) => model}
              columns={[
                { label: columns.model, cell: ({ first }) => <bdi>{first}</bdi> },
                { label: columns.asked, cell: ({ asked }) => asked },
                { label: columns.decided, cell: ({ decided }) => decided },
                { label: columns.chosen, cell: ({ firstChosen }) => firstChosen },
                {
                  label: columns.share,
                  cell: ({ firstChosen, decided }) => words.share(firstChosen, decided),
                },
              ]}
            />
          </section>
          <section className="mt-8">
            <h2 className="mb-3">{words.pairs}</h2>
            <Table
              caption={words.pairs}
              rows={pairs}
              rowKey={({ model }) => model}
              columns={[
                {
                  label: columns.pair,
                  cell: ({ first, second }) => <bdi>{words.pair(first, second)}</bdi>,
                },
                { label: columns.both, cell: ({ asked }) => asked },
                {
                  label: columns.first,
                  cell: ({ firstChosen, secondChosen }) => words.ofPair(firstChosen, secondChosen),
                },
                {
                  label: columns.second,
                  cell: ({ firstChosen, secondChosen }) => words.ofPair(secondChosen, firstChosen),
                },
                {
                  label: columns.neither,
                  cell: ({ asked, firstChosen, secondChosen }) =>
                    asked - firstChosen - secondChosen,
                },
              ]}
            />
            <ul className="hint mt-3">
              {words.explained.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        </>
      )}
    </AdminPage>
  )
}
