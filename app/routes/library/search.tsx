import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { readText, search } from '~/features/search/find.server'
import { FOUND_KINDS, FOUND_PAGE, type FoundKind } from '~/features/search/found'
import { ButtonLink } from '~/ui/atoms/button'
import { EmptyState } from '~/ui/molecules/card'
import { momentOf } from '~/ui/moment'
import { Tabs } from '~/ui/organisms/app-header'
import { useWords } from '~/ui/strings'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { searchWords } from '~/ui/strings/search'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { listPath } from '../list-path'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { SearchField } from './search-field'
import { FoundItemRow, FoundTalkRow } from './search-results'

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => {
  const { title } = wordsOf(matches, searchWords)
  return communityTitle(matches, data?.text ? `${data.text} · ${title}` : title)
}

export const loader = forPeople(async ({ request, context, actor, params }) => {
  const slug = params.community ?? ''
  const query = new URL(request.url).searchParams
  const { text, cut } = readText(query.get('q'))
  const kind = FOUND_KINDS.find((each) => each === query.get('kind')) ?? null
  const asked = query.get('from') ?? ''
  const from = /^\d{1,3}$/.test(asked) ? Number(asked) : 0
  const [community, { talks, ...found }] = await Promise.all([
    findCommunity(context.db, actor, slug),
    search(context.db, { community: slug, text, kind, from }),
  ])
  const words = wordsIn(context.language.tag, commonWords)
  const now = Date.now()
  return {
    slug: community.slug,
    text,
    cut,
    kind,
    from,
    found,
    talks: talks.map(({ at, ...talk }) => ({ ...talk, time: momentOf(at, now, words) })),
  }
})

export default function Search() {
  const { slug, text, cut, kind, from, found, talks } = useLoaderData<typeof loader>()
  const words = useWords(searchWords)
  const here = `/c/${slug}/search`
  const { counts, how, more } = found
  const countOf = (each: FoundKind | null) =>
    each ? (counts[each] ?? 0) : FOUND_KINDS.reduce((sum, every) => sum + (counts[every] ?? 0), 0)
  const offered = FOUND_KINDS.filter((each) => countOf(each) > 0 || each === kind)
  const shown = found.items.length + (kind === 'conversation' || kind === null ? talks.length : 0)
  const total = kind ? countOf(kind) : countOf(null) - countOf('conversation')
  const next = from + FOUND_PAGE
  const page = (start: number) =>
    listPath(here, { q: text, kind, from: start > 0 ? String(start) : null })
  const facets = [null, ...offered].map((each) => ({
    href: listPath(here, { q: text, kind: each }),
    label: `${each ? words.kinds[each] : words.everything} ${words.count({ n: countOf(each), more })}`,
    current: each === kind,
  }))
  return (
    <CommunityPage narrow title={words.title} lede={words.lede} flash={<PageFlash />}>
      <SearchField action={here} text={text} kind={kind} />
      {cut && <p className="hint mt-2">{words.cut}</p>}
      {!text ? (
        <p className="hint my-4">{words.begin}</p>
      ) : how === 'nothing' ? (
        <Nothing />
      ) : (
        <>
          <p className="hint my-4" role="status" dir="auto">
            {how === 'all'
              ? words.all({ n: countOf(kind), more }, text)
              : how === 'alike'
                ? words.alike(text)
                : words.some(text)}
          </p>
          {offered.length > 1 && <Tabs items={facets} label={words.facets} />}
          {shown === 0 && (
            <div className="mt-4">
              <EmptyState
                title={words.nothingHere}
                action={
                  <ButtonLink variant="primary" href={listPath(here, { q: text })}>
                    {words.everythingWay}
                  </ButtonLink>
                }
              />
            </div>
          )}
          {found.items.length > 0 && (
            <ul className="rows">
              {found.items.map((item) => (
                <FoundItemRow key={item.id} community={slug} item={item} />
              ))}
            </ul>
          )}
          {talks.length > 0 && from === 0 && kind === null && (
            <h2 className="mt-6">{words.conversations}</h2>
          )}
          {talks.length > 0 && (kind !== null || from === 0) && (
            <ul className="rows">
              {talks.map((talk) => (
                <FoundTalkRow key={talk.id} community={slug} talk={talk} />
              ))}
            </ul>
          )}
          {kind === null && from === 0 && countOf('conversation') > talks.length && (
            <p className="mt-4">
              <ButtonLink href={listPath(here, { q: text, kind: 'conversation' })} icon="chat">
                {words.allConversations}
              </ButtonLink>
            </p>
          )}
          {(from > 0 || total > next) && (
            <nav className="pager" aria-label={words.pages}>
              {from > 0 && (
                <ButtonLink href={page(0)} rel="prev" icon="back">
                  {words.back}
                </ButtonLink>
              )}
              {total > next && (
                <ButtonLink href={page(next)} rel="next" icon="forward">
                  {words.further}
                </ButtonLink>
              )}
            </nav>
          )}
        </>
      )}
    </CommunityPage>
  )
}

/** Why nothing was found, and the next step. */
function Nothing() {
  const { slug, text } = useLoaderData<typeof loader>()
  const words = useWords(searchWords)
  const hasWord = /[\p{L}\p{N}]/u.test(text)
  return (
    <div className="mt-4" role="status">
      <EmptyState
        title={hasWord ? words.nothingTitle(text) : words.noWordsTitle}
        action={
          <ButtonLink variant="primary" href={`/c/${slug}/agents`}>
            {words.library}
          </ButtonLink>
        }
      >
        {hasWord ? words.nothing : words.noWords}
      </EmptyState>
    </div>
  )
}
