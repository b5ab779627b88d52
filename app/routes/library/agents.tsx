import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findLibrary } from '~/features/content/find-library.server'
import { sandboxPath } from '~/features/content/sandbox-path'
import { readSearch } from '~/features/content/search-words.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { Mark } from '~/ui/atoms/mark'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { agentsWords } from '~/ui/strings/agents'
import { commonWords } from '~/ui/strings/common'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { listPath } from '../list-path'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'

export const meta: MetaFunction = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, agentsWords).library.title)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const search = readSearch(query.get('q'))
  const [community, library] = await Promise.all([
    findCommunity(db, actor, slug),
    findLibrary(db, { community: slug, search, asked: readAsked(query) }),
  ])
  return { slug: community.slug, coach: isCoach(community), search, library }
})

export default function Library() {
  const { slug, search, library } = useLoaderData<typeof loader>()
  const strings = useWords(agentsWords)
  const { title, lede, searchLabel, count, found, practise, practiseNamed } = strings.library
  const { agents } = library
  const here = `/c/${slug}/agents`
  return (
    <CommunityPage narrow title={title} lede={lede} flash={<PageFlash />}>
      {(library.all.n > 0 || search) && (
        <SearchForm label={searchLabel} defaultValue={search} action={here} />
      )}
      {agents.items.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <p className="hint my-4" role="status">
            {search
              ? found(library.found, library.all, search)
              : count(library.all.n, library.all.more)}
          </p>
          <ul className="rows">
            {agents.items.map((agent) => (
              <li key={agent.id} className="row">
                <Mark kind="agent" name={agent.title} />
                <div className="row-text" dir="auto">
                  <h2 className="row-title">
                    <Link href={`${here}/${agent.id}`}>{agent.title}</Link>
                  </h2>
                  {agent.summary && <p>{agent.summary}</p>}
                </div>
                <ButtonLink
                  href={sandboxPath(slug, agent.id)}
                  icon="chat"
                  aria-label={practiseNamed(agent.title)}
                >
                  {practise}
                </ButtonLink>
              </li>
            ))}
          </ul>
          <Pager
            newer={agents.newer && listPath(here, { q: search, newer: agents.newer })}
            older={agents.older && listPath(here, { q: search, older: agents.older })}
          />
        </>
      )}
    </CommunityPage>
  )
}

/** An empty list says why it is empty, and the next step. */
function Nothing() {
  const { slug, coach, search, library } = useLoaderData<typeof loader>()
  const { library: strings } = useWords(agentsWords)
  const { pager } = useWords(commonWords)
  const here = `/c/${slug}/agents`
  const [title, text, href, way] =
    library.found.n > 0
      ? [pager.endTitle, pager.end, listPath(here, { q: search }), pager.endWay]
      : library.all.n > 0
        ? [strings.nothingTitle(search), strings.nothing, here, strings.nothingWay]
        : coach
          ? [
              strings.noneTitle,
              strings.noneCoach,
              `/c/${slug}/admin/agents/new`,
              strings.noneCoachWay,
            ]
          : [strings.noneTitle, strings.none, `/c/${slug}/dashboard`, strings.noneWay]
  return (
    <div className="mt-4">
      <EmptyState
        title={title}
        action={
          <ButtonLink variant="primary" href={href}>
            {way}
          </ButtonLink>
        }
      >
        {text}
      </EmptyState>
    </div>
  )
}
