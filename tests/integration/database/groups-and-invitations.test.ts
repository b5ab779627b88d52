import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { joinPlace, makePlace, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let place: Place
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())
beforeEach(async () => {
  place = await makePlace(db)
})

const hashOf = (token: string) => createHash('sha256').update(token).digest()

interface Wishes {
  role?: string
  email?: string | null
  group?: string | null
  uses?: number | null
  days?: number | null
}

async function invite(who: Person, wishes: Wishes = {}) {
  const token = randomBytes(16).toString('hex')
  const { role = 'end_user', email = null, group = null, uses = null, days = null } = wishes
  await db.as(who, 'select public.invite($1, $2, $3, $4, $5, $6, $7)', [
    place.id,
    role,
    email,
    group,
    uses,
    days,
    hashOf(token),
  ])
  return token
}

const accept = (who: Person | null, token: string) =>
  db.as(who, 'select public.accept_invitation($1) as community', [hashOf(token)])

const roleOf = async (person: Person) => {
  const [row] = await db.asPostgres(
    'select role from public.memberships where community_id = $1 and user_id = $2',
    [place.id, person.id],
  )
  return row?.role
}

async function makeGroup(name: string): Promise<string> {
  const [row] = await db.as(
    place.coach,
    'insert into public.groups (community_id, name) values ($1, $2) returning id',
    [place.id, name],
  )
  return row?.id as string
}

describe('an invitation', () => {
  test('makes whoever follows it a member, once, and a second time is harmless', async () => {
    const token = await invite(place.coach)
    expect(await accept(place.outsider, token)).toEqual([{ community: place.id }])
    expect(await accept(place.outsider, token)).toEqual([{ community: place.id }])
    expect(await roleOf(place.outsider)).toBe('end_user')
    const another = await db.createPerson(`another-${place.slug}`)
    expect(await refusal(accept(another, token))).toEqual({
      code: 'AG409',
      detail: 'invitation.used',
    })
  })

  test('is for as many as it says, and two who come last at once are one too many', async () => {
    const token = await invite(place.coach, { uses: 1 })
    const other = await db.createPerson(`other-${place.slug}`)
    const first = await db.connectWorker()
    const second = await db.connectWorker()
    await first.enter(place.outsider.claims)
    await second.enter(other.claims)
    await first.query('select public.accept_invitation($1)', [hashOf(token)])
    const late = second.query('select public.accept_invitation($1)', [hashOf(token)])
    const refused = refusal(late)
    await db.untilWaiting(second.pid)
    await first.commit()
    expect(await refused).toEqual({ code: 'AG409', detail: 'invitation.used' })
    await second.rollback()
    await first.end()
    await second.end()
  })

  test('for one address is for nobody else, and says no more than one that never was', async () => {
    const token = await invite(place.coach, { email: ` ${place.outsider.email.toUpperCase()} ` })
    const other = await db.createPerson(`other-${place.slug}`)
    const unknown = { code: 'AG404', detail: 'invitation.not-found' }
    expect(await refusal(accept(other, token))).toEqual(unknown)
    expect(await refusal(accept(other, 'never made'))).toEqual(unknown)
    await accept(place.outsider, token)
    expect(await roleOf(place.outsider)).toBe('end_user')
  })

  test('makes a coach only by address', async () => {
    expect(await refusal(invite(place.coach, { role: 'community_admin' }))).toEqual({
      code: 'AG422',
      detail: 'invitation.coach-by-name',
    })
    const token = await invite(place.coach, {
      role: 'community_admin',
      email: place.outsider.email,
    })
    await accept(place.outsider, token)
    expect(await roleOf(place.outsider)).toBe('community_admin')
  })

  test('leaves a member the role that they have', async () => {
    const token = await invite(place.coach, { uses: 5 })
    await accept(place.coach, token)
    expect(await roleOf(place.coach)).toBe('community_admin')
  })

  test('ends: by its date, and when a coach revokes it', async () => {
    const old = await invite(place.coach)
    await db.asPostgres(
      `update public.invitations
       set created_at = now() - interval '8 days', expires_at = now() - interval '1 day'
       where token_hash = $1`,
      [hashOf(old)],
    )
    expect(await refusal(accept(place.outsider, old))).toEqual({
      code: 'AG409',
      detail: 'invitation.expired',
    })
    const revoked = await invite(place.coach)
    await db.as(
      place.coach,
      'update public.invitations set revoked_at = now() where community_id = $1',
      [place.id],
    )
    expect(await refusal(accept(place.outsider, revoked))).toEqual({
      code: 'AG404',
      detail: 'invitation.not-found',
    })
  })

  test.each<[string, Wishes, object]>([
    ['an address that is none', { email: 'nobody' }, { detail: 'email.invalid' }],
    ['no use at all', { uses: 0 }, { detail: 'invitation.invalid' }],
    ['too many uses', { uses: 10_001 }, { detail: 'invitation.invalid' }],
    ['a year', { days: 365 }, { detail: 'invitation.invalid' }],
    ['no such role', { role: 'owner' }, { detail: 'invitation.invalid' }],
    [
      'another community’s group',
      { group: '01936a00-0000-7000-8000-00000000dead' },
      { detail: 'invitation.invalid' },
    ],
  ])('is refused with %s', async (_, wishes, expected) => {
    expect(await refusal(invite(place.coach, wishes))).toMatchObject({ code: 'AG422', ...expected })
  })

  test('is a coach’s to make, and nobody’s who is not signed in to follow', async () => {
    expect(await refusal(invite(place.member))).toMatchObject({ code: '42501' })
    const token = await invite(place.superAdmin)
    expect(await refusal(accept(null, token))).toMatchObject({ code: '42501' })
  })

  test('keeps its token to itself: no coach reads the hash', async () => {
    await invite(place.coach)
    expect(
      await refusal(db.as(place.coach, 'select token_hash from public.invitations')),
    ).toMatchObject({ code: '42501' })
  })

  test('into a group puts them there', async () => {
    const group = await makeGroup('Tuesday class')
    await accept(place.outsider, await invite(place.coach, { group }))
    expect(
      await db.as(place.outsider, 'select name from public.groups where id = $1', [group]),
    ).toEqual([{ name: 'Tuesday class' }])
  })
})

