import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { startThrowawayPostgres } from '../../../supabase/local/postgres/throwaway.ts'

let templatesDir: string
const running: LocalPostgres[] = []

beforeAll(() => {
  templatesDir = mkdtempSync(join(tmpdir(), 'aigym-templates-'))
})
afterAll(async () => {
  for (const postgres of running) await postgres.stop()
  rmSync(templatesDir, { recursive: true, force: true })
})

async function words(postgres: LocalPostgres): Promise<string[]> {
  const client = new pg.Client({ connectionString: postgres.postgresUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ word: string }>('select word from public.prepared')
    return rows.map((row) => row.word)
  } finally {
    await client.end()
  }
}

async function prepare(postgres: LocalPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.postgresUrl })
  await client.connect()
  await client.query(`create table public.prepared as select 'once' as word`)
  await client.end()
}

test('clusters of one name share one prepared template, also when they start together', async () => {
  let times = 0
  const options = {
    templatesDir,
    name: 'shared',
    prepare: async (postgres: LocalPostgres) => {
      times += 1
      await prepare(postgres)
    },
  }
  const both = await Promise.all([startThrowawayPostgres(options), startThrowawayPostgres(options)])
  running.push(...both)
  expect(times).toBe(1)
  expect(both[0].port).not.toBe(both[1].port)
  expect(await Promise.all(both.map(words))).toEqual([['once'], ['once']])
  expect(readdirSync(templatesDir)).toHaveLength(1)
})

test('a cluster goes when it is stopped', async () => {
  const postgres = await startThrowawayPostgres({ templatesDir, name: 'shared', prepare })
  const folder = dirname(postgres.dataDir)
  expect(existsSync(folder)).toBe(true)
  await postgres.stop()
  await expect.poll(() => existsSync(folder), { timeout: 5_000 }).toBe(false)
})

test('a template whose preparation fails is not kept', async () => {
  const failing = {
    templatesDir,
    name: 'failing',
    prepare: () => Promise.reject(new Error('no luck')),
  }
  const before = readdirSync(templatesDir)
  await expect(startThrowawayPostgres(failing)).rejects.toThrow('no luck')
  expect(readdirSync(templatesDir)).toEqual(before)
})

test('a template that nobody asked for in a day makes room', async () => {
  const [kept = ''] = readdirSync(templatesDir)
  const old = join(templatesDir, 'old')
  mkdirSync(old)
  utimesSync(old, new Date(0), new Date(0))
  utimesSync(join(templatesDir, kept), new Date(0), new Date(0))
  running.push(await startThrowawayPostgres({ templatesDir, name: 'shared', prepare }))
  running.push(await startThrowawayPostgres({ templatesDir, name: 'another' }))
  const left = readdirSync(templatesDir)
  expect(left).toHaveLength(2)
  expect(left).toContain(kept)
})
