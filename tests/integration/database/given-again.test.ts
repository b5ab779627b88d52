import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  agent,
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
import type { Person } from './test-database.ts'

withTalks()

const model = { provider: 'openai', name: 'one' }
let other: Person
beforeEach(async () => {
  other = await db.createPerson(`other-${randomUUID()}`)
  await db.asPostgres(
    `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
    [community, other.id],
  )
  await allow()
})

const allow = (given: boolean | null = true) =>
  db.asPostgres('update public.agent_instructions set given_again = $2 where agent_id = $1', [
    agent,
    given,
  ])

/** Lets an answer begin as the product does; answers the text that was given again. */
async function admit(job: Job, who = member, models: object[] = [model]): Promise<string | null> {
  const [row] = await db.as(
    who,
    `select public.admit_answer(
       $1, $2, public.take_sources(($1::jsonb ->> 'answerId')::uuid, $2)
     ) as admitted`,
    [JSON.stringify(job), JSON.stringify(models)],
  )
  return (row?.admitted as { again?: string } | undefined)?.again ?? null
}

async function ask(text: string, who = member, models: object[] = [model]) {
  const job = await send(text, null, { who })
  return { ...job, again: await admit(job, who, models) }
}

async function finish(job: Job, text: string, status = 'complete', who = member) {
  await save(job.answerId, text, status, { who, model: 'Model One' })
  await db.as(who, 'select public.record_run($1, $2)', [
    job.answerId,
    JSON.stringify({ ...model, model: model.name, inputTokens: 9, outputTokens: 9 }),
  ])
}

/** Asks and has it answered. */
async function answered(text = 'What is it?', answer = 'It is this.', who = member) {
  const job = await ask(text, who)
  await finish(job, answer, 'complete', who)
  return job
}

const runOf = async (answer: string) =>
  (
    await db.asPostgres(
      `select outcome, model, charged_input, charged_output, coalesce(cost, 0)::int as cost, given_from
       from public.ai_runs where message_id = $1`,
      [answer],
    )
  )[0]

describe('an answer is given again', () => {
  test('to exactly the same first question, whoever asks, and for nothing', async () => {
    await db.asPostgres(
      `insert into public.ai_budgets (community_id, holder, period, tokens)
       values ($1, 'community', 'day', 5000)`,
      [community],
    )
    const first = await answered()
    const counts = () =>
      db.asPostgres(
        `select spent_tokens::int as spent, held_tokens::int as held from private.budget_counts
         join public.ai_budgets on ai_budgets.id = budget_id where community_id = $1`,
        [community],
      )
    const spent = await counts()
    const second = await ask('  What is it?\n', other)
    expect(second.again).toBe('It is this.')
    expect(await messageOf(second.answerId)).toMatchObject({
      text: 'It is this.',
      status: 'complete',
      model: 'Model One',
      given_from: first.answerId,
      completed_at: expect.any(Date),
    })
    expect(await runOf(second.answerId)).toEqual({
      outcome: 'complete',
      model: 'one',
      charged_input: 0,
      charged_output: 0,
      cost: 0,
      given_from: first.answerId,
    })
    expect(await counts()).toEqual(spent)
    const sums = `select coalesce(sum(charged_input + charged_output), 0)::int as tokens
      from public.ai_runs where community_id = $1`
    const entered = `select coalesce(sum(input_tokens + output_tokens), 0)::int as tokens
      from public.ai_ledger where community_id = $1`
    expect(await db.asPostgres(entered, [community])).toEqual(
      await db.asPostgres(sums, [community]),
    )
    // Neither a place in the conversation nor a hold is left; it goes on as any other.
    expect(
      await db.asPostgres('select * from public.running_answers where conversation_id = $1', [
        second.conversationId,
      ]),
    ).toEqual([])
    const next = await send('And then?', second.conversationId, { who: other })
    expect(await admit(next, other)).toBeNull()
    expect(next.history.map(({ text }) => text)).toContain('It is this.')
  })

  test('where nothing is left of a budget, too', async () => {
    await answered()
    await db.asPostgres(
      `insert into public.ai_budgets (community_id, holder, period, tokens)
       values ($1, 'community', 'day', 0)`,
      [community],
    )
    expect((await ask('What is it?', other)).again).toBe('It is this.')
  })

  test('as often as it is asked, always from the first, the newest where somebody asked anew', async () => {
    const first = await answered()
    const second = await ask('What is it?', other)
    const third = await ask('What is it?')
    expect((await messageOf(third.answerId)).given_from).toBe(first.answerId)
    const [row] = await db.as(other, retrySql, [second.answerId, randomUUID()])
    const anew = row?.job as Job
    expect(await admit(anew, other)).toBeNull()
    await finish(anew, 'It is that.', 'complete', other)
    expect((await ask('What is it?')).again).toBe('It is that.')
  })
})

describe('an answer is not given again', () => {
  const notGiven = async (text = 'What is it?', who = other) =>
    expect((await ask(text, who)).again).toBeNull()

  test('where the agent does not allow it', async () => {
    await allow(null)
    await answered()
    await notGiven()
    // What was answered while it did not is not given later either.
    await allow()
    await notGiven()
  })

  test('to another question, nor to a later one', async () => {
    const first = await answered()
    await notGiven('What is it')
    await notGiven('what is it?')
    const later = await send('What is it?', first.conversationId)
    expect(await admit(later)).toBeNull()
  })

  test('in another community', async () => {
    await answered()
    const [made] = await db.asPostgres(
      `insert into public.communities (slug, name) values ($1, $1) returning id`,
      [`c-${randomUUID().slice(0, 8)}`],
    )
    await db.asPostgres(
      `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
      [made?.id, other.id],
    )
    await db.asPostgres('update public.content_items set community_id = null where id = $1', [
      agent,
    ])
    await db.asPostgres(
      'insert into public.content_assignments (item_id, community_id) values ($1, null)',
      [agent],
    )
    const [row] = await db.as(other, 'select public.send_message($1, null, $2, $3, $4) as job', [
      ...[made?.id, agent, 'What is it?', randomUUID()],
    ])
    expect(await admit(row?.job as Job, other)).toBeNull()
  })

  test('for an answer of somebody else’s', async () => {
    await answered()
    const job = await send('What is it?')
    await admit(job, other)
    expect(await messageOf(job.answerId)).toMatchObject({ status: 'streaming', text: '' })
  })

  const edit = async (begun: Job) => {
    const [row] = await db.as(
      other,
      'select public.send_message($1, $2, null, $3, $4, null, $5) as job',
      [community, begun.conversationId, 'What is it?', randomUUID(), begun.personMessageId],
    )
    return row?.job as Job
  }

  test.each([
    ['a text', 'text/plain', 'It is blue.'],
    ['a picture', 'image/png', null],
  ])('to a message with %s', async (_, type, text) => {
    await answered()
    const begun = await answered('Something else', 'Else.', other)
    await db.asPostgres(
      `insert into public.message_files
         (id, object_id, community_id, conversation_id, message_id, place, name, media_type, bytes, text)
       select one, one, $1, $2, $3, 1, 'file', $4, 9, $5 from gen_random_uuid() as one`,
      [community, begun.conversationId, begun.personMessageId, type, text],
    )
    expect(await admit(await edit(begun), other)).toBeNull()
  })

  test('in the place of an earlier first question, where documents were attached since', async () => {
    await answered()
    const begun = await answered('Something else', 'Else.', other)
    expect(await admit(await edit(begun), other)).toBe('It is this.')
    await db.asPostgres(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status)
         values ($1, 'document', 'Mine', 'mine', 'published') returning id
       ), kept as (
         insert into public.documents (id, body) select id, 'It is blue.' from made
       )
       insert into public.conversation_documents (conversation_id, document_id, place)
       select $2, id, 1 from made`,
      [community, begun.conversationId],
    )
    expect(await admit(await edit(begun), other)).toBeNull()
  })

  test.each([
    ['instructions', `set instructions = 'Be long.'`],
    ['temperature', 'set temperature = 1'],
    ['length', 'set max_output_tokens = 999'],
  ])('after the agent’s %s changed', async (_, change) => {
    await answered()
    await db.asPostgres(`update public.agent_instructions ${change} where agent_id = $1`, [agent])
    await notGiven()
  })

  test('by other models', async () => {
    await answered()
    expect((await ask('What is it?', other, [{ ...model, name: 'two' }])).again).toBeNull()
  })

  test('that is still made, was cut off, stopped, or failed', async () => {
    const job = await ask('What is it?')
    await notGiven()
    await finish(job, 'It is', 'cut_off')
    await notGiven()
    for (const status of ['stopped', 'failed']) {
      const one = await ask(`${status}?`)
      await finish(one, 'It is', status)
      await notGiven(`${status}?`)
    }
  })

  test('that is older than seven days', async () => {
    const { answerId } = await answered()
    await db.asPostgres(
      `update private.answer_requests set created_at = now() - interval '8 days'
       where message_id = $1`,
      [answerId],
    )
    await notGiven()
    expect(
      await db.asPostgres('select * from private.answer_requests where message_id = $1', [
        answerId,
      ]),
    ).toEqual([])
  })

  test('that was rated down, be it by who was given it again', async () => {
    const rate = (job: Job, who: Person, good: boolean) =>
      db.as(
        who,
        `insert into public.message_ratings (message_id, conversation_id, user_id, good)
         values ($1, $2, $3, $4)`,
        [job.answerId, job.conversationId, who.id, good],
      )
    const first = await answered()
    await rate(first, member, true)
    const second = await ask('What is it?', other)
    expect(second.again).toBe('It is this.')
    await rate(second, other, false)
    await notGiven()
  })

  test('that was reported', async () => {
    const { answerId } = await answered()
    await db.as(member, 'select public.report_answer($1, $2)', [answerId, 'It is wrong.'])
    await notGiven()
  })

  test('whose conversation was deleted', async () => {
    const { conversationId } = await answered()
    await db.as(member, 'update public.conversations set deleted_at = now() where id = $1', [
      conversationId,
    ])
    await notGiven()
  })

  test('past moderation: a word holds the question, a service looks first, an answer’s word', async () => {
    const rules = (set: string) =>
      db
        .asPostgres(
          `insert into public.moderation_rules (community_id) values ($1)
         on conflict (community_id) do nothing`,
          [community],
        )
        .then(() =>
          db.asPostgres(`update public.moderation_rules set ${set} where community_id = $1`, [
            community,
          ]),
        )
    await answered()
    await rules(`words = '{what}'`)
    const held = await ask('What is it?', other)
    expect(held.again).toBeNull()
    expect(await messageOf(held.answerId)).toMatchObject({ failure: 'held.words' })
    await rules(`words = '{this}', answers = true`)
    await notGiven()
    await rules(`words = '{}', answers = false, provider = true`)
    await notGiven()
    await rules('provider = false')
    expect((await ask('What is it?', other)).again).toBe('It is this.')
  })

  test('made from documents that changed, or that the asker may not read', async () => {
    const [made] = await db.asPostgres(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status)
         values ($1, 'document', 'Rules', 'rules', 'published') returning id
       ), kept as (
         insert into public.documents (id, body) select id, 'Bring water on Mondays.' from made
       ) select id from made`,
      [community],
    )
    await db.asPostgres(
      'insert into public.agent_knowledge (agent_id, document_id) values ($1, $2)',
      [...[agent, made?.id]],
    )
    await db.asPostgres('select private.catch_up_search()')
    const question = 'Bring water on Mondays?'
    const first = await answered(question, 'Yes [1].')
    const sources = (job: Job) =>
      db.asPostgres(
        'select place, document_id, passage from public.answer_sources where message_id = $1',
        [job.answerId],
      )
    expect(await sources(first)).toMatchObject([{ place: 1, document_id: made?.id }])
    const again = await ask(question, other)
    expect(again.again).toBe('Yes [1].')
    expect(await sources(again)).toEqual(await sources(first))
    // It is for the coaches alone now: others find less, and so ask something else.
    await db.asPostgres(`update public.content_items set audience = '{}' where id = $1`, [made?.id])
    await notGiven(question)
    await db.asPostgres('update public.content_items set audience = null where id = $1', [made?.id])
    expect((await ask(question, other)).again).toBe('Yes [1].')
    await db.asPostgres(
      `update public.documents set body = 'Bring water on Mondays, cold.' where id = $1`,
      [made?.id],
    )
    await db.asPostgres('select private.catch_up_search()')
    await notGiven(question)
  })

  test('as one of several models’ answers, which are compared', async () => {
    const names = [`a-${randomUUID()}`, `b-${randomUUID()}`]
    await db.asPostgres(
      `insert into public.ai_models (provider, name, label) select 'openai', n, n from unnest($1::text[]) as n`,
      [names],
    )
    await answered()
    const rows = await db.as(
      other,
      `with asked as materialized (
         select public.compare_models($1, null, $2, 'What is it?', $3, $4) as job
       )
       select public.admit_answer(job, $5, null) as admitted from asked`,
      [
        community,
        agent,
        randomUUID(),
        names.map((name) => `openai ${name}`),
        JSON.stringify([model]),
      ],
    )
    expect(rows.map(({ admitted }) => (admitted as { again?: string }).again)).toEqual([
      undefined,
      undefined,
    ])
  })
})

describe('nobody', () => {
  test('reads what may be given again, or gives it by themself', async () => {
    await answered()
    for (const sql of [
      'select * from private.answer_requests',
      `select private.give_again('${randomUUID()}', '[]', null)`,
      `update public.messages set given_from = '${randomUUID()}'`,
    ]) {
      for (const who of [member, coach]) {
        await expect(db.tryAs(who, sql)).rejects.toMatchObject({ code: '42501' })
      }
    }
  })

  test('but coaches allow it', async () => {
    const set = (who: Person) =>
      db.as(
        who,
        `update public.agent_instructions set given_again = null where agent_id = $1 returning 1 as one`,
        [agent],
      )
    expect(await set(member)).toEqual([])
    expect(await set(coach)).toHaveLength(1)
  })
})