describe('a group', () => {
  test('holds members of its community only, and lets those go who leave it', async () => {
    const group = await makeGroup('Evening team')
    const put = (person: Person) =>
      db.as(
        place.coach,
        'insert into public.group_members (group_id, community_id, user_id) values ($1, $2, $3)',
        [group, place.id, person.id],
      )
    expect(await refusal(put(place.outsider))).toMatchObject({
      code: '23503',
      constraint: 'group_members_membership',
    })
    await put(place.member)
    await db.as(place.member, 'select public.remove_member($1, $2)', [place.id, place.member.id])
    expect(
      await db.as(place.coach, 'select user_id from public.group_members where group_id = $1', [
        group,
      ]),
    ).toEqual([])
  })

  test('is one name in whatever case, for each community', async () => {
    await makeGroup('Beginners')
    expect(await refusal(makeGroup('beginners'))).toMatchObject({
      code: '23505',
      constraint: 'groups_name',
    })
  })
})

describe('limits', () => {
  test('of members hold, and two who join at once are held to them', async () => {
    await db.as(
      place.superAdmin,
      'insert into public.community_limits (community_id, members) values ($1, 3)',
      [place.id],
    )
    const first = await db.connectWorker()
    const second = await db.connectWorker()
    const add = (email: string) =>
      ['select public.add_member($1, $2, $3)', [place.id, email, 'end_user']] as const
    const other = await db.createPerson(`other-${place.slug}`)
    await first.enter(place.coach.claims)
    await second.enter(place.coach.claims)
    await first.query(...toCall(add(place.outsider.email)))
    const refused = refusal(second.query(...toCall(add(other.email))))
    await db.untilWaiting(second.pid)
    await first.commit()
    expect(await refused).toEqual({ code: 'AG409', detail: 'community.full' })
    await second.rollback()
    await first.end()
    await second.end()
  })

  test('are the platform’s to set', async () => {
    expect(
      await refusal(
        db.as(
          place.coach,
          'insert into public.community_limits (community_id, members) values ($1, 1000)',
          [place.id],
        ),
      ),
    ).toMatchObject({ code: '42501' })
  })
})

const toCall = ([sql, values]: readonly [string, readonly unknown[]]): [string, unknown[]] => [
  sql,
  [...values],
]

describe('a community’s settings', () => {
  test.each([
    ['accent_color', 'red', 'communities_accent_color_form'],
    ['time_zone', 'Mars/Olympus', 'communities_time_zone_known'],
    ['conversation_retention_days', 0, 'communities_conversation_retention_days_range'],
  ])('refuse a %s of %s', async (column, value, constraint) => {
    expect(
      await refusal(
        db.as(place.coach, `update public.communities set ${column} = $2 where id = $1`, [
          place.id,
          value,
        ]),
      ),
    ).toMatchObject({ code: '23514', constraint })
  })

  test('are a coach’s to change', async () => {
    const change = `update public.communities
      set accent_color = '#aa3322', time_zone = 'Asia/Kolkata', conversation_retention_days = 90
      where id = $1 returning time_zone`
    expect(await db.as(place.coach, change, [place.id])).toEqual([{ time_zone: 'Asia/Kolkata' }])
    await joinPlace(db, place.id, place.outsider, 'end_user')
    expect(await db.as(place.outsider, change, [place.id])).toEqual([])
  })
})
