import type { ReactNode } from 'react'
import { Radio } from '../atoms/inputs'
import { Choice } from './field'

export interface RadioOption<Value extends string> {
  value: Value
  label: ReactNode
  hint?: ReactNode
}

/** A question with one answer of a few, each with what it means. */
export function RadioGroup<Value extends string>({
  name,
  options,
  value,
  ...question
}: {
  /** Where an error's link leads. */
  id: string
  name: string
  label: ReactNode
  hint?: ReactNode
  errors?: string | string[] | null | undefined
  options: readonly RadioOption<Value>[]
  /** What is chosen at first. */
  value: string | undefined
}) {
  return (
    <Choice {...question}>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={name}
          value={option.value}
          defaultChecked={option.value === value}
          hint={option.hint}
        >
          {option.label}
        </Radio>
      ))}
    </Choice>
  )
}
