import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { safePath } from '~/platform/edge/same-origin.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { lazily } from '~/platform/lazily'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { entryOf } from '~/ui/strings/catalogue'
import { readFields, refuse } from '../form.server'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { EntryLinks, EntryPage } from './entry-page'
import { refuseAuth, refuseTry } from './refused.server'
import { takeTry } from './ways-in.server'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).confirm.title)

const link = lazily(() =>
  z.object({
    token_hash: z.string().regex(/^[\w-]{8,200}$/),
    type: z.enum(['signup', 'recovery', 'email', 'email_change']),
  }),
)

/** Shows what the link is for, and spends nothing: mail scanners open links too. */
export const loader = forEveryone(async ({ request }) => {
  const query = new URL(request.url).searchParams
  const parsed = link().safeParse(Object.fromEntries(query))
  return {
    link: parsed.success ? parsed.data : null,
    next: safePath(query.get('next'), ''),
  }
})

/** Spends the link's token and signs in, in whichever browser the link was opened. */
export const action = forEveryone(async ({ request, context }) => {
  const fields = await readFields(request)
  const parsed = link().safeParse(fields)
  if (!parsed.success) return refuse({}, 422, { problem: 'link.broken' })
  const { token_hash, type } = parsed.data
  const verdict = await takeTry(context, 'link', token_hash)
  if (!verdict.allowed) return refuseTry({}, verdict.retryAfter)
  try {
    if (context.actor.kind === 'nobody' && context.actor.authDown) {
      throw new AppError('auth.unavailable', 503)
    }
    await context.auth.verifyLink(type, token_hash)
  } catch (error) {
    const spent = error instanceof AppError && error.code === 'auth.otp_expired'
    return spent ? refuse({}, 410, { problem: 'link.spent' }) : refuseAuth({}, error)
  }
  if (type === 'recovery') throw redirect('/reset-password', 303)
  setFlash(context.jar, 'auth.confirmed')
  throw redirect(safePath(fields.next, '/dashboard'), 303)
})

export default function Confirm() {
  const { link, next } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const auth = useWords(authWords)
  const forReset = link?.type === 'recovery'
  const gone = !link || reply?.problem === 'link.spent' || reply?.problem === 'link.broken'
  const links = (
    <EntryLinks
      links={[
        forReset
          ? { href: '/forgot-password', words: auth.confirm.askAgain }
          : { href: '/auth/code', words: auth.confirm.sendAgain },
        { href: '/login', words: auth.confirm.signIn },
      ]}
    />
  )
  if (gone) {
    const told = entryOf(auth.problems, reply?.problem ?? 'link.broken')
    return (
      <EntryPage title={told?.title ?? auth.confirm.title} lede={told?.detail}>
        {links}
      </EntryPage>
    )
  }
  return (
    <EntryPage
      title={forReset ? auth.confirm.resetTitle : auth.confirm.title}
      lede={forReset ? auth.confirm.resetLede : auth.confirm.lede}
      form={{
        reply,
        submit: forReset ? auth.confirm.resetSubmit : auth.confirm.submit,
        hidden: { token_hash: link.token_hash, type: link.type, next },
        fields: [],
      }}
    />
  )
}
