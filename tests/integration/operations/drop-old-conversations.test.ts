import { afterAll, beforeAll, expect, it } from 'vitest'
import { scheduled } from '~/scheduled.server'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const DAY = 86_400_000
const now = Date.parse('2030-06-15T12:00:00Z')
const at = (daysAgo: number) => new Date(now - daysAgo * DAY).toISOString()

/** A community that keeps conversations so many days, and one of its conversations of each age. */
async function begin(slug: string, days: number | null, ages: number[]): Promise<void> {
  await app.sql.query(
    `with place as (
       insert into public.communities (slug, name, conversation_retention_days)
       values ($1, $1, $2) returning id
     ), talks as (
       insert into public.conversations
         (community_id, owner_id, agent_name, title, readers, last_message_at)
       select place.id, (select id from public.profiles limit 1), 'Agent', $1 || ' ' || age, 'owner',
         $4::timestamptz - age * interval '1 day'
       from place, unnest($3::int[]) as age
       returning id
     )
     select id from talks`,
    [slug, days, ages, new Date(now).toISOString()],
  )
  await app.sql.query(
    `insert into public.messages (conversation_id, author, text, status, completed_at)
     select id, 'person', 'x', 'complete', now() from public.conversations where title like $1`,
    [`${slug} %`],
  )
}

const left = async () => {
  const { rows } = await app.sql.query<{ title: string; messages: number }>(
    `select title, (select count(*)::int from public.messages where conversation_id = v.id) as messages
     from public.conversations as v where title ~ '^(short|long|ever) ' order by 1`,
  )
  return rows.map(({ title, messages }) => `${title}: ${messages}`)
}

const dropAt = async (time: string, limit: number) => {
  const { rows } = await app.sql.query('select private.drop_old_conversations_at($1, $2) as n', [
    time,
    limit,
  ])
  return rows[0].n
}

it('erases what is past its community’s retention as the clock moves, a few at a time', async () => {
  await begin('short', 30, [29, 31, 40, 50])
  await begin('long', 365, [29, 364])
  await begin('ever', null, [3000])
  expect(await dropAt(at(30), 100)).toBe(0)
  expect(await dropAt(at(0), 2)).toBe(2)
  expect(await left()).toContain('short 31: 1')
  expect(await dropAt(at(0), 2)).toBe(1)
  expect(await dropAt(at(0), 2)).toBe(0)
  expect(await left()).toEqual(['ever 3000: 1', 'long 29: 1', 'long 364: 1', 'short 29: 1'])
  expect(await dropAt(at(-2), 10)).toBe(2)
  expect(await left()).toEqual(['ever 3000: 1', 'long 29: 1'])
})

it('empties the trash after 30 days, whatever its community keeps', async () => {
  await begin('trash', null, [3000, 3001])
  await app.sql.query(
    `update public.conversations set deleted_at = $1 where title = 'trash 3000'`,
    [at(30)],
  )
  const kept = async () => {
    const { rows } = await app.sql.query(
      `select title from public.conversations where title like 'trash %' order by 1`,
    )
    return rows.map(({ title }) => title)
  }
  expect(await dropAt(at(0), 10)).toBe(0)
  expect(await kept()).toEqual(['trash 3000', 'trash 3001'])
  expect(await dropAt(new Date(now + 1_000).toISOString(), 10)).toBe(1)
  expect(await kept()).toEqual(['trash 3001'])
})

it('gives what lay in the trash before it had an end as many days', async () => {
  await begin('early', null, [3000])
  await app.sql.query(
    `update public.conversations set deleted_at = '2026-01-01' where title = 'early 3000'`,
  )
  expect(await dropAt('2026-12-22T23:59:59Z', 10)).toBe(0)
  expect(await dropAt('2026-12-23T00:00:01Z', 10)).toBe(1)
  const { rows } = await app.sql.query(
    `select from public.conversations where title = 'early 3000'`,
  )
  expect(rows).toEqual([])
})

it('is the clock’s work, and says how many went', async () => {
  await app.sql.query(
    `update public.conversations set last_message_at = now() - interval '400 days'
     where title = 'long 29'`,
  )
  await scheduled(app.vars, () => {})
  expect(await left()).toEqual(['ever 3000: 1'])
  expect(app.logged.filter(({ event }) => event === 'conversations.dropped')).toMatchObject([
    { job: 'drop-old-conversations', dropped: 1 },
  ])
  expect(app.logged.filter(({ level }) => level === 'error')).toEqual([])
})
