import type { ReactNode } from 'react'
import { Icon } from '../atoms/icon'

/** What few need, folded away; it opens without JavaScript. */
export function Disclosure({
  summary,
  open = false,
  children,
}: {
  summary: ReactNode
  open?: boolean
  children: ReactNode
}) {
  return (
    <details className="disclosure" open={open}>
      <summary>
        <Icon name="down" className="icon-turn" />
        {summary}
      </summary>
      <div className="disclosure-body">{children}</div>
    </details>
  )
}
