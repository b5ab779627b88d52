import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let auth: pg.Client
let community: string
let coach: Person
let outsider: Person
let superAdmin: Person

beforeAll(async () => {
  db = await startTestDatabase()
  // The Auth server's own role: what it writes must set our triggers off, whatever it may not do.
  auth = new pg.Client({ connectionString: db.postgres.authUrl })
  await auth.connect()
  outsider = await db.createPerson('outsider')
  superAdmin = await db.createPerson('super-admin')
  await db.asPostgres('select public.grant_platform_admin($1)', [superAdmin.email])
})
afterAll(async () => {
  await auth?.end()
  await db?.stop()
})

beforeEach(async () => {
  const name = `c-${randomUUID().slice(0, 8)}`
  coach = await db.createPerson(`coach-${name}`)
  const [made] = await db.asPostgres(
    `insert into public.communities (slug, name, join_policy) values ($1, $1, 'open') returning id`,
    [name],
  )
  community = made?.id as string
  await join(coach, 'community_admin')
})

const join = (person: Person, role: string) =>
  db.asPostgres(
    'insert into public.memberships (community_id, user_id, role) values ($1, $2, $3)',
    [community, person.id, role],
  )

const add = (email: unknown, role: unknown = 'end_user', who: Person | null = coach) =>
  db.as(who, 'select public.add_member($1, $2, $3) as answer', [community, email, role])

const remove = (person: Person, who: Person) =>
  db.as(who, 'select public.remove_member($1, $2)', [community, person.id])

const rolesHere = async () => {
  const rows = await db.asPostgres(
    `select email, memberships.role from public.memberships join auth.users on users.id = user_id
     where community_id = $1`,
    [community],
  )
  return Object.fromEntries(rows.map(({ email, role: is }) => [email, is]))
}

const awaitedHere = async () =>
  (
    await db.asPostgres('select email, role from public.pending_members where community_id = $1', [
      community,
    ])
  ).map(({ email, role }) => `${email} ${role}`)

async function signUp(email: string, { confirmed = false, metadata = {} as unknown } = {}) {
  const id = randomUUID()
  await auth.query(
    `insert into auth.users (id, aud, role, email, email_confirmed_at, raw_user_meta_data)
     values ($1, 'authenticated', 'authenticated', $2, case when $3 then now() end, $4)`,
    [id, email, confirmed, JSON.stringify(metadata)],
  )
  return id
}

const nameOf = async (id: string) => {
  const [row] = await db.asPostgres('select display_name from public.profiles where id = $1', [id])
  return row?.display_name
}

describe('a new account', () => {
  test.each([
    ['the name that was given', { display_name: '  Demo   ' }, 'Demo'],
    ['the address otherwise', {}, 'somebody'],
    ['the address for a blank name', { display_name: ' \n\t ' }, 'somebody'],
    ['80 characters of a long name', { display_name: 'x'.repeat(5000) }, 'x'.repeat(80)],
    ['a name that is a number', { display_name: 42 }, '42'],
    ['a name that is an object', { display_name: { a: 1 } }, '{"a": 1}'],
    ['HTML as it is', { display_name: '<b>' }, '<b>'],
    ['metadata that is no object', 'text', 'somebody'],
    ['metadata that is null', null, 'somebody'],
  ])('has a profile with %s', async (_, metadata, name) => {
    const email = `somebody@${randomUUID()}.test`
    expect(await nameOf(await signUp(email, { metadata }))).toBe(name)
  })

  test('without an address has one too', async () => {
    const id = randomUUID()
    await auth.query('insert into auth.users (id) values ($1)', [id])
    expect(await nameOf(id)).toBe('Member')
  })

  test('takes its profile and memberships along when it goes', async () => {
    const person = await db.createPerson(`going-${randomUUID()}`)
    await join(person, 'end_user')
    await auth.query('delete from auth.users where id = $1', [person.id])
    expect(await nameOf(person.id)).toBeUndefined()
    expect(Object.keys(await rolesHere())).toEqual([coach.email])
  })
})

