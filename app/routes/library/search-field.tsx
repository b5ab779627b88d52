import { useFetcher } from '@remix-run/react'
import { useEffect, useId, useRef, useState } from 'react'
import type { FoundKind } from '~/features/search/found'
import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { useElements } from '~/ui/elements'
import { useWords } from '~/ui/strings'
import { commonWords } from '~/ui/strings/common'
import { searchWords } from '~/ui/strings/search'
import type { loader } from './search-names'

/** Milliseconds of a pause in the typing. */
const PAUSE = 150

/** The field; the browser's own list under it fills while somebody types, where a script runs. */
export function SearchField({
  action,
  text,
  kind,
}: {
  action: string
  text: string
  kind: FoundKind | null
}) {
  const { search } = useWords(commonWords)
  const { label } = useWords(searchWords)
  const { Form } = useElements()
  const { load, data } = useFetcher<typeof loader>()
  const [typed, setTyped] = useState('')
  const asked = useRef('')
  const id = useId()
  useEffect(() => {
    if (typed.trim().length < 2 || typed === asked.current) return
    const timer = setTimeout(() => {
      asked.current = typed
      load(`${action}/names?${new URLSearchParams({ q: typed.slice(0, 200) })}`)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed, action, load])
  return (
    <Form method="get" action={action} className="search" role="search">
      {kind && <input type="hidden" name="kind" value={kind} />}
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <TextField
        id={id}
        type="search"
        name="q"
        key={text}
        defaultValue={text}
        placeholder={label}
        maxLength={200}
        enterKeyHint="search"
        autoComplete="off"
        list={`${id}names`}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={`${id}names`}>
        {data?.names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Button icon="search">{search}</Button>
    </Form>
  )
}
