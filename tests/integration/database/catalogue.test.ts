import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())

const names = async (sql: string) => (await db.asPostgres(sql)).map(({ name }) => name as string)

describe('tables', () => {
  test('each has row-level security and policies', async () => {
    expect(
      await names(
        `select relname as name from pg_class
         where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
           and relkind in ('r', 'p')
           and (not relrowsecurity
             or not exists (select from pg_policy where polrelid = pg_class.oid))`,
      ),
    ).toEqual([])
  })

  test('views, which would run with their owner’s rights, there are none', async () => {
    expect(
      await names(
        `select relname as name from pg_class
         where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
           and relkind in ('v', 'm', 'f')`,
      ),
    ).toEqual([])
  })

  test('what a signed-in person is granted at all', async () => {
    const rows = await db.asPostgres(
      `select relname || ' ' || lower(privilege_type) as what
       from pg_class, aclexplode(relacl) as grants
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and grantee = 'authenticated'::regrole
       union all
       select relname || ' ' || lower(privilege_type) || ' (' || string_agg(attname, ', ' order by attname) || ')'
       from pg_class join pg_attribute on attrelid = pg_class.oid, aclexplode(attacl) as grants
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and grantee = 'authenticated'::regrole
       group by relname, privilege_type
       order by 1`,
    )
    expect(rows.map(({ what }) => what)).toEqual([
      'agent_instructions insert (agent_id, instructions, max_output_tokens, temperature)',
      'agent_instructions select',
      'agent_instructions update (instructions, max_output_tokens, temperature)',
      'agents insert (greeting, id, starter_questions)',
      'agents select',
      'agents update (greeting, starter_questions)',
      'communities insert (conversation_readers, description, join_policy, name, slug)',
      'communities select',
      'communities update (conversation_readers, description, join_policy, name)',
      'content_items insert (community_id, kind, owner_id, post_key, slug, summary, title)',
      'content_items select',
      'content_items update (deleted_at, slug, status, summary, title)',
      'conversations select',
      'conversations update (deleted_at, title)',
      'join_requests delete',
      'join_requests insert (community_id, user_id)',
      'join_requests select',
      'memberships select',
      'messages select',
      'pending_members delete',
      'pending_members select',
      'platform_admins select',
      'profiles select',
      'profiles update (display_name)',
    ])
  })

  test('nobody and the service key are granted no table', async () => {
    expect(
      await names(
        `select relname as name from pg_class, aclexplode(relacl) as grants
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
           and grantee in (0, 'anon'::regrole, 'service_role'::regrole, 'aigym_worker'::regrole)`,
      ),
    ).toEqual([])
  })
})

