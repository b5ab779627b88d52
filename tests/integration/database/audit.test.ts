import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Person,
  type Rows,
  refusal,
  startTestDatabase,
  type TestDatabase,
} from './test-database.ts'

let db: TestDatabase
let northside: string
let harbor: string
let coach: Person
let member: Person
let rival: Person
let admin: Person
let stranger: Person

beforeAll(async () => {
  db = await startTestDatabase()
  const found = async (slug: string) => {
    const [row] = await db.asPostgres(
      'insert into public.communities (slug, name) values ($1, $1) returning id',
      [slug],
    )
    return row?.id as string
  }
  northside = await found('northside')
  harbor = await found('harbor')
  coach = await db.createPerson('coach')
  member = await db.createPerson('member')
  rival = await db.createPerson('rival-coach')
  admin = await db.createPerson('super')
  stranger = await db.createPerson('stranger')
  await join(northside, coach, 'community_admin')
  await join(northside, member, 'end_user')
  await join(harbor, rival, 'community_admin')
  await db.asPostgres('insert into public.platform_admins (user_id) values ($1)', [admin.id])
})
afterAll(() => db?.stop())

let before: string
beforeEach(async () => {
  const [row] = await db.asPostgres('select private.uuidv7() as id')
  before = row?.id as string
})

const join = (community: string, person: Person, role: string) =>
  db.asPostgres(
    'insert into public.memberships (community_id, user_id, role) values ($1, $2, $3)',
    [community, person.id, role],
  )

const refOf = async ({ id }: Person) => {
  const [row] = await db.asPostgres('select private.audit_ref($1) as ref', [id])
  return row?.ref as string
}

/** What was added since the test began, without what no test can know. */
async function added(): Promise<Rows> {
  return db.asPostgres(
    `select action, outcome, community_id, actor_ref, subject_kind, subject_id, details, written_by
     from public.security_audit where id > $1 order by id`,
    [before],
  )
}

const asWorker = async (sql: string, values: unknown[] = []) => {
  const worker = await db.connectWorker()
  try {
    return await worker.query(sql, values)
  } finally {
    await worker.end()
  }
}

const record = async (person: Person | null, event: object) => {
  const [row] = await asWorker('select private.record_event($1::jsonb, $2::jsonb) as kept', [
    JSON.stringify(person?.claims ?? {}),
    JSON.stringify({ action: 'access.denied', outcome: 'denied', ...event }),
  ])
  return row?.kept as boolean
}

