import { afterAll, beforeAll, expect, it } from 'vitest'
import { scheduled } from '~/scheduled.server'
import { type Gym, startGym, words } from '../content/gym'

let gym: Gym
beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

const one = async <T>(statement: string, values: unknown[] = []): Promise<T> =>
  (await gym.app.sql.query(statement, values)).rows[0]

/** An agent that was deleted so many days ago. */
async function deleted(title: string, daysAgo: number): Promise<string> {
  const id = await gym.make({ title, intent: 'publish' })
  await gym.coach.post(gym.path(`admin/agents/${id}`), { intent: 'delete' })
  gym.coach.cookies.delete('flash')
  await gym.app.sql.query(
    `update public.content_items set deleted_at = '2030-06-15T12:00Z'::timestamptz
       - $2 * interval '1 day' where id = $1`,
    [id, daysAgo],
  )
  return id
}

const emptyAt = async (time: string, limit: number) =>
  (await one<{ n: number }>('select private.empty_trash_at($1, $2) as n', [time, limit])).n

const left = async () =>
  (
    await gym.app.sql.query(
      `select title from public.content_items where title like 'Old %' order by 1`,
    )
  ).rows.map(({ title }) => title)

it('erases what was deleted long enough ago as the clock moves, a few at a time', async () => {
  const id = await deleted('Old 31', 31)
  await deleted('Old 40', 40)
  await deleted('Old 29', 29)
  const { id: file } = await one<{ id: string }>(
    `insert into public.files (community_id, name, media_type, bytes, sha256, state, updated_at)
     select community_id, 'a.txt', 'text/plain', 1, sha256('a'), 'stored', '2030-01-01'
     from public.content_items where id = $1 returning id`,
    [id],
  )
  await gym.app.sql.query(
    `insert into public.content_files (item_id, file_id, purpose) values ($1, $2, 'attachment')`,
    [id, file],
  )
  await gym.app.sql.query(
    `insert into public.conversations (community_id, owner_id, agent_id, agent_name, title, readers)
     select community_id, owner_id, id, 'Old 31', 'Talk of old', 'owner'
     from public.content_items where id = $1`,
    [id],
  )
  const swept = async () =>
    (
      await gym.app.sql.query(`select id from private.sweep_files_at('2030-06-15T12:00Z', 10)`)
    ).rows.map((row) => row.id)

  expect(await emptyAt('2030-06-01T00:00Z', 100)).toBe(0)
  expect(await swept()).toEqual([])
  expect(await emptyAt('2030-06-15T12:00Z', 1)).toBe(1)
  expect(await left()).toEqual(['Old 29', 'Old 31'])
  expect(await emptyAt('2030-06-15T12:00Z', 5)).toBe(1)
  expect(await emptyAt('2030-06-15T12:00Z', 5)).toBe(0)
  expect(await left()).toEqual(['Old 29'])
  // Its file is nobody's now, a conversation with it stays, and the audit says that it went.
  expect(await swept()).toEqual([file])
  expect(
    await one(`select agent_id, agent_name from public.conversations where title = 'Talk of old'`),
  ).toEqual({ agent_id: null, agent_name: 'Old 31' })
  expect(
    await one(
      `select count(*)::int as n from public.security_audit
       where action = 'content.removed' and subject_id = $1`,
      [id],
    ),
  ).toEqual({ n: 1 })
})

it('says on the desk and on its page until when an item can be brought back', async () => {
  const list = words(await (await gym.coach.get(gym.path('admin/agents?show=deleted'))).text())
  // Deleted on 17 May 2030, and thirty days later.
  expect(list).toMatch(/Goes for good.*Old 29.*16 Jun 2030/)
  const { id } = await one<{ id: string }>(
    `select id from public.content_items where title = 'Old 29'`,
  )
  const page = words(await (await gym.coach.get(gym.path(`admin/agents/${id}`))).text())
  expect(page).toContain('It can be brought back until 16 Jun 2030.')
  const living = await gym.make({ title: 'Alive' })
  expect(words(await (await gym.coach.get(gym.path(`admin/agents/${living}`))).text())).toContain(
    'bring it back for 30 days',
  )
})

it('is the clock’s work, leaves what lives, and says how many went', async () => {
  await gym.app.sql.query(
    `update public.content_items set deleted_at = now() - interval '31 days' where title = 'Old 29'`,
  )
  await scheduled(gym.app.vars, () => {})
  expect(await left()).toEqual([])
  expect(
    await one(`select count(*)::int as n from public.content_items where title = 'Alive'`),
  ).toEqual({ n: 1 })
  expect(gym.app.logged.filter(({ event }) => event === 'trash.emptied')).toMatchObject([
    { job: 'empty-trash', items: 1 },
  ])
  expect(gym.app.logged.filter(({ level }) => level === 'error')).toEqual([])
})
