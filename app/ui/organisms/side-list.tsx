import type { ReactNode } from 'react'
import { useElements } from '../elements'

export interface SideListItem {
  href: string
  title: string
  /** A second, quieter line: the agent, the time. */
  note?: ReactNode
  /** How it stands, after the note. */
  mark?: string
  current?: boolean
}

/** My conversations: beside the page where there is room, a page of their own on a phone. */
export function SideList({ items, label }: { items: SideListItem[]; label: string }) {
  const { Anchor } = useElements()
  return (
    <nav className="side-list" aria-label={label}>
      <ul>
        {items.map(({ href, title, note, mark, current }) => (
          <li key={href}>
            <Anchor href={href} aria-current={current ? 'page' : undefined}>
              <span className="clip" dir="auto">
                {title}
              </span>
              {note && (
                <small>
                  {note}
                  {mark}
                </small>
              )}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  )
}
