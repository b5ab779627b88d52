import { useEffect, useId, useRef } from 'react'
import { Icon } from '../atoms/icon'
import { useStrings } from '../strings'

export interface SummedError {
  /** The id of the control that the message is about; none for the form as a whole. */
  fieldId?: string | undefined
  message: string
}

/**
 * What must change, summed up above a form, each line leading to its field. Focus moves here when
 * it appears; without JavaScript `autofocus` does the same at load.
 */
export function ErrorSummary({ errors, title }: { errors: SummedError[]; title?: string }) {
  const { common } = useStrings()
  const ref = useRef<HTMLDivElement>(null)
  const headingId = useId()
  // A second failed attempt with other errors moves the focus again.
  const about = errors.map(({ fieldId, message }) => `${fieldId}:${message}`).join('\n')
  useEffect(() => {
    if (about) ref.current?.focus()
  }, [about])
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