describe('acts are kept, in their own transaction', () => {
  test('a member is added, made a coach, removed', async () => {
    await db.as(coach, 'select public.add_member($1, $2, $3)', [
      northside,
      stranger.email,
      'end_user',
    ])
    await db.as(coach, 'select public.set_member_role($1, $2, $3)', [
      northside,
      stranger.id,
      'community_admin',
    ])
    await db.as(coach, 'select public.remove_member($1, $2)', [northside, stranger.id])
    const same = {
      outcome: 'done',
      community_id: northside,
      actor_ref: await refOf(coach),
      subject_kind: 'person',
      subject_id: await refOf(stranger),
      written_by: 'aigym_worker',
    }
    expect(await added()).toEqual([
      { ...same, action: 'membership.added', details: { role: 'end_user' } },
      { ...same, action: 'membership.changed', details: { role: ['end_user', 'community_admin'] } },
      { ...same, action: 'membership.removed', details: { role: 'community_admin' } },
    ])
  })

  test('what was rolled back leaves nothing', async () => {
    await db.tryAs(coach, 'select public.add_member($1, $2, $3)', [
      northside,
      stranger.email,
      'end_user',
    ])
    expect(await added()).toEqual([])
  })

  test('an awaited address is kept as a reference, the same one each time', async () => {
    await db.as(coach, 'select public.add_member($1, $2, $3)', [northside, 'Al@b.test', 'end_user'])
    await db.as(coach, 'delete from public.pending_members where email = $1', ['al@b.test'])
    const rows = await added()
    expect(rows).toMatchObject([
      { action: 'pending-member.added', subject_kind: 'address', community_id: northside },
      { action: 'pending-member.removed', subject_kind: 'address', community_id: northside },
    ])
    expect(rows[0]?.subject_id).toBe(rows[1]?.subject_id)
    expect(JSON.stringify(rows)).not.toMatch(/b\.test/)
  })

  test('content: made, published, archived, deleted, restored; an edit is no event', async () => {
    const [made] = await db.as(coach, `select public.save_agent($1, null, null, $2) as agent`, [
      northside,
      { title: 'Audited', instructions: 'Be brief.' },
    ])
    const id = (made?.agent as { id: string } | undefined)?.id
    await db.as(coach, 'update public.content_items set summary = $2 where id = $1', [id, 'Said.'])
    for (const change of ['publish', 'take-back', 'delete', 'restore']) {
      await db.as(coach, 'select public.change_content($1, null, $2)', [id, change])
    }
    const same = { subject_kind: 'content', subject_id: id, community_id: northside }
    expect(await added()).toMatchObject([
      { ...same, action: 'content.added', details: { kind: 'agent', status: 'draft' } },
      { ...same, action: 'content.published', details: { kind: 'agent', was: 'draft' } },
      { ...same, action: 'content.draft', details: { kind: 'agent', was: 'published' } },
      { ...same, action: 'content.deleted' },
      { ...same, action: 'content.restored' },
    ])
  })

  test('settings of a community: values of a choice, only the names of what was written', async () => {
    await db.as(
      coach,
      `update public.communities set conversation_readers = 'owner_and_coaches', description = 'Ann lives here' where id = $1`,
      [northside],
    )
    expect(await added()).toMatchObject([
      {
        action: 'community.changed',
        community_id: northside,
        details: {
          conversation_readers: ['owner', 'owner_and_coaches'],
          changed: ['description'],
        },
      },
    ])
    await db.as(coach, `update public.communities set name = name where id = $1`, [northside])
    expect(await added()).toHaveLength(1)
  })

  test('every setting of a community or a model is told of, but for its clock', async () => {
    const untold = await db.asPostgres(
      `select attrelid::regclass::text || '.' || attname as column
       from pg_attribute
       where attrelid in ('public.communities'::regclass, 'public.ai_models'::regclass)
         and attnum > 0 and not attisdropped
         and attname not in (
           select substring(word from '^[+]?([a-z_]+)')
           from pg_trigger,
             string_to_table(encode(tgargs, 'escape'), E'\\\\000') with ordinality as said (word, n)
           where tgrelid = attrelid and tgname ~ '_audit$' and n > 4 and word <> ''
         )
       order by 1`,
    )
    expect(untold.map(({ column }) => column)).toEqual([
      'ai_models.created_at',
      'ai_models.id',
      'ai_models.updated_at',
      'communities.created_at',
      'communities.id',
      'communities.updated_at',
    ])
    await db.as(coach, 'update public.communities set public_copies = true where id = $1', [
      northside,
    ])
    expect(await added()).toMatchObject([
      { action: 'community.changed', details: { public_copies: ['false', 'true'] } },
    ])
  })

  test('for whom a flag’s rule is, as a reference', async () => {
    await db.asPostgres(
      `insert into public.feature_flag_rules (flag_key, user_id, has)
       select min(key), $1, true from public.feature_flags`,
      [member.id],
    )
    await db.asPostgres('delete from public.feature_flag_rules where user_id = $1', [member.id])
    const details = { user_id: await refOf(member), community_id: null, role: null, has: 'true' }
    expect(await added()).toMatchObject([
      { action: 'flag-rule.added', subject_kind: 'flag', details },
      { action: 'flag-rule.removed', subject_kind: 'flag', details },
    ])
  })

  test('a ban and its end through Auth, which are nobody’s own act', async () => {
    const auth = new pg.Client({ connectionString: db.postgres.superuserUrl })
    await auth.connect()
    try {
      await auth.query('set session authorization supabase_auth_admin')
      const ban = (until: string) =>
        auth.query(`update auth.users set banned_until = ${until} where id = $1`, [stranger.id])
      await ban(`now() + interval '1 day'`)
      await ban(`now() + interval '2 days'`)
      await ban('null')
      await auth.query(
        `update auth.users set encrypted_password = 'y', banned_until = now() - interval '1 day'
         where id = $1`,
        [stranger.id],
      )
    } finally {
      await auth.end()
    }
    const self = await refOf(stranger)
    const same = { subject_id: self, written_by: 'supabase_auth_admin' }
    expect(await added()).toMatchObject([
      { ...same, action: 'account.banned', actor_ref: null },
      { ...same, action: 'account.banned', actor_ref: null },
      { ...same, action: 'account.admitted', actor_ref: null },
      { ...same, action: 'auth.password-changed', actor_ref: self },
      { ...same, action: 'account.admitted', actor_ref: null },
    ])
  })

  test('suspending somebody, and making a super admin by hand', async () => {
    await db.as(admin, 'select public.suspend_person($1, true)', [stranger.id])
    await db.as(admin, 'select public.suspend_person($1, false)', [stranger.id])
    await db.asPostgres('select public.grant_platform_admin($1)', [stranger.email])
    await db.asPostgres('delete from public.platform_admins where user_id = $1', [stranger.id])
    const subject_id = await refOf(stranger)
    expect(await added()).toMatchObject([
      { action: 'person.suspended', community_id: null, subject_id },
      { action: 'person.admitted', community_id: null, subject_id },
      { action: 'platform-admin.added', actor_ref: null, written_by: 'postgres', subject_id },
      { action: 'platform-admin.removed', actor_ref: null, written_by: 'postgres', subject_id },
    ])
  })

  test('sessions and second factors, which Auth writes', async () => {
    const session = randomUUID()
    const factor = randomUUID()
    await db.asPostgres(`insert into auth.sessions (id, user_id, aal) values ($1, $2, 'aal1')`, [
      session,
      member.id,
    ])
    await db.asPostgres(
      `insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
       values ($1, $2, 'totp', 'unverified', now(), now())`,
      [factor, member.id],
    )
    await db.asPostgres(`update auth.mfa_factors set status = 'verified' where id = $1`, [factor])
    await db.asPostgres(`update auth.sessions set aal = 'aal2' where id = $1`, [session])
    await db.asPostgres(`update auth.sessions set updated_at = now() where id = $1`, [session])
    await db.asPostgres('delete from auth.mfa_factors where id = $1', [factor])
    await db.asPostgres('delete from auth.sessions where id = $1', [session])
    await db.asPostgres(`update auth.users set encrypted_password = 'x' where id = $1`, [member.id])
    const subject_id = await refOf(member)
    expect(await added()).toMatchObject(
      [
        ['auth.signed-in', { aal: 'aal1' }],
        ['auth.factor-added', { type: 'totp' }],
        ['auth.factor-verified', { type: 'totp' }],
        ['auth.level-changed', { aal: 'aal2' }],
        ['auth.factor-removed', { type: 'totp' }],
        ['auth.signed-out', { aal: 'aal2' }],
        ['auth.password-changed', {}],
      ].map(([action, details]) => ({ action, details, subject_id, community_id: null })),
    )
  })
})

