import { useEffect, useRef } from 'react'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Checkbox, Select, TextArea, TextField } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { promptFormWords } from '~/ui/strings/prompt-form'
import { controlId } from '../form/kind-form'
import type { OfferedKind } from '../kinds'
import { VARIABLE_TYPES, type Variable } from './prompt-fields'

interface VariableFieldsProps {
  /** Whose form it stands in. */
  kind: OfferedKind
  variable: Variable
  at: number
  /** How many there are. */
  of: number
  problems: Record<string, string | undefined>
  /** Whether the last post was about this one: the focus comes here. */
  changed: boolean
}

/** One question, and the buttons that move it. */
export function VariableFields({ kind, variable, at, of, problems, changed }: VariableFieldsProps) {
  const words = useWords(promptFormWords)
  const ref = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (changed) ref.current?.focus()
  }, [changed])
  const part = (field: keyof Variable) => {
    const name = `variables[${at}].${field}`
    return { name, id: controlId(kind, name), errors: problems[name] }
  }
  const [name, label, type, help, defaultValue, options] = [
    part('name'),
    part('label'),
    part('type'),
    part('help'),
    part('defaultValue'),
    part('options'),
  ]
  const named = variable.label || variable.name || words.number(at + 1)
  const move = (what: string, text: string) => (
    <Button name="intent" value={`variables.${what}.${at}`} small variant="quiet" formNoValidate>
      {text} <VisuallyHidden>{named}</VisuallyHidden>
    </Button>
  )
  return (
    <fieldset
      ref={ref}
      className="card"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: at load, without JavaScript, this is what was changed.
      autoFocus={changed}
    >
      <legend className="label">{words.number(at + 1)}</legend>
      <div className="mb-6 grid items-start gap-x-4 gap-y-6 sm:grid-cols-2 [&>.field+.field]:mt-0">
        <Field id={label.id} label={words.label} hint={words.labelHint} errors={label.errors}>
          {(wired) => (
            <TextField name={label.name} defaultValue={variable.label} aria-required {...wired} />
          )}
        </Field>
        <Field id={name.id} label={words.name} hint={words.nameHint} errors={name.errors}>
          {(wired) => (
            <TextField
              name={name.name}
              defaultValue={variable.name}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-required
              {...wired}
            />
          )}
        </Field>
        <Field id={type.id} label={words.type} errors={type.errors}>
          {(wired) => (
            <Select
              name={type.name}
              defaultValue={variable.type}
              options={VARIABLE_TYPES.map((value) => ({ value, label: words.types[value] }))}
              {...wired}
            />
          )}
        </Field>
        <Field id={help.id} label={words.help} errors={help.errors} optional>
          {(wired) => <TextField name={help.name} defaultValue={variable.help} {...wired} />}
        </Field>
      </div>
      <Field
        id={options.id}
        label={words.options}
        hint={words.optionsHint}
        errors={options.errors}
        optional
      >
        {(wired) => (
          <TextArea
            name={options.name}
            rows={2}
            className="min-h-18"
            defaultValue={variable.options}
            {...wired}
          />
        )}
      </Field>
      <Field
        id={defaultValue.id}
        label={words.default}
        hint={words.defaultHints[variable.type]}
        errors={defaultValue.errors}
        optional
      >
        {(wired) => (
          <TextArea
            name={defaultValue.name}
            rows={1}
            className="min-h-11"
            defaultValue={variable.defaultValue}
            {...wired}
          />
        )}
      </Field>
      <Checkbox name={`variables[${at}].required`} value="yes" defaultChecked={variable.required}>
        {words.required}
      </Checkbox>
      <div className="buttons mt-2">
        {at > 0 && move('up', words.up)}
        {at < of - 1 && move('down', words.down)}
        {move('remove', words.remove)}
      </div>
    </fieldset>
  )
}
