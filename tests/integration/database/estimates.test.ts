import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  agent,
  coach,
  community,
  createAgent,
  db,
  listModel,
  member,
  save,
  send,
  withTalks,
} from './talks.ts'
import type { Person } from './test-database.ts'

withTalks()

const model = { provider: 'openai', name: '' }
const other = { provider: 'openai', name: '' }
beforeEach(async () => {
  model.name = `model-${randomUUID().slice(0, 8)}`
  other.name = `other-${randomUUID().slice(0, 8)}`
  await listModel(model.name, 1_000_000, 1_000_000)
  await listModel(other.name, 3_000_000, 3_000_000)
})

const limit = (money: number | null, tokens: number | null = null, user: string | null = null) =>
  db.asPostgres(
    `insert into public.ai_budgets (community_id, holder, user_id, period, money, tokens)
     values ($1, case when $4::uuid is null then 'community' else 'member' end, $4, 'day', $2, $3)`,
    [community, money, tokens, user],
  )

interface Next {
  conversation?: string
  agent?: string
  models?: object[] | null
  who?: Person
}

async function estimates({ conversation, agent: of, models = [model], who = member }: Next) {
  const rows = await db.as(
    who,
    `select model, about::int, most::int from public.estimate_answer($1, $2, $3, $4)`,
    [community, conversation ?? null, of ?? null, models && JSON.stringify(models)],
  )
  return rows as { model: string | null; about: number; most: number }[]
}

/** What is held in money for an answer, as the product asks for it. */
async function held(job: object, models: object[]): Promise<number> {
  await db.as(
    member,
    `select public.reserve_answer(
       $1, models, public.take_sources(($1::jsonb ->> 'answerId')::uuid, models)
     )
     from (
       select coalesce(nullif(public.answer_means($1) -> 'models', 'null'), $2::jsonb) as models
     ) as may`,
    [JSON.stringify(job), JSON.stringify(models)],
  )
  const [row] = await db.asPostgres(
    'select money::int from private.budget_holds where answer_id = $1',
    [(job as { answerId: string }).answerId],
  )
  return row?.money as number
}

const question = 'x'.repeat(500)

describe('what the next answer may cost', () => {
  test('is at most what is held for it: first, and next in a conversation', async () => {
    await limit(10_000_000)
    const [first] = await estimates({ agent })
    const job = await send(question)
    expect(await held(job, [model])).toBe(first?.most)
    await save(job.answerId, 'An answer of some length.', 'complete')
    const [next] = await estimates({ conversation: job.conversationId })
    const second = await send(question, job.conversationId)
    expect(await held(second, [model])).toBe(next?.most)
    expect(next?.most).toBeGreaterThan(first?.most ?? 0)
    // The most holds a token for each byte; about is of four bytes each.
    expect(first?.about).toBeLessThan(first?.most ?? 0)
  })

  test('is of what fits the model, however long the conversation is', async () => {
    await limit(10_000_000)
    const job = await send(question)
    await save(job.answerId, 'x'.repeat(40_000), 'complete')
    const [next] = await estimates({ conversation: job.conversationId })
    expect(next?.most).toBeLessThan(8_192)
  })

  test('is at most what the dearest takes, about what the first does; an agent’s own come first', async () => {
    await limit(10_000_000)
    const [alone] = await estimates({ agent })
    const [chain] = await estimates({ agent, models: [model, other] })
    expect(chain).toEqual({ ...alone, most: (alone?.most ?? 0) * 3 })
    await db.asPostgres('update public.agent_instructions set models = $2 where agent_id = $1', [
      ...[agent, [`openai ${other.name}`]],
    ])
    const [own] = await estimates({ agent })
    expect(own).toEqual({ ...chain, about: (alone?.about ?? 0) * 3 })
    expect(await held(await send(question), [model])).toBe(own?.most)
  })

  test('counts the answers that the agent gave lately', async () => {
    await limit(10_000_000)
    const [before] = await estimates({ agent })
    for (const tokens of [10, 20, 200]) {
      const job = await send('Hello')
      await save(job.answerId, 'Done.', 'complete')
      await db.as(member, 'select public.record_run($1, $2)', [
        job.answerId,
        JSON.stringify({ ...model, model: model.name, inputTokens: 1, outputTokens: tokens }),
      ])
    }
    const [after] = await estimates({ agent })
    expect(after).toEqual({ ...before, about: (before?.about ?? 0) - 300 + 20 })
  })

  test('holds what documents bring: those that are given, and five passages of the agent’s', async () => {
    await limit(10_000_000)
    const [bare] = await estimates({ agent })
    const [made] = await db.asPostgres(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status)
         values ($1, 'document', 'Rules', 'rules', 'published') returning id
       ), kept as (
         insert into public.documents (id, body) select id, $2 from made
       ) select id from made`,
      [community, 'Bring water. '.repeat(90)],
    )
    const job = await send('Hello')
    await save(job.answerId, 'Done.', 'complete')
    await db.as(
      member,
      `insert into public.conversation_documents (conversation_id, document_id, place)
       values ($1, $2, 1)`,
      [job.conversationId, made?.id],
    )
    const [given] = await estimates({ conversation: job.conversationId })
    expect(await held(await send(question, job.conversationId), [model])).toBe(given?.most)
    await db.asPostgres(
      'insert into public.agent_knowledge (agent_id, document_id) values ($1, $2)',
      [...[agent, made?.id]],
    )
    const [knowing] = await estimates({ agent })
    expect(await held(await send('Do I bring water?'), [model])).toBeLessThan(knowing?.most ?? 0)
    expect(knowing?.about).toBeGreaterThan(bare?.about ?? 0)
  })

  test('is told of each model that is listed', async () => {
    await limit(10_000_000)
    const [own] = await estimates({ agent })
    const each = new Map((await estimates({ agent, models: null })).map((one) => [one.model, one]))
    expect(each.get(`openai ${model.name}`)).toMatchObject({ about: own?.about, most: own?.most })
    expect(each.get(`openai ${other.name}`)?.most).toBe((own?.most ?? 0) * 3)
  })

  test('is nothing where no price is set', async () => {
    await limit(10_000_000)
    expect(
      await estimates({ agent, models: [{ provider: 'scripted', name: 'scripted' }] }),
    ).toEqual([{ model: null, about: 0, most: 0 }])
  })

  test('is told to nobody who has no budget in money', async () => {
    expect(await estimates({ agent })).toEqual([])
    await limit(null, 5_000)
    expect(await estimates({ agent })).toEqual([])
    await limit(5_000_000, null, coach.id)
    expect(await estimates({ agent })).toEqual([])
    expect(await estimates({ agent, who: coach })).toHaveLength(1)
  })

  test('is told of nobody else’s conversation, and of no agent that cannot be asked', async () => {
    await limit(10_000_000)
    const { conversationId } = await send('Hello')
    expect(await estimates({ conversation: conversationId, who: coach })).toEqual([])
    const gone = await createAgent('Gone')
    await db.as(coach, `select public.change_content($1, null, 'take-back')`, [gone])
    expect(await estimates({ agent: gone })).toEqual([])
    const stranger = await db.createPerson(`stranger-${randomUUID()}`)
    expect(await estimates({ agent, who: stranger })).toEqual([])
  })
})