describe('add_member', () => {
  test('makes the owner of a confirmed address a member at once', async () => {
    const person = await db.createPerson(`known-${randomUUID()}`)
    await add(`  ${person.email.toUpperCase()} `)
    expect(await rolesHere()).toMatchObject({ [person.email]: 'end_user' })
    expect(await awaitedHere()).toEqual([])
  })

  test('waits for an address that nobody has, and for one that is not confirmed', async () => {
    const email = `new-${randomUUID()}@people.test`
    await add(email)
    const id = await signUp(email)
    await add(email, 'community_admin')
    expect(await awaitedHere()).toEqual([`${email} community_admin`])
    await auth.query('update auth.users set email_confirmed_at = now() where id = $1', [id])
    expect(await rolesHere()).toMatchObject({ [email]: 'community_admin' })
    expect(await awaitedHere()).toEqual([])
  })

  test('admits an account that is confirmed as it is made, and one that changes its address', async () => {
    const early = `early-${randomUUID()}@people.test`
    const changed = `changed-${randomUUID()}@people.test`
    await add(early)
    await add(changed)
    await signUp(early, { confirmed: true })
    const person = await db.createPerson(`mover-${randomUUID()}`)
    await auth.query('update auth.users set email = $2 where id = $1', [person.id, changed])
    expect(await rolesHere()).toMatchObject({ [early]: 'end_user', [changed]: 'end_user' })
    expect(await awaitedHere()).toEqual([])
  })

  test('answers the same in every case', async () => {
    const person = await db.createPerson(`known-${randomUUID()}`)
    const unconfirmed = `unconfirmed-${randomUUID()}@people.test`
    await signUp(unconfirmed)
    const answers = [
      await add(person.email),
      await add(person.email),
      await add(unconfirmed),
      await add(`nobody-${randomUUID()}@people.test`),
    ]
    expect(new Set(answers.map((rows) => JSON.stringify(rows))).size).toBe(1)
  })

  test('leaves a member the role they have', async () => {
    await add(coach.email, 'end_user')
    expect(await rolesHere()).toEqual({ [coach.email]: 'community_admin' })
  })

  test('settles the request of somebody who asked', async () => {
    const person = await db.createPerson(`asking-${randomUUID()}`)
    await db.as(
      person,
      'insert into public.join_requests (community_id, user_id) values ($1, $2)',
      [community, person.id],
    )
    await add(person.email)
    expect(
      await db.asPostgres('select * from public.join_requests where user_id = $1', [person.id]),
    ).toEqual([])
  })

  test.each(['', ' ', 'nobody', 'a b@c.d', '@', 'a@', null, `${'x'.repeat(250)}@x.test`])(
    'refuses %j as an address',
    async (email) => {
      expect(await refusal(add(email))).toMatchObject({ code: 'AG422', detail: 'email.invalid' })
    },
  )

  test.each(['owner', '', null])('refuses %j as a role', async (role) => {
    expect(await refusal(add('a@b.test', role))).toMatchObject({
      code: 'AG422',
      detail: 'role.invalid',
    })
  })

  test('is for coaches of this community and super admins', async () => {
    const member = await db.createPerson(`member-${randomUUID()}`)
    await join(member, 'end_user')
    for (const who of [member, outsider, null]) {
      expect(await refusal(add('a@b.test', 'end_user', who))).toMatchObject({ code: '42501' })
    }
    await add('a@b.test', 'end_user', superAdmin)
    expect(await awaitedHere()).toEqual(['a@b.test end_user'])
  })

  test('loses nobody who confirms in the same moment, whoever comes first', async () => {
    for (const first of ['coach', 'person'] as const) {
      const email = `race-${first}-${randomUUID()}@people.test`
      const id = await signUp(email)
      const worker = await db.connectWorker()
      const [server] = (await auth.query('select pg_backend_pid() as pid')).rows
      const adding = async () => {
        await worker.enter(coach.claims)
        await worker.query(`select public.add_member($1, $2, 'end_user')`, [community, email])
      }
      const confirming = async () => {
        await auth.query('begin')
        await auth.query('update auth.users set email_confirmed_at = now() where id = $1', [id])
      }
      if (first === 'coach') {
        await adding()
        const waiting = confirming()
        await db.untilWaiting(server?.pid as number)
        await worker.commit()
        await waiting
        await auth.query('commit')
      } else {
        await confirming()
        const waiting = adding()
        await db.untilWaiting(worker.pid)
        await auth.query('commit')
        await waiting
        await worker.commit()
      }
      await worker.end()
      expect(await rolesHere(), first).toMatchObject({ [email]: 'end_user' })
      expect(await awaitedHere(), first).toEqual([])
    }
  })
})

