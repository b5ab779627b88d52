import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { safePath } from '~/platform/edge/same-origin.server'
import { setFlash } from '~/platform/flash.server'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { readFields } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { askedAddress, codePath, purpose, rememberAsked } from './asked.server'
import { askForMail, typedCode } from './credentials.schema'
import { EntryLinks, EntryPage } from './entry-page'
import { sendMail } from './send-mail.server'
import { tryWayIn } from './try-way-in.server'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).code.title)

/** Why somebody was led here; a word in the address, the text is ours. */
const NOTICES = new Set(['unconfirmed'])

export const loader = forEveryone(async ({ request, context: { jar, env } }) => {
  const query = new URL(request.url).searchParams
  const notice = query.get('notice')
  return {
    purpose: purpose().parse(query.get('for')),
    next: safePath(query.get('next'), ''),
    email: askedAddress(jar),
    notice: notice && NOTICES.has(notice) ? notice : null,
    mailbox: env.LOCAL_MAILBOX_URL ?? null,
  }
})

export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const mailed = purpose().parse(fields.for)
  const next = safePath(fields.next, '')
  if (fields.intent === 'resend') {
    return tryWayIn(context, fields, {
      way: 'mail',
      schema: askForMail,
      evenSuccess: true,
      async run({ email }) {
        await sendMail(context, mailed, email)
        rememberAsked(context.jar, email)
        setFlash(context.jar, 'auth.sent-again')
        return codePath(mailed, next)
      },
    })
  }
  return tryWayIn(context, fields, {
    way: 'code',
    schema: typedCode,
    async run({ email, code }) {
      await context.auth.verifyCode(mailed, email, code)
      if (mailed === 'recovery') return '/reset-password'
      setFlash(context.jar, 'auth.confirmed')
      return next || '/dashboard'
    },
  })
})

export default function TypedCode() {
  const { purpose, next, email, notice, mailbox } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const auth = useWords(authWords)
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
