import type { ReactNode } from 'react'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'
import { VisuallyHidden } from './hidden'
import { Icon } from './icon'

/** The name of a field. What may be left empty says so; what must be filled says nothing. */
export function Label({
  htmlFor,
  optional = false,
  children,
}: {
  htmlFor: string
  optional?: boolean
  children: ReactNode
}) {
  const common = useWords(commonWords)
  return (
    <label className="label" htmlFor={htmlFor}>
      {children}
      {optional && <span className="hint"> ({common.optional})</span>}
    </label>
  )
}

/** Help that is needed before one writes. */
export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className="hint" id={id}>
      {children}
    </div>
  )
}

/** What is wrong with a field and what to do, told by a word and a sign beside the colour. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  const common = useWords(commonWords)
  return (
    <div className="field-error" id={id}>
      <Icon name="alert" />
      <span>
        <VisuallyHidden>{common.forms.errorPrefix} </VisuallyHidden>
        {children}
      </span>
    </div>
  )
}
