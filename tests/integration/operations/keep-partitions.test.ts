import { afterAll, beforeAll, expect, it } from 'vitest'
import { scheduled } from '~/scheduled.server'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

const months = async () => {
  const { rows } = await app.sql.query<{ name: string }>(
    `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
     where inhparent = 'public.messages'::regclass order by 1`,
  )
  return rows.map(({ name }) => name)
}

it('makes the months that are missing, and says so; two at once make them once', async () => {
  const all = await months()
  // The last month ahead, as if the clock had moved into the month before.
  const last = all.at(-2)
  await app.sql.query(`alter table public.messages detach partition private.${last}`)
  await app.sql.query(`drop table private.${last}`)
  expect(await months()).not.toContain(last)

  await Promise.all([1, 2].map(() => scheduled(app.vars, () => {})))
  expect(await months()).toEqual(all)
  const said = app.logged.filter(({ event }) => event === 'partitions.made')
  expect(said).toMatchObject([{ job: 'keep-partitions', made: 1 }])
  expect(app.logged.filter(({ level }) => level === 'error')).toEqual([])

  await scheduled(app.vars, () => {})
  expect(app.logged.filter(({ event }) => event === 'partitions.made')).toHaveLength(1)
})

it('fails alone: what went wrong is logged, and the next minute tries again', async () => {
  await app.sql.query('alter function private.keep_partitions() rename to kept')
  await scheduled(app.vars, () => {})
  await app.sql.query('alter function private.kept() rename to keep_partitions')
  expect(app.logged).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'job', job: 'keep-partitions' }),
  )
})
