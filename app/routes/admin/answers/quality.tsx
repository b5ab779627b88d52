import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { conversationPath } from '~/features/sandbox/conversation/conversation'
import { noteQualityRead } from '~/features/sandbox/conversation/note-reading.server'
import { LOOK_BACK_DAYS, lookBackDays } from '~/features/sandbox/quality/look-back.server'
import { findQuality, findReasons, sampleTalks } from '~/features/sandbox/quality/quality.server'
import { Badge } from '~/ui/atoms/badge'
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
import { qualityWords } from '~/ui/strings/quality'
import { AdminPage } from '~/ui/templates/pages'
import { forPeople } from '../../guard.server'
import { listPath } from '../../list-path'
import { communityTitle, wordsOf } from '../../titles'
import { Links } from '../links'
import { useRooms } from '../rooms'
import { AnswerViews } from './answer-views'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, qualityWords).title)

/** How good the answers are, in numbers and in members' reasons. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const asked = readAsked(query)
  const days = lookBackDays(query)
  const [community, agents, reasons, sample] = await Promise.all([
    findCommunity(db, actor, slug),
    findQuality(db, slug, days),
    findReasons(db, slug, asked),
    sampleTalks(db, slug, days),
    noteQualityRead(db, slug),
  ])
  requireCoach(community)
  const common = wordsIn(language.tag, commonWords)
  const now = Date.now()
  return {
    slug,
    days,
    choices: [...LOOK_BACK_DAYS],
    isCoach: community.role === 'community_admin',
    coachesRead: community.conversationReaders === 'owner_and_coaches',
    agents,
    newer: reasons.newer,
    older: reasons.older,
    reasons: reasons.items.map(({ message, good, reason, agent, conversation, rated }) => ({
      message,
      good,
      reason,
      agent,
      // Made here: the module of conversations would be brought to the browser for a path.
      readHref:
        conversation && `${conversationPath(slug, conversation)}?at=${message}#m-${message}`,
      moment: momentOf(rated, now, common),
    })),
    sample: sample.map(({ id, agent, at }) => ({
      href: conversationPath(slug, id),
      agent,
      moment: momentOf(at, now, common),
    })),
  }
})

export default function Quality() {
  const { slug, days, choices, isCoach } = useLoaderData<typeof loader>()
  const words = useWords(qualityWords)
  return (
    <AdminPage title={words.title} lede={words.lede} nav={useRooms(slug, 'answers')}>
      <AnswerViews slug={slug} current="quality" />
      <div className="mt-6">
        <Links
          label={words.window}
          items={choices.map((each) => ({
            href: `/c/${slug}/admin/quality?days=${each}`,
            label: words.days(each),
            current: each === days,
          }))}
        />
      </div>
      <Figures />
      {isCoach ? (
        <>
          <Reasons />
          <Sample />
        </>
      ) : (
        <p className="hint mt-8">{words.ratingsForCoaches}</p>
      )}
    </AdminPage>
  )
}

function Figures() {
  const { agents } = useLoaderData<typeof loader>()
  const words = useWords(qualityWords)
  const { columns } = words
  if (agents.length === 0) {
    return (
      <div className="mt-6">
        <EmptyState title={words.noneTitle}>{words.none}</EmptyState>
      </div>
    )
  }
  return (
    <section className="mt-6">
      <h2 className="mb-3">{words.table}</h2>
      <Table
        caption={words.table}
        // An agent that is gone has no name; one of each name has its answers together.
        rows={agents.map((agent, n) => ({ ...agent, n }))}
        rowKey={({ n }) => `${n}`}
        columns={[
          { label: columns.agent, cell: ({ agent }) => <bdi>{agent ?? words.gone}</bdi> },
          { label: columns.answers, cell: ({ answers }) => answers },
          { label: columns.ratings, cell: ({ good, bad }) => words.ratings(good, bad) },
          { label: columns.again, cell: ({ again, answers }) => words.again(again, answers) },
          { label: columns.broken, cell: ({ stopped, broken }) => words.broken(stopped, broken) },
          {
            label: columns.first,
            cell: ({ firstWord, slowFirstWord }) => words.first(firstWord, slowFirstWord),
          },
          { label: columns.tokens, cell: ({ tokens }) => words.tokens(tokens) },
        ]}
      />
      <ul className="hint mt-3">
        {words.explained.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function Reasons() {
  const { slug, days, reasons, newer, older } = useLoaderData<typeof loader>()
  const words = useWords(qualityWords)
  const pathOf = (query: Record<string, string>) =>
    `${listPath(`/c/${slug}/admin/quality`, { days: `${days}`, ...query })}#reasons`
  return (
    <section id="reasons" className="mt-10">
      <h2 className="mb-3">{words.reasons}</h2>
      {reasons.length === 0 ? (
        <p className="hint">{words.noReasons}</p>
      ) : (
        <ul className="rows">
          {reasons.map(({ message, good, reason, agent, readHref, moment }) => (
            <li key={message} className="row">
              <div className="row-text">
                <p className="whitespace-pre-wrap" dir="auto">
                  {reason}
                </p>
                <p className="hint">
                  <Badge tone={good ? 'good' : 'wrong'}>{good ? words.good : words.bad}</Badge>{' '}
                  <bdi>{agent ?? words.gone}</bdi>, <Time {...moment} />
                </p>
              </div>
              {readHref && <Link href={readHref}>{words.read}</Link>}
            </li>
          ))}
        </ul>
      )}
      <Pager newer={newer && pathOf({ newer })} older={older && pathOf({ older })} />
    </section>
  )
}

function Sample() {
  const { slug, days, coachesRead, sample } = useLoaderData<typeof loader>()
  const words = useWords(qualityWords)
  return (
    <section id="sample" className="mt-10">
      <h2 className="mb-3">{words.sample}</h2>
      {!coachesRead ? (
        <>
          <p>{words.sampleOff}</p>
          <p className="buttons mt-3">
            <ButtonLink href={`/c/${slug}/admin/settings`}>{words.settings}</ButtonLink>
          </p>
        </>
      ) : sample.length === 0 ? (
        <p className="hint">{words.noSample}</p>
      ) : (
        <>
          <p className="mb-3">{words.sampleLede}</p>
          <ul className="rows">
            {sample.map(({ href, agent, moment }) => (
              <li key={href} className="row">
                <p className="row-text">
                  <bdi>{agent}</bdi>, <Time {...moment} />
                </p>
                <Link href={href}>{words.read}</Link>
              </li>
            ))}
          </ul>
          <p className="buttons mt-3">
            <ButtonLink icon="retry" href={`/c/${slug}/admin/quality?days=${days}#sample`}>
              {words.sampleAgain}
            </ButtonLink>
          </p>
        </>
      )}
    </section>
  )
}
