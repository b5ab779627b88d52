import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { stringsFor, useStrings } from '~/ui/strings'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle } from '../titles'
import { codePath, rememberAsked } from './asked.server'
import { askForMail } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { refuseAuth, refuseTry } from './refused.server'
import { sendMail } from './send-mail.server'
import { startFloor, takeTry } from './ways-in.server'

export const meta: MetaFunction = () => pageTitle(stringsFor(undefined).auth.forgot.title)

/** Why somebody was led here; a word in the address, the text is ours. */
const NOTICES = new Set(['link-needed'])

export const loader = forEveryone(async ({ request, context: { actor } }) => {
  const notice = new URL(request.url).searchParams.get('notice')
  return {
    email: actor.kind === 'person' ? actor.email : '',
    notice: notice && NOTICES.has(notice) ? notice : null,
  }
})

export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const parsed = parseFields(fields, askForMail)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  const { email } = parsed.value
  const verdict = await takeTry(context, 'mail', email)
  if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
  const floor = startFloor()
  try {
    await sendMail(context, 'recovery', email)
  } catch (error) {
    await floor()
    return refuseAuth(fields, error)
  }
  await floor()
  rememberAsked(context.jar, email)
  throw redirect(codePath('recovery', ''), 303)
})

export default function ForgotPassword() {
  const { email, notice } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { auth } = useStrings()
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
