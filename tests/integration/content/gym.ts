import { hash } from 'bcryptjs'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { Page, TestBrowser } from '../../fixtures/test-browser'

const PASSWORD = 'a-password-for-tests'

/** A community of the test's own, with two coaches and a member, and a coach of another one. */
export interface Gym {
  app: TestApp
  coach: TestBrowser
  otherCoach: TestBrowser
  member: TestBrowser
  /** Coaches another community and belongs to this one in no way. */
  stranger: TestBrowser
  /** Another browser of the coach. */
  signInCoach(): Promise<TestBrowser>
  /** And of the member. */
  signInMember(): Promise<TestBrowser>
  /** Paths of this community. */
  path: (rest: string) => string
  /** Makes an agent through the form and answers its id. */
  make(fields?: Partial<Record<string, string>>): Promise<string>
  /** The row of an agent, as it is stored. */
  stored(id: string): Promise<StoredAgent>
}

export interface StoredAgent {
  title: string
  summary: string
  status: string
  version: number
  deleted: boolean
  greeting: string
  questions: string[]
  instructions: string
  temperature: string
  tokens: number
}

async function addPerson(app: TestApp, email: string, slug: string, role: string) {
  const password = await hash(PASSWORD, 4)
  await app.sql.query(
    `with person as (
       insert into auth.users (instance_id, id, aud, role, email, encrypted_password,
         email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
         confirmation_token, recovery_token, email_change_token_new, email_change)
       values ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'authenticated',
         'authenticated', $1, $2, now(), '{"provider":"email","providers":["email"]}', '{}',
         now(), now(), '', '', '', '')
       returning id
     )
     insert into auth.identities (provider_id, user_id, identity_data, provider, created_at,
       updated_at)
     select id::text, id, jsonb_build_object('sub', id, 'email', $1::text), 'email', now(), now()
     from person`,
    [email, password],
  )
  await app.sql.query(
    `insert into public.memberships (community_id, user_id, role)
     select c.id, u.id, $3 from public.communities c, auth.users u
     where c.slug = $2 and u.email = $1`,
    [email, slug, role],
  )
  return app.signIn(email, PASSWORD)
}

/** What a filled-in form sends; fields given replace or add to it. */
export function filledIn(fields: Partial<Record<string, string>> = {}): Record<string, string> {
  const whole: Record<string, string | undefined> = {
    title: `Agent ${crypto.randomUUID()}`,
    summary: 'Practise something.',
    instructions: 'You are a practice partner.',
    greeting: 'Hello.',
    'starterQuestions[0]': 'What now?',
    'starterQuestions[1]': '',
    style: 'balanced',
    length: 'medium',
    intent: 'save',
    ...fields,
  }
  return Object.fromEntries(
    Object.entries(whole).filter((each): each is [string, string] => each[1] !== undefined),
  )
}

/** Starts the app with a community named Testfield, and signs its people in. */
export async function startGym(options: Parameters<typeof startTestApp>[0] = {}): Promise<Gym> {
  const app = await startTestApp(options)
  await app.sql.query(
    `insert into public.communities (slug, name) values
       ('testfield', 'Testfield'), ('elsewhere', 'Elsewhere')`,
  )
  const coach = await addPerson(app, 'coach@testfield.test', 'testfield', 'community_admin')
  const otherCoach = await addPerson(app, 'other@testfield.test', 'testfield', 'community_admin')
  const member = await addPerson(app, 'member@testfield.test', 'testfield', 'end_user')
  const stranger = await addPerson(app, 'coach@elsewhere.test', 'elsewhere', 'community_admin')
  const path = (rest: string) => `/c/testfield/${rest}`
  return {
    app,
    coach,
    otherCoach,
    member,
    stranger,
    path,
    signInCoach: () => app.signIn('coach@testfield.test', PASSWORD),
    signInMember: () => app.signIn('member@testfield.test', PASSWORD),
    async make(fields) {
      const page = await coach.post(path('admin/agents/new'), filledIn(fields))
      // What it says of itself would stand on the next page.
      coach.cookies.delete('flash')
      return idIn(page)
    },
    async stored(id) {
      const { rows } = await app.sql.query<StoredAgent>(
        `select i.title, i.summary, i.status, i.version, i.deleted_at is not null as deleted,
           a.greeting, a.starter_questions as questions, s.instructions,
           s.temperature::text as temperature, s.max_output_tokens as tokens
         from public.content_items i join public.agents a on a.id = i.id
         join public.agent_instructions s on s.agent_id = i.id where i.id = $1`,
        [id],
      )
      const [row] = rows
      if (!row) throw new Error(`there is no agent ${id}`)
      return row
    },
  }
}

/** The id of the agent that a redirect leads to. */
export function idIn({ status, location }: Page): string {
  const id = /\/admin\/agents\/([0-9a-f-]{36})$/.exec(location ?? '')?.[1]
  if (status !== 303 || !id) throw new Error(`${status} ${location} leads to no agent`)
  return id
}

/** A page's text without its tags, in one line. */
export function words(html: string): string {
  return html
    .replace(/<script[\s\S]*?<\/script>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}

/** The rows of a page's tables, a text a cell. */
export const tableRows = (html: string): string[][] =>
  [...html.matchAll(/<tr role="row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => words(cell).trim()),
  )

/** The value of a hidden or text field of a page. */
export function fieldValue(html: string, name: string): string | undefined {
  const tag = [...html.matchAll(/<input[^>]*>/g)].find(([each]) => each.includes(`name="${name}"`))
  return /value="([^"]*)"/.exec(tag?.[0] ?? '')?.[1]
}

/** Batches that requests sent to Postgres; an answer of an earlier one may still be saving itself. */
export function batchesSince(app: TestApp, from: number): number {
  return app.logged
    .slice(from)
    .filter(({ event, part }) => event === 'database.batch' && part !== 'answer').length
}
