import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())

/** The title of a conversation that begins with a message. */
async function titleFor(text: string): Promise<string> {
  const person = await db.createPerson(`asks-${crypto.randomUUID()}`)
  const [row] = await db.asPostgres(
    `with community as (
       insert into public.communities (slug, name)
       values ('t-' || left(gen_random_uuid()::text, 8), 'Titles') returning id
     )
     insert into public.memberships (community_id, user_id, role)
     select id, $1, 'community_admin' from community returning community_id as id`,
    [person.id],
  )
  const fields = { title: 'Partner', instructions: 'Help.', temperature: 0.7, maxOutputTokens: 300 }
  const [agent] = await db.as(
    person,
    `select saved ->> 'id' as id from public.save_agent($1, null, null, $2) as saved`,
    [row?.id, fields],
  )
  await db.as(person, `select public.change_content($1, null, 'publish')`, [agent?.id])
  const sent = 'select public.send_message($1, null, $2, $3, gen_random_uuid())'
  await db.as(person, sent, [row?.id, agent?.id, text])
  const [made] = await db.as(person, 'select title from public.conversations')
  return String(made?.title)
}

test.each([
  ['How do I begin?', 'How do I begin?'],
  ['  Two\n lines\tand   a tab ', 'Two lines and a tab'],
  [`${'x'.repeat(60)}`, 'x'.repeat(60)],
  [
    'I would like to practise how to answer the question, whether I am good',
    'I would like to practise how to answer the question…',
  ],
  [
    'A sentence whose sixtieth character stands before a new word. And on',
    'A sentence whose sixtieth character stands before a new…',
  ],
  [`Word ${'x'.repeat(100)}`, `Word ${'x'.repeat(54)}…`],
  ['é'.repeat(61), `${'é'.repeat(59)}…`],
])('a conversation that begins with %j', async (text, title) => {
  expect(await titleFor(text)).toBe(title)
  expect([...title].length).toBeLessThanOrEqual(60)
})
