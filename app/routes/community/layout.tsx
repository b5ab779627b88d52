import type { MetaFunction } from '@remix-run/cloudflare'
import { Outlet, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findPerson } from '~/features/communities/find-person.server'
import { forPeople } from '../guard.server'
import { ProblemBoundary, problemTitle } from '../problem-page'
import { pageTitle } from '../titles'
import type { CommunityFrame } from './frame'

export const loader = forPeople(async ({ context: { db }, actor, params }) => {
  const [community, person] = await Promise.all([
    findCommunity(db, actor, params.community),
    findPerson(db, actor),
  ])
  const frame: CommunityFrame = {
    community: { slug: community.slug, name: community.name },
    coach: isCoach(community),
    platformAdmin: community.isPlatformAdmin,
    person: person.displayName,
  }
  return frame
})

export const meta: MetaFunction<typeof loader> = ({ data, error }) =>
  error ? problemTitle(error) : pageTitle(data?.community.name)

/** The header of the community's pages; without one where it could not be found. */
function Frame({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData<CommunityFrame>('routes/community/layout')
  return (
    <>
      {frame && <header className="header">{frame.community.name}</header>}
      {children}
    </>
  )
}

export default function CommunityLayout() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  return (
    <Frame>
      <ProblemBoundary />
    </Frame>
  )
}
