import { redirect } from '@remix-run/cloudflare'
import { forPeople } from '../guard.server'

/** A community's bare address leads to its dashboard. */
export const loader = forPeople(async ({ params }) => {
  throw redirect(`/c/${params.community}/dashboard`)
})

export default function Home() {
  return null
}
