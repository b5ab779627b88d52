import { redirect } from '@remix-run/cloudflare'
import { forPeople } from '../guard.server'

/** The bare address leads to the first room. */
export const loader = forPeople(async () => {
  throw redirect('/settings/profile')
})

export default function Settings() {
  return null
}
