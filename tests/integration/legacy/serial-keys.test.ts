import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ImportPlan, planImport } from '../../../supabase/legacy/plan'
import { readLegacy } from '../../../supabase/legacy/read-legacy'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { startTestPostgres } from '../../fixtures/postgres'

let earlier: LocalPostgres
let plan: ImportPlan
let emailOf: Map<string, string>

beforeAll(async () => {
  earlier = await startTestPostgres({ with: 'empty' })
  const sql = new pg.Client({ connectionString: earlier.superuserUrl })
  await sql.connect()
  await sql.query(
    readFileSync(new URL('../../fixtures/legacy-serial.sql', import.meta.url), 'utf8'),
  )
  await sql.end()
  plan = planImport(await readLegacy(earlier.superuserUrl), {
    people: new Map(),
    ids: { people: new Set(), communities: new Set(), items: new Set() },
    slugs: new Set(),
    imported: new Map(),
    now: new Date(),
  })
  emailOf = new Map(plan.people.map(({ id, email }) => [id, email]))
})
afterAll(() => earlier?.stop())

it('gives user 1 what is user 1’s, though there is an admin 1 and an agent_conversation 1', () => {
  const talks = plan.conversations.map(({ owner, messages }) => [
    emailOf.get(owner),
    ...messages.map(({ text }) => text),
  ])
  expect(talks).toEqual([['user-1@legacy.test', 'I am user 1.']])
})

it('gives everybody the roles of their own rows', () => {
  expect(
    plan.memberships.map(({ person, role }) => `${emailOf.get(person)} ${role}`).sort(),
  ).toEqual([
    'admin-2@legacy.test community_admin',
    'admin-3@legacy.test community_admin',
    'user-1@legacy.test community_admin',
    'user-2@legacy.test end_user',
    'user-4@legacy.test end_user',
  ])
  expect(plan.superAdmins.map((id) => emailOf.get(id))).toEqual(['admin-1@legacy.test'])
})

it('follows foreign keys to whoever made something, over other tables too', () => {
  const owners = plan.items.map(({ title, owner }) => [title, owner && emailOf.get(owner)])
  expect(owners).toEqual([
    ['By nobody knows whom', null],
    ['By a profile', 'user-1@legacy.test'],
    ['By an admin', 'admin-2@legacy.test'],
    ['By a member', null],
  ])
})

it('names what could be two people’s, and leaves it out', () => {
  for (const line of [
    'public.videos 1: its owner 2 could be public.users 2 or public.admins 2, and nothing says which',
    'public.agent_conversations 1: its owner 2 could be public.users 2 or public.admins 2, and nothing says which; its 2 messages are left out',
    'public.conversations 2: its owner 3 is left out; its 1 messages are left out',
    'public.users 3: no email address',
    'public.automations 1: its owner 4 is a key of public.members, and nothing says who that is',
  ]) {
    expect(plan.problems.join('\n')).toContain(line)
  }
})

it('suspends whom a word says to be out of use', () => {
  const stopped = plan.people.filter(({ suspended }) => suspended).map(({ email }) => email)
  expect(stopped).toEqual(['user-2@legacy.test'])
})

it('names a table that the role may not read, rather than fail or be silent', async () => {
  const sql = new pg.Client({ connectionString: earlier.superuserUrl })
  await sql.connect()
  await sql.query(
    `create role reads_some login password 'reads-some';
     grant select on all tables in schema public to reads_some;
     create schema vault; create table vault.secrets (secret text)`,
  )
  await sql.end()
  const url = new URL(earlier.superuserUrl)
  url.username = 'reads_some'
  url.password = 'reads-some'
  expect((await readLegacy(url.toString())).unread).toContain(
    'table vault.secrets (this role may not see what it holds)',
  )
})
