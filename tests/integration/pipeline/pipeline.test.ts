import { type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RunBatch } from '~/data/batch'
import { connect } from '~/data/connect.server'
import { openDatabase } from '~/data/database.server'
import { ConnectionPool } from '~/data/pool.server'
import type { Claims } from '~/platform/auth/actor'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { startDelayProxy } from '../../fixtures/delay-proxy'
import { hasPgBouncer, startPgBouncer } from '../../fixtures/pgbouncer'
import { startTestPostgres } from '../../fixtures/postgres'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const person = '0199a000-0000-7000-8000-000000000001'
const session = '0199a000-0000-7000-8000-0000000000aa'
const claims: Claims = {
  sub: person,
  session_id: session,
  role: 'authenticated',
  aal: 'aal1',
  email: 'learner@pipeline.test',
  exp: 4_000_000_000,
}

let postgres: LocalPostgres
let admin: pg.Client

beforeAll(async () => {
  postgres = await startTestPostgres({ with: 'migrated' })
  admin = new pg.Client({ connectionString: postgres.superuserUrl })
  await admin.connect()
  await admin.query(
    `create table public.scratch (id int primary key, twin int references public.scratch deferrable initially deferred);
     grant select, insert on public.scratch to authenticated, anon;
     insert into auth.users (id, email, aud, role, email_confirmed_at)
       values ('${person}', 'learner@pipeline.test', 'authenticated', 'authenticated', now());`,
  )
})

beforeEach(async () => {
  await admin.query(`truncate public.scratch; delete from auth.sessions`)
  await admin.query('insert into auth.sessions (id, user_id) values ($1, $2)', [session, person])
})

afterAll(async () => {
  await admin?.end()
  await postgres?.stop()
})

interface Way {
  url: string
  named?: boolean
  stop(): Promise<void>
}

const ways: [name: string, open: () => Promise<Way>][] = [
  ['Postgres itself', async () => ({ url: postgres.workerUrl, stop: async () => {} })],
  [
    'Postgres itself, statements named',
    async () => ({ url: postgres.workerUrl, named: true, stop: async () => {} }),
  ],
]
if (hasPgBouncer()) {
  ways.push(['PgBouncer in transaction mode', () => startPgBouncer(postgres.workerUrl)])
}