describe('remove_member', () => {
  test('ends a membership, by a coach, a super admin or oneself', async () => {
    for (const who of [coach, superAdmin, 'themself'] as const) {
      const person = await db.createPerson(`leaving-${randomUUID()}`)
      await join(person, 'end_user')
      await remove(person, who === 'themself' ? person : who)
      expect(Object.keys(await rolesHere())).toEqual([coach.email])
    }
  })

  test('is nobody else’s', async () => {
    const member = await db.createPerson(`member-${randomUUID()}`)
    await join(member, 'end_user')
    for (const who of [member, outsider]) {
      expect(await refusal(remove(coach, who))).toMatchObject({ code: '42501' })
    }
    expect(await refusal(remove(outsider, coach))).toMatchObject({
      code: 'AG404',
      detail: 'member.not-found',
    })
  })

  test('leaves no community without a coach, but for a super admin', async () => {
    expect(await refusal(remove(coach, coach))).toMatchObject({
      code: 'AG409',
      detail: 'member.last-coach',
    })
    await remove(coach, superAdmin)
    expect(await rolesHere()).toEqual({})
  })

  test('keeps one of two coaches who remove each other at once', async () => {
    const other = await db.createPerson(`other-coach-${randomUUID()}`)
    await join(other, 'community_admin')
    const one = await db.connectWorker()
    const two = await db.connectWorker()
    const sql = 'select public.remove_member($1, $2)'
    await one.enter(coach.claims)
    await one.query(sql, [community, other.id])
    await two.enter(other.claims)
    const waiting = two.query(sql, [community, coach.id]).catch((error: unknown) => error)
    await db.untilWaiting(two.pid)
    await one.commit()
    expect(await waiting).toBeInstanceOf(Error)
    await two.rollback()
    await one.end()
    await two.end()
    expect(await rolesHere()).toEqual({ [coach.email]: 'community_admin' })
  })

  test('closes a removed member’s conversations to them, until they are back', async () => {
    const person = await db.createPerson(`back-${randomUUID()}`)
    await join(person, 'end_user')
    await db.asPostgres(
      `insert into public.conversations (community_id, owner_id, agent_name, title, readers)
       values ($1, $2, 'x', 'x', 'owner')`,
      [community, person.id],
    )
    const seen = async () => (await db.as(person, 'select id from public.conversations')).length
    expect(await seen()).toBe(1)
    await remove(person, coach)
    expect(await seen()).toBe(0)
    await add(person.email)
    expect(await seen()).toBe(1)
  })
})

describe('set_member_role', () => {
  const setRole = (person: Person, role: string, who = coach) =>
    db.as(who, 'select public.set_member_role($1, $2, $3)', [community, person.id, role])

  test('makes a member a coach, and a coach a member while another is left', async () => {
    const person = await db.createPerson(`rising-${randomUUID()}`)
    await join(person, 'end_user')
    await setRole(person, 'community_admin')
    await setRole(coach, 'end_user', person)
    expect(await rolesHere()).toEqual({
      [person.email]: 'community_admin',
      [coach.email]: 'end_user',
    })
    expect(await refusal(setRole(person, 'end_user', person))).toMatchObject({
      code: 'AG409',
      detail: 'member.last-coach',
    })
  })

  test('is for coaches of this community and super admins, on members of it', async () => {
    const member = await db.createPerson(`member-${randomUUID()}`)
    await join(member, 'end_user')
    for (const who of [member, outsider]) {
      expect(await refusal(setRole(member, 'community_admin', who))).toMatchObject({
        code: '42501',
      })
    }
    expect(await refusal(setRole(outsider, 'end_user'))).toMatchObject({ code: 'AG404' })
    expect(await refusal(setRole(member, 'owner'))).toMatchObject({ detail: 'role.invalid' })
    await setRole(member, 'community_admin', superAdmin)
  })
})

describe('decide_join_request', () => {
  const ask = async () => {
    const person = await db.createPerson(`asking-${randomUUID()}`)
    await db.as(
      person,
      'insert into public.join_requests (community_id, user_id) values ($1, $2)',
      [community, person.id],
    )
    return person
  }
  const decide = (person: Person, accept: boolean, who = coach) =>
    db.as(who, 'select public.decide_join_request($1, $2, $3)', [community, person.id, accept])

  test('accepts, and a second click is no error', async () => {
    const person = await ask()
    await decide(person, true)
    await decide(person, true)
    expect(await rolesHere()).toMatchObject({ [person.email]: 'end_user' })
  })

  test('declines, and there is nothing left to decide', async () => {
    const person = await ask()
    await decide(person, false)
    expect(await rolesHere()).not.toHaveProperty(person.email)
    expect(await refusal(decide(person, true))).toMatchObject({
      code: 'AG404',
      detail: 'join-request.not-found',
    })
  })

  test('makes nobody a member who did not ask, and is no one’s but a coach’s', async () => {
    expect(await refusal(decide(outsider, true))).toMatchObject({ code: 'AG404' })
    const person = await ask()
    for (const who of [person, outsider]) {
      expect(await refusal(decide(person, true, who))).toMatchObject({ code: '42501' })
    }
  })
})

