import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  agent,
  coach,
  community,
  db,
  type Job,
  member,
  messageOf,
  save,
  withTalks,
} from './talks.ts'
import type { Person } from './test-database.ts'

withTalks()

interface Rules {
  words?: string[]
  refuses?: boolean
  answers?: boolean
  review?: boolean
  provider?: boolean
}

const rule = ({
  words = [],
  refuses = false,
  answers = false,
  review = false,
  provider = false,
}: Rules) =>
  db.as(
    coach,
    `insert into public.moderation_rules (
       community_id, words, refuses, refusal, answers, review, provider
     ) values ($1, $2, $3, 'Not here.', $4, $5, $6)`,
    [community, words, refuses, answers, review, provider],
  )

interface Asked {
  job: Job
  admitted: { held?: string; refused: unknown; place: unknown }
}

/** As the product asks: in one statement. */
async function ask(
  text: string,
  { who = member, conversation = null as string | null, key = randomUUID() as string } = {},
): Promise<Job & { held: string | null }> {
  const [row] = (await db.as(
    who,
    `with asked as materialized (
       select public.send_message($1, $2, $3, $4, $5) as job
     ) select job, public.admit_answer(job, '[]', null) as admitted from asked`,
    [community, conversation, agent, text, key],
  )) as unknown as Asked[]
  if (!row) throw new Error('nothing was asked')
  return { ...row.job, held: row.admitted.held ?? null }
}

async function again(answer: string): Promise<Job & { held: string | null }> {
  const [row] = (await db.as(
    member,
    `with asked as materialized (select public.retry_answer($1, $2) as job)
     select job, public.admit_answer(job, '[]', null) as admitted from asked`,
    [answer, randomUUID()],
  )) as unknown as Asked[]
  if (!row) throw new Error('nothing was asked')
  return { ...row.job, held: row.admitted.held ?? null }
}

async function heldOf(message: string) {
  const [row] = await db.asPostgres('select * from public.held_messages where message_id = $1', [
    message,
  ])
  return row
}

const appeal = (held: unknown, who = member, why = 'It is a word of chess.') =>
  db.as(who, 'select public.appeal_held($1, $2)', [held, why])
const read = async (held: unknown, who = coach) => {
  const [row] = await db.as(who, 'select public.read_held($1) as read', [held])
  return row?.read
}
const settle = async (held: unknown, release: boolean, who: Person = coach) => {
  const [row] = await db.as(who, 'select public.settle_held($1, $2, $3) as state', [
    held,
    release,
    'We looked.',
  ])
  return row?.state
}

describe('what matches', () => {
  test.each([
    ['a word among others', 'Is the Poison strong?', 'poison'],
    ['whatever its letters’ size and accents', 'ÜBUNG macht MÜDE', 'ubung'],
    ['accents that stand apart', 'u\u0308bung', 'Übung'],
    ['what nobody sees between two letters', 'poi\u200bson', 'poison'],
    ['a phrase, whatever stands between its words', 'my  credit-\ncard', 'Credit card'],
    ['another script', 'это ЯД!', 'яд'],
    ['a script without spaces', '我想买毒药吗', '毒药'],
    ['wide letters', 'ｐｏｉｓｏｎ', 'poison'],
    ['what begins with it, with an asterisk', 'He was POISONED.', 'poison*'],
    ['the word itself, with an asterisk', 'Some poison', 'poison*'],
    ['a beginning with accents', 'zwei übungen', 'Übung*'],
    ['a phrase whose last word goes on', 'two credit cards', 'credit card*'],
  ])('%s', async (_, text, word) => {
    await rule({ words: ['nothing of this', word] })
    const { personMessageId, held } = await ask(text)
    expect(held).toBe('held.words')
    expect((await heldOf(personMessageId))?.word).toBe(word)
  })

  test.each([
    ['a part of a word', 'poisonous', 'poison'],
    ['half of a phrase', 'my credit', 'credit card'],
    ['an empty line', 'anything', '—'],
    ['what merely has a beginning in it', 'an antipoison', 'poison*'],
    ['less than the beginning', 'my pois', 'poison*'],
    ['half of a phrase that goes on', 'credits cards', 'credit card*'],
    ['what begins with two letters', 'posh', 'po*'],
  ])('but not %s', async (_, text, word) => {
    await rule({ words: [word] })
    expect((await ask(text)).held).toBeNull()
  })
})