describe('nobody bends it', () => {
  const row = `insert into public.security_audit (action) values ('access.denied')`

  test('not by insert, update or delete, whoever they are in the app', async () => {
    for (const person of [null, member, coach, admin]) {
      for (const sql of [
        row,
        `update public.security_audit set action = 'a.b'`,
        'delete from public.security_audit',
        'truncate public.security_audit',
      ]) {
        expect(await refusal(db.tryAs(person, sql))).toMatchObject({ code: '42501' })
      }
    }
    for (const sql of [row, 'select * from public.security_audit']) {
      expect(await refusal(asWorker(sql))).toMatchObject({ code: '42501' })
    }
  })

  test('not by a definer function of another owner', async () => {
    await db.asPostgres('begin')
    try {
      await db.asPostgres('set local role aigym_definer')
      for (const sql of [row, 'delete from private.audit_waiting']) {
        await db.asPostgres('savepoint try')
        expect(await refusal(db.asPostgres(sql))).toMatchObject({ code: '42501' })
        await db.asPostgres('rollback to try')
      }
    } finally {
      await db.asPostgres('rollback')
    }
  })

  test('nobody else was granted more than to read it', async () => {
    const grants = await db.asPostgres(
      `select relname || ': ' || lower(privilege_type) || ' to ' || grantee::regrole as what
       from pg_class, aclexplode(relacl)
       where relowner = 'aigym_auditor'::regrole and grantee <> relowner
       union all
       select relname || '.' || attname || ': ' || lower(privilege_type) || ' to ' || grantee::regrole
       from pg_class join pg_attribute on attrelid = pg_class.oid, aclexplode(attacl)
       where relowner = 'aigym_auditor'::regrole`,
    )
    expect(grants.map(({ what }) => what)).toEqual(['security_audit: select to authenticated'])
  })

  test('not even its owner, unless they switch its guards off', async () => {
    await asWorker('select private.chain_audit(1000)')
    for (const table of ['public.security_audit', 'private.audit_chain', 'private.audit_heads']) {
      expect(await refusal(db.asPostgres(`truncate ${table} cascade`))).toMatchObject({
        code: '42501',
      })
    }
    for (const sql of [
      `update public.security_audit set details = '{}'`,
      'delete from public.security_audit',
      'update private.audit_chain set place = place + 1000',
      'delete from private.audit_chain',
    ]) {
      expect(await refusal(db.asPostgres(sql))).toMatchObject({ code: '42501' })
    }
  })

  test('and nothing that looks like an address gets in by mistake', async () => {
    const write = (details: object, subject = 'x') =>
      refusal(
        db.asPostgres(`select private.write_audit('a.b', null, 'thing', $2, $1)`, [
          details,
          subject,
        ]),
      )
    expect(await write({ said: 'ann@people.test' })).toMatchObject({
      constraint: 'security_audit_no_addresses',
    })
    expect(await write({}, 'ann@people.test')).toMatchObject({
      constraint: 'security_audit_no_addresses',
    })
    expect(await write({ long: 'x'.repeat(4_000) })).toMatchObject({
      constraint: 'security_audit_details_small',
    })
  })
})

