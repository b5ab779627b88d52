import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  agent,
  coach,
  community,
  createAgent,
  db,
  type Job,
  member,
  messageOf,
  save,
  send,
  withTalks,
} from './talks.ts'
import { refusal } from './test-database.ts'

withTalks()

interface Said {
  id: string
  text: string
  agent_name: string | null
  place: number
  beside: number
  previous_id: string | null
  next_id: string | null
  goes_on: boolean
}

const page = async (
  conversation: string,
  { at = null as string | null, before = null as string | null, limit = 30, who = member } = {},
) =>
  (await db.as(who, 'select * from public.read_branch($1, $2, $3, $4)', [
    conversation,
    at,
    before,
    limit,
  ])) as unknown as Said[]

/** What a page shows, oldest first. */
const shown = async (conversation: string, options?: Parameters<typeof page>[1]) =>
  (await page(conversation, options)).map(({ text }) => text).reverse()

const ask = async (
  conversation: string,
  text: string,
  { after = null as string | null, edits = null as string | null, key = randomUUID() } = {},
) => {
  const [row] = await db.as(
    member,
    'select public.send_message($1, $2, null, $3, $4, $5, $6) as job',
    [community, conversation, text, key, after, edits],
  )
  return row?.job as Job & { begun: string }
}

const again = async (
  answer: string,
  { key = randomUUID(), withAgent = null as string | null, goOn = false, who = member } = {},
) => {
  const [row] = await db.as(who, 'select public.retry_answer($1, $2, $3, $4) as job', [
    answer,
    key,
    withAgent,
    goOn,
  ])
  return row?.job as Job & { begun: string }
}

const choose = async (message: string, who = member) => {
  const [row] = await db.as(who, 'select public.choose_branch($1) as leaf', [message])
  return row?.leaf as string
}

/** Two turns that are answered. */
async function talk() {
  const first = await send('One')
  await save(first.answerId, 'First', 'complete')
  const second = await ask(first.conversationId, 'Two')
  await save(second.answerId, 'Second', 'complete')
  return { conversation: first.conversationId, first, second }
}

const history = ({ history }: Job) => history.map(({ text }) => text)

describe('a message that is written anew', () => {
  test('stands beside the old one; the model is sent the new branch, and the page shows it', async () => {
    const { conversation, first, second } = await talk()
    const edited = await ask(conversation, 'Two, better', { edits: second.personMessageId })
    expect(history(edited)).toEqual(['One', 'First', 'Two, better'])
    await save(edited.answerId, 'Better', 'complete')
    expect(await shown(conversation)).toEqual(['One', 'First', 'Two, better', 'Better'])
    expect((await page(conversation))[1]).toMatchObject({
      place: 2,
      beside: 2,
      previous_id: second.personMessageId,
      next_id: null,
    })
    expect((await messageOf(second.answerId)).text).toBe('Second')

    const beginning = await ask(conversation, 'Another one', { edits: first.personMessageId })
    expect(history(beginning)).toEqual(['Another one'])
    await save(beginning.answerId, 'Other', 'complete')
    expect(await shown(conversation)).toEqual(['Another one', 'Other'])
    expect((await page(conversation))[1]).toMatchObject({ place: 2, beside: 2 })
  })

  test('is made once, however often its post comes', async () => {
    const { conversation, second } = await talk()
    const key = randomUUID()
    const edits = second.personMessageId
    const one = await ask(conversation, 'Two, better', { edits, key })
    expect(await ask(conversation, 'Two, better', { edits, key })).toEqual({
      ...one,
      repeated: true,
    })
    expect((await page(conversation))[1]?.beside).toBe(2)
  })

  test('waits for the answer that is being made, and is refused for what is no message of mine', async () => {
    const { conversation, second } = await talk()
    const running = await ask(conversation, 'Three')
    const edits = second.personMessageId
    expect(await refusal(ask(conversation, 'x', { edits }))).toMatchObject({
      code: 'AG409',
      detail: 'answer.running',
    })
    await save(running.answerId, 'Third', 'complete')
    const elsewhere = await send('Elsewhere')
    for (const other of [second.answerId, elsewhere.personMessageId, randomUUID()]) {
      expect(await refusal(ask(conversation, 'x', { edits: other }))).toMatchObject({
        code: 'AG404',
        detail: 'message.not-found',
      })
    }
    expect(await shown(conversation)).toHaveLength(6)
  })
})

