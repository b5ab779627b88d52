import type { ComponentProps } from 'react'
import { AdminPage, CommunityPage } from '~/ui/templates/pages'
import { usePlatformRooms } from '../../platform/rooms'
import { SiteFrame } from '../../site-frame'
import { useRooms } from '../rooms'

type Page = Omit<ComponentProps<typeof AdminPage>, 'nav'>

/** A page about an item, among the rooms of its community's coaches or of super admins. */
export function DeskFrame({
  slug,
  ...page
}: Page & { /** Null: the platform. */ slug: string | null }) {
  return slug === null ? <OfPlatform {...page} /> : <OfCommunity slug={slug} {...page} />
}

const OfCommunity = ({ slug, ...page }: Page & { slug: string }) => (
  <AdminPage nav={useRooms(slug, 'content')} {...page} />
)

const OfPlatform = (page: Page) => (
  <SiteFrame nav={usePlatformRooms('content')}>
    <CommunityPage {...page} />
  </SiteFrame>
)
