import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findLibrary } from '~/features/content/find-library.server'
import { linkCovers } from '~/features/content/item-files.server'
import { deskPath, kindOfAddress, libraryPath } from '~/features/content/kinds'
import { sandboxPath } from '~/features/content/sandbox-path'
import { readSearch } from '~/features/content/search-words.server'
import { AppError } from '~/platform/errors'
import { ButtonLink } from '~/ui/atoms/button'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { kindsWords } from '~/ui/strings/kinds'
import { libraryWords } from '~/ui/strings/library'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { listPath } from '../list-path'
import { PageFlash } from '../page-flash'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'
import { ItemRow } from './item-row'
import { useKindsNav } from './kinds-nav'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, wordsOf(matches, kindsWords)[data.kind])

/** What is published of one kind: the word in the address says which. */
export const loader = forPeople(async ({ request, context: { db, files }, actor, params }) => {
  const slug = params.community ?? ''
  const kind = kindOfAddress(request.url)
  if (!kind) throw new AppError('not-found', 404)
  const query = new URL(request.url).searchParams
  const search = readSearch(query.get('q'))
  const [community, library] = await Promise.all([
    findCommunity(db, actor, slug),
    findLibrary(db, { community: slug, kind, search, asked: readAsked(query) }),
  ])
  const items = await linkCovers(library.items.items, files, actor)
  return {
    slug: community.slug,
    kind,
    coach: isCoach(community),
    search,
    library: { ...library, items: { ...library.items, items } },
  }
})

export default function Library() {
  const { slug, kind, search, library } = useLoaderData<typeof loader>()
  const words = useWords(libraryWords)
  const kinds = useWords(kindsWords)
  const { items } = library
  const here = libraryPath(slug, kind)
  return (
    <CommunityPage
      narrow
      title={kinds[kind]}
      lede={words.ledes[kind]}
      nav={useKindsNav(slug, kind)}
      flash={<PageFlash />}
    >
      {(library.all.n > 0 || search) && (
        <SearchForm label={words.searchLabel(kind)} defaultValue={search} action={here} />
      )}
      {items.items.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <p className="hint my-4" role="status">
            {search
              ? words.found(kind, library.found, library.all, search)
              : words.count(kind, library.all)}
          </p>
          <ul className="rows">
            {items.items.map((item) => (
              <ItemRow
                key={item.id}
                community={slug}
                item={{ ...item, kind }}
                actions={
                  kind === 'agent' && (
                    <ButtonLink
                      href={sandboxPath(slug, item.id)}
                      icon="chat"
                      aria-label={words.practiseNamed(item.title)}
                    >
                      {words.practise}
                    </ButtonLink>
                  )
                }
              />
            ))}
          </ul>
          <Pager
            newer={items.newer && listPath(here, { q: search, newer: items.newer })}
            older={items.older && listPath(here, { q: search, older: items.older })}
          />
        </>
      )}
    </CommunityPage>
  )
}

/** An empty list says why it is empty, and the next step. */
function Nothing() {
  const { slug, kind, coach, search, library } = useLoaderData<typeof loader>()
  const words = useWords(libraryWords)
  const { pager } = useWords(commonWords)
  const here = libraryPath(slug, kind)
  const [title, text, href, way] =
    library.found.n > 0
      ? [pager.endTitle, pager.end, listPath(here, { q: search }), pager.endWay]
      : library.all.n > 0
        ? [words.nothingTitle(kind, search), words.nothing, here, words.nothingWay(kind)]
        : coach
          ? [
              words.noneTitle(kind),
              words.noneCoach[kind],
              `${deskPath(slug, kind)}/new`,
              words.noneCoachWay(kind),
            ]
          : [words.noneTitle(kind), words.none, `/c/${slug}/dashboard`, words.noneWay]
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
