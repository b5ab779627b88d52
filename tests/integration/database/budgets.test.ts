import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  coach,
  community,
  db,
  type Job,
  listModel,
  member,
  messageOf,
  retrySql,
  save,
  send,
  withTalks,
} from './talks.ts'
import type { Person } from './test-database.ts'

withTalks()

const model = { provider: 'openai', name: '' }
beforeEach(async () => {
  model.name = `model-${randomUUID().slice(0, 8)}`
  await listModel(model.name, 1_000_000, 1_000_000)
})

interface Limit {
  holder?: string
  role?: string
  user?: string
  period?: string
  money?: number
  tokens?: number
}

const limit = ({ holder = 'community', role, user, period = 'day', money, tokens }: Limit) =>
  db.asPostgres(
    `insert into public.ai_budgets (community_id, holder, role, user_id, period, money, tokens)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [community, holder, role, user, period, money, tokens],
  )

const reserveSql = 'select public.reserve_answer($1, $2, null) as refused'

async function ask(text = 'Hello', who = member, conversation: string | null = null) {
  const job = await send(text, conversation, { who })
  return { ...job, refused: await reserve(job, who) }
}

async function reserve(job: Job, who = member) {
  const [row] = await db.as(who, reserveSql, [JSON.stringify(job), JSON.stringify([model])])
  return row?.refused ?? null
}

/** Ends an answer as its maker does. */
async function finish(answer: string, run: object, who = member) {
  await save(answer, 'Done.', 'complete', { who })
  await db.as(who, 'select public.record_run($1, $2)', [
    answer,
    JSON.stringify({ provider: model.provider, model: model.name, durationMs: 9, ...run }),
  ])
}

const counts = async () =>
  (await db.asPostgres(
    `select holder, spent_tokens::int as spent, held_tokens::int as held, spent_money::int as paid
     from private.budget_counts
     join public.ai_budgets on ai_budgets.id = budget_id
     where community_id = $1 order by holder, period`,
    [community],
  )) as { holder: string; spent: number; held: number; paid: number }[]

const left = (who: Person) =>
  db.as(
    who,
    `select holder, period, tokens::int, spent_tokens::int, ends_at
     from public.my_budgets($1)`,
    [community],
  )

describe('a budget', () => {
  test('that nobody set holds nothing', async () => {
    expect((await ask()).refused).toBeNull()
    expect(await db.asPostgres('select * from private.budget_holds')).toEqual([])
  })

  test('holds what an answer may take at most, and counts what it took', async () => {
    await limit({ tokens: 5_000, money: 5_000 })
    const { refused, ...job } = await ask()
    expect(refused).toBeNull()
    const [held] = await counts()
    // 300 of output, and no less than the bytes of what is sent.
    expect(held).toMatchObject({ spent: 0, paid: 0 })
    expect(held?.held).toBeGreaterThan(300 + 'HelloBe brief.'.length)
    await reserve(job)
    expect(await counts()).toEqual([held])
    await finish(job.answerId, { inputTokens: 20, outputTokens: 7 })
    expect(await counts()).toEqual([{ holder: 'community', spent: 27, held: 0, paid: 27 }])
  })

  test('at its end keeps what was written, says which it is, and is asked again', async () => {
    await limit({ tokens: 1_000 })
    const first = await ask()
    await finish(first.answerId, { inputTokens: 300, outputTokens: 300 })
    const second = await ask('And this?', member, first.conversationId)
    expect(second.refused).toEqual({ holder: 'community', period: 'day' })
    expect(await messageOf(second.personMessageId)).toMatchObject({ text: 'And this?' })
    expect(await messageOf(second.answerId)).toMatchObject({
      ...{ status: 'failed', failure: 'budget.community.day', completed_at: expect.any(Date) },
    })
    expect(await counts()).toEqual([{ holder: 'community', spent: 600, held: 0, paid: 600 }])
    await db.asPostgres('update public.ai_budgets set tokens = 5000 where community_id = $1', [
      community,
    ])
    const [again] = await db.as(member, retrySql, [second.answerId, randomUUID()])
    const next = again?.job as Job
    expect(await reserve(next)).toBeNull()
  })

  test('of one lets the others be: what was held before the refusal is given back', async () => {
    await limit({ tokens: 100_000 })
    await limit({ holder: 'ceiling', period: 'month', tokens: 100_000 })
    await limit({ holder: 'member', tokens: 10 })
    await limit({ holder: 'member', tokens: 100_000, user: coach.id })
    expect((await ask()).refused).toEqual({ holder: 'member', period: 'day' })
    expect((await counts()).map(({ held }) => held)).toEqual([0, 0, 0])
    expect((await ask('Hello', coach)).refused).toBeNull()
    expect((await counts()).filter(({ held }) => held > 0)).toHaveLength(3)
  })

  test('of a role is shared by all who have it', async () => {
    await limit({ holder: 'role', role: 'end_user', tokens: 0 })
    expect((await ask()).refused).toEqual({ holder: 'role', period: 'day' })
    expect((await ask('Hello', coach)).refused).toBeNull()
  })

  test('in money ends before more is spent than it has', async () => {
    await limit({ money: 1_000 })
    const first = await ask()
    expect(first.refused).toBeNull()
    expect((await ask()).refused).toEqual({ holder: 'community', period: 'day' })
    await finish(first.answerId, { inputTokens: 1, outputTokens: 1 })
    expect((await ask()).refused).toBeNull()
  })

  test('holds what the dearest of the models may cost that may answer', async () => {
    await limit({ money: 5_000 })
    await listModel(model.name, 3_000_000, 3_000_000, 'local')
    const job = await send('Hello')
    const both = JSON.stringify([model, { ...model, provider: 'local' }])
    await db.as(member, reserveSql, [JSON.stringify(job), both])
    const [held] = await db.asPostgres(
      'select (money / tokens)::int as each from private.budget_holds where answer_id = $1',
      [job.answerId],
    )
    expect(held).toEqual({ each: 3 })
  })

  test('gets back what is held for an answer that nobody makes', async () => {
    await limit({ tokens: 1_000 })
    const { answerId } = await ask()
    expect((await ask()).refused).not.toBeNull()
    await db.asPostgres(
      `update private.budget_holds set held_at = now() - interval '46 seconds'
       where answer_id = $1`,
      [answerId],
    )
    // It is still being said.
    expect((await ask()).refused).not.toBeNull()
    await db.asPostgres(
      `update public.messages set saved_at = now() - interval '46 seconds' where id = $1`,
      [answerId],
    )
    expect((await ask()).refused).toBeNull()
    // Its maker comes back after all: what it took counts.
    await finish(answerId, { inputTokens: 70, outputTokens: 7 })
    expect(await counts()).toMatchObject([{ spent: 77 }])
  })

  test('that nobody asks of any more gets it back from the job', async () => {
    await limit({ tokens: 1_000 })
    const { answerId } = await ask()
    await save(answerId, '', 'failed', { failure: 'not-started' })
    await db.asPostgres(
      `update private.budget_holds set held_at = now() - interval '11 minutes'
       where answer_id = $1`,
      [answerId],
    )
    await db.asPostgres('select private.end_lost_answers()')
    expect(await counts()).toMatchObject([{ held: 0 }])
  })

  test('that is set in mid-answer, or after, counts what was spent in its period', async () => {
    const before = await ask()
    await finish(before.answerId, { inputTokens: 40, outputTokens: 2 })
    const running = await ask()
    await limit({ tokens: 10_000 })
    expect(await left(member)).toMatchObject([{ tokens: 10_000, spent_tokens: 42 }])
    await finish(running.answerId, { inputTokens: 30, outputTokens: 3 })
    await ask()
    expect(await counts()).toMatchObject([{ spent: 75 }])
  })

  test('begins anew at midnight where the community is', async () => {
    await db.asPostgres(`update public.communities set time_zone = 'Asia/Tokyo' where id = $1`, [
      community,
    ])
    await limit({ tokens: 10_000 })
    const [{ ends_at } = { ends_at: new Date() }] = (await left(member)) as { ends_at: Date }[]
    expect(ends_at.getUTCHours()).toBe(15)
    expect(ends_at.getTime()).toBeGreaterThan(Date.now())
    expect(ends_at.getTime() - Date.now()).toBeLessThanOrEqual(86_400_000)
  })

  test('goes with its member, and takes nothing with it', async () => {
    await limit({ holder: 'member', tokens: 10_000, user: member.id })
    const { answerId } = await ask()
    await db.asPostgres('delete from public.ai_budgets where community_id = $1', [community])
    await finish(answerId, { inputTokens: 1, outputTokens: 1 })
    expect(await counts()).toEqual([])
  })
})

describe('many at once', () => {
  test('of many members spend no more than there is, and meet in no circle', async () => {
    const people = await Promise.all(
      Array.from({ length: 8 }, (_, n) => db.createPerson(`p${n}-${randomUUID().slice(0, 8)}`)),
    )
    for (const person of people) {
      await db.asPostgres(
        `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
        [community, person.id],
      )
    }
    await limit({ tokens: 9_000 })
    await limit({ holder: 'role', role: 'end_user', period: 'month', tokens: 90_000 })
    await limit({ holder: 'member', tokens: 4_000 })
    const outcomes = await Promise.all(
      people.map(async (person) => {
        const session = await db.connectWorker()
        const found: unknown[] = []
        for (let n = 0; n < 3; n += 1) {
          await session.enter(person.claims)
          const [sent] = await session.query(
            `select public.send_message($1, null, (
               select id from public.content_items where community_id = $1 and kind = 'agent' limit 1
             ), 'Hello', gen_random_uuid()) as job`,
            [community],
          )
          const job = sent?.job as Job
          const asked = [JSON.stringify(job), JSON.stringify([model])]
          const [row] = await session.query(reserveSql, asked)
          await session.commit()
          found.push(row?.refused)
        }
        await session.end()
        return found
      }),
    )
    const [all] = await counts()
    const each = 300 + 512 + 'Hello'.length + 16 + 'Be brief.'.length
    expect(all?.held).toBe(Math.floor(9_000 / each) * each)
    expect(outcomes.flat().filter((refused) => refused === null)).toHaveLength(
      Math.floor(9_000 / each),
    )
  })
})
