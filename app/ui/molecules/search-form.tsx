import { useId } from 'react'
import { Button, ButtonLink } from '../atoms/button'
import { TextField } from '../atoms/inputs'
import { useElements } from '../elements'
import { useStrings } from '../strings'

/** Search in a list: a GET form, so that the result has an address. */
export function SearchForm({
  label,
  name = 'q',
  defaultValue = '',
  action,
}: {
  label: string
  name?: string
  defaultValue?: string
  /** The list's own address; what is searched for is added as `?q=`. */
  action: string
}) {
  const { common } = useStrings()
  const { Form } = useElements()
  const id = useId()
  return (
    <Form method="get" action={action} className="search" role="search">
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
        <ButtonLink href={action} variant="quiet">
          {common.clearSearch}
        </ButtonLink>
      )}
    </Form>
  )
}
