import type { ReactNode } from 'react'
import { FieldError, Hint, Label } from '../atoms/field-parts'

/** What a control must carry to be tied to its label, hint and error. Spread it last. */
export interface Wired {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

type Errors = string | string[] | null | undefined

function list(errors: Errors): string[] {
  if (!errors) return []
  return Array.isArray(errors) ? errors : [errors]
}

interface Common {
  /** The control's id; the hint gets `<id>-hint` and the error `<id>-error`. */
  id: string
  label: ReactNode
  hint?: ReactNode
  errors?: Errors
}

function describedBy(id: string, hint: ReactNode, errors: string[]): string | undefined {
  const ids = [hint ? `${id}-hint` : '', errors.length > 0 ? `${id}-error` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** Label, hint, error and control, in the order in which they are needed. */
export function Field({
  id,
  label,
  hint,
  errors,
  optional = false,
  children,
}: Common & { optional?: boolean; children: (wired: Wired) => ReactNode }) {
  const wrong = list(errors)
  return (
    <div className="field">
      <Label htmlFor={id} optional={optional}>
        {label}
      </Label>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {wrong.length > 0 && <FieldError id={`${id}-error`}>{wrong.join(' ')}</FieldError>}
      {children({
        id,
        'aria-describedby': describedBy(id, hint, wrong),
        'aria-invalid': wrong.length > 0 || undefined,
      })}
    </div>
  )
}

/** A question with several boxes or circles to choose from. `id` is where an error's link leads. */
export function Choice({ id, label, hint, errors, children }: Common & { children: ReactNode }) {
  const wrong = list(errors)
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className="field"
      aria-describedby={describedBy(id, hint, wrong)}
    >
      <legend className="label">{label}</legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {wrong.length > 0 && <FieldError id={`${id}-error`}>{wrong.join(' ')}</FieldError>}
      <div>{children}</div>
    </fieldset>
  )
}