describe('a held message', () => {
  test('is kept, takes no money and no place, and is held again when it is asked again', async () => {
    await rule({ words: ['poison'] })
    await db.asPostgres(
      `insert into public.ai_budgets (community_id, holder, period, tokens)
       values ($1, 'community', 'day', 1000000)`,
      [community],
    )
    const asked = await ask('Poison?')
    expect(asked.held).toBe('held.words')
    expect(await messageOf(asked.answerId)).toMatchObject({
      status: 'failed',
      failure: 'held.words',
    })
    expect(await messageOf(asked.personMessageId)).toMatchObject({ text: 'Poison?' })
    const holds = () =>
      db.asPostgres('select from private.budget_holds where answer_id = $1', [asked.answerId])
    expect(await holds()).toEqual([])
    expect((await again(asked.answerId)).held).toBe('held.words')
    // One that nothing holds does hold money: the look above can see it.
    const other = await ask('Bread?')
    expect(other.held).toBeNull()
    expect(
      await db.asPostgres('select from private.budget_holds where answer_id = $1', [
        other.answerId,
      ]),
    ).toHaveLength(1)
  })

  test('goes to no model with a later message, until it is let through', async () => {
    await rule({ words: ['poison'] })
    const held = await ask('Poison?')
    const conversation = held.conversationId
    const next = await ask('Bread?', { conversation })
    expect(next.history.map(({ text }) => text)).toEqual(['Bread?'])
    await save(next.answerId, 'Yes.', 'complete')
    const row = await heldOf(held.personMessageId)
    await appeal(row?.id)
    await settle(row?.id, true)
    expect(await messageOf(held.answerId)).toMatchObject({ failure: 'held.released' })
    const released = await again(held.answerId)
    expect(released.held).toBeNull()
    expect(released.history.map(({ text }) => text)).toEqual(['Poison?'])
    expect(await messageOf(released.answerId)).toMatchObject({ status: 'streaming' })
  })

  test('stands in no copy that is shared', async () => {
    await rule({ words: ['poison'] })
    const { conversationId } = await ask('Poison?')
    const [copy] = await db.as(
      member,
      `select public.share_conversation($1, 'members', $2, false) as id`,
      [conversationId, Buffer.alloc(32, 7)],
    )
    const said = await db.asPostgres(
      'select text from public.copied_messages where copy_id = $1 and author = $2',
      [copy?.id, 'person'],
    )
    expect(said).toEqual([])
    // Nor its beginning, which is what the conversation is called.
    const named = await db.asPostgres(
      `select c.title, c.title = c.agent_name as by_agent, v.title as talk
       from public.conversation_copies c join public.conversations v on v.id = c.conversation_id
       where c.id = $1`,
      [copy?.id],
    )
    expect(named).toMatchObject([{ by_agent: true, talk: 'Poison?' }])
    await db.asPostgres('update public.conversations set title = $2 where id = $1', [
      conversationId,
      'A name of its own',
    ])
    const [renamed] = await db.as(
      member,
      `select public.share_conversation($1, 'members', $2, false) as id`,
      [conversationId, Buffer.alloc(32, 8)],
    )
    expect(
      await db.asPostgres('select title from public.conversation_copies where id = $1', [
        renamed?.id,
      ]),
    ).toEqual([{ title: 'A name of its own' }])
  })

  test('is read by a coach once its author asks, who is told of each look', async () => {
    await rule({ words: ['poison'] })
    const row = await heldOf((await ask('Poison?')).personMessageId)
    await expect(read(row?.id)).rejects.toMatchObject({ code: 'AG404' })
    await expect(settle(row?.id, true)).rejects.toMatchObject({ code: 'AG404' })
    await expect(appeal(row?.id, coach)).rejects.toMatchObject({ code: 'AG404' })
    await expect(appeal(row?.id, member, ' ')).rejects.toMatchObject({ code: 'AG422' })
    await appeal(row?.id)
    expect(await read(row?.id)).toMatchObject({ text: 'Poison?' })
    await expect(read(row?.id, member)).rejects.toMatchObject({ code: 'AG404' })
    await expect(settle(row?.id, true, member)).rejects.toMatchObject({ code: 'AG404' })
    expect(await settle(row?.id, false)).toBe('kept')
    // Somebody else was first: nothing is changed.
    expect(await settle(row?.id, true)).toBe('kept')
    const audit = await db.asPostgres(
      `select action from public.security_audit where subject_kind = 'held' and subject_id = $1
       order by id`,
      [row?.id],
    )
    expect(audit.map(({ action }) => action)).toEqual([
      'held.added',
      'held.appealed',
      'held.read',
      'held.kept',
    ])
  })

  test('that is refused comes before a coach only where its author asks, and once', async () => {
    await rule({ words: ['poison'], refuses: true })
    const { personMessageId, answerId, held } = await ask('Poison?')
    expect(held).toBe('held.refused')
    const row = await heldOf(personMessageId)
    expect(row?.note).toBe('Not here.')
    await appeal(row?.id)
    expect(await messageOf(answerId)).toMatchObject({ failure: 'held.words' })
    await settle(row?.id, false)
    expect(await messageOf(answerId)).toMatchObject({ failure: 'held.kept' })
    await appeal(row?.id)
    expect(await heldOf(personMessageId)).toMatchObject({ state: 'kept' })
  })

  test('waits where each does, but for a coach’s own', async () => {
    await rule({ review: true })
    const { personMessageId, held } = await ask('Bread?')
    expect(held).toBe('held.review')
    const row = await heldOf(personMessageId)
    expect(await read(row?.id)).toMatchObject({ text: 'Bread?' })
    expect((await ask('Bread?', { who: coach })).held).toBeNull()
    // What its owner deleted is not shown.
    await db.asPostgres('update public.conversations set deleted_at = now() where id = $1', [
      row?.conversation_id,
    ])
    await expect(read(row?.id)).rejects.toMatchObject({ code: 'AG404' })
  })
})

