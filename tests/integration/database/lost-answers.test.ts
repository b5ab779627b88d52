import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { asLost, db, member, messageOf, retrySql, save, send, withTalks } from './talks.ts'

withTalks()

const runsOf = (answer: string) =>
  db.asPostgres(
    `select user_id, model, outcome, input_tokens, output_tokens, cost::int, first_word_ms, duration_ms
     from public.ai_runs where message_id = $1`,
    [answer],
  )
const sweep = async () => {
  const [row] = await db.asPostgres('select private.end_lost_answers() as ended')
  return row?.ended
}
const silentFor = (answer: string, time: string) =>
  db.asPostgres(
    `update public.messages
     set created_at = now() - $2::interval - interval '4 seconds', saved_at = now() - $2::interval
     where id = $1`,
    [answer, time],
  )
const record = (answer: string, run: object) =>
  db.as(member, 'select public.record_run($1, $2)', [answer, JSON.stringify(run)])
const unknown = { input_tokens: null, output_tokens: null, cost: null, first_word_ms: null }

describe('the sweep', () => {
  test('ends what nobody makes any more, with one run of unknown tokens', async () => {
    const [begun, silent] = [await send('One'), await send('Two')]
    await save(begun.answerId, 'It beg', 'streaming', { model: 'Coach model' })
    await silentFor(begun.answerId, '10 minutes 1 second')
    await silentFor(silent.answerId, '10 minutes 1 second')
    expect(await sweep()).toBe(2)
    expect(await messageOf(begun.answerId)).toMatchObject({
      ...{ status: 'cut_off', failure: 'lost', text: 'It beg', completed_at: expect.any(Date) },
    })
    expect(await messageOf(silent.answerId)).toMatchObject({ status: 'failed', failure: 'lost' })
    expect(await runsOf(begun.answerId)).toEqual([
      {
        ...unknown,
        ...{ user_id: member.id, model: 'Coach model', outcome: 'cut_off', duration_ms: 4_000 },
      },
    ])
    expect(await runsOf(silent.answerId)).toMatchObject([
      { ...unknown, model: 'unknown', outcome: 'failed' },
    ])
    expect(await sweep()).toBe(0)
    expect(await runsOf(begun.answerId)).toHaveLength(1)
    // The conversation is free again.
    await send('Go on', begun.conversationId)
  })

  test('leaves alone what is still made, and what is over', async () => {
    const [running, over] = [await send('One'), await send('Two')]
    await silentFor(running.answerId, '9 minutes 50 seconds')
    await save(over.answerId, 'Done.', 'complete')
    await db.asPostgres(
      `update public.messages set saved_at = now() - interval '1 day' where id = $1`,
      [over.answerId],
    )
    expect(await sweep()).toBe(0)
    expect(await messageOf(running.answerId)).toMatchObject({ status: 'streaming' })
    expect(await runsOf(over.answerId)).toEqual([])
    await silentFor(running.answerId, '11 minutes')
    await sweep()
  })

  test('twice at once ends each answer once', async () => {
    const { answerId } = await send('One')
    await silentFor(answerId, '11 minutes')
    const ended = await Promise.all([sweep(), sweep()])
    expect(ended.sort()).toEqual([0, 1])
    expect(await runsOf(answerId)).toHaveLength(1)
  })

  test('is for the job alone', async () => {
    await expect(db.as(member, 'select private.end_lost_answers()')).rejects.toMatchObject({
      code: '42501',
    })
  })
})

describe('an answer that somebody else found lost has its run too', () => {
  test('the next message, another try, a wish to stop, a reader', async () => {
    const [next, again] = [await send('One'), await send('Two')]
    const [stopped, read] = [await send('Three'), await send('Four')]
    for (const { answerId } of [next, again, stopped]) await asLost(answerId)
    await send('Go on', next.conversationId)
    await db.as(member, retrySql, [again.answerId, randomUUID()])
    await db.as(member, 'select public.stop_answer($1)', [stopped.answerId])
    await save(read.answerId, '', 'failed', { failure: 'lost' })
    for (const [{ answerId }, outcome] of [
      [next, 'cut_off'],
      [again, 'cut_off'],
      [stopped, 'stopped'],
      [read, 'failed'],
    ] as const) {
      expect(await runsOf(answerId)).toMatchObject([{ ...unknown, outcome, user_id: member.id }])
    }
  })

  test('one that its maker ended has what the maker tells, and nothing before', async () => {
    const { answerId } = await send('One')
    await save(answerId, 'Done.', 'complete', { model: 'Coach model' })
    expect(await runsOf(answerId)).toEqual([])
    await record(answerId, { model: 'm', inputTokens: 3, outputTokens: 4, durationMs: 900 })
    await record(answerId, { model: 'again', inputTokens: 9, outputTokens: 9, durationMs: 9 })
    expect(await runsOf(answerId)).toMatchObject([
      { model: 'm', input_tokens: 3, output_tokens: 4, duration_ms: 900 },
    ])
  })

  test('a maker that comes back after all fills in what it took, once', async () => {
    const { answerId } = await send('One')
    await asLost(answerId)
    await save(answerId, 'Late.', 'complete')
    expect(await runsOf(answerId)).toMatchObject([{ ...unknown, outcome: 'complete' }])
    await record(answerId, { model: 'm', inputTokens: 3, outputTokens: 4, durationMs: 900 })
    await record(answerId, { model: 'again', inputTokens: 9, outputTokens: 9, durationMs: 9 })
    expect(await runsOf(answerId)).toMatchObject([
      { model: 'm', input_tokens: 3, output_tokens: 4, duration_ms: 900 },
    ])
  })

  test('a maker that was interrupted knows neither tokens nor time', async () => {
    const { answerId } = await send('One')
    await db.asPostgres(
      `update public.messages set created_at = now() - interval '7 seconds' where id = $1`,
      [answerId],
    )
    await save(answerId, 'It beg', 'cut_off', { failure: 'ai.cut-off' })
    await record(answerId, { model: 'm', inputTokens: null, outputTokens: null, durationMs: null })
    const [run] = await runsOf(answerId)
    expect(run).toMatchObject({ ...unknown, model: 'm', outcome: 'cut_off' })
    expect(Math.abs(Number(run?.duration_ms) - 7_000)).toBeLessThan(2_000)
  })
})
