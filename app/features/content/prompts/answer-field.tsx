import { Select, TextArea, TextField } from '~/ui/atoms/inputs'
import { Field, type Wired } from '~/ui/molecules/field'
import { RadioGroup } from '~/ui/molecules/radio-group'
import { useWords } from '~/ui/strings'
import { promptsWords } from '~/ui/strings/prompts'
import { optionsOf } from './prompt'
import type { Variable } from './prompt-fields'
import { fieldOf } from './prompt-values'

interface AnswerFieldProps {
  id: string
  variable: Variable
  /** What stands there at first. */
  value: string
  problem: string | undefined
}

/** The field that answers one question of a prompt, by the kind of its answer. */
export function AnswerField({ id, variable, value, problem }: AnswerFieldProps) {
  const words = useWords(promptsWords)
  const { type, label, help, required } = variable
  const name = fieldOf(variable.name)
  if (type === 'yes_no') {
    const { yes, no, none } = words.answers
    return (
      <RadioGroup
        id={id}
        name={name}
        label={label}
        hint={help}
        errors={problem}
        value={value}
        options={[
          { value: 'yes', label: yes },
          { value: 'no', label: no },
          ...(required ? [] : [{ value: '', label: none }]),
        ]}
      />
    )
  }
  const control = (wired: Wired) => {
    const shared = { name, defaultValue: value, 'aria-required': required || undefined, ...wired }
    switch (type) {
      case 'long_text':
        return <TextArea rows={5} {...shared} />
      case 'choice':
        return (
          <Select
            options={[
              { value: '', label: words.empty },
              ...optionsOf(variable).map((option) => ({ value: option, label: option })),
            ]}
            {...shared}
          />
        )
      case 'number':
        return <TextField inputMode="decimal" autoComplete="off" {...shared} />
      case 'date':
        return <TextField type="date" {...shared} />
      default:
        return <TextField autoComplete="off" {...shared} />
    }
  }
  return (
    <Field id={id} label={label} hint={help} errors={problem} optional={!required}>
      {control}
    </Field>
  )
}