describe('policies', () => {
  test('one for each operation and role, each to a named role', async () => {
    expect(
      await names(
        `select polrelid::regclass || ' ' || polcmd::text || ' ' || array_to_string(polroles, ',') as name
         from pg_policy
         group by polrelid, polcmd, polroles
         having count(*) > 1 or cardinality(polroles) <> 1 or polroles = '{0}' or polcmd = '*'`,
      ),
    ).toEqual([])
  })

  test('each function is asked once a statement: wrapped in a select of its own', async () => {
    const policies = await db.asPostgres(
      `select polrelid::regclass || ': ' || polname as name,
         concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as text
       from pg_policy`,
    )
    const bare = policies.filter(({ text }) => {
      const calls = String(text).match(/private\.\w+\(/g) ?? []
      const wrapped = String(text).match(/\( SELECT (\(?NOT )?private\.\w+\(/g) ?? []
      return calls.length !== wrapped.length
    })
    expect(policies.length).toBeGreaterThan(30)
    expect(bare).toEqual([])
  })

  test('the plan of a read asks for the memberships once', async () => {
    const [row] = await db.asPostgres(`
      with made as (
        insert into public.communities (slug, name)
        select 'many-' || n, 'Many' from generate_series(1, 50) as n returning id
      )
      insert into public.content_items (community_id, kind, title, slug, status)
      select id, 'agent', 'x', 'x', 'published' from made returning id`)
    expect(row).toBeDefined()
    const person = await db.createPerson('reader')
    const plan = JSON.stringify(
      await db.tryAs(person, 'explain (analyze, format json) select * from public.content_items'),
    )
    const functions = plan.match(/"Parent Relationship":"InitPlan"/g) ?? []
    expect(functions.length).toBe(3)
    // Each of the three ran once, over fifty rows.
    expect(plan).not.toMatch(/"Parent Relationship":"SubPlan"/)
  })

  test('each column that a policy reads is a key of a btree index', async () => {
    const unindexed = await db.asPostgres(`
      select distinct c.relname || '.' || a.attname as name
      from pg_policy as p
      join pg_depend as d
        on d.classid = 'pg_policy'::regclass and d.objid = p.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
      join pg_class as c on c.oid = d.refobjid
      join pg_attribute as a on a.attrelid = c.oid and a.attnum = d.refobjsubid
      where not exists (
        select from pg_index as i
        join pg_class as ic on ic.oid = i.indexrelid
        join pg_am on pg_am.oid = ic.relam and pg_am.amname = 'btree'
        where i.indrelid = c.oid and a.attnum = any (i.indkey::int2[])
      )
      order by 1`)
    // Two values that no query looks rows up by: they are checked on a row that was found by its key.
    expect(unindexed.map(({ name }) => name)).toEqual(['messages.author'])
  })
})

describe('functions', () => {
  const ours = `from pg_proc
    where pronamespace in ('public'::regnamespace, 'private'::regnamespace)`

  test('each has an empty search path', async () => {
    expect(
      await names(
        `select oid::regprocedure::text as name ${ours}
         and not coalesce(proconfig @> array['search_path=""'], false)`,
      ),
    ).toEqual([])
  })

  test('none may be called by everybody, by nobody signed in, or by the service key', async () => {
    expect(
      await names(
        `select oid::regprocedure::text as name ${ours} and (
           proacl is null
           or exists (
             select from aclexplode(proacl)
             where grantee in (0, 'anon'::regrole, 'service_role'::regrole)
               and proname <> 'grant_platform_admin'
           ))`,
      ),
    ).toEqual([])
  })

  test('what the Worker itself may call is the way in', async () => {
    expect(
      await names(
        `select oid::regprocedure::text as name ${ours}
         and exists (select from aclexplode(proacl) where grantee = 'aigym_worker'::regrole)`,
      ),
    ).toEqual(['private.enter(jsonb)'])
  })

  test('what a signed-in person may call', async () => {
    expect(
      await names(
        `select oid::regprocedure::text as name ${ours}
         and exists (select from aclexplode(proacl) where grantee = 'authenticated'::regrole)
         order by pronamespace::regnamespace::text, proname`,
      ),
    ).toEqual([
      'private.is_platform_admin()',
      'private.me()',
      'private.my_admin_communities()',
      'private.my_communities()',
      'private.require_coach(uuid)',
      'private.slug_of(text)',
      'private.uuidv7()',
      'add_member(uuid,text,text)',
      'change_content(uuid,integer,text)',
      'decide_join_request(uuid,uuid,boolean)',
      'remove_member(uuid,uuid)',
      'retry_answer(uuid,uuid)',
      'save_agent(uuid,uuid,integer,jsonb)',
      'save_answer(uuid,text,text,text,text)',
      'send_message(uuid,uuid,uuid,text,uuid)',
      'set_member_role(uuid,uuid,text)',
      'stop_answer(uuid)',
      'suspend_person(uuid,boolean)',
    ])
  })

  test('definers run as a role that bypasses nothing, but for three that read auth', async () => {
    expect(
      await names(
        `select pg_proc.oid::regprocedure::text as name ${ours}
         and prosecdef and proowner <> 'aigym_definer'::regrole order by 1`,
      ),
    ).toEqual([
      'grant_platform_admin(text)',
      'private.enter(jsonb)',
      'private.find_confirmed_person(text)',
    ])
    const [role] = await db.asPostgres(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolinherit,
         array(select roleid::regrole::text from pg_auth_members where member = r.oid) as member_of
       from pg_roles as r where rolname = 'aigym_definer'`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
      rolinherit: false,
      member_of: [],
    })
  })
})

describe('keys', () => {
  test('are version 7, hold the time and grow', async () => {
    const rows = await db.asPostgres(
      `select key, lag(key) over (order by n) < key as grew, extract(epoch from clock_timestamp()) as at
       from (select n, private.uuidv7() as key, pg_sleep(0.00001) from generate_series(1, 2000) as n) as made`,
    )
    for (const { key, grew, at } of rows) {
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(grew).not.toBe(false)
      const milliseconds = Number.parseInt(String(key).replaceAll('-', '').slice(0, 12), 16)
      expect(Math.abs(milliseconds - Number(at) * 1000)).toBeLessThan(10_000)
    }
  })
})