describe.each(ways)('a batch through %s', (_name, open) => {
  let way: Way
  let pool: ConnectionPool

  beforeAll(async () => {
    way = await open()
    pool = new ConnectionPool({ size: 2, connect: () => connect(way.url, way) })
  })

  afterAll(async () => {
    await pool?.close()
    await way?.stop()
  })

  const database = (who: Claims | null = claims) =>
    openDatabase({ run: (batch) => pool.run(batch), claims: who, log, expectedBatches: 99 })

  it('runs as the person, in a role that is a literal', async () => {
    const [row] = await database().read(
      sql<{ role: string; sub: string }>`select current_user as role, auth.uid()::text as sub`,
    )
    expect(row).toEqual({ role: 'authenticated', sub: person })
    const [nobody] = await database(null).read(sql<{ role: string }>`select current_user as role`)
    expect(nobody).toEqual({ role: 'anon' })
    const job = openDatabase({ run: (batch) => pool.run(batch), claims: null, log, job: true })
    const [worker] = await job.read(
      sql<{ role: string; limit: string }>`
        select current_user as role, current_setting('statement_timeout') as limit`,
    )
    expect(worker).toEqual({ role: 'aigym_worker', limit: '5s' })
  })

  it('takes no role from a token', async () => {
    const forged = { ...claims, role: 'service_role' } as unknown as Claims
    const [row] = await database(forged).read(sql<{ role: string }>`select current_user as role`)
    expect(row).toEqual({ role: 'authenticated' })
  })

  it('leaves nothing of one person to the next batch on the connection', async () => {
    await Promise.all([1, 2].map(() => database().read(sql`select 1`)))
    const [row] = await database(null).read(
      sql<{ sub: string | null; claims: string | null }>`
        select auth.uid()::text as sub, nullif(nullif(current_setting('request.jwt.claims', true), '{}'), '') as claims`,
    )
    expect(row?.sub).toBeNull()
    expect(row?.claims).toBeNull()
  })

  it('is one round trip on a warm connection', async () => {
    const proxy = await startDelayProxy(way.url, 5)
    const slow = new ConnectionPool({ size: 1, connect: () => connect(proxy.url, way) })
    const db = openDatabase({ run: (batch) => slow.run(batch), claims, log, expectedBatches: 9 })
    try {
      await db.read(sql`select 1`)
      proxy.reset()
      await Promise.all([db.read(sql`select 1`), db.read(sql`select 2`), db.read(sql`select 3`)])
      expect(proxy.roundTrips()).toBe(1)
      await db.write(sql`insert into public.scratch values (1)`)
      expect(proxy.roundTrips()).toBe(2)
    } finally {
      await slow.close()
      await proxy.stop()
    }
  })

  it('runs nothing after a dead session', async () => {
    await admin.query('delete from auth.sessions')
    const db = database()
    const outcomes = await Promise.allSettled([
      db.write(sql`insert into public.scratch values (1)`),
      db.read(sql`select 1`),
    ])
    for (const each of outcomes) {
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'session-ended' } })
    }
    expect((await admin.query('select * from public.scratch')).rowCount).toBe(0)
  })

  it('runs nothing for a suspended person', async () => {
    await admin.query('update public.profiles set suspended_at = now() where id = $1', [person])
    try {
      await expect(database().read(sql`select 1`)).rejects.toMatchObject({ code: 'suspended' })
    } finally {
      await admin.query('update public.profiles set suspended_at = null where id = $1', [person])
    }
  })

  it('keeps a failing read from taking its neighbours rows', async () => {
    const db = database()
    const [before, failing, after] = await Promise.allSettled([
      db.read(sql`select 1 as n`),
      db.read(sql`select 1 / 0`),
      db.read(sql`select 2 as n`),
    ])
    expect(before).toMatchObject({ status: 'fulfilled', value: [{ n: 1 }] })
    expect(failing).toMatchObject({ status: 'rejected', reason: { code: 'unexpected' } })
    expect(after).toMatchObject({ status: 'fulfilled', value: [{ n: 2 }] })
  })

  it('asks once more, behind fences, for no more than what failing reads took with them', async () => {
    const proxy = await startDelayProxy(way.url, 5)
    const slow = new ConnectionPool({ size: 1, connect: () => connect(proxy.url, way) })
    const db = openDatabase({ run: (batch) => slow.run(batch), claims, log, expectedBatches: 9 })
    const outcomes = async (...asked: RawBuilder<unknown>[]) =>
      (await Promise.allSettled(asked.map((each) => db.read(each)))).map((each) =>
        each.status === 'fulfilled' ? each.value : each.reason.code,
      )
    try {
      await db.read(sql`select 1`)
      proxy.reset()
      expect(
        await outcomes(
          sql`select set_config('aigym.asked', 'once', false) as n`,
          sql`select 1 / 0`,
          sql`select current_setting('aigym.asked') as n`,
          sql`select 2 / 0`,
          sql`select 3 as n`,
        ),
      ).toEqual([[{ n: 'once' }], 'unexpected', [{ n: '' }], 'unexpected', [{ n: 3 }]])
      expect(proxy.roundTrips()).toBe(2)
      expect(await outcomes(sql`select 1 as n`, sql`select 1 / 0`)).toEqual([
        [{ n: 1 }],
        'unexpected',
      ])
      expect(proxy.roundTrips()).toBe(3)
    } finally {
      await slow.close()
      await proxy.stop()
    }
  })

  it('lets a read change nothing, even beside a write', async () => {
    const db = database()
    await Promise.all([
      db.read(sql`insert into public.scratch values (1)`),
      db.write(sql`insert into public.scratch values (2)`),
    ])
    const { rows } = await admin.query('select id from public.scratch')
    expect(rows).toEqual([{ id: 2 }])
    await expect(db.read(sql`insert into public.scratch values (3)`)).rejects.toThrow()
  })

  it('calls no write done when its neighbour failed', async () => {
    const db = database()
    const [good, bad] = await Promise.allSettled([
      db.write(sql`insert into public.scratch values (1)`),
      db.write(sql`insert into public.scratch values (null)`),
    ])
    expect(good).toMatchObject({ status: 'rejected', reason: { code: 'invalid' } })
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'invalid' } })
    expect((await admin.query('select * from public.scratch')).rowCount).toBe(0)
  })

  it('calls no write done when the commit itself failed', async () => {
    const writing = database().write(sql`insert into public.scratch values (1, 99) returning id`)
    await expect(writing).rejects.toMatchObject({ code: 'invalid' })
    expect((await admin.query('select * from public.scratch')).rowCount).toBe(0)
  })

  it('refuses two statements in one', async () => {
    const two = database().read(sql`select 1; select 2`)
    await expect(two).rejects.toMatchObject({ code: 'unexpected' })
  })

  it('limits how long a statement may run', async () => {
    const startedAt = Date.now()
    await expect(database().read(sql`select pg_sleep(20)`)).rejects.toMatchObject({
      code: 'timeout',
      status: 504,
    })
    expect(Date.now() - startedAt).toBeLessThan(9_000)
  })

  it('throws a broken connection away and opens another', async () => {
    const proxy = await startDelayProxy(way.url, 0)
    const fragile = new ConnectionPool({ size: 1, connect: () => connect(proxy.url) })
    const db = openDatabase({ run: (batch) => fragile.run(batch), claims, log, expectedBatches: 9 })
    try {
      await db.read(sql`select 1`)
      const hanging = db.write(sql`select pg_sleep(3)`)
      const refused = expect(hanging).rejects.toMatchObject({ code: 'unavailable' })
      await new Promise((resolve) => setTimeout(resolve, 100))
      proxy.cut()
      await refused
      expect(await db.read(sql`select 1 as n`)).toEqual([{ n: 1 }])
      expect(proxy.connections()).toBe(2)
    } finally {
      await fragile.close()
      await proxy.stop()
    }
  })

  it('leases a connection to one batch at a time, and makes the others wait', async () => {
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        database().read(
          sql<{ n: number; pid: number }>`select ${n}::int as n, pg_backend_pid() as pid`,
        ),
      ),
    )
    expect(results.map(([row]) => row?.n)).toEqual(Array.from({ length: 12 }, (_, n) => n))
    expect(new Set(results.map(([row]) => row?.pid)).size).toBeLessThanOrEqual(4)
  })
})

