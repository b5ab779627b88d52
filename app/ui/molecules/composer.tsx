import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { Button } from '../atoms/button'
import { FieldError } from '../atoms/field-parts'
import { TextArea } from '../atoms/inputs'
import { classes } from '../classes'
import { type FormProps, useElements } from '../elements'
import { useHydrated } from '../hydrated'
import { useWords } from '../strings'
import { conversationWords } from '../strings/conversation'
import { asksToSend } from './asks-to-send'

export interface ComposerProps extends Omit<FormProps, 'children'> {
  /** The hidden fields: the post's key, the agent. */
  fields?: ReactNode
  /** The longest message, in characters; longer ones are refused by the server too. */
  maxLength?: number
  /** What was written before it was refused. */
  defaultValue?: string
  error?: ReactNode
  /** While the agent answers: the `StopForm`, in the place of Send. What is written stays. */
  stop?: ReactNode
  label?: string
}

/**
 * Where the person writes. The accent above it says "your turn". Enter sends once the script runs
 * (never while a Chinese or Japanese word is being composed), on a keyboard that has Shift.
 */
export function Composer({
  fields,
  maxLength,
  defaultValue,
  error,
  stop,
  label,
  method = 'post',
  ...rest
}: ComposerProps) {
  const conversation = useWords(conversationWords)
  const { Form } = useElements()
  const hydrated = useHydrated()
  const id = useId()

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const coarse = !window.matchMedia('(pointer: fine)').matches
    if (!asksToSend(event.nativeEvent, coarse)) return
    event.preventDefault()
    if (!stop) event.currentTarget.form?.requestSubmit()
  }

  return (
    <div className={classes('composer', !stop && 'composer-yours')}>
      <div className="column">
        <Form id="composer" method={method} {...rest}>
          {fields}
          <label className="label" htmlFor="message">
            {label ?? conversation.yourTurn}
          </label>
          {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
          {hydrated && (
            <span id={`${id}-hint`} className="sr-only">
              {conversation.messageHint}
            </span>
          )}
          <div className="composer-row">
            <TextArea
              id="message"
              name="message"
              required
              rows={1}
              maxLength={maxLength}
              defaultValue={defaultValue}
              aria-invalid={error ? true : undefined}
              aria-describedby={
                classes(Boolean(error) && `${id}-error`, hydrated && `${id}-hint`) || undefined
              }
              onKeyDown={onKeyDown}
            />
            {!stop && (
              <Button variant="primary" icon="send">
                {conversation.send}
              </Button>
            )}
          </div>
        </Form>
        {stop}
      </div>
    </div>
  )
}

/** Stops the answer that is being made. */
export function StopForm({
  fields,
  method = 'post',
  ...rest
}: Omit<FormProps, 'children'> & { fields?: ReactNode }) {
  const conversation = useWords(conversationWords)
  const { Form } = useElements()
  return (
    <Form method={method} {...rest}>
      {fields}
      <Button icon="stop">{conversation.stop}</Button>
    </Form>
  )
}
