import { type FormEvent, useEffect, useState } from 'react'
import { type AgentFields, LIMITS } from '~/features/content/agent'
import type { parseAgentForm } from '~/features/content/agent-form-data'
import { type Entered, fieldsOf } from '~/features/content/entered-fields'
import type { AgentReply } from './agent-reply'

/** What is wrong with each field, as codes of the catalogue, by the field's name. */
type Codes = Record<string, string>

interface AgentForm {
  /** What the fields begin with: what was refused, or the defaults. */
  first: AgentFields
  /** What the fields hold now. */
  now: AgentFields
  /** Whether something was entered that is not saved. */
  dirty: boolean
  codes: Codes
  /** Grows with each submission that the checks here refused. */
  attempt: number
  onInput: (event: FormEvent<HTMLFormElement>) => void
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * An agent's form in the browser: what is entered, and what is wrong with it. It begins with the
 * server's answer, as the page without JavaScript does; checks of its own come after the page.
 *
 * @param formId the id of the form, whose fields are not controlled by React
 */
export function useAgentForm(
  formId: string,
  defaults: AgentFields,
  reply: AgentReply | undefined,
): AgentForm {
  const entered = reply?.submission.initialValue
  const first = entered ? fieldsOf(entered as Entered) : defaults
  const [now, setNow] = useState(first)
  const refused = firstCodes(reply?.submission.error)
  const [codes, setCodes] = useState(refused)
  const [attempt, setAttempt] = useState(0)
  const check = useCheck()

  // What was entered before the script came, or kept by the browser, is in the fields already.
  useEffect(() => {
    const form = document.getElementById(formId)
    if (form instanceof HTMLFormElement) setNow(enteredIn(form))
  }, [formId])

  /** What is wrong now: what the checks find, and what only the server could know. */
  function problemsOf(form: HTMLFormElement, fields: AgentFields): Codes {
    if (!check) return refused
    const kept = Object.entries(refused).filter(
      ([name]) => enteredAt(fields, name) === enteredAt(first, name),
    )
    const found = check(new FormData(form))
    return { ...Object.fromEntries(kept), ...firstCodes(found.reply().error) }
  }

  return {
    first,
    now,
    dirty: JSON.stringify(given(now)) !== JSON.stringify(given(defaults)),
    codes,
    attempt,
    onInput({ currentTarget: form }) {
      const fields = enteredIn(form)
      setNow(fields)
      // Nobody is corrected while they write for the first time; what is mended is taken back.
      if (attempt > 0 || reply) setCodes(problemsOf(form, fields))
    },
    onSubmit(event) {
      const found = check ? firstCodes(check(new FormData(event.currentTarget)).reply().error) : {}
      if (Object.keys(found).length === 0) return
      event.preventDefault()
      setCodes(found)
      setAttempt(attempt + 1)
    },
  }
}

/**
 * The checks that run in the browser come after the page: until then, and where they never come,
 * the server's answer is the same.
 */
function useCheck(): typeof parseAgentForm | undefined {
  const [check, setCheck] = useState<typeof parseAgentForm>()
  useEffect(() => {
    let here = true
    import('~/features/content/agent-form-data').then(
      (module) => here && setCheck(() => module.parseAgentForm),
      () => {
        // The server checks as well.
      },
    )
    return () => {
      here = false
    }
  }, [])
  return check
}

/** The first code of each field; the form as a whole has the empty name, and is left out. */
function firstCodes(error: Record<string, string[] | null> | null | undefined): Codes {
  const codes: Codes = {}
  for (const [name, found] of Object.entries(error ?? {})) {
    if (name && found?.[0]) codes[name] = found[0]
  }
  return codes
}

/** What a form's fields hold now, before anybody checked it. */
function enteredIn(form: HTMLFormElement): AgentFields {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '').replace(/\r\n?/g, '\n')
  return fieldsOf({
    title: text('title'),
    summary: text('summary'),
    instructions: text('instructions'),
    greeting: text('greeting'),
    starterQuestions: Array.from({ length: LIMITS.questions }, (_, at) =>
      text(`starterQuestions[${at}]`),
    ),
    style: text('style'),
    length: text('length'),
  })
}

/** The fields in one order, without the questions that were left empty. */
const given = (fields: AgentFields): AgentFields => {
  const { title, summary, instructions, greeting, starterQuestions, style, length } = fields
  return {
    ...{ title, summary, instructions, greeting, style, length },
    starterQuestions: starterQuestions.filter(Boolean),
  }
}

/** What is entered under a name such as `title` or `starterQuestions[2]`. */
export function enteredAt(fields: AgentFields, name: string): string {
  const at = /\[(\d+)\]$/.exec(name)?.[1]
  if (at !== undefined) return fields.starterQuestions[Number(at)] ?? ''
  const value = fields[name as keyof AgentFields]
  return typeof value === 'string' ? value : ''
}
