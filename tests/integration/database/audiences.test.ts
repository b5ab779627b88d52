import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { joinPlace, makeItem, makePlace, makeTalk, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let place: Place
let other: Person
let item: string
let group: string

beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())
beforeEach(async () => {
  place = await makePlace(db)
  other = await db.createPerson(`other-${place.slug}`)
  await joinPlace(db, place.id, other, 'end_user')
  item = await makeItem(db, { community: place.id, kind: 'agent', title: 'Quokka partner' })
  const [made] = await db.as(
    place.coach,
    `insert into public.groups (community_id, name) values ($1, 'Class') returning id`,
    [place.id],
  )
  group = made?.id as string
})

const one = async (sql: string, values: unknown[] = []) => (await db.asPostgres(sql, values))[0]

const mark = async () =>
  (
    await one(
      'select private.audience_mark(audience) as mark from public.content_items where id = $1',
      [item],
    )
  )?.mark as string

interface Choice {
  limited?: boolean
  groups?: string[]
  people?: string[]
  emails?: string[]
  seen?: string
  who?: Person
}

async function choose({ limited = true, groups, people, emails, seen, who }: Choice) {
  const [row] = await db.as(
    who ?? place.coach,
    'select public.set_audience($1, $2, $3, $4, $5, $6) as answer',
    [item, seen ?? (await mark()), limited, groups ?? null, people ?? null, emails ?? null],
  )
  return row?.answer as { title: string; kind: string; unknown: string[] }
}

/** Whether somebody is shown the item, in each way there is. */
async function sees(who: Person): Promise<boolean> {
  const ways = await db.as(
    who,
    `select
       exists (select from public.content_items where id = $1) as row,
       exists (select from public.agents where id = $1) as own,
       public.search($2, 'quokka') -> 'items' @> jsonb_build_array(jsonb_build_object('id', $1::text)) as found,
       exists (
         select from public.found_items($2, 'quokka', 'agent', false) where item_id = $1::uuid
       ) as listed`,
    [item, place.id],
  )
  const told = new Set(Object.values(ways[0] ?? {}))
  if (told.size !== 1) throw new Error(`The ways differ: ${JSON.stringify(ways[0])}`)
  return told.has(true)
}

async function seen(...people: Person[]): Promise<boolean[]> {
  const told: boolean[] = []
  for (const person of people) told.push(await sees(person))
  return told
}

describe('who may use an item', () => {
  test('is everybody, then a group or people, then everybody again', async () => {
    expect(await seen(place.member, other, place.coach)).toEqual([true, true, true])
    await db.as(
      place.coach,
      'insert into public.group_members (group_id, community_id, user_id) values ($1, $2, $3)',
      [group, place.id, place.member.id],
    )
    await choose({ groups: [group] })
    expect(await seen(place.member, other, place.coach, place.superAdmin)).toEqual([
      true,
      false,
      true,
      true,
    ])
    await choose({ people: [other.id] })
    expect(await seen(place.member, other)).toEqual([false, true])
    await choose({ groups: [group], emails: [other.email.toUpperCase()] })
    expect(await seen(place.member, other)).toEqual([true, true])
    await choose({ limited: false })
    expect(await one('select audience from public.content_items where id = $1', [item])).toEqual({
      audience: null,
    })
    expect(await db.asPostgres('select from public.content_audience')).toEqual([])
    expect(await seen(place.member, other)).toEqual([true, true])
  })

  test('is kept from a coach of elsewhere who is a member here', async () => {
    const elsewhere = await makePlace(db)
    await joinPlace(db, place.id, elsewhere.coach, 'end_user')
    expect(await sees(elsewhere.coach)).toBe(true)
    await choose({ people: [other.id] })
    expect(await sees(elsewhere.coach)).toBe(false)
  })

  test('is no change of the item: nothing in it is new, nobody’s form is old', async () => {
    const before = await one('select version, updated_at from public.content_items where id = $1', [
      item,
    ])
    await choose({ people: [other.id] })
    await choose({ groups: [group], people: [other.id] })
    await db.asPostgres('delete from public.memberships where user_id = $1', [other.id])
    expect(
      await one('select version, updated_at from public.content_items where id = $1', [item]),
    ).toEqual(before)
  })

  test('is in the audit, each time, without names', async () => {
    await choose({ people: [other.id] })
    await choose({ groups: [group] })
    await choose({ limited: false })
    const rows = await db.asPostgres(
      `select action, details from public.security_audit
       where subject_id = $1 and action not in ('content.added') order by id`,
      [item],
    )
    expect(rows).toEqual([
      { action: 'content.limited', details: { kind: 'agent' } },
      { action: 'content-audience.changed', details: { kind: 'agent', changed: ['audience'] } },
      { action: 'content.opened', details: { kind: 'agent' } },
    ])
  })
})

