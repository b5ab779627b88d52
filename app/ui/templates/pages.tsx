import type { ReactNode } from 'react'
import { classes } from '../classes'
import { type NavItem, Tabs } from '../organisms/app-header'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

interface PageProps {
  title: ReactNode
  /** One sentence under the title. */
  lede?: ReactNode
  /** What one can do with the page as a whole, beside its title. */
  actions?: ReactNode
  /** Messages from the last action. */
  flash?: ReactNode
  children: ReactNode
}

function PageHead({ title, lede, actions }: Omit<PageProps, 'children' | 'flash'>) {
  return (
    <div className="page-head">
      <div>
        <h1 dir="auto">{title}</h1>
        {lede && <p>{lede}</p>}
      </div>
      {actions && <div className="buttons">{actions}</div>}
    </div>
  )
}

interface CommunityPageProps extends PageProps {
  narrow?: boolean
  /** Its neighbours, as tabs under a label. */
  nav?: { label: string; items: NavItem[] }
}

/** A page of a community: the dashboard, a library. `narrow` for what is read or filled in. */
export function CommunityPage({
  flash,
  children,
  narrow = false,
  nav,
  ...head
}: CommunityPageProps) {
  return (
    <main id="content" tabIndex={-1} className={classes('page', narrow && 'page-narrow')}>
      {nav && (
        <div className="subnav">
          <Tabs {...nav} />
        </div>
      )}
      {flash && <div className="flashes">{flash}</div>}
      <PageHead {...head} />
      {children}
    </main>
  )
}

/** A page of the coach's rooms, with the rooms as tabs. */
export function AdminPage({ flash, children, nav, ...head }: PageProps & { nav: NavItem[] }) {
  const common = useWords(commonWords)
  return (
    <main id="content" tabIndex={-1} className="page">
      <div className="subnav">
        <Tabs items={nav} label={common.nav.manage} />
      </div>
      {flash && <div className="flashes">{flash}</div>}
      <PageHead {...head} />
      {children}
    </main>
  )
}

/** One column and one thing to do: the ways in, a first step. */
export function PublicPage({ title, flash, children }: Omit<PageProps, 'actions' | 'lede'>) {
  return (
    <main id="content" tabIndex={-1} className="entry">
      {flash && <div className="flashes">{flash}</div>}
      <h1>{title}</h1>
      {children}
    </main>
  )
}
