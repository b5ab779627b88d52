import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { showHealth } from '../../../supabase/health/health.ts'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { startThrowawayPostgres } from '../../../supabase/local/postgres/throwaway.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

let postgres: LocalPostgres
let client: pg.Client
beforeAll(async () => {
  postgres = await startTestPostgres()
  client = new pg.Client({ connectionString: postgres.superuserUrl })
  await client.connect()
})
afterAll(async () => {
  await client?.end()
  await postgres?.stop()
})

/** The report by its headings. */
async function health(env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  const lines: string[] = []
  await showHealth(env, (line) => lines.push(line))
  const parts = lines.join('\n').split(/\n── /)
  return new Map(
    parts.map((part, at) => {
      const [head = '', ...rest] = part.split('\n')
      return at === 0
        ? ['', head]
        : [head.split(/[ (:]/)[0] + (at === 4 ? ' keys' : ''), rest.join('\n')]
    }),
  )
}

describe('the health of a database', { timeout: 120_000 }, () => {
  test('a database in order has nothing to say of missing indexes', async () => {
    const report = await health({ ADMIN_DATABASE_URL: postgres.postgresUrl })
    expect(report.get('')).toMatch(/^Postgres 17\.\d+, \d+ [kM]B, \d+ of \d+ connections/)
    expect([...report.values()].filter((part) => part.includes('could not be asked'))).toEqual([])
    expect(report.get('Missing keys')).toMatch(/^ {2}none$/m)
    expect(report.get('Replication')).toMatch(/no replica is connected/)
  })

  test('what was planted is found, by the owner too', async () => {
    await client.query(`
      create table public.parents (id int primary key);
      create table public.planted (
        id int primary key, parent_id int references public.parents (id), word text
      );
      create index planted_word on public.planted (word);
      insert into public.planted select g, null, md5(g::text) from generate_series(1, 20000) as g;
      analyze public.planted;
      create table public.holes (id int primary key, word text);
      insert into public.holes select g, repeat('x', 500) from generate_series(1, 20000) as g;
      analyze public.holes;
      delete from public.holes where id % 10 <> 0;
      select pg_create_physical_replication_slot('planted_replica', true);`)
    for (let time = 0; time < 3; time += 1) {
      await client.query('select /* the planted one */ count(*), pg_sleep(0.1) from public.planted')
    }
    await client.query('select pg_stat_force_next_flush()')
    const report = await health({ DATABASE_URL: postgres.postgresUrl })
    expect(report.get('Slow')).toMatch(/^ +3 +\d{3,} .*the planted one/m)
    expect(report.get('Unused')).toMatch(/^ {2}public\.planted_word +public\.planted +\d/m)
    expect(report.get('Missing keys')).toMatch(/public\.planted +planted_parent_id_fkey/)
    expect(report.get('Missing')).toMatch(/public\.planted +20000 +[345] +\d{5} /)
    expect(report.get('Bloat')).toMatch(/public\.holes +\d+ +18000 .*MB/)
    expect(report.get('Partitions')).toMatch(/public\.messages +\d+ /)
    expect(report.get('Replication')).toMatch(/planted_replica +not connected +\d+ (bytes|[kM]B)/)

    // Put right, each is gone.
    await client.query(`
      create index planted_parent on public.planted (parent_id);
      set enable_seqscan = off; select count(*) from public.planted where word = 'x';
      select pg_drop_replication_slot('planted_replica');`)
    await client.query('select pg_stat_force_next_flush()')
    const after = await health({ ADMIN_DATABASE_URL: postgres.postgresUrl })
    expect(after.get('Unused')).not.toContain('planted_word')
    expect(after.get('Missing keys')).toMatch(/^ {2}none$/m)
    expect(after.get('Replication')).toMatch(/no replica is connected/)
  })

  test('a host without pg_stat_statements is told so, and the rest is answered', async () => {
    await client.query('drop extension pg_stat_statements')
    const report = await health({ ADMIN_DATABASE_URL: postgres.postgresUrl })
    expect(report.get('Slow')).toMatch(/this database lacks pg_stat_statements/)
    expect(report.get('Cache')).toMatch(/tables +\d+/)
    const bare = await startThrowawayPostgres({ settings: { shared_preload_libraries: '' } })
    try {
      const other = await health({ ADMIN_DATABASE_URL: bare.superuserUrl })
      expect(other.get('Slow')).toMatch(/this host does not load pg_stat_statements/)
    } finally {
      await bare.stop()
    }
  })

  test('no database is one line', async () => {
    await expect(health({ DATA_DIR: '/nowhere/data' })).rejects.toThrow(
      /^There is no database in \/nowhere\/data: run npm start once, or set ADMIN_DATABASE_URL\.$/,
    )
  })
})
