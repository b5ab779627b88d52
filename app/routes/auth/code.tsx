import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { stringsFor, useStrings } from '~/ui/strings'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle } from '../titles'
import { askedAddress, codePath, purpose, rememberAsked } from './asked.server'
import { askForMail, typedCode } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { refuseAuth, refuseTry } from './refused.server'
import { sendMail } from './send-mail.server'
import { startFloor, takeTry } from './ways-in.server'

export const meta: MetaFunction = () => pageTitle(stringsFor(undefined).auth.code.title)

/** Why somebody was led here; a word in the address, the text is ours. */
const NOTICES = new Set(['unconfirmed'])

export const loader = forEveryone(async ({ request, context: { jar, env } }) => {
  const query = new URL(request.url).searchParams
  const notice = query.get('notice')
  return {
    purpose: purpose.parse(query.get('for')),
    next: safePath(query.get('next'), ''),
    email: askedAddress(jar),
    notice: notice && NOTICES.has(notice) ? notice : null,
    mailbox: env.LOCAL_MAILBOX_URL ?? null,
  }
})

export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const mailed = purpose.parse(fields.for)
  const next = safePath(fields.next, '')
  if (fields.intent === 'resend') {
    const parsed = parseFields(fields, askForMail)
    if ('reply' in parsed) return refuseInvalid(parsed.reply)
    const { email } = parsed.value
    const verdict = await takeTry(context, 'mail', email)
    if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
    const floor = startFloor()
    try {
      await sendMail(context, mailed, email)
    } catch (error) {
      await floor()
      return refuseAuth(fields, error)
    }
    await floor()
    rememberAsked(context.jar, email)
    setFlash(context.jar, 'auth.sent-again')
    throw redirect(codePath(mailed, next), 303)
  }

  const parsed = parseFields(fields, typedCode)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  const { email, code } = parsed.value
  const verdict = await takeTry(context, 'code', email)
  if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
  const floor = startFloor()
  try {
    if (context.actor.kind === 'nobody' && context.actor.authDown) {
      throw new AppError('auth.unavailable', 503)
    }
    await context.auth.verifyCode(mailed, email, code)
  } catch (error) {
    await floor()
    return refuseAuth(fields, error)
  }
  if (mailed === 'recovery') throw redirect('/reset-password', 303)
  setFlash(context.jar, 'auth.confirmed')
  throw redirect(next || '/dashboard', 303)
})

export default function TypedCode() {
  const { purpose, next, email, notice, mailbox } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { auth } = useStrings()
  const words = auth.code[purpose]
  return (
    <EntryPage
      title={words.title}
      lede={words.lede}
      notice={notice}
      form={{
        reply,
        submit: words.submit,
        hidden: { for: purpose, next },
        fields: [
          {
            name: 'email',
            type: 'email',
            label: auth.fields.email,
            autoComplete: 'username',
            inputMode: 'email',
            defaultValue: email,
          },
          {
            name: 'code',
            label: auth.fields.code,
            hint: auth.fields.codeHint,
            autoComplete: 'one-time-code',
            inputMode: 'numeric',
          },
        ],
        second: { name: 'intent', value: 'resend', words: auth.code.resend },
      }}
    >
      <p className="hint">{words.nothingCame}</p>
      <EntryLinks
        links={[
          ...(mailbox ? [{ href: mailbox, words: auth.code.mailbox }] : []),
          { href: '/login', words: auth.code.signIn },
        ]}
      />
    </EntryPage>
  )
}
