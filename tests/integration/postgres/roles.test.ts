import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { authTargets } from '../../fixtures/auth.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

describe.each(authTargets)('roles and rights as on hosted Supabase (%s)', (target) => {
  let postgres: LocalPostgres
  const clients: pg.Client[] = []

  beforeAll(async () => {
    postgres = await startTestPostgres({ with: 'auth', auth: target })
  })
  afterAll(async () => {
    for (const client of clients) await client.end()
    await postgres?.stop()
  })

  async function as(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    clients.push(client)
    return client
  }

  test('each role is what it is there', async () => {
    const client = await as(postgres.superuserUrl)
    const { rows } = await client.query(
      `select rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolbypassrls
       from pg_roles where rolname !~ '^pg_' order by rolname`,
    )
    const table = Object.fromEntries(
      rows.map((row) => [
        row.rolname,
        [
          row.rolsuper && 'super',
          row.rolinherit && 'inherit',
          row.rolcreaterole && 'createrole',
          row.rolcreatedb && 'createdb',
          row.rolcanlogin && 'login',
          row.rolbypassrls && 'bypassrls',
        ]
          .filter(Boolean)
          .join(' '),
      ]),
    )
    expect(table).toEqual({
      anon: 'inherit',
      authenticated: 'inherit',
      authenticator: 'login',
      postgres: 'inherit createrole createdb login bypassrls',
      service_role: 'inherit bypassrls',
      supabase_admin: 'super inherit createrole createdb login bypassrls',
      supabase_auth_admin: 'createrole login',
    })
  })

  test('postgres uses auth but makes and owns nothing there', async () => {
    const client = await as(postgres.postgresUrl)
    await client.query(
      `insert into auth.users (instance_id, id, email)
       values ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'a@aigym.test')`,
    )
    await client.query(
      'create table public.people (id uuid references auth.users (id) on delete cascade)',
    )
    await client.query(
      `create function public.note() returns trigger language plpgsql as 'begin return new; end'`,
    )
    await client.query(
      'create trigger note after insert on auth.users execute function public.note()',
    )
    await expect(client.query('create table auth.mine ()')).rejects.toThrow(/permission denied/)
    await expect(client.query('alter table auth.users add mine int')).rejects.toThrow(
      /must be owner/,
    )
    await expect(client.query('set role supabase_admin')).rejects.toThrow(/permission denied/)
    await expect(client.query('set role supabase_auth_admin')).rejects.toThrow(/permission denied/)
    await client.query('grant select on auth.sessions to service_role')
  })

  test('postgres can make a login role that may become anon and authenticated', async () => {
    const client = await as(postgres.postgresUrl)
    await client.query('create role worker_like noinherit login password $$secret$$')
    await client.query('grant anon, authenticated to worker_like')
    const url = new URL(postgres.postgresUrl)
    url.username = 'worker_like'
    url.password = 'secret'
    const worker = await as(url.href)
    await worker.query('set role authenticated')
    await worker.query('set role anon')
    await expect(worker.query('set role service_role')).rejects.toThrow(/permission denied/)
    await expect(worker.query('set role postgres')).rejects.toThrow(/permission denied/)
  })

  test('the extensions that Supabase has, and the trusted ones on request', async () => {
    const client = await as(postgres.postgresUrl)
    const { rows } = await client.query(`select extensions.crypt('x', extensions.gen_salt('bf', 4))
      ~ '^\\$2a\\$04\\$' as works`)
    expect(rows).toEqual([{ works: true }])
    await client.query('create extension pg_trgm with schema extensions')
  })

  test('what postgres makes in public is open to the API roles until it is closed', async () => {
    const client = await as(postgres.postgresUrl)
    await client.query('create table public.open_table ()')
    const { rows } = await client.query(
      `select has_table_privilege('anon', 'public.open_table', 'insert') as anon,
         has_table_privilege('authenticated', 'public.open_table', 'delete') as authenticated`,
    )
    expect(rows).toEqual([{ anon: true, authenticated: true }])
  })

  test('the API roles read nothing in auth, but ask who they are', async () => {
    const client = await as(postgres.postgresUrl)
    await client.query('begin')
    await client.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify({
        sub: '00000000-0000-4000-8000-000000000001',
        role: 'authenticated',
        email: 'a@aigym.test',
      }),
    ])
    await client.query('set local role authenticated')
    const { rows } = await client.query(
      `select auth.uid() as uid, auth.role() as role, auth.email() as email,
         auth.jwt() ->> 'role' as claim`,
    )
    expect(rows).toEqual([
      {
        uid: '00000000-0000-4000-8000-000000000001',
        role: 'authenticated',
        email: 'a@aigym.test',
        claim: 'authenticated',
      },
    ])
    await expect(client.query('select * from auth.users')).rejects.toThrow(/permission denied/)
    await client.query('rollback')
    expect((await client.query('select auth.uid() as uid, auth.jwt() as jwt')).rows).toEqual([
      { uid: null, jwt: null },
    ])
  })
})
