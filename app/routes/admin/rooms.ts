import type { NavItem } from '~/ui/organisms/app-header'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'

type Room = 'content' | 'answers' | 'members' | 'settings'

/** The coach's rooms of a community, as tabs. */
export function useRooms(slug: string, current: Room): NavItem[] {
  const { nav } = useWords(commonWords)
  const labels: Record<Room, string> = {
    content: nav.manageContent,
    answers: nav.manageAnswers,
    members: nav.manageMembers,
    settings: nav.manageSettings,
  }
  return (Object.keys(labels) as Room[]).map((room) => ({
    href: `/c/${slug}/admin/${room}`,
    label: labels[room],
    current: room === current,
  }))
}
