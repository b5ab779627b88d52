import { useId } from 'react'
import { Button, ButtonLink } from '../atoms/button'
import { TextField } from '../atoms/inputs'
import { useElements } from '../elements'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

/** Search in a list: a GET form, so that the result has an address. */
export function SearchForm({
  label,
  name = 'q',
  defaultValue = '',
  action,
  also = {},
}: {
  label: string
  name?: string
  defaultValue?: string
  /** The list's own address; what is searched for is added as `?q=`. */
  action: string
  /** What else is asked of the list and stays asked, such as a filter; what is empty is left out. */
  also?: Record<string, string | null>
}) {
  const common = useWords(commonWords)
  const { Form } = useElements()
  const id = useId()
  const kept = Object.entries(also).filter((each): each is [string, string] => !!each[1])
  const without = kept.length > 0 ? `${action}?${new URLSearchParams(kept)}` : action
  return (
    <Form method="get" action={action} className="search" role="search">
      {kept.map(([each, value]) => (
        <input key={each} type="hidden" name={each} value={value} />
      ))}
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <TextField
        id={id}
        type="search"
        name={name}
        key={defaultValue}
        defaultValue={defaultValue}
        placeholder={label}
        maxLength={200}
        enterKeyHint="search"
      />
      <Button icon="search">{common.search}</Button>
      {defaultValue && (
        <ButtonLink href={without} variant="quiet">
          {common.clearSearch}
        </ButtonLink>
      )}
    </Form>
  )
}
