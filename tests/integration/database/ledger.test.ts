import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  asLost,
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

withTalks()

const priced = { provider: 'openai', model: '' }
beforeEach(async () => {
  priced.model = `model-${randomUUID().slice(0, 8)}`
  await listModel(priced.model, 150_001, 600_007)
})

const record = (answer: string, run: object = {}) =>
  db.as(member, 'select public.record_run($1, $2)', [
    answer,
    JSON.stringify({ ...priced, inputTokens: null, outputTokens: null, durationMs: 900, ...run }),
  ])

/** Ends an answer and tells what it took, as its maker does. */
async function finish(answer: string, text: string, status: string, run: object = {}) {
  await save(answer, text, status, { failure: 'ai.cut-off' })
  await record(answer, run)
}

const runOf = async (answer: string) =>
  (
    await db.asPostgres(
      `select outcome, input_tokens, output_tokens, charged_input, charged_output, cost::int
       from public.ai_runs where message_id = $1`,
      [answer],
    )
  )[0]

/** What the runs of this test's community cost, and what the ledger says that they did. */
const sums = async () => {
  const [row] = await db.asPostgres(
    `select
       (select array[sum(coalesce(cost, 0)), sum(charged_input), sum(charged_output)]
        from public.ai_runs where community_id = $1) as runs,
       (select array[sum(amount), sum(input_tokens), sum(output_tokens)]
        from public.ai_ledger where community_id = $1) as ledger`,
    [community],
  )
  return row as { runs: number[]; ledger: number[] }
}

const change = (sql: string) =>
  db.as(member, sql).then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('the ledger', () => {
  test('adds up with the runs: whole, stopped, cut off, failed, tried again, lost, and found again', async () => {
    const counted = { inputTokens: 1201, outputTokens: 333 }
    const whole = await send('One')
    await finish(whole.answerId, 'Whole.', 'complete', counted)
    const [again] = await db.as(member, retrySql, [whole.answerId, randomUUID()])
    const second = again?.job as Job
    await finish(second.answerId, 'Again.', 'complete', counted)
    const stopped = await send('Two')
    await finish(stopped.answerId, 'Half of what', 'stopped')
    const cut = await send('Three')
    await finish(cut.answerId, 'Some words', 'cut_off')
    const failed = await send('Four')
    await finish(failed.answerId, '', 'failed')
    const lost = await send('Five')
    await save(lost.answerId, 'It beg', 'streaming')
    await asLost(lost.answerId)
    await save(lost.answerId, '', 'cut_off', { failure: 'lost' })
    expect(await sums()).toMatchObject({ ledger: (await sums()).runs })
    const before = await sums()
    // Its maker comes back and knows.
    await record(lost.answerId, counted)
    const after = await sums()
    expect(after.ledger).toEqual(after.runs)
    expect(after.ledger[0]).toBeGreaterThan(before.ledger[0] ?? 0)
    expect(await runOf(lost.answerId)).toMatchObject({ charged_input: 1201, charged_output: 333 })
    expect(await runOf(failed.answerId)).toMatchObject({ charged_input: 0, cost: 0 })
    await record(whole.answerId, { inputTokens: 9, outputTokens: 9 })
    expect((await sums()).ledger).toEqual(after.ledger)
  })

  test('an answer whose tokens nobody counted is charged by its bytes', async () => {
    const first = await send('x'.repeat(400))
    await finish(first.answerId, 'é'.repeat(100), 'stopped')
    // 400 and 200 bytes, four a token; (100 × 150,001 + 50 × 600,007) / 1,000,000 = 45.00045
    expect(await runOf(first.answerId)).toEqual({
      outcome: 'stopped',
      input_tokens: null,
      output_tokens: null,
      charged_input: 100,
      charged_output: 50,
      cost: 46,
    })
    // What was said before goes to the model too.
    const next = await send('y'.repeat(40), first.conversationId)
    await finish(next.answerId, '', 'stopped')
    expect(await runOf(next.answerId)).toMatchObject({ charged_input: 160, charged_output: 0 })
  })

  test('a price that changes in mid-answer is the price of the next answer', async () => {
    const { answerId } = await send('One')
    await db.asPostgres(
      `insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
       select id, clock_timestamp(), 9000000, 9000000 from public.ai_models where name = $1`,
      [priced.model],
    )
    const later = await send('Two')
    await finish(answerId, 'Long.', 'complete', { inputTokens: 100, outputTokens: 10 })
    await finish(later.answerId, 'Long.', 'complete', { inputTokens: 100, outputTokens: 10 })
    expect(await runOf(answerId)).toMatchObject({ cost: 22 })
    expect(await runOf(later.answerId)).toMatchObject({ cost: 990 })
  })

  test('a model that is taken off the list takes nothing of what was charged', async () => {
    const { answerId } = await send('One')
    await finish(answerId, 'Long.', 'complete', { inputTokens: 100, outputTokens: 10 })
    await db.asPostgres('delete from public.ai_models where name = $1', [priced.model])
    expect(await runOf(answerId)).toMatchObject({ cost: 22 })
    const { runs, ledger } = await sums()
    expect(ledger).toEqual(runs)
  })

  test('what its maker says of an answer that went wrong twice is one entry', async () => {
    const { answerId } = await send('One')
    expect(await messageOf(answerId)).toMatchObject({ status: 'streaming' })
    await finish(answerId, 'Long.', 'complete', { inputTokens: 1, outputTokens: 1 })
    await record(answerId, { inputTokens: 5, outputTokens: 5 })
    expect((await sums()).ledger.slice(1)).toEqual([1, 1])
  })

  test('is changed by nobody', async () => {
    expect(await change('update public.ai_ledger set amount = 0')).toBe('42501')
    expect(await change('delete from public.ai_ledger')).toBe('42501')
    expect(
      await change(
        `insert into public.ai_ledger (community_id, run_id, input_tokens, output_tokens, amount)
         select id, id, 1, 1, 1 from public.communities`,
      ),
    ).toBe('42501')
  })
})
