import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

/** The claims of an access token, as far as the database reads them. */
export interface TestClaims {
  sub: string
  session_id: string
  role: 'authenticated'
  email: string
}

export interface Person {
  id: string
  email: string
  claims: TestClaims
}

export type Rows = Record<string, unknown>[]

/** What Postgres raised, as far as a test looks at it. */
export interface Refusal {
  code: string
  detail?: string
  hint?: string
  constraint?: string
}

/** One connection of the Worker's role. */
export interface WorkerSession {
  /** Opens a transaction the way the app does: begin, private.enter(), the role of a request. */
  enter(claims: TestClaims | null): Promise<void>
  query(sql: string, values?: unknown[]): Promise<Rows>
  commit(): Promise<void>
  rollback(): Promise<void>
  /** The server's number of this connection, to see whether it waits for a lock. */
  pid: number
  end(): Promise<void>
}

export interface TestDatabase {
  postgres: LocalPostgres
  /** Runs SQL as the migrations' role, whom no policy holds. */
  asPostgres(sql: string, values?: unknown[]): Promise<Rows>
  connectWorker(): Promise<WorkerSession>
  /** Runs one statement as a signed-in person (or nobody) and commits it. */
  as(person: Person | null, sql: string, values?: unknown[]): Promise<Rows>
  /** The same, and nothing of it stays. */
  tryAs(person: Person | null, sql: string, values?: unknown[]): Promise<Rows>
  /** Makes a confirmed account with a session. */
  createPerson(name: string): Promise<Person>
  /** Waits until a connection waits for somebody else's lock. */
  untilWaiting(pid: number): Promise<void>
  stop(): Promise<void>
}

/** Starts a migrated Postgres of the test file's own. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const postgres = await startTestPostgres()
  const owner = new pg.Client({ connectionString: postgres.postgresUrl })
  const open = new Set<pg.Client>([owner])
  await owner.connect()

  const asPostgres = async (sql: string, values: unknown[] = []) =>
    (await owner.query(sql, values)).rows as Rows

  async function connectWorker(): Promise<WorkerSession> {
    const client = new pg.Client({ connectionString: postgres.workerUrl })
    open.add(client)
    await client.connect()
    const query = async (sql: string, values: unknown[] = []) =>
      (await client.query(sql, values)).rows as Rows
    const [backend] = await query('select pg_backend_pid() as pid')
    return {
      query,
      pid: backend?.pid as number,
      async enter(claims) {
        await client.query('begin')
        await client.query('select private.enter($1::jsonb)', [JSON.stringify(claims ?? {})])
        await client.query(`set local role ${claims ? 'authenticated' : 'anon'}`)
      },
      commit: async () => void (await client.query('commit')),
      rollback: async () => void (await client.query('rollback')),
      async end() {
        open.delete(client)
        await client.end()
      },
    }
  }

  const worker = await connectWorker()

  async function run(person: Person | null, sql: string, values: unknown[], keep: boolean) {
    try {
      await worker.enter(person?.claims ?? null)
      const rows = await worker.query(sql, values)
      await (keep ? worker.commit() : worker.rollback())
      return rows
    } catch (error) {
      await worker.rollback()
      throw error
    }
  }

  return {
    postgres,
    asPostgres,
    connectWorker,
    as: (person, sql, values = []) => run(person, sql, values, true),
    tryAs: (person, sql, values = []) => run(person, sql, values, false),
    async createPerson(name) {
      const id = randomUUID()
      const session = randomUUID()
      const email = `${name}@people.test`
      await asPostgres(
        `insert into auth.users (id, aud, role, email, email_confirmed_at, raw_user_meta_data)
         values ($1, 'authenticated', 'authenticated', $2, now(), $3)`,
        [id, email, { display_name: name }],
      )
      await asPostgres('insert into auth.sessions (id, user_id) values ($1, $2)', [session, id])
      return {
        id,
        email,
        claims: { sub: id, session_id: session, role: 'authenticated', email },
      }
    },
    async untilWaiting(pid) {
      const giveUpAt = Date.now() + 10_000
      for (;;) {
        const [row] = await asPostgres('select cardinality(pg_blocking_pids($1)) > 0 as waits', [
          pid,
        ])
        if (row?.waits === true) return
        if (Date.now() > giveUpAt) throw new Error(`connection ${pid} waits for nobody`)
      }
    },
    async stop() {
      await Promise.all([...open].map((client) => client.end()))
      await postgres.stop()
    },
  }
}

/** What a statement was refused with; fails the test when it was not. */
export async function refusal(attempt: Promise<unknown>): Promise<Refusal> {
  try {
    await attempt
  } catch (error) {
    const { code, detail, hint, constraint } = error as pg.DatabaseError
    const found: Refusal = { code: code ?? String(error) }
    if (detail !== undefined) found.detail = detail
    if (hint !== undefined) found.hint = hint
    if (constraint !== undefined) found.constraint = constraint
    return found
  }
  throw new Error('expected a refusal, and it was allowed')
}