describe('what was denied', () => {
  test('is kept for who tried, with no more than codes', async () => {
    const kept = await record(member, {
      code: 'not-allowed',
      route: '/c/:community/admin/members',
      method: 'POST',
      community: 'northside',
      note: 'a long story',
    })
    expect(kept).toBe(true)
    expect(await added()).toEqual([
      {
        action: 'access.denied',
        outcome: 'denied',
        community_id: northside,
        actor_ref: await refOf(member),
        subject_kind: 'community',
        subject_id: northside,
        details: { code: 'not-allowed', route: '/c/:community/admin/members', method: 'POST' },
        written_by: 'aigym_worker',
      },
    ])
  })

  test('of somebody from elsewhere goes to the platform: nobody writes into another’s chain', async () => {
    await record(rival, { code: 'not-allowed', community: 'northside' })
    await record(null, { code: 'other-origin', community: 'northside' })
    expect(await added()).toMatchObject([
      { community_id: null, actor_ref: await refOf(rival), subject_id: northside },
      { community_id: null, actor_ref: null, subject_id: northside },
    ])
  })

  test('claims of a session that is not there are nobody’s', async () => {
    const forged = { ...coach, claims: { ...coach.claims, session_id: randomUUID() } }
    const mixed = { ...coach, claims: { ...coach.claims, session_id: rival.claims.session_id } }
    for (const person of [forged, mixed]) await record(person, { community: 'northside' })
    expect(await added()).toMatchObject([
      { community_id: null, actor_ref: null },
      { community_id: null, actor_ref: null },
    ])
  })

  test('a suspended person’s tries are theirs', async () => {
    await db.asPostgres('update public.profiles set suspended_at = now() where id = $1', [
      stranger.id,
    ])
    await record(stranger, { code: 'suspended' })
    await db.asPostgres('update public.profiles set suspended_at = null where id = $1', [
      stranger.id,
    ])
    expect((await added())[1]).toMatchObject({ actor_ref: await refOf(stranger) })
  })

  test('a failed sign-in names its account by reference, known or not', async () => {
    const event = { action: 'auth.sign-in', outcome: 'failed', code: 'auth.invalid_credentials' }
    await record(null, { ...event, email: member.email.toUpperCase() })
    await record(null, { ...event, email: 'who@nowhere.test' })
    await record(null, { ...event, email: 'who@nowhere.test' })
    const rows = await added()
    expect(rows).toMatchObject([
      { subject_kind: 'person', subject_id: await refOf(member) },
      { subject_kind: 'address' },
      { subject_kind: 'address' },
    ])
    expect(rows[1]?.subject_id).toBe(rows[2]?.subject_id)
    expect(JSON.stringify(rows)).not.toContain('nowhere')
  })

  test('is no way to write anything else', async () => {
    for (const event of [
      { action: 'membership.added' },
      { action: 'access.denied', outcome: 'done' },
      { action: null },
    ]) {
      await expect(record(coach, event)).rejects.toMatchObject({ code: 'AG422' })
    }
    for (const person of [null, coach, admin]) {
      expect(
        await refusal(db.tryAs(person, `select private.record_event('{}', '{}')`)),
      ).toMatchObject({ code: '42501' })
    }
  })

  test('is bounded: a person’s thirty, then one row that says so, then nothing', async () => {
    const noisy = await db.createPerson('noisy')
    const kept: boolean[] = []
    for (let tries = 0; tries < 35; tries += 1) kept.push(await record(noisy, { code: 'x' }))
    expect(kept.filter(Boolean)).toHaveLength(30)
    const ref = await refOf(noisy)
    const rows = (await added()).filter(({ actor_ref }) => actor_ref === ref)
    expect(rows.filter(({ action }) => action === 'audit.muted')).toHaveLength(1)
    expect(rows).toHaveLength(31)
    // Others are heard all the same.
    expect(await record(member, { code: 'x' })).toBe(true)
  })

  test('is bounded for strangers together, and sizes are', async () => {
    const worker = await db.connectWorker()
    await worker.query(
      `select private.record_event('{}', jsonb_build_object(
         'action', 'access.denied', 'outcome', 'denied', 'code', repeat('x', 100000)))
       from generate_series(1, 400)`,
    )
    await worker.end()
    const rows = (await added()).filter(({ actor_ref }) => actor_ref === null)
    expect(rows.length).toBeLessThanOrEqual(301)
    expect(rows.length).toBeGreaterThan(200)
    expect(rows.filter(({ action }) => action === 'audit.muted')).toHaveLength(1)
    expect(rows[0]?.details).toEqual({})
  })
})

