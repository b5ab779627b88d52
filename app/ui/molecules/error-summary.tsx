import { useEffect, useId, useRef } from 'react'
import { Icon } from '../atoms/icon'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

export interface SummedError {
  /** The id of the control that the message is about; none for the form as a whole. */
  fieldId?: string | undefined
  message: string
}

/**
 * What must change, summed up above a form, each line leading to its field. Focus moves here when
 * it appears; without JavaScript `autofocus` does the same at load.
 */
export function ErrorSummary({
  errors,
  title,
  attempt,
}: {
  errors: SummedError[]
  title?: string
  /**
   * Where the errors change while somebody writes: how often the form was refused. The focus moves
   * with this alone, so that nobody loses their place in a field.
   */
  attempt?: number
}) {
  const common = useWords(commonWords)
  const ref = useRef<HTMLDivElement>(null)
  const headingId = useId()
  // A second failed attempt with other errors moves the focus again.
  const about = errors.map(({ fieldId, message }) => `${fieldId}:${message}`).join('\n')
  const cause = attempt === undefined ? about : `attempt ${attempt}`
  useEffect(() => {
    if (cause) ref.current?.focus()
  }, [cause])
  if (errors.length === 0) return null
  return (
    <div
      ref={ref}
      className="error-summary"
      role="alert"
      tabIndex={-1}
      aria-labelledby={headingId}
      // biome-ignore lint/a11y/noAutofocus: the first thing to hear after a refused form.
      autoFocus
    >
      <Icon name="alert" />
      <div>
        <h2 id={headingId}>{title ?? common.forms.errorSummaryTitle(errors.length)}</h2>
        <ul>
          {errors.map(({ fieldId, message }) => (
            <li key={`${fieldId}:${message}`}>
              {fieldId ? <a href={`#${fieldId}`}>{message}</a> : message}
            </li>
          ))}
        </ul>
        <p className="hint">{common.forms.nothingLost}</p>
      </div>
    </div>
  )
}
