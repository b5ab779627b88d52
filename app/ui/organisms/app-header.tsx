import type { ReactNode } from 'react'
import { Button, ButtonLink } from '../atoms/button'
import { Logo } from '../atoms/court'
import { VisuallyHidden } from '../atoms/hidden'
import { Mark } from '../atoms/mark'
import { useElements } from '../elements'
import { Menu } from '../molecules/menu'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

export interface NavItem {
  href: string
  label: string
  /** The page that is shown, or a page below it. */
  current?: boolean
}

/** A row of places, the one where the person is underlined in the accent. */
export function Tabs({ items, label }: { items: NavItem[]; label: string }) {
  const { Anchor } = useElements()
  return (
    <nav aria-label={label}>
      <ul className="tabs">
        {items.map(({ href, label, current }) => (
          <li key={href}>
            <Anchor href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export type CommunitySection = 'dashboard' | 'library' | 'sandbox' | 'manage'

/** The places of a community for one role; `current` is the one the person is in. */
export function useCommunityNav({
  slug,
  coach,
  current,
}: {
  slug: string
  coach: boolean
  current?: CommunitySection | undefined
}): NavItem[] {
  const { nav } = useWords(commonWords)
  const base = `/c/${slug}`
  const items: (NavItem & { section: CommunitySection })[] = [
    { section: 'dashboard', href: `${base}/dashboard`, label: nav.dashboard },
    { section: 'library', href: `${base}/agents`, label: nav.library },
    { section: 'sandbox', href: `${base}/sandbox`, label: nav.sandbox },
  ]
  if (coach) items.push({ section: 'manage', href: `${base}/admin/content`, label: nav.manage })
  return items.map(({ section, ...item }) => ({ ...item, current: section === current }))
}

export interface AppHeaderProps {
  /** The community whose page this is; without one, our own sign stands in its place. */
  community?: { name: string; slug: string } | undefined
  nav?: NavItem[]
  /** Who is signed in; without one, the ways in are offered. */
  person?: { name: string; email?: string } | undefined
  /** More lines of the account menu, above "Sign out". */
  accountLinks?: { href: string; label: string }[]
  /** On the way in itself the ways in are not offered again. */
  bare?: boolean
}

/** Where am I, where can I go, who am I. */
export function AppHeader({
  community,
  nav = [],
  person,
  accountLinks = [],
  bare = false,
}: AppHeaderProps) {
  const common = useWords(commonWords)
  const { Anchor } = useElements()
  return (
    <header className="header">
      <div className="header-inner">
        {community ? (
          <Anchor className="header-home" href={`/c/${community.slug}/dashboard`}>
            <Mark kind="community" name={community.name} />
            <span dir="auto">{community.name}</span>
          </Anchor>
        ) : (
          <Anchor className="header-home" href="/">
            <Logo />
            <span>{common.productName}</span>
          </Anchor>
        )}
        {nav.length > 0 && <Tabs items={nav} label={common.nav.main} />}
        <div className="header-account">
          {community && person && (
            <ButtonLink href={`/c/${community.slug}/search`} variant="quiet" icon="search">
              <VisuallyHidden>{common.search}</VisuallyHidden>
            </ButtonLink>
          )}
          {person && <AccountMenu person={person} links={accountLinks} />}
          {!person && !bare && (
            <ButtonLink href="/login" variant="quiet">
              {common.account.signIn}
            </ButtonLink>
          )}
        </div>
      </div>
    </header>
  )
}

function AccountMenu({
  person,
  links,
}: {
  person: { name: string; email?: string }
  links: { href: string; label: string }[]
}) {
  const { account, nav } = useWords(commonWords)
  return (
    <Menu
      label={`${nav.account}: ${person.name}`}
      button={<Mark kind="person" name={person.name} />}
    >
      <p className="menu-note">
        {account.signedInAs} <strong dir="auto">{person.name}</strong>
        {person.email && <span className="block">{person.email}</span>}
      </p>
      {links.map(({ href, label }) => (
        <ButtonLink key={href} href={href} variant="quiet">
          {label}
        </ButtonLink>
      ))}
      {/* A plain form: signing out loads a new document, and leaves nothing of this one behind. */}
      <form method="post" action="/logout">
        <Button variant="quiet" icon="signOut">
          {account.signOut}
        </Button>
      </form>
    </Menu>
  )
}

/** A line of help and a way back, for the foot of public pages. */
export function PageFoot({ children }: { children: ReactNode }) {
  return <footer className="foot">{children}</footer>
}
