import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeItem, makePlace, makeTalk, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let place: Place
let talk: Awaited<ReturnType<typeof makeTalk>>
let other: Awaited<ReturnType<typeof makeTalk>>
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())
beforeEach(async () => {
  place = await makePlace(db)
  const agent = await makeItem(db, { community: place.id, kind: 'agent', title: 'Agent' })
  talk = await makeTalk(db, { community: place.id, owner: place.member, agent })
  other = await makeTalk(db, { community: place.id, owner: place.member, agent })
})

const grant = async (
  options: { who?: Person; to?: Person; conversation?: string | null; ends?: string } = {},
) => {
  const { who = place.coach, to = place.superAdmin, conversation = null, ends = '1 day' } = options
  const [row] = await db.as(
    who,
    `insert into public.access_grants
       (community_id, conversation_id, granted_to, granted_by, reason, expires_at)
     values ($1, $2, $3, $4, 'A member asked for help.', now() + $5::interval) returning id`,
    [place.id, conversation, to.id, who.id, ends],
  )
  return row?.id as string
}

const read = (who: Person, conversation = talk.conversation) =>
  db.as(who, 'select public.read_by_grant($1) as found', [conversation])

const unknown = { code: 'AG404', detail: 'conversation.not-found' }

describe('who runs the platform', () => {
  test('reads no conversation without a grant, and by a grant leaves a trace', async () => {
    expect(await refusal(read(place.superAdmin))).toEqual(unknown)
    const id = await grant()
    expect(await read(place.superAdmin)).toMatchObject([
      {
        found: {
          title: 'Talk',
          messages: [
            { author: 'person', text: 'How do I begin?' },
            { author: 'agent', text: 'With one step.' },
          ],
        },
      },
    ])
    const looks = 'select grant_id from public.access_looks where conversation_id = $1'
    expect(await db.as(place.member, looks, [talk.conversation])).toEqual([{ grant_id: id }])
    expect(await db.as(place.coach, looks, [talk.conversation])).toEqual([{ grant_id: id }])
    // Not by a plain read, which leaves none.
    expect(
      await db.as(place.superAdmin, 'select id from public.conversations where id = $1', [
        talk.conversation,
      ]),
    ).toEqual([])
  })

  test('reads what was granted and no more', async () => {
    await grant({ conversation: talk.conversation })
    await read(place.superAdmin)
    expect(await refusal(read(place.superAdmin, other.conversation))).toEqual(unknown)
    const second = await db.createPerson(`second-${place.slug}`)
    await db.asPostgres('select public.grant_platform_admin($1)', [second.email])
    expect(await refusal(read(second))).toEqual(unknown)
  })

  test('reads until it ends: by its time, when it is revoked, when they run it no more', async () => {
    const id = await grant()
    await read(place.superAdmin)
    await db.asPostgres(
      `update public.access_grants
       set created_at = now() - interval '2 days', expires_at = now() - interval '1 second'
       where id = $1`,
      [id],
    )
    expect(await refusal(read(place.superAdmin))).toEqual(unknown)

    await grant()
    await read(place.superAdmin)
    await db.as(
      place.coach,
      'update public.access_grants set revoked_at = now() where community_id = $1',
      [place.id],
    )
    expect(await refusal(read(place.superAdmin))).toEqual(unknown)

    await grant()
    await db.asPostgres('delete from public.platform_admins where user_id = $1', [
      place.superAdmin.id,
    ])
    expect(await refusal(read(place.superAdmin))).toEqual(unknown)
  })

  test('writes nothing by a grant', async () => {
    await grant()
    expect(
      await refusal(
        db.as(place.superAdmin, `select public.save_answer($1, 'x', 'complete', null, null)`, [
          talk.answer,
        ]),
      ),
    ).toMatchObject({ code: 'AG404' })
  })
})

describe('a grant', () => {
  test('is a coach’s to give: to a super admin, in their own community, for a month at most', async () => {
    const rival = await makePlace(db)
    expect(await refusal(grant({ who: place.member }))).toMatchObject({ code: '42501' })
    expect(await refusal(grant({ who: rival.coach }))).toMatchObject({ code: '42501' })
    expect(await refusal(grant({ who: place.superAdmin }))).toMatchObject({ code: '42501' })
    expect(await refusal(grant({ to: place.outsider }))).toEqual({
      code: 'AG422',
      detail: 'grant.not-super-admin',
    })
    expect(await refusal(grant({ ends: '31 days' }))).toMatchObject({
      constraint: 'access_grants_end_soon',
    })
  })

  test('names a conversation of the community', async () => {
    const rival = await makePlace(db)
    const agent = await makeItem(db, { community: rival.id, kind: 'agent', title: 'Agent' })
    const theirs = await makeTalk(db, { community: rival.id, owner: rival.member, agent })
    expect(await refusal(grant({ conversation: theirs.conversation }))).toMatchObject({
      code: '23503',
      constraint: 'access_grants_conversation',
    })
  })
})
