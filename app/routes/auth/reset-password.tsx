import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { Actor, Person } from '~/platform/auth/actor'
import { setFlash } from '~/platform/flash.server'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { choosePassword } from './credentials.schema'
import { EntryPage } from './entry-page'
import { PASSWORD_LENGTH } from './password-length'
import { refuseAuth, refuseTry } from './refused.server'
import { takeTry } from './ways-in.server'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).reset.title)

/** Seconds after opening a link from a mail in which it may set a password. */
const FRESH_SECONDS = 3_600

/** Whether the session began with a link or code from a mail, not long ago. */
function cameByMail({ claims }: Person): boolean {
  const since = Date.now() / 1000 - FRESH_SECONDS
  return (claims.amr ?? []).some(
    ({ method, timestamp }) => method !== 'password' && timestamp > since,
  )
}

function requireMail(actor: Actor): Person {
  if (actor.kind === 'nobody') throw redirect('/forgot-password?notice=link-needed')
  // Somebody who signed in with the old password changes it where that is asked for.
  if (!cameByMail(actor)) throw redirect('/settings/password')
  return actor
}

export const loader = forEveryone(async ({ context: { actor } }) => ({
  email: requireMail(actor).email,
}))

export const action = forEveryone(async ({ request, context }) => {
  const person = requireMail(context.actor)
  const fields = await readFields(request)
  const parsed = parseFields(fields, choosePassword)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  const verdict = await takeTry(context, 'password', person.userId)
  if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
  try {
    // Auth ends the person's other sessions: whoever knew the old password is out.
    await context.auth.updatePassword(parsed.value.password)
  } catch (error) {
    return refuseAuth(fields, error)
  }
  setFlash(context.jar, 'auth.password-changed')
  throw redirect('/dashboard', 303)
})

export default function ResetPassword() {
  const { email } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const auth = useWords(authWords)
  return (
    <EntryPage
      title={auth.reset.title}
      lede={auth.reset.lede(email)}
      form={{
        reply,
        submit: auth.reset.submit,
        account: email,
        fields: [
          {
            name: 'password',
            type: 'password',
            label: auth.fields.newPassword,
            hint: auth.fields.passwordHint(PASSWORD_LENGTH),
            autoComplete: 'new-password',
          },
        ],
      }}
    />
  )
}
