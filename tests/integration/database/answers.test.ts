import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  agent,
  asLost,
  coach,
  community,
  db,
  type Job,
  member,
  messageOf,
  retrySql,
  save,
  send,
  withTalks,
} from './talks.ts'
import { refusal } from './test-database.ts'

withTalks()

describe('save_answer', () => {
  test('keeps what comes, and never less than before', async () => {
    const { answerId } = await send('One')
    expect(await save(answerId, 'Hello', 'streaming', { model: 'small-model' })).toBe('continue')
    expect(await save(answerId, 'Hell', 'streaming')).toBe('continue')
    expect(await messageOf(answerId)).toMatchObject({
      text: 'Hello',
      status: 'streaming',
      model: 'small-model',
      completed_at: null,
    })
    expect(await save(answerId, '', 'cut_off', { failure: 'provider.cut-off' })).toBe('stop')
    expect(await messageOf(answerId)).toMatchObject({
      text: 'Hello',
      status: 'cut_off',
      failure: 'provider.cut-off',
      model: 'small-model',
      completed_at: expect.any(Date),
    })
  })

  test('does not change an answer that is over', async () => {
    const { answerId } = await send('One')
    await save(answerId, 'Done', 'complete')
    const before = await messageOf(answerId)
    expect(await save(answerId, 'Done and more', 'streaming')).toBe('stop')
    expect(await save(answerId, 'Done and more', 'failed', { failure: 'x' })).toBe('stop')
    expect(await messageOf(answerId)).toEqual(before)
  })

  test('says stop when the person asked to, or deleted the conversation, and keeps the text', async () => {
    const stopped = await send('One')
    await db.as(member, 'select public.stop_answer($1)', [stopped.answerId])
    expect(await save(stopped.answerId, 'Half', 'streaming')).toBe('stop')
    expect(await save(stopped.answerId, 'Half', 'stopped')).toBe('stop')
    expect(await messageOf(stopped.answerId)).toMatchObject({ text: 'Half', status: 'stopped' })

    const deleted = await send('Two')
    await db.as(member, 'update public.conversations set deleted_at = now() where id = $1', [
      deleted.conversationId,
    ])
    expect(await save(deleted.answerId, 'Half', 'streaming')).toBe('stop')
    expect((await messageOf(deleted.answerId)).text).toBe('Half')
  })

  test('ends an answer at 200,000 characters and keeps them', async () => {
    const { answerId } = await send('One')
    expect(await save(answerId, 'x'.repeat(200_500), 'streaming')).toBe('stop')
    expect(String((await messageOf(answerId)).text)).toHaveLength(200_000)
  })

  test('is bound to the owner, their session and their membership', async () => {
    const { answerId } = await send('One')
    expect(await refusal(save(answerId, 'x', 'streaming', { who: coach }))).toMatchObject({
      code: 'AG404',
      detail: 'answer.not-found',
    })
    expect(await refusal(save(randomUUID(), 'x', 'streaming'))).toMatchObject({
      detail: 'answer.not-found',
    })
    await db.as(coach, 'select public.remove_member($1, $2)', [community, member.id])
    expect(await refusal(save(answerId, 'x', 'streaming'))).toMatchObject({
      code: 'AG404',
      detail: 'membership.ended',
    })
    await db.asPostgres('delete from auth.sessions where user_id = $1', [member.id])
    expect(await refusal(save(answerId, 'x', 'streaming'))).toMatchObject({ code: 'AG401' })
    expect((await messageOf(answerId)).text).toBe('')
  })

  test('writes no person’s message', async () => {
    const { personMessageId } = await send('One')
    expect(await refusal(save(personMessageId, 'Other words', 'complete'))).toMatchObject({
      detail: 'answer.not-found',
    })
  })

  test('refuses a status that there is not', async () => {
    const { answerId } = await send('One')
    expect(await refusal(save(answerId, 'x', 'done'))).toMatchObject({
      code: 'AG422',
      detail: 'status.invalid',
    })
  })
})

