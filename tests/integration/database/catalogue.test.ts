import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guards } from './guards.ts'
import { startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())

const names = async (sql: string) => (await db.asPostgres(sql)).map(({ name }) => name as string)

describe('the rules of the house', () => {
  test.each(guards)('$rule', async ({ find }) => {
    expect(await find(db.asPostgres)).toEqual([])
  })

  test.each(guards)('would be seen broken: $rule', async ({ find, breakIt, found }) => {
    await db.asPostgres('begin')
    try {
      await db.asPostgres(breakIt)
      expect(await find(db.asPostgres)).toContain(found)
    } finally {
      await db.asPostgres('rollback')
    }
  })
})

describe('policies', () => {
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
    const loops = (kind: string) =>
      [
        ...plan.matchAll(
          new RegExp(`"Parent Relationship":"${kind}".*?"Actual Loops":(\\d+)`, 'g'),
        ),
      ].map(([, times]) => Number(times))
    // Each function ran once, over fifty rows, or not at all.
    expect(loops('InitPlan').length).toBeGreaterThan(3)
    expect(Math.max(...loops('InitPlan'))).toBe(1)
    // Nothing is asked row by row. What the platform gave is looked up for its own items only.
    expect(loops('SubPlan')).toEqual([])
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
    // Values that no query looks rows up by: they are checked on a row that was found by its key, on
    // the few models that there are, on items, of which hardly any is limited to somebody, on what is held,
    // which is little, and on an experiment that begins.
    expect(unindexed.map(({ name }) => name)).toEqual([
      'ai_models.enabled',
      'communities.public_copies',
      'content_items.audience',
      'conversation_copies.audience',
      'experiments.model',
      'held_messages.shared',
      'messages.author',
    ])
  })
})

describe('functions', () => {
  const ours = `from pg_proc
    where pronamespace in ('public'::regnamespace, 'private'::regnamespace)`

  test('what the Worker itself may call is the way in, and the work that is due', async () => {
    expect(
      await names(
        `select oid::regprocedure::text as name ${ours}
         and exists (select from aclexplode(proacl) where grantee = 'aigym_worker'::regrole)
         order by proname`,
      ),
    ).toEqual([
      'private.catch_up_search()',
      'private.chain_audit(integer)',
      'private.drop_old_conversations()',
      'private.empty_trash()',
      'private.end_experiments()',
      'private.end_lost_answers()',
      'private.enter(jsonb)',
      'private.files_without_row(uuid[])',
      'private.keep_audit_heads(jsonb)',
      'private.keep_partitions()',
      'private.publish_due()',
      'private.record_event(jsonb,jsonb)',
      'private.sweep_files()',
      'private.unsigned_audit(integer)',
    ])
  })

  test('what policies and functions may call of `private` for who is signed in', async () => {
    expect(
      await names(
        `select oid::regprocedure::text as name ${ours}
         and pronamespace = 'private'::regnamespace
         and exists (select from aclexplode(proacl) where grantee = 'authenticated'::regrole)
         order by proname`,
      ),
    ).toEqual([
      'private.audience_mark(uuid[])',
      'private.content_body(content_items)',
      'private.import_audience(uuid,jsonb,content_items)',
      'private.import_note(uuid,jsonb,content_items)',
      'private.import_one(content_imports,jsonb)',
      'private.import_outcome(content_imports,jsonb,content_items)',
      'private.import_people(uuid,jsonb)',
      'private.import_target(content_imports,jsonb)',
      'private.is_email(text)',
      'private.is_my_person(uuid)',
      'private.is_platform_admin()',
      'private.is_time_zone(text)',
      'private.is_whole(content_items)',
      'private.keep_reviewed(content_items,text)',
      'private.leaf_in_sight(uuid)',
      'private.limit_imported(uuid,jsonb)',
      'private.local_moments(timestamp without time zone,text)',
      'private.may_go(uuid)',
      'private.me()',
      'private.member_prints(uuid,text)',
      'private.my_admin_communities()',
      'private.my_audiences()',
      'private.my_audit_ref()',
      'private.my_communities()',
      'private.my_given_items()',
      'private.needs_other_eyes(content_items,uuid)',
      'private.note_quality_read(text)',
      'private.note_reading(uuid,uuid)',
      'private.require_coach(uuid)',
      'private.require_second_factor()',
      'private.second_factor_met()',
      'private.share_watched(uuid,int4multirange,numeric)',
      'private.slug_of(text)',
      'private.take_item(uuid,integer)',
      'private.trash_days()',
      'private.uuidv7()',
      'private.uuidv7_at(timestamp with time zone)',
      'private.write_hangings(content_items,jsonb)',
      'private.write_kind(uuid,text,jsonb)',
    ])
  })

  test('definers run as roles that bypass nothing, but for seven that read auth, one that makes tables, three that erase what is left, one that ends what is lost, one that publishes what is due, one that copies a name, eight that count what all spend, five that count what all ask, two for what coaches settle, one that tells why a run failed, two that give an answer again, nine of what is tried out, three of what is asked beside a form and four of the search', async () => {
    expect(
      await names(
        `select pg_proc.oid::regprocedure::text as name ${ours}
         and prosecdef
         and proowner not in ('aigym_definer'::regrole, 'aigym_auditor'::regrole) order by 1`,
      ),
    ).toEqual([
      'grant_platform_admin(text)',
      'private.audit_community(text,uuid)',
      'private.audit_place(jsonb,text)',
      'private.budgets_left(uuid,uuid)',
      'private.budgets_told(uuid)',
      'private.bytes_of_trial(uuid,uuid)',
      'private.catch_up_search()',
      'private.charge_run()',
      'private.count_experiment(uuid)',
      'private.count_message(uuid,uuid,integer)',
      'private.counts_money(uuid,uuid)',
      'private.drop_old_conversations()',
      'private.empty_trash()',
      'private.end_changed_experiment()',
      'private.end_experiments()',
      'private.end_lost_answers()',
      'private.enter(jsonb)',
      'private.enter_run()',
      'private.find_confirmed_person(text)',
      'private.give_again(uuid,jsonb,jsonb)',
      'private.has_budgets(uuid[])',
      'private.has_limits(uuid[])',
      'private.hold_budgets(uuid,uuid,uuid,jsonb,integer,integer)',
      'private.is_tried_out(uuid,uuid)',
      'private.join_experiment()',
      'private.keep_partitions()',
      'private.keep_talk_found()',
      'private.keep_trial(uuid,uuid,boolean)',
      'private.leave_turn()',
      'private.limits_of(uuid)',
      'private.member_prints(uuid,text)',
      'private.must_have_second_factor(uuid)',
      'private.note_tried(jsonb,jsonb)',
      'private.open_trial(uuid,uuid,integer)',
      'private.publish_due()',
      'private.rename_member()',
      'private.stop_giving()',
      'private.sweep_files()',
      'private.talk_there(uuid)',
      'private.tell_failure()',
      'private.tell_held(held_messages)',
      'private.tell_variant()',
      'private.tried_chain(jsonb,uuid)',
      'private.tried_of(uuid,uuid)',
      'private.turn_of(uuid,uuid,uuid)',
      'private.usual_output(uuid,uuid)',
      'private.without_accents(text)',
      'private.words_alike(uuid[],text,boolean)',
    ])
    const found = await db.asPostgres(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolinherit,
         array(select roleid::regrole::text from pg_auth_members where member = r.oid) as member_of
       from pg_roles as r where rolname in ('aigym_definer', 'aigym_auditor')`,
    )
    const nothing = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
      rolinherit: false,
      member_of: [],
    }
    expect(found).toEqual([nothing, nothing])
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
