import type { ReactNode } from 'react'
import { MANY_EXPORT, type ManyChange } from '~/features/content/desk/many'
import { Button } from '~/ui/atoms/button'
import type { IconName } from '~/ui/atoms/icon'
import { Select, TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { useHydrated } from '~/ui/hydrated'
import { Field } from '~/ui/molecules/field'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { contentManyWords } from '~/ui/strings/content-many'
import { MANY_FORM, type ManyReply } from './many-reply'

interface ManyFormProps {
  /** Whether these are the deleted ones, which can only be brought back. */
  gone: boolean
  /** Where copies can go. */
  targets: { value: string; label: string }[]
  /** Whether they can be taken out in a file. */
  exporting?: boolean
  reply: ManyReply | undefined
}

const MOVES: [ManyChange, IconName][] = [
  ['publish', 'good'],
  ['take-back', 'undo'],
  ['archive', 'archive'],
  ['delete', 'trash'],
]

/** What can be done with the items whose boxes are ticked. */
export function ManyForm({ gone, targets, exporting = false, reply }: ManyFormProps) {
  const { Form } = useElements()
  const words = useWords(contentManyWords)
  const act = (change: ManyChange | typeof MANY_EXPORT, icon?: IconName) => (
    <Button key={change} name="change" value={change} icon={icon}>
      {words.act[change]}
    </Button>
  )
  const wrong = (field: 'tag' | 'to') =>
    reply?.problem?.startsWith(`${field}.`)
      ? (entryOf(words.wrong, reply.problem) ?? words.wrong.unknown)
      : null
  return (
    <Form method="post" id={MANY_FORM} noValidate className="card mt-6 grid gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h2>{words.title}</h2>
        <TickAll />
      </div>
      {gone ? (
        <div className="buttons">{act('restore', 'undo')}</div>
      ) : (
        <>
          {/* First, since the first button of a form is the one that Enter presses. */}
          <Row act={[act('tag'), act('untag')]}>
            <Field id="many-tag" label={words.tag} errors={wrong('tag')}>
              {(wired) => (
                <TextField
                  name="tag"
                  autoComplete="off"
                  defaultValue={reply?.tag}
                  key={reply?.stamp}
                  {...wired}
                />
              )}
            </Field>
          </Row>
          <div className="buttons">
            {MOVES.map(([change, icon]) => act(change, icon))}
            {exporting && act(MANY_EXPORT, 'forward')}
          </div>
          {targets.length > 0 && (
            <Row act={[act('copy', 'copy')]}>
              <Field id="many-to" label={words.to} hint={words.toHint} errors={wrong('to')}>
                {(wired) => (
                  <Select
                    name="to"
                    defaultValue={reply?.to}
                    key={reply?.stamp}
                    options={[{ value: '', label: words.choose }, ...targets]}
                    {...wired}
                  />
                )}
              </Field>
            </Row>
          )}
        </>
      )}
    </Form>
  )
}

/** A field, and what is done with it. */
function Row({ act, children }: { act: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-2 max-w-md">
      {children}
      <div className="buttons">{act}</div>
    </div>
  )
}

/** Ticks every box of the page, where a script can. */
function TickAll() {
  const words = useWords(contentManyWords)
  if (!useHydrated()) return null
  const tick = (to: boolean) => () => {
    for (const box of document.querySelectorAll<HTMLInputElement>(`input[form="${MANY_FORM}"]`)) {
      box.checked = to
    }
  }
  return (
    <span className="buttons">
      <Button small type="button" onClick={tick(true)}>
        {words.all}
      </Button>
      <Button small type="button" onClick={tick(false)}>
        {words.none}
      </Button>
    </span>
  )
}

/** What was done and what was left, item by item. */
export function ManyOutcome({ reply }: { reply: ManyReply }) {
  const words = useWords(contentManyWords)
  const why = (code: string) =>
    entryOf(words.why, code.slice(code.indexOf('.') + 1)) ?? words.why.unknown
  if (reply.problem) {
    return (
      <Flash key={reply.stamp} tone="wrong">
        <strong>{words.nothing}</strong>
        <p>{entryOf(words.wrong, reply.problem) ?? words.wrong.unknown}</p>
      </Flash>
    )
  }
  return (
    <Flash key={reply.stamp} tone={reply.done > 0 ? 'careful' : 'wrong'}>
      <strong>{words.outcome(reply.done, reply.left.length)}</strong>
      <ul className="mt-2">
        {reply.left.map(({ id, title, code }) => (
          <li key={id}>
            <bdi>{title ?? words.gone}</bdi>: {why(code)}
          </li>
        ))}
      </ul>
    </Flash>
  )
}
