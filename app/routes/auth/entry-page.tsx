import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { Button } from '~/ui/atoms/button'
import { FieldError, Hint, Label } from '~/ui/atoms/field-parts'
import { TextField } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { useStrings } from '~/ui/strings'
import type { FormReply } from '../form-reply'
import { PageFlash } from '../page-flash'

export interface EntryField {
  name: string
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password'
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: 'email' | 'numeric'
  defaultValue?: string
}

interface EntryPageProps {
  title: string
  lede?: string | undefined
  reply?: FormReply | undefined
  notice?: string | null
  submit?: string
  /** A second way to send the same form. */
  second?: { name: string; value: string; words: string }
  hidden?: Record<string, string>
  fields?: EntryField[]
  /** Whose password is set: for the browser's own store of passwords. */
  account?: string
  children?: ReactNode
}

/** One column, one form: every page that leads in or out. */
export function EntryPage(props: EntryPageProps) {
  const { title, lede, reply, notice, children } = props
  const { auth, errors } = useStrings()
  const problem = reply?.problem ? auth.problems[reply.problem] : undefined
  const told = notice ? auth.notices[notice] : undefined
  return (
    <main id="content" className="entry">
      <PageFlash />
      <h1>{title}</h1>
      {told && !reply && <p className="flash tone-note">{told}</p>}
      {problem && (
        <div className="flash tone-wrong" role="alert">
          <p>
            <strong>{problem.title}</strong> {problem.detail}{' '}
            {reply?.retryAfter && errors.retryIn(reply.retryAfter)}
          </p>
        </div>
      )}
      {lede && <p>{lede}</p>}
      {props.fields && <EntryForm {...props} fields={props.fields} />}
      {children}
    </main>
  )
}

function EntryForm({
  reply,
  submit,
  second,
  hidden = {},
  fields,
  account,
}: EntryPageProps & { fields: EntryField[] }) {
  const { Form } = useElements()
  const { auth } = useStrings()
  return (
    <Form method="post" noValidate>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={reply?.values[name] ?? value} />
      ))}
      {account && <input type="hidden" autoComplete="username" name="account" value={account} />}
      {fields.map((field) => {
        const code = reply?.errors[field.name]
        return (
          <Field
            key={field.name}
            field={field}
            error={code && (auth.wrong[code] ?? auth.wrong.unknown)}
            value={reply?.values[field.name]}
          />
        )
      })}
      {submit && <Button variant="primary">{submit}</Button>}
      {second && (
        <Button name={second.name} value={second.value}>
          {second.words}
        </Button>
      )}
    </Form>
  )
}

function Field({
  field: { name, label, hint, defaultValue, ...rest },
  error,
  value,
}: {
  field: EntryField
  error: string | undefined
  value: string | undefined
}) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <Label htmlFor={name}>{label}</Label>
      {hint && <Hint id={`${name}-hint`}>{hint}</Hint>}
      {error && <FieldError id={`${name}-error`}>{error}</FieldError>}
      <TextField
        id={name}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        defaultValue={value ?? defaultValue}
        {...rest}
      />
    </div>
  )
}

/** The other ways on, as plain links under the form. */
export function EntryLinks({ links }: { links: { href: string; words: string }[] }) {
  return (
    <ul>
      {links.map(({ href, words }) => (
        <li key={href}>
          <Link href={href}>{words}</Link>
        </li>
      ))}
    </ul>
  )
}
