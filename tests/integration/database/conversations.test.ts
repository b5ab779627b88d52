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
  sendSql,
  withTalks,
} from './talks.ts'
import { refusal } from './test-database.ts'

withTalks()

describe('send_message', () => {
  test('begins a conversation and answers all that the answer’s maker needs', async () => {
    const job = await send('  How do I\n begin? ')
    expect(job).toEqual({
      conversationId: expect.any(String),
      personMessageId: expect.any(String),
      answerId: expect.any(String),
      repeated: false,
      instructions: 'Be brief.',
      temperature: 0.25,
      maxOutputTokens: 300,
      agentName: 'Rehearsal partner',
      begun: '',
      history: [{ author: 'person', text: '  How do I\n begin? ' }],
    })
    const [conversation] = await db.as(member, 'select * from public.conversations')
    expect(conversation).toMatchObject({
      id: job.conversationId,
      community_id: community,
      owner_id: member.id,
      agent_id: agent,
      agent_name: 'Rehearsal partner',
      title: 'How do I begin?',
      readers: 'owner',
      deleted_at: null,
    })
    const messages = await db.as(member, 'select * from public.messages order by id')
    expect(messages).toMatchObject([
      { id: job.personMessageId, parent_id: null, author: 'person', status: 'complete' },
      { id: job.answerId, parent_id: job.personMessageId, author: 'agent', status: 'streaming' },
    ])
  })

  test('cuts the title between words, at sixty characters', async () => {
    await send(`${'word '.repeat(100)}end`)
    const [row] = await db.as(member, 'select title from public.conversations')
    expect(row?.title).toBe(`${'word '.repeat(12).trim()}…`)
  })

  test('keeps right-to-left text, emoji and HTML as they are', async () => {
    for (const text of [
      'שלום עולם',
      '👩🏽‍🚀 go',
      '<script>alert(1)</script>',
      'مرحبا',
      '字'.repeat(32_000),
    ]) {
      const job = await send(text)
      expect((await messageOf(job.personMessageId)).text).toBe(text)
    }
  })

  test('copies who may read from the community, for conversations that begin from now on', async () => {
    const before = await send('One')
    await db.as(
      coach,
      `update public.communities set conversation_readers = 'owner_and_coaches' where id = $1`,
      [community],
    )
    const after = await send('Two')
    const readable = await db.as(coach, 'select id from public.conversations where owner_id = $1', [
      member.id,
    ])
    expect(readable).toEqual([{ id: after.conversationId }])
    expect(before.conversationId).not.toBe(after.conversationId)
  })

  test('goes on from the last answer, with the conversation so far', async () => {
    const first = await send('One')
    await save(first.answerId, 'Answer one', 'complete')
    const second = await send('Two', first.conversationId)
    expect(second.conversationId).toBe(first.conversationId)
    expect(second.history).toEqual([
      { author: 'person', text: 'One' },
      { author: 'agent', text: 'Answer one' },
      { author: 'person', text: 'Two' },
    ])
    expect((await messageOf(second.personMessageId)).parent_id).toBe(first.answerId)
  })

  test('gives at most forty messages, the newest, beginning with the person', async () => {
    let job = await send('Message 0')
    for (let turn = 1; turn <= 25; turn += 1) {
      await save(job.answerId, `Answer ${turn - 1}`, 'complete')
      job = await send(`Message ${turn}`, job.conversationId)
    }
    expect(job.history.length).toBeLessThanOrEqual(40)
    expect(job.history.length).toBeGreaterThanOrEqual(39)
    expect(job.history[0]?.author).toBe('person')
    expect(job.history.at(-1)).toEqual({ author: 'person', text: 'Message 25' })
    expect(job.history.at(-2)).toEqual({ author: 'agent', text: 'Answer 24' })
  })

  test('leaves out of the history what would make it too long, never the message itself', async () => {
    let job = await send('Begin')
    await save(job.answerId, 'x'.repeat(199_990), 'complete')
    job = await send('Go on, please', job.conversationId)
    expect(job.history).toEqual([{ author: 'person', text: 'Go on, please' }])
  })

  test('leaves an answer without a word out of the history', async () => {
    const first = await send('One')
    await save(first.answerId, '', 'failed', { failure: 'provider.down' })
    const second = await send('Two', first.conversationId)
    expect(second.history.map(({ text }) => text)).toEqual(['One', 'Two'])
  })

  test.each([
    ['nothing', '', 'message.empty'],
    ['blanks', ' \n\t ', 'message.empty'],
    ['null', null, 'message.empty'],
    ['32,001 characters', 'x'.repeat(32_001), 'message.too-long'],
    ['100,000 characters', 'x'.repeat(100_000), 'message.too-long'],
  ])('refuses %s', async (_, text, detail) => {
    const attempt = db.as(member, sendSql, [community, null, agent, text, randomUUID()])
    expect(await refusal(attempt)).toMatchObject({ code: 'AG422', detail })
    expect(await db.as(member, 'select * from public.conversations')).toEqual([])
  })

  test('refuses a null byte, and the connection lives on', async () => {
    expect(await refusal(send('a\0b'))).toMatchObject({ code: '22021' })
    expect(await send('a b')).toMatchObject({ repeated: false })
  })

  test('refuses a post without a key', async () => {
    const attempt = db.as(member, sendSql, [community, null, agent, 'Hello', null])
    expect(await refusal(attempt)).toMatchObject({ code: 'AG422', detail: 'key.missing' })
  })

  test('refuses an agent that is taken back or deleted, and keeps the conversation', async () => {
    const job = await send('One')
    await save(job.answerId, 'Answer', 'complete')
    for (const change of ['take-back', 'delete']) {
      await db.as(coach, 'select public.change_content($1, null, $2)', [agent, change])
      for (const conversation of [null, job.conversationId]) {
        expect(await refusal(send('Two', conversation))).toMatchObject({
          code: 'AG409',
          detail: 'agent.gone',
        })
      }
    }
    expect(await db.as(member, 'select id from public.messages')).toHaveLength(2)
    // Gone for good: the row of the agent itself.
    await db.asPostgres('delete from public.content_items where id = $1', [agent])
    expect(await refusal(send('Two', job.conversationId))).toMatchObject({ detail: 'agent.gone' })
    const [left] = await db.as(member, 'select agent_id, agent_name from public.conversations')
    expect(left).toEqual({ agent_id: null, agent_name: 'Rehearsal partner' })
  })

  test('finds nothing of another person, another community, or nowhere', async () => {
    const stranger = await db.createPerson(`stranger-${randomUUID()}`)
    const job = await send('Mine')
    expect(await refusal(send('x', null, { who: stranger }))).toMatchObject({
      code: 'AG404',
      detail: 'community.not-found',
    })
    expect(await refusal(send('x', job.conversationId, { who: coach }))).toMatchObject({
      code: 'AG404',
      detail: 'conversation.not-found',
    })
    expect(await refusal(send('x', randomUUID()))).toMatchObject({
      detail: 'conversation.not-found',
    })
    for (const withAgent of [randomUUID(), null]) {
      expect(await refusal(send('x', null, { withAgent }))).toMatchObject({
        code: 'AG404',
        detail: 'agent.not-found',
      })
    }
    expect(
      await refusal(db.as(null, sendSql, [community, null, agent, 'Hello', randomUUID()])),
    ).toMatchObject({ code: '42501' })
  })

  test('does not reach an agent of another community that one belongs to as well', async () => {
    const [other] = await db.asPostgres(
      `insert into public.communities (slug, name) values ($1, 'Other') returning id`,
      [`o-${randomUUID().slice(0, 8)}`],
    )
    await db.asPostgres(
      `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
      [other?.id, member.id],
    )
    const attempt = db.as(member, sendSql, [other?.id, null, agent, 'Hello', randomUUID()])
    expect(await refusal(attempt)).toMatchObject({ detail: 'agent.not-found' })
    const job = await send('Here')
    await save(job.answerId, 'x', 'complete')
    const moved = db.as(member, sendSql, [other?.id, job.conversationId, null, 'x', randomUUID()])
    expect(await refusal(moved)).toMatchObject({ detail: 'conversation.not-found' })
  })

  test('refuses a deleted conversation until it is restored', async () => {
    const job = await send('One')
    await save(job.answerId, 'x', 'complete')
    const set = (value: string) =>
      db.as(member, `update public.conversations set deleted_at = ${value} where id = $1`, [
        job.conversationId,
      ])
    await set('now()')
    expect(await refusal(send('Two', job.conversationId))).toMatchObject({
      code: 'AG404',
      detail: 'conversation.deleted',
    })
    await set('null')
    expect(await send('Two', job.conversationId)).toMatchObject({ repeated: false })
  })

  test('refuses a second message while an answer is being made', async () => {
    const job = await send('One')
    expect(await refusal(send('Two', job.conversationId))).toMatchObject({
      code: 'AG409',
      detail: 'answer.running',
    })
  })

  test('ends an answer whose maker is silent for a minute, and goes on', async () => {
    const job = await send('One')
    await save(job.answerId, 'Half an ans', 'streaming')
    await asLost(job.answerId)
    const next = await send('Two', job.conversationId)
    expect(await messageOf(job.answerId)).toMatchObject({
      text: 'Half an ans',
      status: 'cut_off',
      failure: 'lost',
    })
    expect(next.history.map(({ text }) => text)).toEqual(['One', 'Half an ans', 'Two'])
  })

  test('takes the same post again for what it is, also later and with the agent gone', async () => {
    const key = randomUUID()
    const job = await send('One', null, { key })
    expect(await send('One', null, { key })).toEqual({ ...job, repeated: true })
    expect(await send('One', job.conversationId, { key })).toEqual({ ...job, repeated: true })
    await save(job.answerId, 'Answer', 'complete')
    const next = await send('Two', job.conversationId)
    await save(next.answerId, 'Answer', 'complete')
    await db.as(coach, `select public.change_content($1, null, 'delete')`, [agent])
    expect(await send('One', null, { key })).toMatchObject({
      conversationId: job.conversationId,
      personMessageId: job.personMessageId,
      answerId: job.answerId,
      repeated: true,
      history: [{ author: 'person', text: 'One' }],
    })
    expect(await db.as(member, 'select id from public.messages')).toHaveLength(4)
  })

  test('keeps one person’s keys apart from another’s', async () => {
    const key = randomUUID()
    const mine = await send('Mine', null, { key })
    const theirs = await send('Theirs', null, { key, who: coach })
    expect(theirs).toMatchObject({ repeated: false })
    expect(theirs.conversationId).not.toBe(mine.conversationId)
  })
})

describe('two posts at once', () => {
  /** Runs the same call on two connections: the first is open while the second begins. */
  async function race(first: unknown[], second: unknown[], sql = sendSql) {
    const one = await db.connectWorker()
    const two = await db.connectWorker()
    try {
      await one.enter(member.claims)
      const won = await one.query(sql, first)
      await two.enter(member.claims)
      const waiting = two.query(sql, second)
      waiting.catch(() => {})
      await db.untilWaiting(two.pid)
      await one.commit()
      const lost = await waiting.catch((error: unknown) => error)
      if (lost instanceof Error) await two.rollback()
      else await two.commit()
      return { won: won[0]?.job as Job, lost: lost as [{ job: Job }] | Error }
    } finally {
      await one.end()
      await two.end()
    }
  }

  test('of one key begin one conversation', async () => {
    const post = [community, null, agent, 'Hello', randomUUID()]
    const { won, lost } = await race(post, post)
    expect(lost).toEqual([{ job: { ...won, repeated: true } }])
    expect(await db.as(member, 'select id from public.conversations')).toHaveLength(1)
    expect(await db.as(member, 'select id from public.messages')).toHaveLength(2)
  })

  test('of one key in one conversation leave one message', async () => {
    const job = await send('One')
    await save(job.answerId, 'x', 'complete')
    const post = [community, job.conversationId, null, 'Two', randomUUID()]
    const { won, lost } = await race(post, post)
    expect(lost).toEqual([{ job: { ...won, repeated: true } }])
    expect(await db.as(member, 'select id from public.messages')).toHaveLength(4)
  })

  test('of two tabs in one conversation: the second is told that an answer runs', async () => {
    const job = await send('One')
    await save(job.answerId, 'x', 'complete')
    const post = (text: string) => [community, job.conversationId, null, text, randomUUID()]
    const { lost } = await race(post('First tab'), post('Second tab'))
    expect(lost).toMatchObject({ code: 'AG409', detail: 'answer.running' })
    const texts = await db.as(member, `select text from public.messages where author = 'person'`)
    expect(texts.map(({ text }) => text).sort()).toEqual(['First tab', 'One'])
  })

  test('of two retries: the second is told that an answer runs', async () => {
    const job = await send('One')
    await save(job.answerId, '', 'failed', { failure: 'provider.down' })
    const { lost } = await race(
      [job.answerId, randomUUID()],
      [job.answerId, randomUUID()],
      retrySql,
    )
    expect(lost).toMatchObject({ code: 'AG409', detail: 'answer.running' })
  })

  test('does not make an answer’s maker wait', async () => {
    const job = await send('One')
    const other = await db.connectWorker()
    await other.enter(member.claims)
    await other.query('select * from public.conversations where id = $1 for no key update', [
      job.conversationId,
    ])
    expect(await save(job.answerId, 'Goes on', 'streaming')).toBe('continue')
    await other.rollback()
    await other.end()
  })
})
