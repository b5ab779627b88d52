import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { linkCovers } from '~/features/content/files/item-files.server'
import { deskPath, kindOfAddress, libraryPath } from '~/features/content/kinds'
import { type Facet, findLibrary } from '~/features/content/library/find-library.server'
import { readSort, readSortedAsked, sortsOf } from '~/features/content/library/library-order'
import { minesOf, readMine } from '~/features/content/library/mine'
import { readSearch } from '~/features/content/library/search-words.server'
import { sandboxPath } from '~/features/content/sandbox-path'
import { AppError } from '~/platform/errors'
import { ButtonLink } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Icon } from '~/ui/atoms/icon'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Disclosure } from '~/ui/molecules/disclosure'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { kindsWords } from '~/ui/strings/kinds'
import { libraryWords } from '~/ui/strings/library'
import { CommunityPage } from '~/ui/templates/pages'
import { Links } from '../admin/links'
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
  const tag = readSearch(query.get('tag')) || null
  const mine = readMine(query.get('mine'), kind)
  const sort = readSort(query.get('sort'), { kind, search, tag })
  const asked = readSortedAsked(query, sort)
  const [community, library] = await Promise.all([
    findCommunity(db, actor, slug),
    findLibrary(db, { community: slug, kind, search, tag, mine, sort, asked, facets: true }),
  ])
  const items = await linkCovers(library.items.items, files, actor)
  return {
    slug: community.slug,
    kind,
    coach: isCoach(community),
    search,
    tag,
    mine,
    sort,
    usual: readSort(null, { kind, search, tag }),
    library: { ...library, items: { ...library.items, items } },
  }
})

export default function Library() {
  const { slug, kind, search, tag, mine, sort, usual, library } = useLoaderData<typeof loader>()
  const words = useWords(libraryWords)
  const kinds = useWords(kindsWords)
  const { items } = library
  const here = libraryPath(slug, kind)
  const pathOf = (query: Record<string, string | null>) =>
    listPath(here, { q: search, tag, mine, sort: sort === usual ? null : sort, ...query })
  return (
    <CommunityPage
      narrow
      title={kinds[kind]}
      lede={words.ledes[kind]}
      nav={useKindsNav(slug, kind)}
      flash={<PageFlash />}
    >
      {(library.all.n > 0 || search) && (
        <SearchForm
          label={words.searchLabel(kind)}
          defaultValue={search}
          action={here}
          also={{ tag, mine, sort: sort === usual ? null : sort }}
        />
      )}
      <Facets />
      {library.all.n > 0 && (
        <div className="mt-4">
          <Links
            label={words.mineLabel}
            items={[null, ...minesOf(kind)].map((each) => ({
              href: pathOf({ mine: each }),
              label: each ? words.mines(kind)[each] : words.anyMine,
              current: each === mine,
            }))}
          />
        </div>
      )}
      {items.items.length === 0 ? (
        <Nothing />
      ) : (
        <>
          <p className="hint my-4" role="status">
            {library.how === 'alike'
              ? words.alike(search)
              : library.how === 'some'
                ? words.some(search)
                : search || tag || mine
                  ? words.found(kind, library.found, library.all, { search, tag, mine })
                  : words.count(kind, library.all)}
          </p>
          <Links
            label={words.sortLabel}
            items={sortsOf({ kind, search, tag }).map((each) => ({
              href: pathOf({ sort: each === usual ? null : each }),
              label: words.sorts[each],
              current: each === sort,
            }))}
          />
          <ul className="rows mt-3">
            {items.items.map((item) => (
              <ItemRow
                key={item.id}
                community={slug}
                item={{ ...item, kind }}
                note={words.beside(kind, item)}
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
            newer={items.newer && pathOf({ newer: items.newer })}
            older={items.older && pathOf({ older: items.older })}
          />
        </>
      )}
    </CommunityPage>
  )
}

/** Tags that stand open; the others wait in a fold. */
const OPEN = 8

/** The tags of what is there, as links with their counts; the one that is chosen leads back. */
function Facets() {
  const { slug, kind, search, tag, mine, sort, usual, library } = useLoaderData<typeof loader>()
  const words = useWords(libraryWords)
  const chosen = tag?.toLowerCase()
  const isChosen = (name: string) => name.toLowerCase() === chosen
  const known = library.facets.filter(({ name }) => !isChosen(name))
  const own = tag === null ? [] : [library.facets.find(({ name }) => isChosen(name))]
  if (own.length + known.length === 0) return null
  const pathOf = (name: string | null) =>
    listPath(libraryPath(slug, kind), {
      q: search,
      tag: name,
      mine,
      sort: sort === usual ? null : sort,
    })
  const open = known.slice(0, OPEN)
  const folded = known.slice(OPEN)
  const link = (each: Facet) => (
    <li key={each.name}>
      <Link className="tag" href={pathOf(each.name)}>
        <bdi>{each.name}</bdi>&nbsp;<span className="hint">{words.counted(each)}</span>
      </Link>
    </li>
  )
  return (
    <nav className="mt-4" aria-label={words.tagsLabel}>
      <ul className="tags">
        {tag !== null && (
          <li>
            <Link className="tag" href={pathOf(null)} aria-current="true">
              <bdi>{own[0]?.name ?? tag}</bdi>
              <Icon name="close" />
              <VisuallyHidden>{words.anyTag}</VisuallyHidden>
            </Link>
          </li>
        )}
        {open.map(link)}
      </ul>
      {folded.length > 0 && (
        <Disclosure summary={words.moreTags}>
          <ul className="tags">{folded.map(link)}</ul>
        </Disclosure>
      )}
    </nav>
  )
}

/** An empty list says why it is empty, and the next step. */
function Nothing() {
  const { slug, kind, coach, search, tag, mine, library } = useLoaderData<typeof loader>()
  const words = useWords(libraryWords)
  const { pager } = useWords(commonWords)
  const here = libraryPath(slug, kind)
  const [title, text, href, way] =
    library.found.n > 0
      ? [pager.endTitle, pager.end, listPath(here, { q: search, tag, mine }), pager.endWay]
      : library.all.n > 0
        ? [
            words.nothingTitle(kind, { search, tag, mine }),
            words.nothing({ search, tag, mine }),
            here,
            words.nothingWay(kind),
          ]
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