describe('what leaves is told by who takes it', () => {
  const tell = (person: Person | null, community: string | null, action = 'export.members') =>
    db.as(person, `select public.record_security_event($1, $2, 'file', 'x.csv', '{"rows": 3}')`, [
      action,
      community,
    ])

  test('in their own name, for a community of theirs', async () => {
    await tell(coach, northside)
    await tell(admin, null)
    expect(await added()).toMatchObject([
      { action: 'export.members', community_id: northside, actor_ref: await refOf(coach) },
      { action: 'export.members', community_id: null, actor_ref: await refOf(admin) },
    ])
  })

  test('and for no other, nor anything but exports', async () => {
    expect(await refusal(tell(coach, harbor))).toMatchObject({ code: '42501' })
    expect(await refusal(tell(coach, null))).toMatchObject({ code: '42501' })
    expect(await refusal(tell(null, northside))).toMatchObject({ code: '42501' })
    expect(await refusal(tell(coach, northside, 'membership.added'))).toMatchObject({
      code: 'AG422',
    })
    expect(await added()).toEqual([])
  })
})

describe('who reads it', () => {
  const seen = async (person: Person | null) =>
    db.tryAs(
      person,
      `select coalesce(community_id::text, 'platform') as chain, actor_ref, count(*)::int as rows
       from public.security_audit group by 1, 2`,
    )

  test('coaches their community’s, super admins all, members what they did', async () => {
    await record(member, { code: 'x', community: 'northside' })
    await record(rival, { code: 'x', community: 'northside' })
    const mine = await refOf(member)
    const members = await seen(member)
    expect(members.length).toBeGreaterThan(0)
    expect(new Set(members.map(({ actor_ref }) => actor_ref))).toEqual(new Set([mine]))

    const coaches = await seen(coach)
    const own = await refOf(coach)
    expect(coaches.some(({ actor_ref }) => actor_ref === mine)).toBe(true)
    for (const { chain, actor_ref } of coaches) {
      expect(chain === northside || actor_ref === own).toBe(true)
    }
    const chains = new Set((await seen(admin)).map(({ chain }) => chain))
    expect(chains).toEqual(new Set(['platform', northside, harbor]))
    expect(await refusal(seen(null))).toMatchObject({ code: '42501' })
  })

  test('whom references mean, places and the secret are for nobody', async () => {
    for (const table of ['people', 'secret', 'waiting', 'chain', 'tips', 'heads']) {
      expect(await refusal(db.tryAs(admin, `select * from private.audit_${table}`))).toMatchObject({
        code: '42501',
      })
    }
  })
})

