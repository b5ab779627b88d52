import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findDrafts, findRecent, hasAgents } from '~/features/communities/dashboard.server'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findPerson } from '~/features/communities/find-person.server'
import { listJoinRequests } from '~/features/communities/members.server'
import { deskPath, libraryPath } from '~/features/content/kinds'
import { findFavourites } from '~/features/content/library/favourites.server'
import { findBegun, findFresh } from '~/features/content/library/for-me.server'
import { writeTime } from '~/features/content/videos/time'
import { findHeldNews } from '~/features/sandbox/moderation/held-news.server'
import { HeldNewsList } from '~/features/sandbox/moderation/held-news-list'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Time } from '~/ui/atoms/time'
import { Card, EmptyState } from '~/ui/molecules/card'
import { Row, Rows } from '~/ui/molecules/row'
import { momentOf } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { communityWords } from '~/ui/strings/community'
import { kindsWords } from '~/ui/strings/kinds'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { ItemRow } from '../library/item-row'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'

/** Favourites that the dashboard shows; their own page has them all. */
const FEW_FAVOURITES = 5

/** Requests that the dashboard shows; the members page has them all. */
const FEW_REQUESTS = 3

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, commonWords).nav.dashboard)

export const loader = forPeople(async ({ context, actor, params: { community: slug } }) => {
  const { db, language } = context
  const [community, person, recent, held, fresh, begun, favourites, any, drafts, requests] =
    await Promise.all([
      findCommunity(db, actor, slug),
      findPerson(db, actor),
      findRecent(db, actor, slug),
      findHeldNews(db, actor, slug),
      findFresh(db, slug ?? ''),
      findBegun(db, slug ?? ''),
      findFavourites(db, slug ?? '', { towards: 'older', from: null }, FEW_FAVOURITES),
      hasAgents(db, slug),
      findDrafts(db, slug),
      listJoinRequests(db, slug, FEW_REQUESTS),
    ])
  const coach = isCoach(community)
  const common = wordsIn(language.tag, commonWords)
  const dated = <T,>(rows: (T & { at: string })[]) =>
    rows.map(({ at, ...row }) => ({ ...row, when: momentOf(at, Date.now(), common) }))
  return {
    slug: community.slug,
    name: person.displayName,
    coach,
    recent: dated(recent),
    held: dated(held.map((news) => ({ ...news, postKey: crypto.randomUUID() }))),
    fresh,
    begun: dated(begun),
    favourites: favourites.items,
    any,
    drafts: coach ? dated(drafts) : [],
    requests: coach ? dated(requests.map(({ since, ...row }) => ({ ...row, at: since }))) : [],
  }
})

export default function Dashboard() {
  const { slug, name, coach, recent, held, fresh, begun, favourites, any, drafts, requests } =
    useLoaderData<typeof loader>()
  const { dashboard } = useWords(communityWords)
  const kinds = useWords(kindsWords)
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

      {held.length > 0 && <HeldNewsList news={held} />}
      {begun.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.begun}</h2>
          <Rows>
            {begun.map(({ id, kind, title, reached, share, when }) => (
              <Row
                key={id}
                title={<Link href={`${libraryPath(slug, kind)}/${id}`}>{title}</Link>}
                actions={
                  kind === 'video' && (
                    <ButtonLink
                      icon="play"
                      href={`${libraryPath(slug, kind)}/${id}?t=${Math.floor(reached)}#player`}
                      aria-label={`${dashboard.resume(writeTime(Math.floor(reached)))}: ${title}`}
                    >
                      {dashboard.resume(writeTime(Math.floor(reached)))}
                    </ButtonLink>
                  )
                }
              >
                {kinds.one[kind]}
                {share > 0 && `, ${dashboard.share(Math.round(share * 100))}`}, <Time {...when} />
              </Row>
            ))}
          </Rows>
        </section>
      )}
      {requests.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.requests}</h2>
          <Rows>
            {requests.map(({ userId, name, when }) => (
              <Row
                key={userId}
                title={name}
                actions={
                  <ButtonLink
                    href={`${base}/admin/members`}
                    aria-label={`${dashboard.decide}: ${name}`}
                  >
                    {dashboard.decide}
                  </ButtonLink>
                }
              >
                {dashboard.asked} <Time {...when} />
              </Row>
            ))}
          </Rows>
        </section>
      )}
      {drafts.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.drafts}</h2>
          <Rows>
            {drafts.map(({ id, kind, title, when }) => (
              <Row
                key={id}
                title={title}
                actions={
                  <ButtonLink
                    href={`${deskPath(slug, kind)}/${id}`}
                    aria-label={`${dashboard.finish}: ${title}`}
                  >
                    {dashboard.finish}
                  </ButtonLink>
                }
              >
                {kinds.one[kind]} · {dashboard.changed} <Time {...when} />
              </Row>
            ))}
          </Rows>
        </section>
      )}
      {earlier.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.earlier}</h2>
          <Rows>
            {earlier.map(({ id, title, agent, when }) => (
              <Row key={id} title={<Link href={`${base}/sandbox/${id}`}>{title}</Link>}>
                {dashboard.withAgent(agent)}, <Time {...when} />
              </Row>
            ))}
          </Rows>
          <p className="mt-3">
            <Link href={`${base}/sandbox`}>{dashboard.allConversations}</Link>
          </p>
        </section>
      )}
      {fresh.length > 0 && (
        <section className="section mt-10">
          <h2>{dashboard.fresh}</h2>
          <ul className="rows">
            {fresh.map((item) => (
              <ItemRow key={item.id} community={slug} item={item} level={3} named />
            ))}
          </ul>
          <p className="mt-3">
            <Link href={`${base}/agents`}>{dashboard.library}</Link>
          </p>
        </section>
      )}
      <section className="section mt-10">
        <h2>{dashboard.favourites}</h2>
        {favourites.length === 0 ? (
          <p className="hint">{dashboard.noFavourites}</p>
        ) : (
          <>
            <ul className="rows">
              {favourites.map((item) => (
                <ItemRow key={item.id} community={slug} item={item} level={3} named />
              ))}
            </ul>
            <p className="mt-3">
              <Link href={`${base}/favourites`}>{dashboard.allFavourites}</Link>
            </p>
          </>
        )}
      </section>
    </CommunityPage>
  )
}