/** How many wait for a lock that somebody else has. */
async function waiting(): Promise<number> {
  const { rows } = await admin.query('select count(*)::int as n from pg_locks where not granted')
  return rows[0].n
}

describe('the pool', () => {
  it('says so when no connection becomes free in time', async () => {
    const pool = new ConnectionPool({
      size: 1,
      waitMs: 50,
      connect: () => connect(postgres.workerUrl),
    })
    const db = openDatabase({ run: (batch) => pool.run(batch), claims, log, expectedBatches: 9 })
    const long = db.read(sql`select pg_sleep(0.5)`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const other = openDatabase({ run: (batch) => pool.run(batch), claims, log })
    await expect(other.read(sql`select 1`)).rejects.toMatchObject({ code: 'unavailable' })
    await long
    await pool.close()
  })

  it('lets who is patient in last, and yet once in four', async () => {
    const pool = new ConnectionPool({ size: 1, connect: () => connect(postgres.workerUrl) })
    const order: string[] = []
    const ask = async (who: string, patient: boolean) => {
      const run: RunBatch = (batch) => pool.run(batch)
      await openDatabase({ run, claims, log, patient }).read(sql`select ${who}::text`)
      order.push(who)
    }
    const asked = ['first', 'patient', 'patient too', 'second', 'third', 'fourth', 'fifth']
    await Promise.all(asked.map((who) => ask(who, who.startsWith('patient'))))
    expect(order).toEqual(['first', 'second', 'third', 'fourth', 'patient', 'fifth', 'patient too'])
    await pool.close()
  })

  it('says so when there is nobody to connect to', async () => {
    const pool = new ConnectionPool({
      size: 1,
      connect: () => connect('postgres://x@127.0.0.1:9/x'),
    })
    const db = openDatabase({ run: (batch) => pool.run(batch), claims, log })
    await expect(db.read(sql`select 1`)).rejects.toMatchObject({ code: 'unavailable', status: 503 })
  })

  it('reads again, once, when an idle connection had died unseen', async () => {
    const proxy = await startDelayProxy(postgres.workerUrl, 0)
    const pool = new ConnectionPool({ size: 1, connect: () => connect(proxy.url) })
    const db = openDatabase({ run: (batch) => pool.run(batch), claims, log, expectedBatches: 9 })
    try {
      await db.read(sql`select 1`)
      proxy.cut()
      expect(await db.read(sql`select 2 as n`)).toEqual([{ n: 2 }])
    } finally {
      await pool.close()
      await proxy.stop()
    }
  })

  it('plans a named statement once for a connection, and again for another role', async () => {
    const pool = new ConnectionPool({
      size: 1,
      connect: () => connect(postgres.workerUrl, { named: true }),
    })
    const as = (who: Claims | null) =>
      openDatabase({ run: (batch) => pool.run(batch), claims: who, log, expectedBatches: 99 })
    const twins = sql<{ n: number }>`select count(*)::int as n from public.scratch where id > ${0}`
    for (const who of [claims, claims, claims, null, null]) await as(who).read(twins)
    const kept = await as(claims).read(
      sql<{ generic: number; custom: number }>`
        select generic_plans::int as generic, custom_plans::int as custom
        from pg_prepared_statements where statement like '%from public.scratch%' order by 1`,
    )
    await pool.close()
    expect(kept.slice(-2)).toEqual([
      { generic: 2, custom: 0 },
      { generic: 3, custom: 0 },
    ])
  })

  it('asks again when a migration changed what a kept statement answers', async () => {
    await admin.query('insert into public.scratch values (1)')
    const pool = new ConnectionPool({
      size: 1,
      connect: () => connect(postgres.workerUrl, { named: true }),
    })
    const db = openDatabase({ run: (batch) => pool.run(batch), claims, log, expectedBatches: 9 })
    const all = sql`select * from public.scratch`
    try {
      expect(await db.read(all)).toEqual([{ id: 1, twin: null }])
      await admin.query('alter table public.scratch add column note text')
      expect(await db.read(all)).toEqual([{ id: 1, twin: null, note: null }])
    } finally {
      await pool.close()
      await admin.query('alter table public.scratch drop column if exists note')
    }
  })

  it('does once more what was undone because two were in each other’s way', async () => {
    // Postgres looks once, when somebody has waited so long, and undoes who looked: the app, if by then
    // the other waits too.
    const role = new URL(postgres.workerUrl).username
    await admin.query(`alter role "${role}" set deadlock_timeout = '3s'`)
    const pool = new ConnectionPool({ size: 1, connect: () => connect(postgres.workerUrl) })
    const db = openDatabase({ run: (batch) => pool.run(batch), claims, log, expectedBatches: 9 })
    try {
      await admin.query('begin')
      await admin.query("set local deadlock_timeout = '1min'")
      await admin.query('select pg_advisory_xact_lock(1)')
      const both = Promise.all([
        db.write(sql`select pg_advisory_xact_lock(2)`),
        db.write(sql`insert into public.scratch values (1)`),
        db.write(sql`select pg_advisory_xact_lock(1)`),
      ])
      await expect.poll(waiting).toBe(1)
      await admin.query('select pg_advisory_xact_lock(2)')
      await admin.query('commit')
      await both
      expect((await admin.query('select id from public.scratch')).rows).toEqual([{ id: 1 }])
    } finally {
      await admin.query('rollback')
      await admin.query(`alter role "${role}" reset deadlock_timeout`)
      await pool.close()
    }
  })

  it('closes a connection that was idle for long', async () => {
    const pool = new ConnectionPool({
      size: 1,
      idleMs: 1,
      connect: () => connect(postgres.workerUrl),
    })
    const db = openDatabase({ run: (batch) => pool.run(batch), claims, log, expectedBatches: 9 })
    const pid = async () =>
      (await db.read(sql<{ pid: number }>`select pg_backend_pid() as pid`))[0]?.pid
    const first = await pid()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await pid()).not.toBe(first)
    await pool.close()
  })
})
