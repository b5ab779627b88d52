import { useId } from 'react'

/** Something is under way; `label` says what. */
export function Spinner({ label }: { label: string }) {
  return (
    <span className="spinner">
      <span className="spinner-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {label}
    </span>
  )
}

/** How far along: the words tell it, the bar repeats it. `value` and `max` in the same unit. */
export function Progress({ value, max, label }: { value: number; max: number; label: string }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <progress className="progress" id={id} value={value} max={max} />
    </div>
  )
}
