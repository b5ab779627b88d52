import { randomUUID } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import {
  type AuthTarget,
  authTargets,
  startTestAuth,
  type TestAuth,
  type TestAuthOptions,
} from '../../fixtures/auth.ts'
import { startTestPostgres, type TestPostgresOptions } from '../../fixtures/postgres.ts'

export const password = 'train-with-ai-2026'

/** What a test of the contract works with. */
export interface Subject extends TestAuth {
  target: AuthTarget
  /** Runs SQL as the superuser, to look behind the server or to make time pass. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** A client of a browser of its own. */
  client(options?: { flowType?: 'pkce' | 'implicit' }): SupabaseClient
  /** A client that is signed in to a new, confirmed account. */
  member(): Promise<{ client: SupabaseClient; email: string; id: string }>
  /** Calls a path below `/auth/v1` directly. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
}

interface CallOptions {
  body?: unknown
  token?: string
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  json: Record<string, unknown>
  headers: Headers
}

export const newAddress = () => `${randomUUID()}@aigym.test`

/** The payload of a JWT, unverified. */
export function payloadOf(token: string): Record<string, unknown> {
  const payload = token.split('.')[1] ?? ''
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
}

/** Runs a suite on the stand-in, and on the real Auth server where there is one. */
export function describeAuth(
  name: string,
  options: Partial<TestAuthOptions> & { content?: TestPostgresOptions['with'] },
  suite: (subject: () => Subject) => void,
): void {
  describe.each(authTargets)(`${name} (%s)`, (target) => {
    let postgres: LocalPostgres | undefined
    let auth: TestAuth | undefined
    let client: pg.Client | undefined
    let subject: Subject | undefined

    beforeAll(async () => {
      postgres = await startTestPostgres({ with: options.content ?? 'auth', auth: target })
      auth = await startTestAuth({ ...options, target, postgres })
      client = new pg.Client({ connectionString: postgres.superuserUrl })
      await client.connect()
      subject = makeSubject(target, auth, client)
    })

    afterAll(async () => {
      await client?.end()
      await auth?.stop()
      await postgres?.stop()
    })

    suite(() => {
      if (subject === undefined) throw new Error('the suite has not started')
      return subject
    })
  })
}

function makeSubject(target: AuthTarget, auth: TestAuth, database: pg.Client): Subject {
  const subject: Subject = {
    ...auth,
    target,
    sql: async (text, values = []) => (await database.query(text, values)).rows,
    client: (options = {}) =>
      createClient(auth.url, auth.anonKey, {
        auth: {
          storage: memory(),
          autoRefreshToken: false,
          detectSessionInUrl: false,
          flowType: options.flowType ?? 'implicit',
        },
      }),
    async member() {
      const client = subject.client()
      const email = newAddress()
      const signedUp = await client.auth.signUp({ email, password })
      if (signedUp.error) throw signedUp.error
      if (signedUp.data.session === null) {
        const { tokenHash } = await subject.nextMail(email)
        const verified = await client.auth.verifyOtp({ token_hash: tokenHash, type: 'signup' })
        if (verified.error) throw verified.error
      }
      return { client, email, id: signedUp.data.user?.id ?? '' }
    },
    async call(method, path, options = {}) {
      const response = await fetch(`${auth.url}/auth/v1${path}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
        headers: {
          'content-type': 'application/json',
          ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
          ...options.headers,
        },
        ...(options.body === undefined
          ? {}
          : {
              body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body),
            }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.startsWith('application/json')
      return {
        status: response.status,
        headers: response.headers,
        json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
      }
    },
  }
  return subject
}

/** Each client keeps its session to itself. */
function memory() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
