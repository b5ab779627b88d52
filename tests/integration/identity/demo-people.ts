import { afterAll, beforeAll } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { Page, TestBrowser } from '../../fixtures/test-browser'
import { fieldsOfLink, newestMail } from './mails'

export let app: TestApp
export let member: TestBrowser
export let coach: TestBrowser
export let rival: TestBrowser
export let boss: TestBrowser

/** Starts the app for the tests of a file, with everybody of the demo signed in. */
export function withDemoPeople(): void {
  beforeAll(async () => {
    app = await startTestApp()
    // One after the other: a password takes a while to check, and each has its deadline.
    member = await app.signIn('member@aigym.test')
    coach = await app.signIn('coach@aigym.test')
    rival = await app.signIn('rival@aigym.test')
    boss = await app.signIn('super@aigym.test')
  })
  afterAll(() => app?.stop())
}

let people = 0

/** Creates an account and signs it in; it belongs nowhere unless somebody awaits its address. */
export async function join(known?: string) {
  people += 1
  const email = known ?? `person-${people}@new.test`
  const browser = app.visitor()
  const displayName = `Person ${email.split('@')[0]}`
  await browser.post('/signup', { displayName, email, password: 'a few good words' })
  const { path } = newestMail(app, email) ?? { path: '' }
  await browser.post(path, fieldsOfLink(path))
  return { browser, email, displayName, id: await idOf(email) }
}

export async function idOf(email: string): Promise<string> {
  const { rows } = await app.sql.query('select id from auth.users where email = $1', [email])
  return rows[0]?.id
}

export async function roleOf(userId: string, slug = 'northside'): Promise<string | null> {
  const { rows } = await app.sql.query(
    `select m.role from public.memberships m join public.communities c on c.id = m.community_id
     where m.user_id = $1 and c.slug = $2`,
    [userId, slug],
  )
  return rows[0]?.role ?? null
}

/** The pages' own words, without what is only for scripts. */
export async function words(page: Page): Promise<string> {
  return (await page.text()).replace(/<script.*?<\/script>/gs, '').replaceAll('<!-- -->', '')
}

export const MEMBERS = '/c/northside/admin/members'
export const SETTINGS = '/c/northside/admin/settings'

/** Batches that the app sent to Postgres for the work. */
export async function batchesOf(work: () => Promise<Page>): Promise<number> {
  app.logged.length = 0
  await (await work()).text()
  return app.logged.filter(({ event }) => event === 'database.batch').length
}
