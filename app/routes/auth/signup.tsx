import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { stringsFor, useStrings } from '~/ui/strings'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle } from '../titles'
import { codePath, rememberAsked } from './asked.server'
import { signUp } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { PASSWORD_LENGTH } from './password-length'
import { refuseAuth, refuseTry, tellsOfAnAccount } from './refused.server'
import { startFloor, takeTry } from './ways-in.server'

export const meta: MetaFunction = () => pageTitle(stringsFor(undefined).auth.signup.title)

export const loader = forEveryone(async ({ request, context: { actor } }) => {
  const next = safePath(new URL(request.url).searchParams.get('next'), '')
  if (actor.kind === 'person') throw redirect(next || '/dashboard')
  return { next, notice: actor.authDown ? 'unavailable' : null }
})

export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const parsed = parseFields(fields, signUp)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  const { displayName, email, password } = parsed.value
  const verdict = await takeTry(context, 'signup', email)
  if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
  const next = safePath(fields.next, '')
  const floor = startFloor()
  let confirm = true
  try {
    if (context.actor.kind === 'nobody' && context.actor.authDown) {
      throw new AppError('auth.unavailable', 503)
    }
    ;({ confirm } = await context.auth.signUp(email, password, displayName))
  } catch (error) {
    if (!tellsOfAnAccount(error)) {
      await floor()
      return refuseAuth(fields, error)
    }
    context.log.warn('mail.held-back', { way: 'signup' })
  }
  await floor()
  if (confirm) {
    rememberAsked(context.jar, email)
    throw redirect(codePath('signup', next), 303)
  }
  setFlash(context.jar, 'auth.welcome', { name: displayName })
  throw redirect(next || '/dashboard', 303)
})

export default function SignUp() {
  const { next, notice } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { auth } = useStrings()
  return (
    <EntryPage
      title={auth.signup.title}
      notice={notice}
      form={{
        reply,
        submit: auth.signup.submit,
        hidden: { next },
        fields: [
          {
            name: 'displayName',
            label: auth.fields.displayName,
            hint: auth.fields.displayNameHint,
            autoComplete: 'name',
          },
          {
            name: 'email',
            type: 'email',
            label: auth.fields.email,
            hint: auth.signup.emailHint,
            autoComplete: 'username',
            inputMode: 'email',
          },
          {
            name: 'password',
            type: 'password',
            label: auth.fields.password,
            hint: auth.fields.passwordHint(PASSWORD_LENGTH),
            autoComplete: 'new-password',
          },
        ],
      }}
    >
      <EntryLinks
        links={[
          {
            href: next ? `/login?next=${encodeURIComponent(next)}` : '/login',
            words: auth.signup.signIn,
          },
        ]}
      />
    </EntryPage>
  )
}
