import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { Button } from '~/ui/atoms/button'
import { TextField } from '~/ui/atoms/inputs'
import { Link } from '~/ui/atoms/link'
import { useElements } from '~/ui/elements'
import { ErrorSummary } from '~/ui/molecules/error-summary'
import { Field } from '~/ui/molecules/field'
import { Flash } from '~/ui/molecules/flash'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { entryOf } from '~/ui/strings/catalogue'
import { errorsWords } from '~/ui/strings/errors'
import { PublicPage } from '~/ui/templates/pages'
import type { FormReply } from '../form-reply'
import { PageFlash } from '../page-flash'
import { SiteFrame } from '../site-frame'

export interface EntryField {
  name: string
  label: string
  hint?: string
  type?: 'text' | 'email' | 'password'
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: 'email' | 'numeric'
  defaultValue?: string
}

export interface EntryFormProps {
  reply?: FormReply | undefined
  submit: string
  /** A second way to send the same form. */
  second?: { name: string; value: string; words: string }
  hidden?: Record<string, string>
  fields: EntryField[]
  /** Whose password is set: for the browser's own store of passwords. */
  account?: string
}

interface EntryPageProps {
  title: string
  lede?: string | undefined
  /** Why the person was led here, as a code. */
  notice?: string | null
  form?: EntryFormProps
  children?: ReactNode
}

/** One column, one form: every page that leads in or out. */
export function EntryPage({ title, lede, notice, form, children }: EntryPageProps) {
  const auth = useWords(authWords)
  const told = notice && !form?.reply ? entryOf(auth.notices, notice) : undefined
  const flash = told ? <Flash tone="note">{told}</Flash> : <PageFlash />
  return (
    <SiteFrame bare>
      <PublicPage title={title} flash={flash}>
        {lede && <p className="mb-6">{lede}</p>}
        {form && <EntryForm {...form} />}
        {children}
      </PublicPage>
    </SiteFrame>
  )
}

/** Fields under each other, what is wrong beside them and summed up on top. */
export function EntryForm({ reply, submit, second, hidden = {}, fields, account }: EntryFormProps) {
  const { Form } = useElements()
  const auth = useWords(authWords)
  const errors = useWords(errorsWords)
  const wrong = (name: string) => {
    const code = reply?.errors[name]
    return code && (entryOf(auth.wrong, code) ?? auth.wrong.unknown)
  }
  const problem = reply?.problem
    ? (entryOf(auth.problems, reply.problem) ?? auth.problems.refused)
    : null
  const summed = fields.flatMap(({ name }) => {
    const message = wrong(name)
    return message ? [{ fieldId: name, message }] : []
  })
  return (
    <>
      {problem ? (
        <ErrorSummary
          title={problem.title}
          errors={[
            {
              message: reply?.retryAfter
                ? `${problem.detail} ${errors.retryIn(reply.retryAfter)}`
                : problem.detail,
            },
          ]}
        />
      ) : (
        <ErrorSummary errors={summed} />
      )}
      <Form method="post" noValidate>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {account && <input type="hidden" autoComplete="username" name="account" value={account} />}
        {fields.map(({ name, label, hint, defaultValue, ...rest }) => (
          <Field key={name} id={name} label={label} hint={hint} errors={wrong(name)}>
            {(wired) => (
              <TextField
                name={name}
                defaultValue={reply?.values[name] ?? defaultValue}
                {...rest}
                {...wired}
              />
            )}
          </Field>
        ))}
        <Button variant="primary">{submit}</Button>
        {second && (
          <Button name={second.name} value={second.value} variant="quiet" className="mt-3">
            {second.words}
          </Button>
        )}
      </Form>
    </>
  )
}

/** The other ways on, as plain links under the form. */
export function EntryLinks({ links }: { links: { href: string; words: string }[] }) {
  return (
    <ul className="mt-6 grid gap-3">
      {links.map(({ href, words }) => (
        <li key={href}>
          <Link href={href}>{words}</Link>
        </li>
      ))}
    </ul>
  )
}
