import { useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { RootData } from '~/root-data'
import type { NavItem } from '~/ui/organisms/app-header'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { Frame } from '~/ui/templates/frame'

/** The lines of the account menu that lead to one's own pages. */
export function useAccountLinks(platformAdmin = false): { href: string; label: string }[] {
  const common = useWords(commonWords)
  return [
    { href: '/communities', label: common.account.communities },
    ...(platformAdmin ? [{ href: '/admin/dashboard', label: common.nav.platform }] : []),
    { href: '/settings/profile', label: common.account.settings },
  ]
}

/** What stands around a page that belongs to no community. `bare` on the ways in themselves. */
export function SiteFrame({
  bare = false,
  nav = [],
  person,
  children,
}: {
  bare?: boolean
  nav?: NavItem[]
  /** Shown in the account menu; the address stands in where the page did not ask for the name. */
  person?: string
  children: ReactNode
}) {
  const root = useRouteLoaderData<RootData>('root')
  const links = useAccountLinks()
  const name = person ?? root?.email
  return (
    <Frame
      header={{ bare, nav, accountLinks: links, ...(name && !bare ? { person: { name } } : {}) }}
    >
      {children}
    </Frame>
  )
}