describe('a message that a provider looks at', () => {
  const unlooked = async (job: Job, who: Person = member) => {
    const [row] = await db.as(who, `select public.answer_means($1) ->> 'unlooked' as text`, [job])
    return row?.text ?? null
  }
  const hold = async (answer: string, who: Person = member) => {
    const [row] = await db.as(who, 'select public.hold_asked($1) as failure', [answer])
    return row?.failure
  }

  test('is one only where the community wishes it', async () => {
    const before = await ask('How?')
    expect(await unlooked(before)).toBeNull()
    await rule({ provider: true })
    expect(await unlooked(before)).toBe('How?')
    expect(await unlooked(before, coach)).toBeNull()
  })

  test('comes with those before it that no model answered', async () => {
    await rule({ provider: true })
    const first = await ask('One.')
    const conversation = first.conversationId
    await save(first.answerId, 'Yes.', 'complete')
    const second = await ask('Two.', { conversation })
    await save(second.answerId, '', 'stopped')
    const third = await ask('Three.', { conversation })
    expect(third.history.map(({ text }) => text)).toEqual(['One.', 'Yes.', 'Two.', 'Three.'])
    expect(await unlooked(third)).toBe('Two.\n\nThree.')
    expect(await hold(third.answerId)).toBe('held.provider')
    expect(await heldOf(first.personMessageId)).toBeUndefined()
    expect(await heldOf(second.personMessageId)).toMatchObject({ why: 'provider', text: 'Two.' })
    expect(await heldOf(third.personMessageId)).toMatchObject({ why: 'provider', text: 'Three.' })
    // What is held goes to no model, so that nobody looks at it with the next one.
    const fourth = await ask('Four.', { conversation })
    expect(fourth.history.map(({ text }) => text)).toEqual(['One.', 'Yes.', 'Four.'])
    expect(await unlooked(fourth)).toBe('Four.')
  })

  test('is held from the answer that is being made, by its asker alone', async () => {
    await rule({ provider: true })
    const { answerId, personMessageId, held } = await ask('How?')
    expect(held).toBeNull()
    await expect(hold(answerId, coach)).rejects.toMatchObject({ code: 'AG404' })
    expect(await hold(answerId)).toBe('held.provider')
    expect(await messageOf(answerId)).toMatchObject({
      status: 'failed',
      failure: 'held.provider',
    })
    expect(await heldOf(personMessageId)).toMatchObject({
      why: 'provider',
      state: 'waiting',
      shared: false,
      text: 'How?',
    })
    await expect(hold(answerId)).rejects.toMatchObject({ code: 'AG404' })
    expect((await again(answerId)).held).toBe('held.provider')
  })

  test('is looked at no more, nor held, once a coach has let it through', async () => {
    await rule({ provider: true })
    const { answerId, personMessageId } = await ask('How?')
    await hold(answerId)
    const row = await heldOf(personMessageId)
    await appeal(row?.id)
    await settle(row?.id, true)
    expect(await messageOf(answerId)).toMatchObject({ failure: 'held.released' })
    const released = await again(answerId)
    expect(released.held).toBeNull()
    expect(await unlooked(released)).toBeNull()
    expect(await hold(released.answerId)).toBeNull()
    expect(await messageOf(released.answerId)).toMatchObject({ status: 'streaming' })
  })

  test('is not held where the community stopped wishing it meanwhile', async () => {
    await rule({ provider: true })
    const { answerId, personMessageId } = await ask('How?')
    await db.as(
      coach,
      'update public.moderation_rules set provider = false where community_id = $1',
      [community],
    )
    expect(await hold(answerId)).toBeNull()
    expect(await heldOf(personMessageId)).toBeUndefined()
    expect(await messageOf(answerId)).toMatchObject({ status: 'streaming' })
  })
})

