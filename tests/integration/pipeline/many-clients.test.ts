import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '~/data/connect.server'
import { type Database, openDatabase } from '~/data/database.server'
import { ConnectionPool } from '~/data/pool.server'
import type { Claims } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { startDelayProxy } from '../../fixtures/delay-proxy'
import { hasPgBouncer, type PgBouncer, startPgBouncer } from '../../fixtures/pgbouncer'
import { startTestPostgres } from '../../fixtures/postgres'
import { gatherCrowd, type Talker } from './crowd'

const CLIENTS = 1_000
const SERVER_CONNECTIONS = 20
const LONGEST_MS = 120_000
const PATIENT = { timeout: 20_000 }

const log = { debug() {}, info() {}, warn() {}, error() {} }

let postgres: LocalPostgres
let admin: pg.Client
let bouncer: PgBouncer
let crowd: Talker[]

beforeAll(async () => {
  if (!hasPgBouncer()) return
  postgres = await startTestPostgres({ with: 'migrated' })
  admin = new pg.Client({ connectionString: postgres.superuserUrl })
  await admin.connect()
  crowd = await gatherCrowd(admin, { people: 200, communities: 4 })
  bouncer = await startPgBouncer(postgres.workerUrl, {
    serverConnections: SERVER_CONNECTIONS,
    clients: 5 * CLIENTS,
  })
})
afterAll(async () => {
  await bouncer?.stop()
  await admin?.end()
  await postgres?.stop()
})

/** A client of its own, with one connection, as it would stand in another process. */
function client(url = () => bouncer.url) {
  const pool = new ConnectionPool({ size: 1, waitMs: 20_000, connect: () => connect(url()) })
  return {
    as: (claims: Claims | null): Database =>
      openDatabase({ run: (batch) => pool.run(batch), claims, log, expectedBatches: 999 }),
    close: () => pool.close(),
  }
}
type Client = ReturnType<typeof client>

