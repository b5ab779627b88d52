/** The bare controls. Labels, hints and errors are tied to them by `Field`. */
import {
  forwardRef,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { classes } from '../classes'

export type TextFieldProps = InputHTMLAttributes<HTMLInputElement>

/** One line of text. The direction follows what is written unless `dir` is given. */
export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { className, type = 'text', ...rest },
  ref,
) {
  return (
    <input ref={ref} type={type} dir="auto" className={classes('input', className)} {...rest} />
  )
})

/** Several lines; grows with what is written where the browser can. */
export const TextArea = forwardRef<
  HTMLTextAreaElement,
  TextareaHTMLAttributes<HTMLTextAreaElement>
>(function TextArea({ className, ...rest }, ref) {
  return <textarea ref={ref} dir="auto" className={classes('input', className)} {...rest} />
})

export interface SelectOption {
  value: string
  label: string
}

export type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & { options: SelectOption[] }

/** The browser's own list: it works with every keyboard, reader and thumb. */
export const Select = forwardRef<HTMLSelectElement, SelectProps>(function Select(
  { className, options, ...rest },
  ref,
) {
  return (
    <select ref={ref} className={classes('input', className)} {...rest}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
})

export type CheckProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  children: ReactNode
  hint?: ReactNode
}

function Check({ kind, children, hint, ...rest }: CheckProps & { kind: 'checkbox' | 'radio' }) {
  return (
    <label className="check">
      <input type={kind} {...rest} />
      <span>
        {children}
        {hint && <span className="hint block">{hint}</span>}
      </span>
    </label>
  )
}

/** A yes or no, its words a part of what can be pressed. */
export function Checkbox(props: CheckProps) {
  return <Check kind="checkbox" {...props} />
}

/** One of several; stands in a `Choice`, which names the question. */
export function Radio(props: CheckProps) {
  return <Check kind="radio" {...props} />
}
