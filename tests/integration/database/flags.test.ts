import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeItem, makePlace, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let place: Place
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())
beforeEach(async () => {
  place = await makePlace(db)
  await db.asPostgres(`delete from public.feature_flags where key = 'new-thing'`)
  await flag({})
})

async function flag(values: { enabled?: boolean; share?: number }) {
  const { enabled = true, share = 0 } = values
  await db.as(
    place.superAdmin,
    `insert into public.feature_flags (key, description, enabled, share)
     values ('new-thing', 'A new thing.', $1, $2)
     on conflict (key) do update set enabled = excluded.enabled, share = excluded.share`,
    [enabled, share],
  )
}

const rule = (target: { user?: string; community?: string; role?: string }, has: boolean) =>
  db.as(
    place.superAdmin,
    `insert into public.feature_flag_rules (flag_key, user_id, community_id, role, has)
     values ('new-thing', $1, $2, $3, $4)`,
    [target.user ?? null, target.community ?? null, target.role ?? null, has],
  )

const has = async (who: Person, community: string | null = place.id) => {
  const [row] = await db.as(who, 'select public.my_flags($1) as flags', [community])
  return ((row?.flags ?? []) as string[]).includes('new-thing')
}

describe('a flag', () => {
  test('is for those whom a rule names: the person before the community before the role', async () => {
    expect(await has(place.member)).toBe(false)
    await rule({ role: 'end_user' }, true)
    expect([await has(place.member), await has(place.coach)]).toEqual([true, false])
    await rule({ community: place.id }, false)
    expect(await has(place.member)).toBe(false)
    await rule({ user: place.member.id }, true)
    expect([await has(place.member), await has(place.coach)]).toEqual([true, false])
    // In another community only what is about the person counts.
    expect(await has(place.member, null)).toBe(true)
  })

  test('that is off is off for everybody', async () => {
    await rule({ user: place.member.id }, true)
    await flag({ enabled: false, share: 100 })
    expect(await has(place.member)).toBe(false)
    expect(await has(place.coach)).toBe(false)
  })

  test('is for its share of people, the same ones each time', async () => {
    const people: Person[] = []
    for (let n = 0; n < 60; n += 1) people.push(await db.createPerson(`p${n}-${place.slug}`))
    const lucky = async () => {
      const answers: boolean[] = []
      for (const person of people) answers.push(await has(person, null))
      return answers
    }
    await flag({ share: 50 })
    const half = await lucky()
    expect(half.filter(Boolean).length).toBeGreaterThan(12)
    expect(half.filter(Boolean).length).toBeLessThan(48)
    expect(await lucky()).toEqual(half)
    // Who has it at a half keeps it at more.
    await flag({ share: 80 })
    const more = await lucky()
    expect(half.every((had, n) => !had || more[n])).toBe(true)
    await flag({ share: 100 })
    expect((await lucky()).every(Boolean)).toBe(true)
  })

  test('is a super admin’s to switch', async () => {
    expect(
      await db.as(
        place.coach,
        `update public.feature_flags set enabled = false where key = 'sandbox' returning key`,
      ),
    ).toEqual([])
  })
})

describe('what is switched off is refused by the database', () => {
  const off = (key: string) =>
    db.asPostgres('update public.feature_flags set enabled = false where key = $1', [key])
  const on = (key: string) =>
    db.asPostgres('update public.feature_flags set enabled = true where key = $1', [key])

  test('the sandbox', async () => {
    const agent = await makeItem(db, { community: place.id, kind: 'agent', title: 'Agent' })
    const ask = () =>
      db.as(
        place.member,
        'select public.send_message($1, null, $2, $3, private.uuidv7()) is not null as sent',
        [place.id, agent, 'Hello'],
      )
    await off('sandbox')
    try {
      expect(await refusal(ask())).toEqual({ code: 'AG409', detail: 'sandbox.off' })
    } finally {
      await on('sandbox')
    }
    expect(await ask()).toEqual([{ sent: true }])
  })

  test('asking to join', async () => {
    await db.asPostgres(`update public.communities set join_policy = 'open' where id = $1`, [
      place.id,
    ])
    const ask = () =>
      db.as(
        place.outsider,
        'insert into public.join_requests (community_id, user_id) values ($1, $2) returning user_id',
        [place.id, place.outsider.id],
      )
    await off('joining')
    try {
      expect(await refusal(ask())).toEqual({ code: 'AG409', detail: 'joining.off' })
    } finally {
      await on('joining')
    }
    expect(await ask()).toHaveLength(1)
  })
})
