import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import {
  findDrafts,
  findNewAgents,
  findRecent,
  hasAgents,
} from '~/features/communities/dashboard.server'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findPerson } from '~/features/communities/find-person.server'
import { listJoinRequests } from '~/features/communities/members.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { Card, EmptyState } from '~/ui/molecules/card'
import { momentOf } from '~/ui/moment'
import { AgentList } from '~/ui/organisms/agent-list'
import { stringsFor, useStrings } from '~/ui/strings'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { PageFlash } from '../page-flash'
import { communityTitle } from '../titles'

/** Requests that the dashboard shows; the members page has them all. */
const FEW_REQUESTS = 3

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(stringsFor(undefined).common.nav.dashboard, matches)

export const loader = forPeople(async ({ context: { db }, actor, params: { community: slug } }) => {
  const [community, person, recent, fresh, any, drafts, requests] = await Promise.all([
    findCommunity(db, actor, slug),
    findPerson(db, actor),
    findRecent(db, actor, slug),
    findNewAgents(db, actor, slug),
    hasAgents(db, slug),
    findDrafts(db, slug),
    listJoinRequests(db, slug, FEW_REQUESTS),
  ])
  const coach = isCoach(community)
  const strings = stringsFor(undefined)
  const dated = <T,>(rows: (T & { at: string })[]) =>
    rows.map(({ at, ...row }) => ({ ...row, when: momentOf(at, Date.now(), strings) }))
  return {
    slug: community.slug,
    name: person.displayName,
    coach,
    recent: dated(recent),
    fresh,
    any,
    drafts: coach ? dated(drafts) : [],
    requests: coach ? dated(requests.map(({ since, ...row }) => ({ ...row, at: since }))) : [],
  }
})

export default function Dashboard() {
  const { slug, name, coach, recent, fresh, any, drafts, requests } = useLoaderData<typeof loader>()
  const { dashboard } = useStrings().community
  const base = `/c/${slug}`
  const [latest, ...earlier] = recent
  return (
    <CommunityPage narrow title={dashboard.title(name)} flash={<PageFlash />}>
      {latest && (
        <Card
          next
          eyebrow={dashboard.goOn}
          title={<span dir="auto">{latest.title}</span>}
          actions={
            <ButtonLink href={`${base}/sandbox/${latest.id}`} variant="primary" icon="forward">
              {dashboard.continue}
            </ButtonLink>
          }
        >
          <p className="text-muted">
            {dashboard.withAgent(latest.agent)}, <Time {...latest.when} />
          </p>
        </Card>
      )}
      {!latest && any && (
        <Card
          next
          title={dashboard.begin}
          actions={
            <ButtonLink href={`${base}/sandbox`} variant="primary" icon="chat">
              {dashboard.beginButton}
            </ButtonLink>
          }
        >
          <p>{dashboard.beginText}</p>
        </Card>
      )}
      {!latest && !any && (
        <EmptyState
          title={coach ? dashboard.coachNothing : dashboard.nothingYet}
          action={
            coach && (
              <ButtonLink href={`${base}/admin/agents/new`} variant="primary" icon="plus">
                {dashboard.makeAgent}
              </ButtonLink>
            )
          }
        >
          {coach ? dashboard.coachNothingText : dashboard.nothingYetText}
        </EmptyState>
      )}

      {requests.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.requests}</h2>
          <ul className="rows">
            {requests.map(({ userId, name, when }) => (
              <li key={userId} className="row">
                <div className="row-text">
                  <h3 dir="auto">{name}</h3>
                  <p>
                    {dashboard.asked} <Time {...when} />
                  </p>
                </div>
                <ButtonLink
                  href={`${base}/admin/members`}
                  aria-label={`${dashboard.decide}: ${name}`}
                >
                  {dashboard.decide}
                </ButtonLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {drafts.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.drafts}</h2>
          <ul className="rows">
            {drafts.map(({ id, title, when }) => (
              <li key={id} className="row">
                <div className="row-text">
                  <h3 dir="auto">{title}</h3>
                  <p>
                    {dashboard.changed} <Time {...when} />
                  </p>
                </div>
                <ButtonLink
                  href={`${base}/admin/agents/${id}`}
                  aria-label={`${dashboard.finish}: ${title}`}
                >
                  {dashboard.finish}
                </ButtonLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      {earlier.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.earlier}</h2>
          <ul className="rows">
            {earlier.map(({ id, title, agent, when }) => (
              <li key={id} className="row">
                <div className="row-text">
                  <h3 dir="auto">
                    <Link href={`${base}/sandbox/${id}`}>{title}</Link>
                  </h3>
                  <p>
                    {dashboard.withAgent(agent)}, <Time {...when} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <p className="mt-3">
            <Link href={`${base}/sandbox`}>{dashboard.allConversations}</Link>
          </p>
        </section>
      )}
      {fresh.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.newAgents}</h2>
          <AgentList
            agents={fresh.map(({ id, title, summary }) => ({
              id,
              name: title,
              summary,
              href: `${base}/sandbox?agent=${id}`,
            }))}
          />
          <p className="mt-3">
            <Link href={`${base}/agents`}>{dashboard.allAgents}</Link>
          </p>
        </section>
      )}
    </CommunityPage>
  )
}