/** Does it again where the way to the database, or its time, was too short for the crowd. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const passing =
        error instanceof AppError && ['unavailable', 'timeout'].includes(error.code) && tries < 8
      if (!passing) throw error
      await sleep(Math.random() * 1_000 * tries)
    }
  }
}

/** Does something with each, so many at a time. */
async function inTurns<T>(all: T[], atOnce: number, work: (each: T) => Promise<unknown>) {
  const left = [...all]
  const worker = async () => {
    for (let each = left.pop(); each !== undefined; each = left.pop()) await work(each)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

interface Seen {
  me: string
  owners: string[]
  texts: string[]
}

/** One page and one post: what the person then sees, and the key under which the post is kept. */
async function talk(each: Client, talker: Talker): Promise<string> {
  const key = randomUUID()
  const db = each.as(talker.claims)
  const look = () =>
    Promise.all([
      db.read(sql<Seen>`
        select private.me() as me,
          array(select distinct owner_id::text from public.conversations) as owners,
          array(select distinct text from public.messages where author = 'person') as texts`),
      db.read(sql<{ id: string }>`select id from public.profiles`),
    ])
  const [[job]] = await patiently(() =>
    Promise.all([
      db.write(sql<{ answer: string }>`
        select public.send_message(
          ${talker.community}::uuid, null, ${talker.agent}::uuid, ${`of ${talker.id}`}, ${key}::uuid
        ) ->> 'answerId' as answer`),
      db.read(sql`select id from public.conversations limit 1`),
    ]),
  )
  await patiently(() =>
    db.write(sql`select public.save_answer(${job?.answer}::uuid, ${key}, 'complete', null, null)`),
  )
  const [[seen], profiles] = await patiently(look)
  if (
    seen?.me !== talker.id ||
    seen.owners.join() !== talker.id ||
    seen.texts.join() !== `of ${talker.id}` ||
    profiles.map(({ id }) => id).join() !== talker.id
  ) {
    throw new Error(`${talker.id} saw ${JSON.stringify({ seen, profiles })}`)
  }
  return key
}

describe.runIf(hasPgBouncer())('through a pooler', () => {
  it(
    `serves ${CLIENTS} clients on ${SERVER_CONNECTIONS} connections: nothing is lost or doubled, nobody sees another's`,
    async () => {
      const clients = Array.from({ length: CLIENTS }, () => client())
      // They come within seconds, not all in the same one: a password costs each side time.
      await inTurns(clients, 50, (each) => patiently(() => each.as(null).read(sql`select 1`)))
      let most = 0
      const watch = setInterval(async () => {
        const { rows } = await admin.query(
          `select count(*)::int as n from pg_stat_activity where usename = 'aigym_worker'`,
        )
        most = Math.max(most, rows[0].n)
      }, 250)
      const startedAt = Date.now()
      try {
        const kept = await Promise.all(
          clients.map(async (each, at) => {
            return talk(each, crowd[at % crowd.length] as Talker)
          }),
        )
        const ms = Date.now() - startedAt
        console.log(
          `${CLIENTS} clients, ${CLIENTS * 3} batches in ${ms} ms, at most ${most} connections`,
        )
        const { rows } = await admin.query<{ text: string; answer: string; owner: string }>(
          `select asked.text, answers.text as answer, conversations.owner_id as owner
           from public.messages as asked
           join public.messages as answers on answers.parent_id = asked.id
           join public.conversations on conversations.id = asked.conversation_id`,
        )
        expect(rows.map(({ answer }) => answer).sort()).toEqual(kept.sort())
        expect(rows.filter(({ text, owner }) => text !== `of ${owner}`)).toEqual([])
        expect(most).toBeGreaterThan(1)
        expect(most).toBeLessThanOrEqual(SERVER_CONNECTIONS)
      } finally {
        clearInterval(watch)
        await Promise.all(clients.map((each) => each.close()))
      }
    },
    LONGEST_MS,
  )
})

describe.runIf(hasPgBouncer())('the claims of one', () => {
  const forgers = Array.from({ length: SERVER_CONNECTIONS * 2 }, () => client())
  const visitors = Array.from({ length: SERVER_CONNECTIONS * 2 }, () => client())
  afterAll(() => Promise.all([...forgers, ...visitors].map((each) => each.close())))

  /** Who each server connection thinks is there, when nobody comes next. */
  async function strangers(): Promise<unknown[]> {
    const seen = await Promise.all(
      visitors.map(async (each) => {
        const [row] = await patiently(() =>
          each.as(null).read(sql<Record<string, string | null>>`
            select current_user as role, nullif(current_setting('aigym.person', true), '') as person,
              nullif(current_setting('request.jwt.claims', true), '') as claims,
              -- Long enough that every server connection is taken.
              pg_sleep(0.05)::text as pause`),
        )
        return [row?.role, row?.person, row?.claims].join()
      }),
    )
    return [...new Set(seen)]
  }
  const NOBODY = 'anon,,'

  it(
    'do not outlive their batch, however it ends',
    async () => {
      const endings: [string, (db: Database) => Promise<unknown>][] = [
        ['a read that fails', (db) => db.read(sql`select 1 / 0`)],
        ['a write that fails', (db) => db.write(sql`select 1 / 0`)],
        ['two in one', (db) => db.write(sql`select 1; select 2`)],
        ['an early commit', (db) => db.write(sql`commit`)],
        ['an early rollback', (db) => db.read(sql`rollback`)],
        ['a role of its own', (db) => db.write(sql`set role authenticated`)],
        [
          'claims for the whole connection',
          (db) => db.write(sql`select set_config('aigym.person', ${crowd[0]?.id}, false)`),
        ],
        [
          'a token for the whole connection',
          (db) => db.write(sql`select set_config('request.jwt.claims', '{"sub":"x"}', false)`),
        ],
      ]
      for (const [name, end] of endings) {
        await Promise.all(
          forgers.map((each, at) =>
            end(each.as((crowd[at % crowd.length] as Talker).claims)).catch(() => {}),
          ),
        )
        expect(await strangers(), name).toEqual([NOBODY])
      }
    },
    LONGEST_MS,
  )

  it(
    'do not outlive a connection that is cut, on either side of the pooler',
    async () => {
      const proxy = await startDelayProxy(bouncer.url, 0)
      try {
        const clients = Array.from({ length: SERVER_CONNECTIONS }, () => client(() => proxy.url))
        const slow = () =>
          clients.map((each, at) =>
            each
              .as((crowd[at] as Talker).claims)
              .write(sql`select pg_sleep(4)`)
              .then(
                () => 'done',
                (error: AppError) => error.code,
              ),
          )
        const sleeping = async () => {
          const { rows } = await admin.query(
            `select pid from pg_stat_activity
           where usename = 'aigym_worker' and query like '%pg_sleep(4)%' and state = 'active'`,
          )
          return rows.map(({ pid }) => pid as number)
        }
        const untilAllSleep = () =>
          expect.poll(async () => (await sleeping()).length, PATIENT).toBe(20)

        const cutByClient = slow()
        await untilAllSleep()
        proxy.cut()
        expect(new Set(await Promise.all(cutByClient))).toEqual(new Set(['unavailable']))
        await expect.poll(async () => (await sleeping()).length, PATIENT).toBe(0)
        expect(await strangers()).toEqual([NOBODY])

        const cutByServer = slow()
        await untilAllSleep()
        await admin.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [
          await sleeping(),
        ])
        expect(new Set(await Promise.all(cutByServer))).toEqual(new Set(['unavailable']))
        expect(await strangers()).toEqual([NOBODY])
        await Promise.all(clients.map((each) => each.close()))
      } finally {
        await proxy.stop()
      }
    },
    LONGEST_MS,
  )

  it('reach nothing without the way in: the bare login may read no table', async () => {
    const bare = new pg.Client({ connectionString: bouncer.url })
    await bare.connect()
    try {
      await expect(bare.query('select * from public.messages')).rejects.toMatchObject({
        code: '42501',
      })
    } finally {
      await bare.end()
    }
  })
})
