import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { personName } from '~/features/communities/community.schema'
import { findPerson } from '~/features/communities/find-person.server'
import { saveDisplayName } from '~/features/communities/save-profile.server'
import { setFlash } from '~/platform/flash.server'
import { lazily } from '~/platform/lazily'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { settingsWords } from '~/ui/strings/settings'
import { EntryForm } from '../auth/entry-page'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { SettingsPage } from './settings-page'

export const meta: MetaFunction = ({ matches }) => {
  const settings = wordsOf(matches, settingsWords)
  return pageTitle(matches, settings.profile.title, settings.title)
}

const schema = lazily(() => z.object({ displayName: personName() }))

export const loader = forPeople(async ({ context: { db }, actor }) => {
  const { displayName } = await findPerson(db, actor)
  return { displayName, email: actor.email }
})

export const action = forPeople(async ({ request, context: { db, jar }, actor }) => {
  const parsed = parseFields(await readFields(request), schema)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  await saveDisplayName(db, actor, parsed.value.displayName)
  setFlash(jar, 'auth.name-saved')
  throw redirect('/settings/profile', 303)
})

export default function Profile() {
  const { displayName, email } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { fields } = useWords(authWords)
  const settings = useWords(settingsWords)
  return (
    <SettingsPage room="profile" person={displayName}>
      <EntryForm
        reply={reply}
        submit={settings.profile.submit}
        fields={[
          {
            name: 'displayName',
            label: fields.displayName,
            hint: fields.displayNameHint,
            autoComplete: 'name',
            defaultValue: displayName,
          },
        ]}
      />
      <p className="mt-6 text-muted">{settings.profile.email(email)}</p>
    </SettingsPage>
  )
}
