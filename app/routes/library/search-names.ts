import { findCommunity } from '~/features/communities/find-community.server'
import { offerNames, readText } from '~/features/search/find.server'
import { forPeople } from '../guard.server'

/** Names that fit what stands in the field so far, for the page's script. */
export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const { text } = readText(new URL(request.url).searchParams.get('q'))
  const [, names] = await Promise.all([
    findCommunity(db, actor, slug),
    offerNames(db, { community: slug, text }),
  ])
  return { names }
})
