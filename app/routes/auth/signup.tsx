import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { safePath } from '~/platform/edge/same-origin.server'
import { setFlash } from '~/platform/flash.server'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { readFields } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { codePath, rememberAsked } from './asked.server'
import { signUp } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { PASSWORD_LENGTH } from './password-length'
import { tellsOfAnAccount } from './refused.server'
import { tryWayIn } from './try-way-in.server'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).signup.title)

export const loader = forEveryone(async ({ request, context: { actor } }) => {
  const next = safePath(new URL(request.url).searchParams.get('next'), '')
  if (actor.kind === 'person') throw redirect(next || '/dashboard')
  return { next, notice: actor.authDown ? 'unavailable' : null }
})

export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const next = safePath(fields.next, '')
  return tryWayIn(context, fields, {
    way: 'signup',
    schema: signUp,
    evenSuccess: true,
    async run({ displayName, email, password }) {
      let confirm = true
      try {
        ;({ confirm } = await context.auth.signUp(email, password, displayName))
      } catch (error) {
        if (!tellsOfAnAccount(error)) throw error
        context.log.warn('mail.held-back', { way: 'signup' })
      }
      if (confirm) {
        rememberAsked(context.jar, email)
        return codePath('signup', next)
      }
      setFlash(context.jar, 'auth.welcome', { name: displayName })
      return next || '/dashboard'
    },
  })
})

export default function SignUp() {
  const { next, notice } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const auth = useWords(authWords)
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
