import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { listCosts, noteCostsTaken } from '~/features/money/costs.server'
import { costsFile } from '~/features/money/costs-file'
import { disposition } from '~/platform/storage/file-name'
import { wordsIn } from '~/ui/strings/catalogue'
import { costsWords } from '~/ui/strings/costs'
import { forPeople } from '../guard.server'
import { windowIn } from './cost-window.server'

/** What answers cost, as a file: `?days=…`. */
export const loader = forPeople(async ({ request, context: { db, language }, actor, params }) => {
  const slug = params.community ?? ''
  const days = windowIn(request)
  const [community, { lines, more }] = await Promise.all([
    findCommunity(db, actor, slug),
    listCosts(db, slug, days),
    noteCostsTaken(db, slug, days),
  ])
  requireCoach(community)
  const count = lines.length.toLocaleString(language.tag)
  const end = more ? wordsIn(language.tag, costsWords).fileEnds(count) : undefined
  return new Response(costsFile(lines, end), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': disposition(`${slug}-costs-${days}-days.csv`, false),
      'cache-control': 'private, no-store',
    },
  })
})
