import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  refusal,
  startTestDatabase,
  type TestDatabase,
  type WorkerSession,
} from './test-database.ts'

let db: TestDatabase
let worker: WorkerSession
beforeAll(async () => {
  db = await startTestDatabase()
  worker = await db.connectWorker()
})
afterAll(async () => {
  await worker?.end()
  await db?.stop()
})

describe('the Worker’s role', () => {
  test('can become anon and authenticated, and nothing else there is', async () => {
    const roles = await db.asPostgres('select rolname as name from pg_roles order by rolname')
    const became: string[] = []
    for (const { name } of roles) {
      for (const command of [`set role "${name}"`, `set session authorization "${name}"`]) {
        try {
          await worker.query(command)
          became.push(command)
        } catch (error) {
          expect(error).toMatchObject({ code: '42501' })
        }
        await worker.query('reset role')
      }
    }
    expect(roles.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['postgres', 'service_role', 'supabase_admin', 'supabase_auth_admin']),
    )
    expect(became.sort()).toEqual([
      'set role "aigym_worker"',
      'set role "anon"',
      'set role "authenticated"',
      'set session authorization "aigym_worker"',
    ])
  })

  test('nor from inside a member’s transaction', async () => {
    const person = await db.createPerson('inside')
    for (const role of ['service_role', 'postgres', 'supabase_admin', 'aigym_definer']) {
      await worker.enter(person.claims)
      expect(await refusal(worker.query(`set local role ${role}`))).toMatchObject({ code: '42501' })
      await worker.rollback()
    }
  })

  test('has no attribute that bypasses, and owns nothing', async () => {
    const [role] = await db.asPostgres(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit
       from pg_roles where rolname = 'aigym_worker'`,
    )
    expect(new Set(Object.values(role ?? {}))).toEqual(new Set([false]))
    const owned = await db.asPostgres(
      `select classid::regclass, objid from pg_shdepend
       where deptype = 'o' and refobjid in ('aigym_worker'::regrole, 'anon'::regrole, 'authenticated'::regrole)`,
    )
    expect(owned).toEqual([])
  })

  test('reads and makes nothing before it has entered', async () => {
    const tables = await db.asPostgres(
      `select format('%I.%I', relnamespace::regnamespace, relname) as name from pg_class
       where relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and relkind = 'r'`,
    )
    for (const { name } of tables) {
      expect(await refusal(worker.query(`select * from ${name}`)), String(name)).toMatchObject({
        code: '42501',
      })
    }
    expect(await refusal(worker.query('create table public.mine ()'))).toMatchObject({
      code: '42501',
    })
    expect(await refusal(worker.query('create schema mine'))).toMatchObject({ code: '42501' })
  })

  test('reads no auth table after it has entered', async () => {
    const person = await db.createPerson('curious')
    for (const table of ['users', 'sessions', 'refresh_tokens', 'identities']) {
      expect(await refusal(db.tryAs(person, `select * from auth.${table}`))).toMatchObject({
        code: '42501',
      })
    }
  })

  test('can not call what is meant for the one command', async () => {
    const person = await db.createPerson('climber')
    for (const who of [person, null]) {
      expect(
        await refusal(db.tryAs(who, 'select public.grant_platform_admin($1)', [person.email])),
      ).toMatchObject({ code: '42501' })
    }
  })
})

describe('private.enter()', () => {
  const enter = async (claims: unknown) => {
    await worker.query('begin')
    try {
      await worker.query('select private.enter($1::jsonb)', [claims])
      const [row] = await worker.query(
        `select current_setting('request.jwt.claims', true) as claims,
           current_setting('aigym.person', true) as person,
           current_setting('statement_timeout') as timeout`,
      )
      return row
    } finally {
      await worker.rollback()
    }
  }

  test('lets a living session in, until the transaction ends', async () => {
    const person = await db.createPerson('living')
    const inside = await enter(JSON.stringify(person.claims))
    expect(JSON.parse(String(inside?.claims))).toEqual(person.claims)
    expect(inside).toMatchObject({ person: person.id, timeout: '5s' })
    const [after] = await worker.query(
      `select current_setting('aigym.person', true) as person, current_setting('statement_timeout') as timeout`,
    )
    expect(after).toMatchObject({ person: '', timeout: '0' })
  })

  test('looks once where the person belongs: for this transaction, and anew for the next', async () => {
    const person = await db.createPerson('belonging')
    const [made] = await db.asPostgres(
      `insert into public.communities (slug, name) values ('once', 'Once') returning id`,
    )
    const join = 'insert into public.memberships (community_id, user_id, role) values ($1, $2, $3)'
    await db.asPostgres(join, [made?.id, person.id, 'community_admin'])
    const seen = async () => {
      const [row] = await worker.query(
        `select private.my_communities() as mine, private.my_admin_communities() as run,
           private.is_platform_admin() as platform`,
      )
      return row
    }
    const all = { mine: [made?.id], run: [made?.id], platform: false }
    await worker.enter(person.claims)
    expect(await seen()).toEqual(all)
    await db.asPostgres('delete from public.memberships where user_id = $1', [person.id])
    await db.asPostgres('insert into public.platform_admins (user_id) values ($1)', [person.id])
    expect(await seen()).toEqual(all)
    await worker.commit()
    await worker.enter(person.claims)
    expect(await seen()).toEqual({ mine: [], run: [], platform: true })
    await worker.rollback()
    // Nothing of the one stays for whoever comes after on this connection.
    await worker.enter((await db.createPerson('stranger')).claims)
    expect(await seen()).toEqual({ mine: [], run: [], platform: false })
    await worker.rollback()
  })

  test.each([
    ['no claims', null],
    ['empty claims', '{}'],
    ['JSON null', 'null'],
  ])('takes %s for nobody', async (_, claims) => {
    expect(await enter(claims)).toMatchObject({ person: '', claims: '', timeout: '5s' })
  })

  test('leaves nothing of one who was in before', async () => {
    const person = await db.createPerson('before')
    await worker.enter(person.claims)
    await worker.query('reset role')
    await worker.query(`select private.enter('{}')`)
    await worker.query('set local role authenticated')
    expect(await worker.query('select * from public.profiles')).toEqual([])
    await worker.rollback()
  })

  test('refuses whatever is not a living session of that person', async () => {
    const person = await db.createPerson('owner-of-session')
    const other = await db.createPerson('other')
    const { sub, session_id } = person.claims
    const wrong: unknown[] = [
      { sub },
      { session_id },
      { sub: 'not-a-uuid', session_id },
      { sub, session_id: 'not-a-uuid' },
      { sub: other.id, session_id },
      { sub, session_id: other.claims.session_id },
      { sub, session_id: '00000000-0000-4000-8000-000000000000' },
      { role: 'service_role' },
      'a string',
      ['a', 'list'],
      42,
    ]
    for (const claims of wrong) {
      expect(await refusal(enter(JSON.stringify(claims))), JSON.stringify(claims)).toMatchObject({
        code: 'AG401',
        detail: 'session.ended',
      })
    }
  })

  test('refuses a session that was signed out or is over', async () => {
    const person = await db.createPerson('leaving')
    const claims = JSON.stringify(person.claims)
    await db.asPostgres(
      `update auth.sessions set not_after = now() + interval '1 hour' where user_id = $1`,
      [person.id],
    )
    expect(await enter(claims)).toMatchObject({ person: person.id })
    await db.asPostgres(
      `update auth.sessions set not_after = now() - interval '1 second' where user_id = $1`,
      [person.id],
    )
    expect(await refusal(enter(claims))).toMatchObject({ code: 'AG401' })
    await db.asPostgres('delete from auth.sessions where user_id = $1', [person.id])
    expect(await refusal(enter(claims))).toMatchObject({ code: 'AG401' })
  })

  test('refuses somebody suspended, and not their other self tomorrow', async () => {
    const person = await db.createPerson('suspended')
    const claims = JSON.stringify(person.claims)
    await db.asPostgres('update public.profiles set suspended_at = now() where id = $1', [
      person.id,
    ])
    expect(await refusal(enter(claims))).toMatchObject({
      code: 'AG403',
      detail: 'account.suspended',
    })
    await db.asPostgres('update public.profiles set suspended_at = null where id = $1', [person.id])
    expect(await enter(claims)).toMatchObject({ person: person.id })
  })

  test('ends a statement that takes longer than five seconds', async () => {
    const person = await db.createPerson('slow')
    await worker.enter(person.claims)
    const began = Date.now()
    expect(await refusal(worker.query('select pg_sleep(20)'))).toMatchObject({ code: '57014' })
    expect(Date.now() - began).toBeLessThan(10_000)
    await worker.rollback()
  })

  test('claims that it did not see are nobody’s', async () => {
    const person = await db.createPerson('unseen')
    await worker.query('begin')
    await worker.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify(person.claims),
    ])
    await worker.query('set local role authenticated')
    const tables = await db.asPostgres(
      `select oid::regclass::text as name from pg_class
       where relnamespace = 'public'::regnamespace
         and has_table_privilege('authenticated', oid, 'select')`,
    )
    for (const { name } of tables) {
      expect(await worker.query(`select * from public.${name}`), String(name)).toEqual([])
    }
    expect(tables.length).toBeGreaterThan(5)
    await worker.rollback()
  })
})
