import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeItem, makePlace, makeTalk, type Place } from './place.ts'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
let place: Place
let agent: string
let talk: Awaited<ReturnType<typeof makeTalk>>
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(() => db?.stop())
beforeEach(async () => {
  place = await makePlace(db)
  agent = await makeItem(db, { community: place.id, kind: 'agent', title: 'Agent' })
  talk = await makeTalk(db, { community: place.id, owner: place.member, agent })
})

const run = {
  provider: 'openai',
  inputTokens: 1200,
  outputTokens: 300,
  firstWordMs: 40,
  durationMs: 900,
}

const record = (who: Person, answer: string, values: object = {}) =>
  db.as(who, 'select public.record_run($1, $2)', [answer, JSON.stringify({ ...run, ...values })])

const runsSeen = (who: Person) =>
  db.as(
    who,
    `select model, outcome, input_tokens, output_tokens, cost::int, user_id
     from public.ai_runs where message_id = $1`,
    [talk.answer],
  )

async function makeModel(...prices: [from: string, input: number, output: number][]) {
  const name = `model-${randomUUID().slice(0, 8)}`
  const [row] = await db.as(
    place.superAdmin,
    `insert into public.ai_models (provider, name, label) values ('openai', $1, $1) returning id`,
    [name],
  )
  for (const [from, input, output] of prices) {
    // Not in anybody's name: a price that somebody sets begins later.
    await db.asPostgres(
      `insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
       values ($1, now() + $2::interval, $3, $4)`,
      [row?.id, from, input, output],
    )
  }
  return name
}

describe('a run', () => {
  test('costs what the model cost when it was asked for, to the micro-unit, rounded up', async () => {
    const model = await makeModel(
      ['-2 days', 999, 999],
      ['-1 day', 150_000, 600_000],
      ['1 day', 9_000_000, 9_000_000],
    )
    await record(place.member, talk.answer, { model, inputTokens: 1201 })
    // (1201 × 150,000 + 300 × 600,000) / 1,000,000 = 360.15
    expect(await runsSeen(place.member)).toEqual([
      {
        model,
        outcome: 'complete',
        input_tokens: 1201,
        output_tokens: 300,
        cost: 361,
        user_id: place.member.id,
      },
    ])
  })

  test('of a model without a price, or that nobody listed, costs nothing that is known', async () => {
    await record(place.member, talk.answer, { model: 'never listed' })
    expect(await runsSeen(place.member)).toMatchObject([{ model: 'never listed', cost: null }])
  })

  test('is noted once, of a finished answer, by whoever asked', async () => {
    const model = await makeModel()
    await record(place.coach, talk.answer, { model })
    expect(await runsSeen(place.superAdmin)).toEqual([])
    await record(place.member, talk.question, { model })
    await record(place.member, talk.answer, { model })
    await record(place.member, talk.answer, { model: 'again' })
    expect(await runsSeen(place.superAdmin)).toMatchObject([{ model }])
  })

  test('is seen by who used it, their coaches and who runs the platform, and written by nobody', async () => {
    await record(place.member, talk.answer)
    const rival = await makePlace(db)
    expect(await runsSeen(place.coach)).toHaveLength(1)
    expect(await runsSeen(rival.coach)).toEqual([])
    expect(await runsSeen(place.outsider)).toEqual([])
    expect(
      await refusal(db.as(place.superAdmin, 'update public.ai_runs set cost = 0')),
    ).toMatchObject({ code: '42501' })
  })

  test('outlives the person and what was said', async () => {
    await record(place.member, talk.answer)
    await db.asPostgres('delete from auth.users where id = $1', [place.member.id])
    expect(await runsSeen(place.coach)).toMatchObject([{ user_id: null, input_tokens: 1200 }])
  })
})

describe('a rating', () => {
  const rate = (who: Person, message: string, good = true) =>
    db.as(
      who,
      `insert into public.message_ratings (message_id, conversation_id, user_id, good)
       values ($1, $2, $3, $4)`,
      [message, talk.conversation, who.id, good],
    )

  test('is for an answer, by who asked for it', async () => {
    await rate(place.member, talk.answer)
    expect(await refusal(rate(place.member, talk.question))).toMatchObject({ code: '42501' })
    expect(await refusal(rate(place.coach, talk.answer))).toMatchObject({ code: '42501' })
    expect(await refusal(rate(place.member, talk.answer))).toMatchObject({ code: '23505' })
  })

  test('is seen with its conversation, and by coaches who do not read that', async () => {
    await rate(place.member, talk.answer, false)
    const seen = (who: Person) =>
      db.as(who, 'select good, community_id from public.message_ratings where message_id = $1', [
        talk.answer,
      ])
    const rating = [{ good: false, community_id: place.id }]
    expect(await seen(place.member)).toEqual(rating)
    expect(await seen(place.coach)).toEqual(rating)
    expect(await seen(place.superAdmin)).toEqual([])
    expect(await seen(place.outsider)).toEqual([])
  })
})
