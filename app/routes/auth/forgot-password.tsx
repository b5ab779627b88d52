import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { readFields } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { codePath, rememberAsked } from './asked.server'
import { askForMail } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { sendMail } from './send-mail.server'
import { tryWayIn } from './try-way-in.server'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).forgot.title)

/** Why somebody was led here; a word in the address, the text is ours. */
const NOTICES = new Set(['link-needed'])

export const loader = forEveryone(async ({ request, context: { actor } }) => {
  const notice = new URL(request.url).searchParams.get('notice')
  return {
    email: actor.kind === 'person' ? actor.email : '',
    notice: notice && NOTICES.has(notice) ? notice : null,
  }
})

export const action = forEveryone(async ({ request, context }) =>
  tryWayIn(context, await readFields(request), {
    way: 'mail',
    schema: askForMail,
    evenSuccess: true,
    async run({ email }) {
      await sendMail(context, 'recovery', email)
      rememberAsked(context.jar, email)
      return codePath('recovery', '')
    },
  }),
)

export default function ForgotPassword() {
  const { email, notice } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const auth = useWords(authWords)
  return (
    <EntryPage
      title={auth.forgot.title}
      lede={auth.forgot.lede}
      notice={notice}
      form={{
        reply,
        submit: auth.forgot.submit,
        fields: [
          {
            name: 'email',
            type: 'email',
            label: auth.fields.email,
            autoComplete: 'username',
            inputMode: 'email',
            defaultValue: email,
          },
        ],
      }}
    >
      <EntryLinks links={[{ href: '/login', words: auth.forgot.signIn }]} />
    </EntryPage>
  )
}