describe('rows and their places', () => {
  test('writers wait for nobody: not for each other, not for the chainer', async () => {
    const [one, two, chainer] = await Promise.all([1, 2, 3].map(() => db.connectWorker()))
    if (!one || !two || !chainer) throw new Error('three connections')
    const fresh = await db.createPerson('fresh')
    try {
      for (const writer of [one, two]) {
        await writer.query(`set lock_timeout = '2s'`)
        await writer.enter(coach.claims)
        // The same community, the same person, and nobody has committed.
        await writer.query(
          `select public.record_security_event('export.members', $1, 'person', $2, '{}')`,
          [northside, fresh.id],
        )
      }
      await chainer.query('begin')
      await chainer.query('select private.chain_audit(1000)')
      await one.query(
        `select public.record_security_event('export.members', $1, 'person', $2, '{}')`,
        [northside, fresh.id],
      )
      await two.commit()
      await one.commit()
      await chainer.query('commit')
    } finally {
      await Promise.all([one.end(), two.end(), chainer.end()])
    }
    expect((await added()).filter(({ action }) => action === 'export.members')).toHaveLength(3)
  })

  test('a row that commits late gets a later place, and none is left out', async () => {
    const late = await db.connectWorker()
    await late.enter(coach.claims)
    await late.query(
      `select public.record_security_event('export.members', $1, 'x', 'late', '{}')`,
      [northside],
    )
    await db.as(
      coach,
      `select public.record_security_event('export.members', $1, 'x', 'soon', '{}')`,
      [northside],
    )
    await asWorker('select private.chain_audit(1000)')
    await late.commit()
    await late.end()
    await asWorker('select private.chain_audit(1000)')
    const places = await db.asPostgres(
      `select subject_id from public.security_audit
       join private.audit_chain on audit_id = id where subject_id in ('late', 'soon') order by place`,
    )
    expect(places.map(({ subject_id }) => subject_id)).toEqual(['soon', 'late'])
    const [left] = await db.asPostgres('select count(*)::int as rows from private.audit_waiting')
    expect(left?.rows).toBe(0)
  })

  test('two chainers at once give each row one place, without a gap', async () => {
    await db.asPostgres(
      `select private.write_audit('a.b', $1, 'n', n::text) from generate_series(1, 400) as n`,
      [northside],
    )
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let turn = 0; turn < 10; turn += 1) await asWorker('select private.chain_audit(30)')
      }),
    )
    await asWorker('select private.chain_audit(1000)')
    const [row] = await db.asPostgres(
      `select count(*)::int as links, max(place)::int as last, count(distinct audit_id)::int as ids
       from private.audit_chain where chain = $1`,
      [northside],
    )
    expect(row?.links).toBe(row?.last)
    expect(row?.ids).toBe(row?.last)
    const [left] = await db.asPostgres('select count(*)::int as rows from private.audit_waiting')
    expect(left?.rows).toBe(0)
  })

  test('heads are noted only for what the chain holds', async () => {
    await db.asPostgres(`select private.write_audit('a.b', $1)`, [harbor])
    await asWorker('select private.chain_audit(1000)')
    const [unsigned] = await asWorker(
      `select head from private.unsigned_audit(100) as head where head ->> 'chain' = $1`,
      [harbor],
    )
    const head = unsigned?.head as { place: number; hash: string }
    const keep = async (hash: string) => {
      const heads = [
        { chain: harbor, place: head.place, hash, at: new Date(), key_id: 'k', signature: 's' },
      ]
      const [row] = await asWorker('select private.keep_audit_heads($1::jsonb) as kept', [
        JSON.stringify(heads),
      ])
      return row?.kept
    }
    expect(await keep('00'.repeat(32))).toBe(0)
    expect(await keep(head.hash)).toBe(1)
    expect(await keep(head.hash)).toBe(0)
    const [signed] = await db.asPostgres(
      'select place = signed_place as whole from private.audit_tips where chain = $1',
      [harbor],
    )
    expect(signed?.whole).toBe(true)
  })

  test('rows lie in the month of their key', async () => {
    const [row] = await db.asPostgres(
      `select tableoid::regclass::text as month, to_char(now() at time zone 'UTC', 'YYYY_MM') as now
       from public.security_audit order by id desc limit 1`,
    )
    expect(row?.month).toBe(`private.security_audit_${row?.now}`)
  })
})

test('an account that goes takes its reference along, and its rows stay', async () => {
  const leaver = await db.createPerson('leaver')
  await join(northside, leaver, 'end_user')
  await record(leaver, { code: 'x' })
  const ref = await refOf(leaver)
  const rows = async () => {
    const [row] = await db.asPostgres(
      `select count(*)::int as rows from public.security_audit
       where actor_ref = $1 or subject_id = $1::text`,
      [ref],
    )
    return row?.rows as number
  }
  const then = await rows()
  await db.asPostgres('delete from auth.users where id = $1', [leaver.id])
  // What the going itself did is told of them too.
  expect(await rows()).toBeGreaterThan(then)
  expect(
    await db.asPostgres('select * from private.audit_people where person_id = $1 or ref = $2', [
      leaver.id,
      ref,
    ]),
  ).toEqual([])
  expect(await refOf(leaver)).not.toBe(ref)
})
