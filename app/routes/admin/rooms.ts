import type { NavItem } from '~/ui/organisms/app-header'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'

/** The coach's rooms of a community, as tabs. */
export function useRooms(slug: string, current: 'agents' | 'members' | 'settings'): NavItem[] {
  const { nav } = useWords(commonWords)
  return [
    { href: `/c/${slug}/admin/agents`, label: nav.manageAgents, current: current === 'agents' },
    { href: `/c/${slug}/admin/members`, label: nav.manageMembers, current: current === 'members' },
    {
      href: `/c/${slug}/admin/settings`,
      label: nav.manageSettings,
      current: current === 'settings',
    },
  ]
}
