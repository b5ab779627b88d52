import type { ReactNode } from 'react'
import { ButtonLink } from '../atoms/button'
import { Court } from '../atoms/court'
import { useWords } from '../strings'
import { errorsWords } from '../strings/errors'

export interface WayOn {
  href: string
  label: string
}

/** What happened, what was kept, the two most likely ways on, and the id to quote. */
export function ErrorPage({
  title,
  detail,
  requestId,
  ways,
  children,
}: {
  title: string
  detail: ReactNode
  requestId?: string | undefined
  /** The likelier first. */
  ways: WayOn[]
  children?: ReactNode
}) {
  const errors = useWords(errorsWords)
  return (
    <main id="content" tabIndex={-1} className="page page-narrow">
      <Court ball className="court-error" />
      <h1>{title}</h1>
      <p className="lede mt-2">{detail}</p>
      {children}
      <p className="buttons mt-6">
        {ways.map(({ href, label }, index) => (
          <ButtonLink key={href} href={href} variant={index === 0 ? 'primary' : 'secondary'}>
            {label}
          </ButtonLink>
        ))}
      </p>
      {requestId && (
        <p className="hint mt-6">
          {errors.quoteId} <code>{requestId}</code>
        </p>
      )}
    </main>
  )
}
