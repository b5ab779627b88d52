import type { NavItem } from '~/ui/organisms/app-header'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'

type Room = 'dashboard' | 'content'

/** The rooms of super admins. */
export function usePlatformRooms(current: Room): NavItem[] {
  const { nav } = useWords(commonWords)
  const labels: Record<Room, string> = { dashboard: nav.platform, content: nav.manageContent }
  return (Object.keys(labels) as Room[]).map((room) => ({
    href: `/admin/${room}`,
    label: labels[room],
    current: room === current,
  }))
}