describe('choose_branch', () => {
  test('turns to a branch and its end, remembers it, and the next message goes on there', async () => {
    const { conversation, second } = await talk()
    const third = await ask(conversation, 'Three')
    await save(third.answerId, 'Third', 'complete')
    const edited = await ask(conversation, 'Two, better', { edits: second.personMessageId })
    await save(edited.answerId, 'Better', 'complete')

    expect(await choose(second.personMessageId)).toBe(third.answerId)
    const old = ['One', 'First', 'Two', 'Second', 'Three', 'Third']
    expect(await shown(conversation)).toEqual(old)
    const next = await ask(conversation, 'Four')
    expect(history(next)).toEqual([...old, 'Four'])
    await save(next.answerId, 'Fourth', 'complete')
    expect(await choose(edited.personMessageId)).toBe(edited.answerId)
    expect(await shown(conversation)).toEqual(['One', 'First', 'Two, better', 'Better'])
  })

  test('is for the owner, of what is not deleted', async () => {
    const { conversation, second } = await talk()
    const refused = { code: 'AG404', detail: 'message.not-found' }
    expect(await refusal(choose(second.answerId, coach))).toMatchObject(refused)
    expect(await refusal(choose(randomUUID()))).toMatchObject(refused)
    await db.as(member, 'update public.conversations set deleted_at = now() where id = $1', [
      conversation,
    ])
    expect(await refusal(choose(second.answerId))).toMatchObject(refused)
  })

  test('of one tab leaves the other where it is: what that sends goes on from what it shows', async () => {
    const { conversation, second } = await talk()
    const edited = await ask(conversation, 'Two, better', { edits: second.personMessageId })
    await save(edited.answerId, 'Better', 'complete')
    // The other tab still shows the first branch.
    const stale = await ask(conversation, 'Three', { after: second.answerId })
    expect(history(stale)).toEqual(['One', 'First', 'Two', 'Second', 'Three'])
    await save(stale.answerId, 'Third', 'complete')
    // It went on meanwhile: the words come after what was said since.
    const late = await ask(conversation, 'Four', { after: second.answerId })
    expect(history(late)).toEqual(['One', 'First', 'Two', 'Second', 'Three', 'Third', 'Four'])
    await save(late.answerId, 'Fourth', 'complete')
    // A key of nothing, or of another conversation, is the branch that is shown.
    const elsewhere = await send('Elsewhere')
    const lost = await ask(conversation, 'Five', { after: elsewhere.answerId })
    expect(history(lost).slice(-2)).toEqual(['Fourth', 'Five'])
  })
})