describe('who was chosen', () => {
  test('and leaves, loses it, and does not come back with it', async () => {
    await choose({ people: [place.member.id, other.id] })
    await db.as(place.member, 'select public.remove_member($1, $2)', [place.id, place.member.id])
    expect(await one('select audience from public.content_items where id = $1', [item])).toEqual({
      audience: [other.id],
    })
    await joinPlace(db, place.id, place.member, 'end_user')
    expect(await seen(place.member, other)).toEqual([false, true])
  })

  test('by a group that is dissolved, loses it; it is open to nobody then, not to all', async () => {
    await choose({ groups: [group] })
    await db.as(place.coach, 'delete from public.groups where id = $1', [group])
    expect(await one('select audience from public.content_items where id = $1', [item])).toEqual({
      audience: [],
    })
    expect(await seen(place.member, other, place.coach)).toEqual([false, false, true])
  })

  test('goes on no more in an open conversation, nor has an answer made again', async () => {
    const talk = await makeTalk(db, { community: place.id, owner: place.member, agent: item })
    const send = (who: Person) =>
      db.as(who, 'select public.send_message($1, $2, null, $3, $4)', [
        place.id,
        talk.conversation,
        'And then?',
        randomUUID(),
      ])
    const retry = () =>
      db.as(place.member, 'select public.retry_answer($1, $2)', [talk.answer, randomUUID()])
    await choose({ people: [other.id] })
    expect(await refusal(send(place.member))).toMatchObject({ code: 'AG409', detail: 'agent.gone' })
    expect(await refusal(retry())).toMatchObject({ code: 'AG409', detail: 'agent.gone' })
    await choose({ people: [place.member.id] })
    await retry()
  })
})

describe('a choice', () => {
  test('that another coach made meanwhile is told, and nothing is done', async () => {
    const old = await mark()
    await choose({ people: [other.id] })
    expect(await refusal(choose({ limited: false, seen: old }))).toMatchObject({
      code: 'AG409',
      detail: 'audience.changed',
    })
    expect(await refusal(choose({ groups: [randomUUID()] }))).toMatchObject({
      detail: 'audience.changed',
    })
    expect(await refusal(choose({ people: [place.outsider.id] }))).toMatchObject({
      detail: 'audience.changed',
    })
    expect(await sees(place.member)).toBe(false)
  })

  test('of two coaches at once is one’s, and the other is told', async () => {
    const [first, second] = [await db.connectWorker(), await db.connectWorker()]
    const old = await mark()
    const set = 'select public.set_audience($1, $2, true, null, $3, null)'
    await first.enter(place.coach.claims)
    await first.query(set, [item, old, [other.id]])
    await second.enter(place.superAdmin.claims)
    const waiting = refusal(second.query(set, [item, old, [place.member.id]]))
    await db.untilWaiting(second.pid)
    await first.commit()
    expect(await waiting).toMatchObject({ detail: 'audience.changed' })
    await second.rollback()
    expect(await seen(place.member, other)).toEqual([false, true])
    await Promise.all([first.end(), second.end()])
  })

  test('of nobody, or of too many, is refused; unknown addresses are told, and nothing is done', async () => {
    expect(await refusal(choose({}))).toMatchObject({ code: 'AG422', detail: 'audience.nobody' })
    const many = Array.from({ length: 201 }, () => randomUUID())
    expect(await refusal(choose({ people: many }))).toMatchObject({ detail: 'audience.many' })
    const answer = await choose({ emails: [other.email, place.outsider.email, 'no@body.test'] })
    expect(answer.unknown).toEqual([place.outsider.email, 'no@body.test'])
    expect(await mark()).toBe('everybody')
  })

  test('is for items of a community only, and for those who run it', async () => {
    expect(await refusal(choose({ people: [other.id], who: place.member }))).toMatchObject({
      code: '42501',
    })
    const elsewhere = await makePlace(db)
    expect(await refusal(choose({ people: [other.id], who: elsewhere.coach }))).toMatchObject({
      code: '42501',
    })
    item = await makeItem(db, { community: null, kind: 'document', title: 'Platform’s' })
    expect(
      await refusal(choose({ people: [other.id], who: place.superAdmin, seen: 'everybody' })),
    ).toMatchObject({ code: 'AG404' })
  })
})

test('members come into a group by their addresses, all of them or none', async () => {
  const add = async (emails: string[]) =>
    (await db.as(place.coach, 'select public.add_to_group($1, $2) as answer', [group, emails]))[0]
      ?.answer
  expect(await add([place.member.email, place.outsider.email])).toEqual({
    name: 'Class',
    added: 0,
    unknown: [place.outsider.email],
  })
  expect(await add([place.member.email, other.email])).toMatchObject({ added: 2, unknown: [] })
  expect(await add([place.member.email])).toMatchObject({ added: 0, unknown: [] })
})
