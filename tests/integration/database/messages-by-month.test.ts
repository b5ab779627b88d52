import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

const NAME = '20261121100000_messages_by_month.sql'
const read = (kind: string, name: string) =>
  readFileSync(new URL(`../../../supabase/${kind}/${name}`, import.meta.url), 'utf8')

let postgres: LocalPostgres
let client: pg.Client
beforeAll(async () => {
  postgres = await startTestPostgres({ with: 'auth' })
  client = new pg.Client({ connectionString: postgres.postgresUrl })
  await client.connect()
  const folder = new URL('../../../supabase/migrations/', import.meta.url)
  for (const name of readdirSync(folder).sort()) {
    if (name >= NAME) break
    await client.query(`begin; ${read('migrations', name)}; commit`)
  }
})
afterAll(async () => {
  await client?.end()
  await postgres?.stop()
})

const rows = async (sql: string) => (await client.query(sql)).rows

test('messages are carried over, and back, with their keys and their running answers', async () => {
  await client.query(`
    insert into auth.users (id, email) values ('01936a00-0000-7000-8000-0000000000aa', 'a@people.test');
    insert into public.communities (id, slug, name)
      values ('01936a00-0000-7000-8000-0000000000bb', 'gym', 'Gym');
    insert into public.conversations (id, community_id, owner_id, agent_name, title, readers)
      values ('01936a00-0000-7000-8000-0000000000cc', '01936a00-0000-7000-8000-0000000000bb',
        '01936a00-0000-7000-8000-0000000000aa', 'Agent', 'Talk', 'owner');
    insert into public.messages
      (id, conversation_id, parent_id, author, text, status, post_key, model, created_at, completed_at)
    values
      ('01936a00-0001-7000-8000-000000000001', '01936a00-0000-7000-8000-0000000000cc', null, 'person',
        'Old', 'complete', '01936a00-0000-7000-8000-0000000000e1', null, '2024-11-26', '2024-11-26'),
      ('01a1fd94-70f4-7d4b-ac32-4fba077f42f7', '01936a00-0000-7000-8000-0000000000cc',
        '01936a00-0001-7000-8000-000000000001', 'agent', '', 'streaming', null, 'small',
        '2026-11-21', null)`)
  const before = await rows('select * from public.messages order by id')
  expect(before).toHaveLength(2)

  await client.query(`begin; ${read('migrations', NAME)}; commit`)
  expect(
    await rows('select tableoid::regclass::text as month, * from public.messages order by id'),
  ).toEqual(
    before.map(({ post_key: _, ...message }, at) => ({
      month: at === 0 ? 'private.messages_2024_11' : 'private.messages_2026_11',
      ...message,
    })),
  )
  expect(await rows('select message_id, post_key from public.message_posts')).toEqual([
    { message_id: before[0].id, post_key: before[0].post_key },
  ])
  expect(await rows('select answer_id from public.running_answers')).toEqual([
    { answer_id: before[1].id },
  ])

  await client.query(`begin; ${read('rollbacks', NAME)}; commit`)
  expect(await rows('select * from public.messages order by id')).toEqual(before)
})

test('a message that is older than its conversation is said before anything is changed', async () => {
  await client.query(
    `update public.messages set id = '01936a00-0000-7000-8000-000000000001' where author = 'agent'`,
  )
  const attempt = client.query(`begin; ${read('migrations', NAME)}; commit`)
  await expect(attempt).rejects.toThrow('1 messages have a smaller key than their conversation')
  await client.query('rollback')
  expect(await rows('select count(*)::int as n from public.messages')).toEqual([{ n: 2 }])
})
