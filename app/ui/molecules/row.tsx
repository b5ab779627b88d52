import type { ReactNode } from 'react'

/** Things to read down, each in a `Row`. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="rows">{children}</ul>
}

/** One thing of a list under a section's heading: its name, a line about it, what can be done. */
export function Row({
  title,
  children,
  actions,
}: {
  title: ReactNode
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <li className="row">
      <div className="row-text">
        <h3 dir="auto">{title}</h3>
        <p>{children}</p>
      </div>
      {actions}
    </li>
  )
}