describe('stop_answer', () => {
  const stop = async (answer: string, who = member) => {
    const [row] = await db.as(who, 'select public.stop_answer($1) as status', [answer])
    return row?.status
  }

  test('leaves the wish for the maker, once', async () => {
    const { answerId } = await send('One')
    expect(await stop(answerId)).toBe('streaming')
    const first = (await messageOf(answerId)).stop_requested_at
    expect(await stop(answerId)).toBe('streaming')
    expect((await messageOf(answerId)).stop_requested_at).toEqual(first)
  })

  test('stops by itself where no maker is left', async () => {
    const { answerId } = await send('One')
    await asLost(answerId)
    expect(await stop(answerId)).toBe('stopped')
  })

  test('is harmless when the answer is over', async () => {
    const { answerId } = await send('One')
    await save(answerId, 'Done', 'complete')
    expect(await stop(answerId)).toBe('complete')
  })

  test('is the owner’s only', async () => {
    const { answerId } = await send('One')
    expect(await refusal(stop(answerId, coach))).toMatchObject({ code: 'AG404' })
  })
})

describe('retry_answer', () => {
  const retry = async (answer: string, key = randomUUID(), who = member) => {
    const [row] = await db.as(who, retrySql, [answer, key])
    return row?.job as Job
  }

  test('opens another answer to the same message, and the conversation goes on from it', async () => {
    const first = await send('One')
    await save(first.answerId, 'Bro', 'cut_off', { failure: 'provider.cut-off' })
    const key = randomUUID()
    const again = await retry(first.answerId, key)
    expect(again).toMatchObject({
      conversationId: first.conversationId,
      personMessageId: first.personMessageId,
      repeated: false,
      instructions: 'Be brief.',
      history: [{ author: 'person', text: 'One' }],
    })
    expect(again.answerId > first.answerId).toBe(true)
    expect(await retry(first.answerId, key)).toEqual({ ...again, repeated: true })
    await save(again.answerId, 'Better', 'complete')
    const next = await send('Two', first.conversationId)
    expect(next.history.map(({ text }) => text)).toEqual(['One', 'Better', 'Two'])
    expect((await messageOf(first.answerId)).text).toBe('Bro')
  })

  test('refuses while an answer is being made', async () => {
    const first = await send('One')
    expect(await refusal(retry(first.answerId))).toMatchObject({ detail: 'answer.running' })
  })

  describe('of compared answers', () => {
    const compared = async (asked: string) =>
      db.asPostgres(
        `select message_id, label, chosen_at is not null as chosen from public.compared_answers
         where asked_id = $1 order by place`,
        [asked],
      )
    const compare = async () => {
      await db.asPostgres(
        `insert into public.ai_models (provider, name, label) values
           ('maker', 'one', 'One'), ('maker', 'two', 'Two')
         on conflict (provider, name) do update set enabled = true`,
      )
      const rows = await db.as(
        member,
        `select public.compare_models($1, null, $2, 'Which?', gen_random_uuid(),
           '{maker one,maker two}') as job`,
        [community, agent],
      )
      return rows.map(({ job }) => job as Job) as [Job, Job]
    }
    const means = { models: [{ provider: 'maker', name: 'one', label: 'One' }] }

    test('puts the next one in the place of one that failed, made by the same model', async () => {
      const [one, two] = await compare()
      await save(one.answerId, 'Bro', 'cut_off', { failure: 'provider.cut-off' })
      await save(two.answerId, 'Whole', 'complete')
      await db.as(member, 'select public.choose_answer($1, true)', [one.answerId])
      const key = randomUUID()
      const again = await retry(one.answerId, key)
      expect(again).toMatchObject({ repeated: false, means })
      expect(await retry(one.answerId, key)).toEqual({ ...again, repeated: true })
      expect(await compared(one.personMessageId)).toEqual([
        { message_id: again.answerId, label: 'One', chosen: false },
        { message_id: two.answerId, label: 'Two', chosen: false },
      ])
      expect((await messageOf(one.answerId)).text).toBe('Bro')
      await save(again.answerId, 'Better', 'complete')
      await db.as(member, 'select public.choose_answer($1, true)', [again.answerId])
      expect((await compared(one.personMessageId))[0]).toMatchObject({ chosen: true })
    })

    test('leaves in place what came whole, and what has a model that is listed no more', async () => {
      const [one, two] = await compare()
      await save(one.answerId, '', 'failed', { failure: 'provider.refused' })
      await save(two.answerId, 'Whole', 'complete')
      const before = await compared(one.personMessageId)
      const whole = await retry(two.answerId)
      expect(whole).not.toHaveProperty('means')
      await save(whole.answerId, 'x', 'complete')
      await db.asPostgres(`update public.ai_models set enabled = false where provider = 'maker'`)
      expect(await retry(one.answerId)).not.toHaveProperty('means')
      expect(await compared(one.personMessageId)).toEqual(before)
    })
  })

  test('tries again what a lost maker left', async () => {
    const first = await send('One')
    await asLost(first.answerId)
    expect(await retry(first.answerId)).toMatchObject({ repeated: false })
    expect((await messageOf(first.answerId)).status).toBe('cut_off')
  })

  test('refuses when the agent is gone, the conversation deleted, or not mine', async () => {
    const first = await send('One')
    await save(first.answerId, 'x', 'complete')
    expect(await refusal(retry(first.answerId, randomUUID(), coach))).toMatchObject({
      code: 'AG404',
      detail: 'answer.not-found',
    })
    await db.as(coach, `select public.change_content($1, null, 'take-back')`, [agent])
    expect(await refusal(retry(first.answerId))).toMatchObject({ detail: 'agent.gone' })
    await db.as(member, 'update public.conversations set deleted_at = now() where id = $1', [
      first.conversationId,
    ])
    expect(await refusal(retry(first.answerId))).toMatchObject({ detail: 'conversation.deleted' })
  })
})

