import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { personName } from '~/features/communities/community.schema'
import { findPerson } from '~/features/communities/find-person.server'
import { saveDisplayName } from '~/features/communities/save-profile.server'
import { setFlash } from '~/platform/flash.server'
import { stringsFor, useStrings } from '~/ui/strings'
import { EntryForm } from '../auth/entry-page'
import { parseFields, readFields, refuseInvalid } from '../form.server'
import { forPeople } from '../guard.server'
import { pageTitle } from '../titles'
import { SettingsPage } from './settings-page'

export const meta: MetaFunction = () => {
  const { settings } = stringsFor(undefined).auth
  return pageTitle(settings.profile.title, settings.title)
}

const schema = z.object({ displayName: personName })

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
  const { auth } = useStrings()
  return (
    <SettingsPage room="profile" person={displayName}>
      <EntryForm
        reply={reply}
        submit={auth.settings.profile.submit}
        fields={[
          {
            name: 'displayName',
            label: auth.fields.displayName,
            hint: auth.fields.displayNameHint,
            autoComplete: 'name',
            defaultValue: displayName,
          },
        ]}
      />
      <p className="mt-6 text-muted">{auth.settings.profile.email(email)}</p>
    </SettingsPage>
  )
}
