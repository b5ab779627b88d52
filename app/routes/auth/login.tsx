import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { readFields } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { codePath, rememberAsked } from './asked.server'
import { signIn } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { tryWayIn } from './try-way-in.server'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).login.title)

/** Why somebody was led here; a word in the address, the text is ours. */
const NOTICES = new Set(['session-ended'])

export const loader = forEveryone(async ({ request, context: { actor } }) => {
  const query = new URL(request.url).searchParams
  const next = safePath(query.get('next'), '')
  if (actor.kind === 'person') throw redirect(next || '/dashboard')
  const notice = query.get('notice')
  return {
    next,
    notice: actor.authDown ? 'unavailable' : notice && NOTICES.has(notice) ? notice : null,
  }
})

export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const next = safePath(fields.next, '')
  return tryWayIn(context, fields, {
    way: 'login',
    schema: signIn,
    async run({ email, password }) {
      try {
        await context.auth.signIn(email, password)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'auth.email_not_confirmed') throw error
        rememberAsked(context.jar, email)
        throw redirect(codePath('signup', next, 'unconfirmed'), 303)
      }
      return next || '/dashboard'
    },
  })
})

export default function Login() {
  const { next, notice } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const auth = useWords(authWords)
  return (
    <EntryPage
      title={auth.login.title}
      notice={notice}
      form={{
        reply,
        submit: auth.login.submit,
        hidden: { next },
        fields: [
          {
            name: 'email',
            type: 'email',
            label: auth.fields.email,
            autoComplete: 'username',
            inputMode: 'email',
          },
          {
            name: 'password',
            type: 'password',
            label: auth.fields.password,
            autoComplete: 'current-password',
          },
        ],
      }}
    >
      <EntryLinks
        links={[
          { href: '/forgot-password', words: auth.login.forgot },
          { href: withNext('/signup', next), words: auth.login.signUp },
        ]}
      />
    </EntryPage>
  )
}

function withNext(path: string, next: string): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path
}
