import { useEffect, useRef } from 'react'
import { Button } from '~/ui/atoms/button'
import { VisuallyHidden } from '~/ui/atoms/hidden'
import { Select, TextArea, TextField } from '~/ui/atoms/inputs'
import { Field } from '~/ui/molecules/field'
import { useWords } from '~/ui/strings'
import { automationFormWords } from '~/ui/strings/automation-form'
import { automationStepsWords } from '~/ui/strings/automation-steps'
import { controlId } from '../form/kind-form'
import { ACTIONS, type Step } from './automation'

interface StepFieldsProps {
  step: Step
  at: number
  /** How many there are. */
  of: number
  /** The words that its text may use. */
  known: string[]
  problems: Record<string, string | undefined>
  /** Whether the last post was about this one: the focus comes here. */
  changed: boolean
}

const LENGTHS = ['short', 'medium', 'long'] as const

/** One step of an automation, and the buttons that move it. */
export function StepFields({ step, at, of, known, problems, changed }: StepFieldsProps) {
  const { actions, lengths } = useWords(automationFormWords)
  const words = useWords(automationStepsWords)
  const ref = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (changed) ref.current?.focus()
  }, [changed])
  const part = (field: keyof Step) => {
    const name = `steps[${at}].${field}`
    return { name, id: controlId('automation', name), errors: problems[name] }
  }
  const [title, name, action, text, instructions, length] = [
    part('title'),
    part('name'),
    part('action'),
    part('text'),
    part('instructions'),
    part('length'),
  ]
  const named = step.title || words.step(at + 1)
  const move = (what: string, label: string) => (
    <Button name="intent" value={`steps.${what}.${at}`} small variant="quiet" formNoValidate>
      {label} <VisuallyHidden>{named}</VisuallyHidden>
    </Button>
  )
  const blanks = known.filter(Boolean).map((each) => `{{${each}}}`)
  return (
    <fieldset
      ref={ref}
      className="card"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: at load, without JavaScript, this is what was changed.
      autoFocus={changed}
    >
      <legend className="label">{words.step(at + 1)}</legend>
      <div className="mb-6 grid items-start gap-x-4 gap-y-6 sm:grid-cols-2 [&>.field+.field]:mt-0">
        <Field id={title.id} label={words.title} hint={words.stepTitleHint} errors={title.errors}>
          {(wired) => (
            <TextField name={title.name} defaultValue={step.title} aria-required {...wired} />
          )}
        </Field>
        <Field
          id={name.id}
          label={words.name}
          hint={words.nameHint(step.name)}
          errors={name.errors}
        >
          {(wired) => (
            <TextField
              name={name.name}
              defaultValue={step.name}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-required
              {...wired}
            />
          )}
        </Field>
      </div>
      <Field id={action.id} label={words.action} errors={action.errors}>
        {(wired) => (
          <Select
            name={action.name}
            defaultValue={step.action}
            options={ACTIONS.map((value) => ({ value, label: actions[value] }))}
            {...wired}
          />
        )}
      </Field>
      <Field
        id={text.id}
        label={words.text}
        hint={
          blanks.length > 0
            ? `${words.textHint} ${words.canUse} ${blanks.join(', ')}.`
            : words.textHint
        }
        errors={text.errors}
      >
        {(wired) => (
          <TextArea name={text.name} rows={5} defaultValue={step.text} aria-required {...wired} />
        )}
      </Field>
      <Field
        id={instructions.id}
        label={words.instructions}
        hint={words.instructionsHint}
        errors={instructions.errors}
        optional
      >
        {(wired) => (
          <TextArea
            name={instructions.name}
            rows={2}
            className="min-h-18"
            defaultValue={step.instructions}
            {...wired}
          />
        )}
      </Field>
      <Field id={length.id} label={words.length} hint={words.lengthHint} errors={length.errors}>
        {(wired) => (
          <Select
            name={length.name}
            defaultValue={step.length}
            options={LENGTHS.map((value) => ({ value, label: lengths[value] }))}
            {...wired}
          />
        )}
      </Field>
      <div className="buttons mt-4">
        {at > 0 && move('up', words.up)}
        {at < of - 1 && move('down', words.down)}
        {move('remove', words.remove)}
      </div>
    </fieldset>
  )
}