describe('a held answer', () => {
  test('ends without its text, which only coaches read, and is there once let through', async () => {
    await rule({ words: ['poison'], answers: true })
    const { answerId, held } = await ask('What is arsenic?')
    expect(held).toBeNull()
    expect(await save(answerId, 'It is old. ', 'streaming')).toBe('continue')
    expect(await save(answerId, 'It is old. It is a poison.', 'complete')).toBe('held')
    expect(await messageOf(answerId)).toMatchObject({
      text: '',
      status: 'cut_off',
      failure: 'held.answer',
    })
    expect(await save(answerId, 'It is old. It is a poison.', 'complete')).toBe('held')
    const row = await heldOf(answerId)
    await expect(
      db.as(member, 'select text from public.held_messages where id = $1', [row?.id]),
    ).rejects.toMatchObject({ code: '42501' })
    await appeal(row?.id)
    expect(await read(row?.id)).toEqual({
      text: 'It is old. It is a poison.',
      question: 'What is arsenic?',
    })
    await settle(row?.id, true)
    expect(await messageOf(answerId)).toMatchObject({
      text: 'It is old. It is a poison.',
      status: 'complete',
      failure: null,
    })
  })

  test('is none where answers are not looked through', async () => {
    await rule({ words: ['poison'] })
    const { answerId } = await ask('What is arsenic?')
    expect(await save(answerId, 'A poison.', 'complete')).toBe('stop')
    expect(await messageOf(answerId)).toMatchObject({ text: 'A poison.', status: 'complete' })
  })
})
