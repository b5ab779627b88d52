import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { findCommunity } from '~/features/communities/find-community.server'
import { findLibrary } from '~/features/content/find-library.server'
import { readSort, readSortedAsked } from '~/features/content/library-order'
import { readSearch } from '~/features/content/search-words.server'
import { addPath, conversationPath } from '~/features/sandbox/conversation'
import { findOwnTalk } from '~/features/sandbox/find-talk.server'
import { ButtonLink } from '~/ui/atoms/button'
import { Link } from '~/ui/atoms/link'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { SearchForm } from '~/ui/molecules/search-form'
import { useWords } from '~/ui/strings'
import { addToTalkWords } from '~/ui/strings/add-to-talk'
import { CommunityPage } from '~/ui/templates/pages'
import { forPeople } from '../guard.server'
import { ItemRow } from '../library/item-row'
import { listPath } from '../list-path'
import { problemTitle } from '../problem-page'
import { communityTitle, wordsOf } from '../titles'

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error || !data
    ? problemTitle(matches, error)
    : communityTitle(matches, `${wordsOf(matches, addToTalkWords).title}: ${data.title}`)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const { community: slug = '', conversation: id } = params
  const query = new URL(request.url).searchParams
  const search = readSearch(query.get('q'))
  const kind = 'prompt' as const
  const sort = readSort(null, { kind, search, tag: null })
  const asked = readSortedAsked(query, sort)
  const [, talk, library] = await Promise.all([
    findCommunity(db, actor, slug),
    findOwnTalk(db, actor, { community: slug, id }),
    findLibrary(db, { community: slug, kind, search, tag: null, sort, asked, facets: false }),
  ])
  const { items, found, all, how } = library
  return { slug, id: talk.id, title: talk.title, search, items, found, any: all.n > 0, how }
})

/** What one can add to a conversation: a prompt, whose text becomes the next message. */
export default function AddToTalk() {
  const { slug, id, title, search, items, found, any, how } = useLoaderData<typeof loader>()
  const words = useWords(addToTalkWords)
  const here = addPath(slug, id)
  const talk = conversationPath(slug, id)
  return (
    <CommunityPage narrow title={words.title} lede={words.lede(title)}>
      {any && <SearchForm label={words.search} defaultValue={search} action={here} />}
      {items.items.length === 0 ? (
        <div className="mt-4">
          <EmptyState
            title={any ? words.nothing : words.none}
            action={
              <ButtonLink variant="primary" href={any ? here : `${talk}#answer`}>
                {any ? words.all : words.back}
              </ButtonLink>
            }
          >
            {any ? words.nothingDetail : words.noneDetail}
          </EmptyState>
        </div>
      ) : (
        <>
          {search && (
            <p className="hint my-4" role="status">
              {how === 'alike'
                ? words.alike
                : how === 'some'
                  ? words.some
                  : words.found(found.n, found.more)}
            </p>
          )}
          <ul className="rows mt-3">
            {items.items.map(({ cover: _, ...item }) => (
              <ItemRow
                key={item.id}
                community={slug}
                item={{ ...item, kind: 'prompt' }}
                href={`${talk}/prompts/${item.id}`}
              />
            ))}
          </ul>
          <Pager
            newer={items.newer && listPath(here, { q: search, newer: items.newer })}
            older={items.older && listPath(here, { q: search, older: items.older })}
          />
        </>
      )}
      <p className="mt-8">
        <Link href={`${talk}#answer`}>{words.back}</Link>
      </p>
    </CommunityPage>
  )
}
