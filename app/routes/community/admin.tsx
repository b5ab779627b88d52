import { redirect } from '@remix-run/cloudflare'
import { findCommunity, requireCoach } from '~/features/communities/find-community.server'
import { forPeople } from '../guard.server'

/** The coaches' rooms begin with the agents. */
export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  requireCoach(await findCommunity(db, actor, params.community))
  throw redirect(`/c/${params.community}/admin/agents`)
})

export default function Admin() {
  return null
}
