import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Person, refusal, startTestDatabase, type TestDatabase } from './test-database.ts'

interface Job {
  conversationId: string
  personMessageId: string
  answerId: string
  repeated: boolean
  instructions: string
  temperature: number
  maxOutputTokens: number
  agentName: string
  history: { author: 'person' | 'agent'; text: string }[]
}

const sendSql = 'select public.send_message($1, $2, $3, $4, $5) as job'
const saveSql = 'select public.save_answer($1, $2, $3, $4, $5) as word'
const retrySql = 'select public.retry_answer($1, $2) as job'

let db: TestDatabase
let community: string
let agent: string
let member: Person
let coach: Person

beforeAll(async () => {
  db = await startTestDatabase()
  coach = await db.createPerson('coach')
})
afterAll(() => db?.stop())

// A community, an agent and a member of its own for each test.
beforeEach(async () => {
  const name = `c-${randomUUID().slice(0, 8)}`
  member = await db.createPerson(`member-of-${name}`)
  const [made] = await db.asPostgres(
    'insert into public.communities (slug, name) values ($1, $1) returning id',
    [name],
  )
  community = made?.id as string
  await db.asPostgres(
    `insert into public.memberships (community_id, user_id, role)
     values ($1, $2, 'end_user'), ($1, $3, 'community_admin')`,
    [community, member.id, coach.id],
  )
  agent = await createAgent('Rehearsal partner')
})

async function createAgent(title: string): Promise<string> {
  const fields = { title, instructions: 'Be brief.', temperature: 0.25, maxOutputTokens: 300 }
  const [made] = await db.as(
    coach,
    `select saved ->> 'id' as id
     from public.save_agent($1, null, null, $2) as saved`,
    [community, fields],
  )
  await db.as(coach, `select public.change_content($1, null, 'publish')`, [made?.id])
  return made?.id as string
}

async function send(
  text: string,
  conversation: string | null = null,
  { key = randomUUID(), who = member, withAgent = agent as string | null } = {},
): Promise<Job> {
  const [row] = await db.as(who, sendSql, [community, conversation, withAgent, text, key])
  return row?.job as Job
}

async function save(
  answer: string,
  text: string,
  status: string,
  { failure = null as string | null, model = null as string | null, who = member } = {},
): Promise<string> {
  const [row] = await db.as(who, saveSql, [answer, text, status, failure, model])
  return row?.word as string
}

async function messageOf(id: string) {
  const [row] = await db.asPostgres('select * from public.messages where id = $1', [id])
  return row ?? {}
}

const asLost = (answer: string) =>
  db.asPostgres(
    `update public.messages set saved_at = now() - interval '61 seconds' where id = $1`,
    [answer],
  )

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

  test('cuts the title at sixty characters', async () => {
    await send(`${'word '.repeat(100)}end`)
    const [row] = await db.as(member, 'select title from public.conversations')
    expect(row?.title).toBe('word '.repeat(12).trim())
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

  test('refuses while an answer is being made, and after the conversation went on', async () => {
    const first = await send('One')
    expect(await refusal(retry(first.answerId))).toMatchObject({ detail: 'answer.running' })
    await save(first.answerId, 'x', 'complete')
    const second = await send('Two', first.conversationId)
    await save(second.answerId, 'x', 'complete')
    expect(await refusal(retry(first.answerId))).toMatchObject({
      code: 'AG409',
      detail: 'answer.superseded',
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

describe('the tables themselves', () => {
  test('hold one running answer for each conversation, whatever the code above thinks', async () => {
    const job = await send('One')
    const attempt = db.asPostgres(
      `insert into public.messages (conversation_id, parent_id, author, text, status)
       values ($1, $2, 'agent', '', 'streaming')`,
      [job.conversationId, job.personMessageId],
    )
    expect(await refusal(attempt)).toMatchObject({ constraint: 'messages_one_streaming' })
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
