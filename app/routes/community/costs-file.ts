import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { listCosts } from '~/features/money/costs.server'
import { costsFile } from '~/features/money/costs-file'
import { disposition } from '~/platform/storage/file-name'
import { forPeople } from '../guard.server'
import { windowIn } from './cost-window.server'

/** What answers cost, as a file: `?days=…`. */
export const loader = forPeople(async ({ request, context: { db }, actor, params }) => {
  const slug = params.community ?? ''
  const days = windowIn(request)
  const [community, { lines }] = await Promise.all([
    findCommunity(db, actor, slug),
    listCosts(db, slug, days),
  ])
  requireCoach(community)
  return new Response(costsFile(lines), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': disposition(`${slug}-costs-${days}-days.csv`, false),
      'cache-control': 'private, no-store',
    },
  })
})
