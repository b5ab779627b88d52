import type { MetaFunction } from '@remix-run/cloudflare'
import { Outlet, useLocation, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { findCommunity, isCoach } from '~/features/communities/find-community.server'
import { findPerson } from '~/features/communities/find-person.server'
import { type CommunitySection, useCommunityNav } from '~/ui/organisms/app-header'
import { Frame } from '~/ui/templates/frame'
import { forPeople } from '../guard.server'
import { ProblemBoundary, problemTitle } from '../problem-page'
import { SiteFrame, useAccountLinks } from '../site-frame'
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

export const meta: MetaFunction<typeof loader> = ({ data, error, matches }) =>
  error ? problemTitle(matches, error) : pageTitle(matches, data?.community.name)

function sectionOf(pathname: string): CommunitySection | undefined {
  const section = pathname.split('/')[3]
  if (section === 'admin') return 'manage'
  if (section === 'dashboard' || section === 'sandbox') return section
  return section ? 'library' : undefined
}

function CommunityFrameAround({ frame, children }: { frame: CommunityFrame; children: ReactNode }) {
  const { pathname } = useLocation()
  const { community, coach, person, platformAdmin } = frame
  const nav = useCommunityNav({ slug: community.slug, coach, current: sectionOf(pathname) })
  const accountLinks = useAccountLinks(platformAdmin)
  return (
    <Frame header={{ community, nav, person: { name: person }, accountLinks }}>{children}</Frame>
  )
}

/** The header of the community's pages; the site's where the community could not be found. */
function Around({ children }: { children: ReactNode }) {
  const frame = useRouteLoaderData<CommunityFrame>('routes/community/layout')
  if (!frame) return <SiteFrame>{children}</SiteFrame>
  return <CommunityFrameAround frame={frame}>{children}</CommunityFrameAround>
}

export default function CommunityLayout() {
  return (
    <Around>
      <Outlet />
    </Around>
  )
}

export function ErrorBoundary() {
  return (
    <Around>
      <ProblemBoundary />
    </Around>
  )
}