describe('the platform', () => {
  test('grant_platform_admin makes a confirmed account a super admin, once', async () => {
    const person = await db.createPerson(`chosen-${randomUUID()}`)
    for (let time = 0; time < 2; time += 1) {
      const [row] = await db.asPostgres('select public.grant_platform_admin($1) as id', [
        ` ${person.email.toUpperCase()}`,
      ])
      expect(row?.id).toBe(person.id)
    }
    expect(await db.as(person, 'select user_id from public.platform_admins')).toContainEqual({
      user_id: person.id,
    })
  })

  test('grant_platform_admin refuses an address that nobody confirmed', async () => {
    const email = `unconfirmed-${randomUUID()}@people.test`
    await signUp(email)
    for (const address of [email, 'nobody@people.test', null]) {
      expect(
        await refusal(db.asPostgres('select public.grant_platform_admin($1)', [address])),
      ).toMatchObject({ code: 'AG404', detail: 'account.not-found' })
    }
  })

  test('suspend_person locks out at the next request, and lets in again', async () => {
    const person = await db.createPerson(`locked-${randomUUID()}`)
    const suspend = (who: Person, whom: Person, value: boolean) =>
      db.as(who, 'select public.suspend_person($1, $2)', [whom.id, value])
    await suspend(superAdmin, person, true)
    expect(await refusal(db.as(person, 'select 1'))).toMatchObject({ code: 'AG403' })
    await suspend(superAdmin, person, false)
    expect(await db.as(person, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await refusal(suspend(coach, person, true))).toMatchObject({ code: '42501' })
    expect(await refusal(suspend(superAdmin, superAdmin, true))).toMatchObject({
      code: 'AG409',
      detail: 'person.self',
    })
    expect(
      await refusal(db.as(superAdmin, 'select public.suspend_person($1, true)', [randomUUID()])),
    ).toMatchObject({ code: 'AG404' })
  })

  test('a deleted community is nobody’s place any more, and its name is free', async () => {
    const [row] = await db.asPostgres(
      'update public.communities set deleted_at = now() where id = $1 returning slug',
      [community],
    )
    expect(
      await db.as(coach, 'select id from public.communities where id = $1', [community]),
    ).toEqual([])
    expect(await refusal(add('a@b.test'))).toMatchObject({ code: '42501' })
    await db.as(superAdmin, `insert into public.communities (slug, name) values ($1, 'Again')`, [
      row?.slug,
    ])
    expect(
      await refusal(
        db.as(superAdmin, `insert into public.communities (slug, name) values ($1, 'Again')`, [
          row?.slug,
        ]),
      ),
    ).toMatchObject({ code: '23505', constraint: 'communities_slug_living' })
  })
})

describe('the name beside a membership', () => {
  const namesOf = (person: Person) =>
    db.asPostgres('select display_name from public.memberships where user_id = $1', [person.id])

  test('is the person’s own, whatever is written there, and follows it', async () => {
    const somebody = await db.createPerson(`named-${randomUUID().slice(0, 8)}`)
    await db.asPostgres(
      `insert into public.memberships (community_id, user_id, role, display_name)
       values ($1, $2, 'end_user', 'Somebody else')`,
      [community, somebody.id],
    )
    const [profile] = await db.asPostgres(
      'select display_name from public.profiles where id = $1',
      [somebody.id],
    )
    expect(await namesOf(somebody)).toEqual([profile])
    await db.as(somebody, 'update public.profiles set display_name = $2 where id = $1', [
      somebody.id,
      'Renamed',
    ])
    expect(await namesOf(somebody)).toEqual([{ display_name: 'Renamed' }])
    await db.asPostgres(`update public.memberships set display_name = 'x' where user_id = $1`, [
      somebody.id,
    ])
    expect(await namesOf(somebody)).toEqual([{ display_name: 'Renamed' }])
  })
})