describe('read_messages', () => {
  const page = (conversation: string, before: string | null, limit: number, who = member) =>
    db.as(who, 'select text, superseded from public.read_messages($1, $2, $3)', [
      conversation,
      before,
      limit,
    ])

  test('gives pages from the newest on, and says which answers were tried again', async () => {
    const first = await send('One')
    await save(first.answerId, 'Bro', 'cut_off', { failure: 'lost' })
    const [row] = await db.as(member, retrySql, [first.answerId, randomUUID()])
    const retried = (row?.job as Job | undefined)?.answerId ?? ''
    await save(retried, 'Better', 'complete')
    const next = await send('Two', first.conversationId)
    const all = [
      { text: '', superseded: false },
      { text: 'Two', superseded: false },
      { text: 'Better', superseded: false },
      { text: 'Bro', superseded: true },
      { text: 'One', superseded: false },
    ]
    expect(await page(first.conversationId, null, 10)).toEqual(all)
    expect(await page(first.conversationId, null, 2)).toEqual(all.slice(0, 2))
    expect(await page(first.conversationId, next.personMessageId, 2)).toEqual(all.slice(2, 4))
    // The answer that came after stands on the other page.
    expect(await page(first.conversationId, retried, 9)).toEqual(all.slice(3))
    expect(await page(first.conversationId, null, 10, coach)).toEqual([])
  })
})

describe('the tables themselves', () => {
  test('hold running answers to one message of a conversation, whatever the code above thinks', async () => {
    const job = await send('One')
    const begin = (parent: string) =>
      db.asPostgres(
        `insert into public.messages (conversation_id, parent_id, author, text, status)
         values ($1, $2, 'agent', '', 'streaming') returning id`,
        [job.conversationId, parent],
      )
    const [row] = await db.asPostgres(
      `insert into public.messages (conversation_id, author, text, status, completed_at)
       values ($1, 'person', 'Two', 'complete', now()) returning id`,
      [job.conversationId],
    )
    const other = String(row?.id)
    expect(await refusal(begin(other))).toMatchObject({ constraint: 'running_answers_one_each' })
    // Models that are compared: three at most.
    await begin(job.personMessageId)
    await begin(job.personMessageId)
    expect(await refusal(begin(job.personMessageId))).toMatchObject({
      constraint: 'running_answers_few',
    })
    expect(await refusal(begin(other))).toMatchObject({ constraint: 'running_answers_one_each' })
  })

  test('let no message hang from another conversation’s', async () => {
    const one = await send('One')
    const two = await send('Two')
    const attempt = db.asPostgres(
      `insert into public.messages (conversation_id, parent_id, author, text, status, completed_at)
       values ($1, $2, 'person', 'x', 'complete', now())`,
      [one.conversationId, two.personMessageId],
    )
    expect(await refusal(attempt)).toMatchObject({
      constraint: 'messages_parent_in_same_conversation',
    })
  })

  test('lose a person’s conversations with their account, and nobody else’s', async () => {
    const mine = await send('Mine')
    const theirs = await send('Theirs', null, { who: coach })
    await db.asPostgres('delete from auth.users where id = $1', [member.id])
    const left = await db.asPostgres('select id from public.conversations where id = any ($1)', [
      [mine.conversationId, theirs.conversationId],
    ])
    expect(left).toEqual([{ id: theirs.conversationId }])
  })
})
