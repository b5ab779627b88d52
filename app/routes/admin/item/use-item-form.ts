import { type FormEvent, useEffect, useState } from 'react'
import { flatten, nest } from '~/features/content/form/entered'
import type { Codes, KindForm } from '~/features/content/form/kind-form'
import type { ItemFields } from '~/features/content/item'
import type { ItemReply } from './item-reply'

interface ItemForm<Fields> {
  /** What the fields begin with: what was refused, or the defaults. */
  first: Fields
  /** What the fields hold now. */
  now: Fields
  /** Whether something was entered that is not saved. */
  dirty: boolean
  codes: Codes
  /** Grows with each submission that the checks here refused. */
  attempt: number
  onInput: (event: FormEvent<HTMLFormElement>) => void
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * An item's form in the browser: what is entered, and what is wrong with it. It begins with the
 * server's answer, as the page without JavaScript does; checks of its own come after the page.
 *
 * @param formId the id of the form, whose fields are not controlled by React
 */
export function useItemForm<Fields extends ItemFields>(
  kind: KindForm<Fields>,
  formId: string,
  defaults: Fields,
  reply: ItemReply | undefined,
): ItemForm<Fields> {
  // What an item is beside its fields (its state, its version) is not the form's.
  const saved = kind.fieldsOf({ ...defaults })
  const first = reply?.entered ? kind.fieldsOf(reply.entered) : saved
  const [now, setNow] = useState(first)
  const refused = reply?.codes ?? {}
  const [codes, setCodes] = useState(refused)
  const [attempt, setAttempt] = useState(0)
  const check = useCheck(kind)

  // What was entered before the script came, or kept by the browser, is in the fields already.
  useEffect(() => {
    const form = document.getElementById(formId)
    if (form instanceof HTMLFormElement) setNow(kind.fieldsOf(nest(new FormData(form))))
  }, [formId, kind])

  /** What is wrong now: what the checks find, and what only the server could know. */
  function problemsOf(form: HTMLFormElement, fields: Fields): Codes {
    if (!check) return refused
    const [was, is] = [flatten(first), flatten(fields)]
    const kept = Object.entries(refused).filter(([name]) => was.get(name) === is.get(name))
    return { ...Object.fromEntries(kept), ...check(new FormData(form)) }
  }

  return {
    first,
    now,
    dirty: written(now) !== written(saved),
    codes,
    attempt,
    onInput({ currentTarget: form }) {
      const fields = kind.fieldsOf(nest(new FormData(form)))
      setNow(fields)
      // Nobody is corrected while they write for the first time; what is mended is taken back.
      if (attempt > 0 || Object.keys(refused).length > 0) setCodes(problemsOf(form, fields))
    },
    onSubmit(event) {
      // What saves nothing is asked of the server, whatever the form holds.
      const { submitter } = event.nativeEvent as SubmitEvent
      if (submitter?.hasAttribute('formnovalidate')) return
      const found = check?.(new FormData(event.currentTarget)) ?? {}
      if (Object.keys(found).length === 0) return
      event.preventDefault()
      setCodes(found)
      setAttempt(attempt + 1)
    },
  }
}

/** The fields as one text, in one order. */
const written = (fields: object) => JSON.stringify([...flatten(fields)].sort())

/**
 * The checks that run in the browser come after the page: until then, and where they never come,
 * the server's answer is the same.
 */
function useCheck<Fields extends ItemFields>(kind: KindForm<Fields>) {
  const [check, setCheck] = useState<(form: FormData) => Codes>()
  useEffect(() => {
    let here = true
    kind.loadCheck().then(
      (loaded) => here && setCheck(() => loaded),
      () => {
        // The server checks as well.
      },
    )
    return () => {
      here = false
    }
  }, [kind])
  return check
}
