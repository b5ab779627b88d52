import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { readAsked } from '~/data/paging'
import { findCommunity } from '~/features/communities/find-community.server'
import { libraryPath } from '~/features/content/kinds'
import { findFavourites, setFavourite } from '~/features/content/library/favourites.server'
import type { Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { ButtonLink } from '~/ui/atoms/button'
import { EmptyState } from '~/ui/molecules/card'
import { Pager } from '~/ui/molecules/pager'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { libraryWords } from '~/ui/strings/library'
import { CommunityPage } from '~/ui/templates/pages'
import { readFields } from '../form.server'
import { forPeople } from '../guard.server'
import { listPath } from '../list-path'
import { PageFlash } from '../page-flash'
import { communityTitle, wordsOf } from '../titles'
import { ItemRow } from './item-row'
import { useKindsNav } from './kinds-nav'

export const meta: MetaFunction<typeof loader> = ({ matches }) =>
  communityTitle(matches, wordsOf(matches, libraryWords).favourites.title)

export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const asked = readAsked(new URL(request.url).searchParams)
  const [community, favourites] = await Promise.all([
    findCommunity(db, actor, slug),
    findFavourites(db, slug, asked),
  ])
  return { slug: community.slug, beyond: asked.from !== null, favourites }
})

/** Takes an item among the favourites, or out of them, and leads back to it. */
export const action = forPeople(
  async ({ request, context, actor, params }: ActionFunctionArgs & { actor: Person }) => {
    const slug = params.community ?? ''
    const { item = '', to } = await readFields(request)
    const favourite = to !== 'drop'
    const set = setFavourite(context.db, { community: slug, id: item, favourite })
    // Whether the community is theirs is told first.
    set.catch(() => {})
    await findCommunity(context.db, actor, slug)
    const { id, kind, title } = await set
    // A script stays on its page, which shows it already.
    if (request.headers.get('sec-fetch-dest') === 'empty') return data({ favourite })
    setFlash(context.jar, favourite ? 'favourites.added' : 'favourites.dropped', { title })
    throw redirect(`${libraryPath(slug, kind)}/${id}`, 303)
  },
)

export default function Favourites() {
  const { slug, beyond, favourites } = useLoaderData<typeof loader>()
  const words = useWords(libraryWords)
  const { pager } = useWords(commonWords)
  const here = `/c/${slug}/favourites`
  return (
    <CommunityPage
      narrow
      title={words.favourites.title}
      lede={words.favourites.lede}
      nav={useKindsNav(slug, 'favourites')}
      flash={<PageFlash />}
    >
      {favourites.items.length === 0 ? (
        <EmptyState
          title={beyond ? pager.endTitle : words.favourites.noneTitle}
          action={
            <ButtonLink variant="primary" href={beyond ? here : libraryPath(slug, 'agent')}>
              {beyond ? pager.endWay : words.favourites.noneWay}
            </ButtonLink>
          }
        >
          {beyond ? pager.end : words.favourites.none}
        </EmptyState>
      ) : (
        <>
          <ul className="rows">
            {favourites.items.map((item) => (
              <ItemRow key={item.id} community={slug} item={item} named />
            ))}
          </ul>
          <Pager
            newer={favourites.newer && listPath(here, { newer: favourites.newer })}
            older={favourites.older && listPath(here, { older: favourites.older })}
          />
        </>
      )}
    </CommunityPage>
  )
}
