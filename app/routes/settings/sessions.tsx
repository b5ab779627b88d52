import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findPerson } from '~/features/communities/find-person.server'
import { setFlash } from '~/platform/flash.server'
import { useWords } from '~/ui/strings'
import { settingsWords } from '~/ui/strings/settings'
import { EntryForm } from '../auth/entry-page'
import { refuseAuth } from '../auth/refused.server'
import { forPeople } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { SettingsPage } from './settings-page'

export const meta: MetaFunction = ({ matches }) => {
  const settings = wordsOf(matches, settingsWords)
  return pageTitle(matches, settings.sessions.title, settings.title)
}

export const loader = forPeople(async ({ context: { db }, actor }) => {
  const { displayName } = await findPerson(db, actor)
  return { displayName }
})

/** Ends the person's other sessions; each is dead at its next request. */
export const action = forPeople(async ({ context: { auth, db, jar }, actor }) => {
  await findPerson(db, actor)
  try {
    await auth.signOut('others')
  } catch (error) {
    return refuseAuth({}, error)
  }
  setFlash(jar, 'auth.others-out')
  throw redirect('/settings/sessions', 303)
})

export default function Sessions() {
  const { displayName } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const settings = useWords(settingsWords)
  return (
    <SettingsPage room="sessions" person={displayName}>
      <p className="mb-6">{settings.sessions.lede}</p>
      <EntryForm reply={reply} submit={settings.sessions.submit} fields={[]} />
    </SettingsPage>
  )
}
