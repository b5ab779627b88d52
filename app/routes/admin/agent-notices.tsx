import { type ReactNode, useEffect, useRef } from 'react'
import type { AgentFields } from '~/features/content/agent'
import { Button, ButtonLink } from '~/ui/atoms/button'
import { Icon } from '~/ui/atoms/icon'
import { useWords } from '~/ui/strings'
import { agentFormWords } from '~/ui/strings/agent-form'
import type { UnsentReason } from './agent-reply'

/** What stands in the way of a save, above the form; the focus moves here. */
function Notice({ title, children }: { title: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <div
      ref={ref}
      className="flash tone-careful mb-6"
      role="alert"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: at load, without JavaScript, this is what must be read.
      autoFocus
    >
      <Icon name="alert" />
      <div className="flash-body grid gap-3">
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  )
}

interface Difference {
  label: string
  entered: string
  saved: string
}

/** The parts of an agent in which two states differ, with a name for each. */
function useDifferences(entered: AgentFields, saved: AgentFields): Difference[] {
  const { form } = useWords(agentFormWords)
  const lines = ({ starterQuestions }: AgentFields) => starterQuestions.filter(Boolean).join('\n')
  const parts: Difference[] = [
    { label: form.title, entered: entered.title, saved: saved.title },
    { label: form.summary, entered: entered.summary, saved: saved.summary },
    { label: form.greeting, entered: entered.greeting, saved: saved.greeting },
    { label: form.questions, entered: lines(entered), saved: lines(saved) },
    { label: form.instructions, entered: entered.instructions, saved: saved.instructions },
    {
      label: form.style,
      entered: form.styles[entered.style].name,
      saved: form.styles[saved.style].name,
    },
    {
      label: form.length,
      entered: form.lengths[entered.length].name,
      saved: form.lengths[saved.length].name,
    },
  ]
  return parts.filter((part) => part.entered !== part.saved)
}

/** Two coaches at one agent: what is saved now beside what was entered, and a way to take either. */
export function ConflictNotice({
  form,
  here,
  entered,
  saved,
  publish,
}: {
  /** The id of the form that holds what was entered. */
  form: string
  /** The page itself, without what was entered. */
  here: string
  entered: AgentFields
  saved: AgentFields
  publish: boolean
}) {
  const { conflict } = useWords(agentFormWords)
  const differences = useDifferences(entered, saved)
  return (
    <Notice title={conflict.title}>
      <p>{conflict.detail}</p>
      {differences.length === 0 && <p>{conflict.same}</p>}
      {differences.map(({ label, entered: yours, saved: theirs }) => (
        <section key={label} className="grid gap-2 sm:grid-cols-2">
          <h3 className="sm:col-span-2">{label}</h3>
          <Version label={conflict.savedNow} text={theirs} />
          <Version label={conflict.yours} text={yours} />
        </section>
      ))}
      <div className="buttons">
        <Button form={form} name="intent" value={publish ? 'publish-over' : 'save-over'}>
          {publish ? conflict.publishMine : conflict.keepMine}
        </Button>
        <ButtonLink href={here}>{conflict.takeTheirs}</ButtonLink>
      </div>
    </Notice>
  )
}

function Version({ label, text }: { label: string; text: string }) {
  const { conflict } = useWords(agentFormWords)
  return (
    <div className="card">
      <p className="eyebrow">{label}</p>
      <p className="whitespace-pre-wrap" dir="auto">
        {text || conflict.empty}
      </p>
    </div>
  )
}

/** Nobody could take the form: the session has ended, or the database is away. */
export function UnsentNotice({ why }: { why: UnsentReason }) {
  const { unsent } = useWords(agentFormWords)
  return (
    <Notice title={unsent.title}>
      <p>{unsent.why[why]}</p>
      {why === 'session-ended' && (
        <div className="buttons">
          <ButtonLink href="/login" target="_blank">
            {unsent.signIn}
          </ButtonLink>
        </div>
      )}
    </Notice>
  )
}

/** The agent was deleted while it was edited. */
export function DeletedNotice({ form }: { form: string }) {
  const { gone } = useWords(agentFormWords)
  return (
    <Notice title={gone.title}>
      <p>{gone.withWords}</p>
      <div className="buttons">
        <Button form={form} name="intent" value="restore-save">
          {gone.restoreWithWords}
        </Button>
      </div>
    </Notice>
  )
}

/** A form that came a second time, with other words, after its agent went its own way. */
export function MadeBeforeNotice({ href }: { href: string }) {
  const { again } = useWords(agentFormWords)
  return (
    <Notice title={again.title}>
      <p>{again.detail}</p>
      <p>{again.another}</p>
      <div className="buttons">
        <ButtonLink href={href}>{again.open}</ButtonLink>
      </div>
    </Notice>
  )
}

/** A deletion that met a newer version. */
export function StaleNotice() {
  const { stale } = useWords(agentFormWords)
  return (
    <Notice title={stale.title}>
      <p>{stale.detail}</p>
    </Notice>
  )
}