describe('another answer', () => {
  test('to an earlier message begins a branch there', async () => {
    const { conversation, first, second } = await talk()
    const other = await again(first.answerId)
    expect(history(other)).toEqual(['One'])
    await save(other.answerId, 'First, again', 'complete')
    expect(await shown(conversation)).toEqual(['One', 'First, again'])
    expect(await choose(first.answerId)).toBe(second.answerId)
    expect(await shown(conversation)).toEqual(['One', 'First', 'Two', 'Second'])
  })

  test('of another agent has its words and its name, and the run is counted as its', async () => {
    const { conversation, second } = await talk()
    const critic = await createAgent('Critic')
    await db.asPostgres(
      `update public.agent_instructions set instructions = 'Find fault.' where agent_id = $1`,
      [critic],
    )
    const other = await again(second.answerId, { withAgent: critic })
    expect(other).toMatchObject({ agentName: 'Critic', instructions: 'Find fault.' })
    await save(other.answerId, 'Bad', 'complete')
    await db.as(member, 'select public.record_run($1, $2)', [other.answerId, { model: 'm' }])
    expect((await page(conversation))[0]).toMatchObject({ agent_name: 'Critic', beside: 2 })
    const runs = await db.asPostgres('select agent_id from public.ai_runs where message_id = $1', [
      other.answerId,
    ])
    expect(runs).toEqual([{ agent_id: critic }])
    // Tried again it is the same agent's; the next message is the conversation's own again.
    expect(await again(other.answerId)).toMatchObject({ agentName: 'Critic' })
    expect((await page(conversation))[0]?.place).toBe(3)
  })

  test('is refused of an agent that does not answer here', async () => {
    const { second } = await talk()
    const gone = await createAgent('Gone')
    await db.as(coach, `select public.change_content($1, null, 'take-back')`, [gone])
    expect(await refusal(again(second.answerId, { withAgent: gone }))).toMatchObject({
      code: 'AG409',
      detail: 'agent.gone',
    })
    expect(await refusal(again(second.answerId, { withAgent: randomUUID() }))).toMatchObject({
      code: 'AG404',
    })
    await db.as(coach, `select public.change_content($1, null, 'take-back')`, [agent])
    expect(await refusal(again(second.answerId))).toMatchObject({ detail: 'agent.gone' })
  })

  test('goes on from one that broke off, and keeps its words whatever comes', async () => {
    const first = await send('One')
    await save(first.answerId, 'It was a dark', 'cut_off', { failure: 'ai.slow' })
    const on = await again(first.answerId, { goOn: true })
    expect(on).toMatchObject({ begun: 'It was a dark', history: [{ text: 'One' }] })
    expect((await messageOf(on.answerId)).text).toBe('It was a dark')
    await save(on.answerId, '', 'failed', { failure: 'ai.unreachable' })
    expect((await messageOf(on.answerId)).text).toBe('It was a dark')
    expect((await messageOf(first.answerId)).status).toBe('cut_off')
  })

  test('does not go on from one that is whole, or empty', async () => {
    const { conversation, second } = await talk()
    const refused = { code: 'AG409', detail: 'answer.whole' }
    expect(await refusal(again(second.answerId, { goOn: true }))).toMatchObject(refused)
    const empty = await ask(conversation, 'Three')
    await save(empty.answerId, '', 'failed', { failure: 'ai.slow' })
    expect(await refusal(again(empty.answerId, { goOn: true }))).toMatchObject(refused)
  })
})

describe('read_branch', () => {
  test('pages along the branch, up from its end and around a message', async () => {
    const { conversation, second } = await talk()
    const edited = await ask(conversation, 'Two, better', { edits: second.personMessageId })
    await save(edited.answerId, 'Better', 'complete')
    expect(await shown(conversation, { limit: 2 })).toEqual(['Two, better', 'Better'])
    expect(await shown(conversation, { before: edited.personMessageId })).toEqual(['One', 'First'])
    // Before a message of the branch that is not shown: that branch's.
    expect(await shown(conversation, { before: second.answerId })).toEqual(['One', 'First', 'Two'])
    const around = await page(conversation, { at: second.personMessageId })
    expect(around.map(({ text }) => text)).toEqual(['Second', 'Two', 'First', 'One'])
    expect(around.map(({ goes_on }) => goes_on)).toEqual([false, false, false, false])
    const [last] = await page(conversation, { before: second.answerId })
    expect(last).toMatchObject({ text: 'Two', goes_on: true })
  })

  test('shows what was said before there were branches from its newest message on', async () => {
    const { conversation } = await talk()
    await db.asPostgres('update public.conversations set leaf_id = null where id = $1', [
      conversation,
    ])
    expect(await shown(conversation)).toEqual(['One', 'First', 'Two', 'Second'])
    await db.asPostgres('update public.conversations set leaf_id = $2 where id = $1', [
      conversation,
      randomUUID(),
    ])
    expect(await shown(conversation)).toEqual(['One', 'First', 'Two', 'Second'])
  })

  test('shows a conversation to who may read it', async () => {
    const { conversation } = await talk()
    expect(await shown(conversation, { who: coach })).toEqual([])
    await db.asPostgres(
      `update public.conversations set readers = 'owner_and_coaches' where id = $1`,
      [conversation],
    )
    expect(await shown(conversation, { who: coach })).toHaveLength(4)
  })
})
