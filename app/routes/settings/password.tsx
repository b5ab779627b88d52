import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findPerson } from '~/features/communities/find-person.server'
import { AppError } from '~/platform/errors'
import { setFlash } from '~/platform/flash.server'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { settingsWords } from '~/ui/strings/settings'
import { changePassword } from '../auth/credentials.schema'
import { EntryForm } from '../auth/entry-page'
import { PASSWORD_LENGTH } from '../auth/password-length'
import { refuseAuth, refuseTry } from '../auth/refused.server'
import { takeTry } from '../auth/ways-in.server'
import { parseFields, readFields, refuse, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { SettingsPage } from './settings-page'

export const meta: MetaFunction = ({ matches }) => {
  const settings = wordsOf(matches, settingsWords)
  return pageTitle(matches, settings.password.title, settings.title)
}

export const loader = forPeople(async ({ context: { db }, actor }) => {
  const { displayName } = await findPerson(db, actor)
  return { displayName, email: actor.email }
})

export const action = forPeople(async ({ request, context, actor }) => {
  const fields = await readFields(request)
  const parsed = parseFields(fields, changePassword)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  const verdict = await takeTry(context, 'password', actor.userId)
  if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
  await findPerson(context.db, actor)
  try {
    // Whoever finds this browser open must know the password to change it. A fresh session is what
    // proves it; every other one, this browser's old one among them, ends with the change.
    await context.auth.signIn(actor.email, parsed.value.currentPassword)
  } catch (error) {
    if (error instanceof AppError && error.code === 'auth.invalid_credentials') {
      return refuse(fields, 422, { errors: { currentPassword: 'password.wrong' } })
    }
    return refuseAuth(fields, error)
  }
  try {
    // Auth ends the person's other sessions: whoever knew the old password is out.
    await context.auth.updatePassword(parsed.value.password)
  } catch (error) {
    return refuseAuth(fields, error)
  }
  setFlash(context.jar, 'auth.password-changed')
  throw redirect('/settings/password', 303)
})

export default function Password() {
  const { displayName, email } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { fields } = useWords(authWords)
  const settings = useWords(settingsWords)
  return (
    <SettingsPage room="password" person={displayName}>
      <p className="mb-6">{settings.password.lede}</p>
      <EntryForm
        reply={reply}
        submit={settings.password.submit}
        account={email}
        fields={[
          {
            name: 'currentPassword',
            type: 'password',
            label: fields.currentPassword,
            autoComplete: 'current-password',
          },
          {
            name: 'password',
            type: 'password',
            label: fields.newPassword,
            hint: fields.passwordHint(PASSWORD_LENGTH),
            autoComplete: 'new-password',
          },
        ]}
      />
    </SettingsPage>
  )
}
