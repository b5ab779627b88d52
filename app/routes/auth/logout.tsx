import { type MetaFunction, redirect } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { setFlash } from '~/platform/flash.server'
import { useWords } from '~/ui/strings'
import { authWords } from '~/ui/strings/auth'
import { forEveryone } from '../guard.server'
import { pageTitle, wordsOf } from '../titles'
import { EntryLinks, EntryPage } from './entry-page'

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, wordsOf(matches, authWords).logout.title)

/** A GET only shows a button: no link, picture or scanner signs anybody out. */
export const loader = forEveryone(async ({ context: { actor } }) => ({
  email: actor.kind === 'person' ? actor.email : null,
}))

export const action = forEveryone(async ({ context }) => {
  const { auth, jar, log, actor } = context
  if (actor.kind === 'person') {
    try {
      await auth.signOut('local')
    } catch (error) {
      // This browser is signed out all the same; Auth ends what it could not be told of in time.
      log.error('sign-out', {}, error)
    }
  }
  auth.forget()
  setFlash(jar, 'auth.signed-out')
  // What was typed and not sent stays on a device only for whoever is signed in there.
  throw redirect('/', { status: 303, headers: { 'clear-site-data': '"storage"' } })
})

export default function Logout() {
  const { email } = useLoaderData<typeof loader>()
  const auth = useWords(authWords)
  if (!email) {
    return (
      <EntryPage title={auth.logout.outTitle} lede={auth.logout.outLede}>
        <EntryLinks links={[{ href: '/login', words: auth.logout.signIn }]} />
      </EntryPage>
    )
  }
  return (
    <EntryPage
      title={auth.logout.title}
      lede={auth.logout.lede(email)}
      form={{ submit: auth.logout.submit, fields: [] }}
    >
      <EntryLinks links={[{ href: '/dashboard', words: auth.logout.stay }]} />
    </EntryPage>
  )
}
