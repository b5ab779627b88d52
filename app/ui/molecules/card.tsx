import type { ReactNode } from 'react'
import { classes } from '../classes'

/** A thing that stands by itself. `next` marks the one that the person should go on with. */
export function Card({
  next = false,
  eyebrow,
  title,
  level = 2,
  children,
  actions,
}: {
  next?: boolean
  eyebrow?: ReactNode
  title?: ReactNode
  level?: 2 | 3
  children?: ReactNode
  actions?: ReactNode
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={classes('card', next && 'card-next')}>
      {eyebrow && <p className="eyebrow">{eyebrow}</p>}
      {title && <Heading>{title}</Heading>}
      {children}
      {actions && <div className="buttons mt-4">{actions}</div>}
    </section>
  )
}

/** Nothing here yet: one sentence that teaches the next step, one button that takes it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <p className="font-semibold">{title}</p>
      {children && <p className="text-muted">{children}</p>}
      {action}
    </div>
  )
}
