import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeItem, makePlace, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let auth: pg.Client
let place: Place
beforeAll(async () => {
  db = await startTestDatabase()
  auth = new pg.Client({ connectionString: db.postgres.authUrl })
  await auth.connect()
})
afterAll(async () => {
  await auth?.end()
  await db?.stop()
})
beforeEach(async () => {
  place = await makePlace(db)
})

const withAal = (person: Person, aal: string): Person => ({
  ...person,
  claims: { ...person.claims, aal } as Person['claims'],
})

const communitiesSeen = async (who: Person) =>
  (await db.as(who, 'select id from public.communities where id = $1', [place.id])).length

const ask = (who: 'nobody' | 'coaches' | 'everyone') =>
  db.asPostgres('update public.communities set second_factor = $2 where id = $1', [place.id, who])

const enrol = (person: Person, status: 'verified' | 'unverified') =>
  auth.query(
    `insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
     values ($1, $2, 'totp', $3, now(), now())`,
    [randomUUID(), person.id, status],
  )

describe('a second factor', () => {
  test('is asked of nobody who need not have one', async () => {
    expect(await communitiesSeen(place.member)).toBe(1)
    expect(await communitiesSeen(withAal(place.member, 'aal1'))).toBe(1)
  })

  test('is asked of who set one up, at every table, until it was given', async () => {
    await enrol(place.member, 'unverified')
    expect(await communitiesSeen(place.member)).toBe(1)
    await enrol(place.member, 'verified')
    expect(await communitiesSeen(withAal(place.member, 'aal1'))).toBe(0)
    // A token that says nothing of its level says no more than the first.
    expect(await communitiesSeen(place.member)).toBe(0)
    expect(await communitiesSeen(withAal(place.member, 'aal2'))).toBe(1)
  })

  test('is asked of coaches, or of everybody, where the community wants it', async () => {
    await ask('coaches')
    expect([await communitiesSeen(place.coach), await communitiesSeen(place.member)]).toEqual([
      0, 1,
    ])
    await ask('everyone')
    expect(await communitiesSeen(place.member)).toBe(0)
    expect(await communitiesSeen(withAal(place.member, 'aal2'))).toBe(1)
    await db.asPostgres('update public.communities set deleted_at = now() where id = $1', [
      place.id,
    ])
    expect(await communitiesSeen(place.superAdmin)).toBe(1)
  })

  test('is asked of super admins where the platform wants it', async () => {
    const wish = (wanted: boolean) =>
      db.as(
        withAal(place.superAdmin, 'aal2'),
        'update public.platform_settings set second_factor_for_super_admins = $1',
        [wanted],
      )
    await wish(true)
    try {
      expect(await communitiesSeen(place.superAdmin)).toBe(0)
      expect(await communitiesSeen(withAal(place.superAdmin, 'aal2'))).toBe(1)
      expect(await communitiesSeen(place.coach)).toBe(1)
    } finally {
      await wish(false)
    }
  })

  test('leaves the own profile to be seen and named', async () => {
    await enrol(place.member, 'verified')
    expect(
      await db.as(
        place.member,
        `update public.profiles set display_name = 'Still me' where id = $1 returning display_name`,
        [place.member.id],
      ),
    ).toEqual([{ display_name: 'Still me' }])
  })

  test('is asked by the functions too, which act with more than the asker’s rights', async () => {
    const agent = await makeItem(db, { community: place.id, kind: 'agent', title: 'Agent' })
    await ask('everyone')
    await db.asPostgres('update public.platform_settings set second_factor_for_super_admins = true')
    try {
      const hash = Buffer.alloc(32)
      const calls: [Person, string, unknown[]][] = [
        [
          place.member,
          `select public.send_message($1, null, $2, 'Hello', private.uuidv7())`,
          [place.id, agent],
        ],
        [place.member, 'select public.retry_answer($1, private.uuidv7())', [place.id]],
        [place.member, 'select public.stop_answer($1)', [place.id]],
        [place.member, `select public.save_answer($1, '', 'complete', null, null)`, [place.id]],
        [place.member, `select public.record_run($1, '{}')`, [place.id]],
        [place.member, 'select public.accept_invitation($1)', [hash]],
        [place.member, 'select public.remove_member($1, $2)', [place.id, place.member.id]],
        [place.coach, `select public.add_member($1, 'a@b.test', 'end_user')`, [place.id]],
        [
          place.coach,
          `select public.set_member_role($1, $2, 'end_user')`,
          [place.id, place.member.id],
        ],
        [
          place.coach,
          'select public.decide_join_request($1, $2, true)',
          [place.id, place.outsider.id],
        ],
        [
          place.coach,
          `select public.invite($1, 'end_user', null, null, 1, 1, $2)`,
          [place.id, hash],
        ],
        [place.superAdmin, 'select public.suspend_person($1, true)', [place.member.id]],
        [place.superAdmin, 'select public.read_by_grant($1)', [place.id]],
      ]
      for (const [who, sql, values] of calls) {
        expect([sql, await refusal(db.as(who, sql, values))]).toEqual([
          sql,
          { code: 'AG403', detail: 'second-factor.needed' },
        ])
      }
    } finally {
      await db.asPostgres(
        'update public.platform_settings set second_factor_for_super_admins = false',
      )
    }
  })

  test('can’t be claimed from inside a transaction that a member may reach', async () => {
    await enrol(place.member, 'verified')
    const session = await db.connectWorker()
    await session.enter(place.member.claims)
    expect(
      await session.query('select id from public.communities where id = $1', [place.id]),
    ).toEqual([])
    await session.rollback()
    // What one transaction was let in with is gone in the next.
    await session.enter(withAal(place.member, 'aal2').claims)
    expect(
      await session.query('select id from public.communities where id = $1', [place.id]),
    ).toHaveLength(1)
    await session.commit()
    await session.enter(place.member.claims)
    expect(
      await session.query('select id from public.communities where id = $1', [place.id]),
    ).toEqual([])
    await session.rollback()
    await session.end()
  })
})
