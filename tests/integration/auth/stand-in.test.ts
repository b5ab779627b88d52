import { request } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuth } from '../../../supabase/local/auth/start-auth.ts'
import { createAuthTables } from '../../../supabase/local/auth/tables.ts'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import { newAddress, password } from './suite.ts'

// What only the stand-in does, beside the contract.
let postgres: LocalPostgres

beforeAll(async () => {
  postgres = await startTestPostgres({ with: 'empty' })
})
afterAll(async () => postgres?.stop())

const start = (options: { log?: (line: string) => void; mailer?: () => Promise<void> } = {}) =>
  startAuth({
    authUrl: postgres.authUrl,
    secrets: postgres.secrets,
    siteUrl: 'http://127.0.0.1:8787/',
    mailer: { deliver: options.mailer ?? (() => Promise.resolve()) },
    ...(options.log === undefined ? {} : { log: options.log }),
  })

const signUp = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/auth/v1/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

test('it says that it is for development, and keeps its address and its key', async () => {
  const lines: string[] = []
  const keys = async (url: string) =>
    (await fetch(`${url}/auth/v1/.well-known/jwks.json`)).json() as Promise<unknown>
  const first = await start({ log: (line) => lines.push(line) })
  const before = await keys(first.url)
  expect(lines).toEqual([`The local Auth server is for development only: ${first.issuer}`])
  await first.stop()
  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await keys(second.url)).toEqual(before)
  await second.stop()
})

test('names that are not loopback’s get nothing', async () => {
  const auth = await start()
  try {
    const status = await new Promise((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port: auth.port,
          path: '/auth/v1/health',
          headers: { host: 'evil.test' },
        },
        (response) => resolve(response.statusCode),
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
  } finally {
    await auth.stop()
  }
})

test('a mail that cannot be sent makes no account, and the log says why', async () => {
  const lines: string[] = []
  const auth = await start({
    log: (line) => lines.push(line),
    mailer: () => Promise.reject(new Error('the mailbox is full')),
  })
  try {
    const email = newAddress()
    const response = await signUp(auth.url, { email, password })
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      code: 500,
      error_code: 'unexpected_failure',
      msg: 'Unexpected failure, please check server logs for more information',
    })
    expect(lines.at(-1)).toMatch(/the mailbox is full/)
    expect(lines.join()).not.toContain(password)
    const { rows } = await sql('select from auth.users where email = $1', [email])
    expect(rows).toEqual([])
  } finally {
    await auth.stop()
  }
})

test('two that sign up at once with one address make one account', async () => {
  const auth = await start()
  try {
    const email = newAddress()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => signUp(auth.url, { email, password })),
    )
    const { rows } = await sql('select from auth.users where email = $1', [email])
    expect(rows).toHaveLength(1)
    // The others come too soon for a second mail.
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 429, 429, 429])
  } finally {
    await auth.stop()
  }
})

test('a body of more than a megabyte is not read to its end', async () => {
  const auth = await start()
  try {
    const data = { long: 'x'.repeat(1024 * 1024) }
    const response = await signUp(auth.url, { email: newAddress(), password, data })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error_code: 'request_entity_too_large' })
  } finally {
    await auth.stop()
  }
})

test('the tables may be made again, but not beside the real server’s', async () => {
  await createAuthTables(postgres.authUrl)
  await sql('create table auth.schema_migrations (version text)')
  await expect(createAuthTables(postgres.authUrl)).rejects.toThrow(
    /^This data belongs to the real Supabase Auth server[^\n]*$/,
  )
})

async function sql(text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: postgres.superuserUrl })
  await client.connect()
  try {
    return await client.query(text, values)
  } finally {
    await client.end()
  }
}
