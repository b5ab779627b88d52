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
  save,
  withTalks,
} from './talks.ts'
import type { Person } from './test-database.ts'

withTalks()

const usual = { provider: 'openai', name: 'one' }
const tried = { provider: 'maker', name: 'try', label: 'Try' }

async function start(
  what: { instructions?: string; model?: string; share?: number } = { instructions: 'Be long.' },
  who: Person = coach,
): Promise<string> {
  const [row] = await db.as(
    who,
    `insert into public.experiments (community_id, agent_id, instructions, model, model_label, share)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      community,
      agent,
      what.instructions ?? null,
      what.model ?? null,
      what.model ? tried.label : null,
      what.share ?? 50,
    ],
  )
  return String(row?.id)
}

const end = (who: Person = coach) =>
  db.as(
    who,
    'update public.experiments set ended_at = now() where agent_id = $1 and ended_at is null returning id',
    [agent],
  )

type Tried = Job & { tried?: { experiment: string; variant: 'a' | 'b' } }
interface Asked extends Tried {
  models: object[] | null
  again?: string
}

/** Opens an answer as the product does: the job, then with which models, then that it begins. */
async function open(call: string, values: unknown[], who: Person): Promise<Asked> {
  const [row] = await db.as(
    who,
    `with asked as materialized (select ${call} as job),
     meant as materialized (select job, public.answer_means(job) as means from asked)
     select job, means -> 'models' as models, public.admit_answer(
       job, coalesce(nullif(means -> 'models', 'null'), '${JSON.stringify([usual])}'), null
     ) as admitted
     from meant`,
    values,
  )
  const { again } = (row?.admitted ?? {}) as { again?: string }
  return {
    ...(row?.job as Tried),
    models: row?.models as object[] | null,
    ...(again ? { again } : {}),
  }
}

const ask = (text: string, who = member, conversation: string | null = null, of = agent) =>
  open(
    'public.send_message($1, $2, $3, $4, $5)',
    [community, conversation, conversation ? null : of, text, randomUUID()],
    who,
  )
const retry = (answer: string, who = member, other: string | null = null) =>
  open('public.retry_answer($1, $2, $3)', [answer, randomUUID(), other], who)

async function finish(job: Job, by = usual, who = member, status = 'complete') {
  await save(job.answerId, 'It is this.', status, { who })
  await db.as(who, 'select public.record_run($1, $2)', [
    job.answerId,
    JSON.stringify({
      provider: by.provider,
      model: by.name,
      inputTokens: 9,
      outputTokens: 30,
      firstWordMs: 200,
      durationMs: 900,
    }),
  ])
}

const runOf = async (job: Job) =>
  (
    await db.asPostgres(
      `select experiment_id as experiment, variant, stands_in as "standsIn"
       from public.ai_runs where message_id = $1`,
      [job.answerId],
    )
  )[0]

const rate = (job: Job, good: boolean, who = member) =>
  db.as(
    who,
    `insert into public.message_ratings (message_id, conversation_id, user_id, good)
     values ($1, $2, $3, $4)`,
    [job.answerId, job.conversationId, who.id, good],
  )

async function another(): Promise<Person> {
  const person = await db.createPerson(`other-${randomUUID()}`)
  await db.asPostgres(
    `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
    [community, person.id],
  )
  return person
}

/** A member who has this one of the two. */
async function having(variant: 'a' | 'b', experiment: string): Promise<Person> {
  for (;;) {
    const person = await another()
    const [row] = await db.asPostgres(
      'select private.variant_of($1, $2, share) as variant from public.experiments where id = $1',
      [experiment, person.id],
    )
    if (row?.variant === variant) return person
  }
}

interface Kind {
  conversations: number
  people: number
  answers: number
  stoodIn: number
  again: number
  good: number
  bad: number
  length: number | null
}
async function figures(experiment: string, who: Person = coach) {
  const [row] = await db.as(who, 'select public.experiment_figures($1) as figures', [experiment])
  return row?.figures as { kinds: [Kind, Kind]; rated: string | null } | null
}

const rowOf = async (id: string) =>
  (
    await db.asPostgres(
      'select ended_why, ended_by, outcome from public.experiments where id = $1',
      [id],
    )
  )[0]

describe('who has which', () => {
  test('is the same each time for a person, about the share of them, and another way the next time', async () => {
    const shares = await db.asPostgres(
      `select share, count(*) filter (where private.variant_of(one, person, share) = 'b')::int as b,
         count(*) filter (
           where private.variant_of(one, person, share) <> private.variant_of(one, person, share)
         )::int as unlike,
         count(*) filter (
           where private.variant_of(one, person, share) = private.variant_of(other, person, share)
         )::int as same
       from (select gen_random_uuid() as one, gen_random_uuid() as other) as two,
         unnest(array[1, 30, 50, 99]::smallint[]) as share,
         (select md5('person' || n)::uuid as person from generate_series(1, 4000) as n) as people
       group by share order by share`,
    )
    for (const { share, b, unlike } of shares) {
      // Four standard deviations.
      const off = 4 * Math.sqrt(4000 * (Number(share) / 100) * (1 - Number(share) / 100))
      expect(Math.abs(Number(b) - 40 * Number(share))).toBeLessThan(off)
      expect(unlike).toBe(0)
    }
    const half = shares.find(({ share }) => share === 50)
    expect(Math.abs(Number(half?.same) - 2000)).toBeLessThan(140)
  })

  test('decides of instructions, for all conversations that begin while it runs', async () => {
    const before = await ask('Before')
    await finish(before)
    const experiment = await start({ instructions: 'Be long.', share: 50 })
    for (const [variant, instructions] of [
      ['a', 'Be brief.'],
      ['b', 'Be long.'],
    ] as const) {
      const person = await having(variant, experiment)
      const first = await ask('One', person)
      expect(first).toMatchObject({ instructions, tried: { experiment, variant }, models: null })
      await finish(first, usual, person)
      expect(await runOf(first)).toEqual({ experiment, variant, standsIn: false })
      const second = await ask('Two', person)
      expect(second.instructions).toBe(instructions)
      await finish(second, usual, person)
      expect((await ask('On', person, first.conversationId)).instructions).toBe(instructions)
    }
    // What began before it does not take part.
    const on = await ask('On', member, before.conversationId)
    expect(on.tried).toBeUndefined()
    expect(on.instructions).toBe('Be brief.')
    await finish(on)
    expect(await runOf(on)).toEqual({ experiment: null, variant: null, standsIn: null })
  })

  test('decides of the model: B’s first, the agent’s own behind it; who stood in is told apart', async () => {
    await db.asPostgres(
      `insert into public.ai_models (provider, name, label)
       values ('maker', 'try', 'Try'), ('openai', 'one', 'One') on conflict do nothing`,
    )
    await db.asPostgres(
      `update public.agent_instructions set models = '{openai one}' where agent_id = $1`,
      [agent],
    )
    const experiment = await start({ model: 'maker try', share: 99 })
    const person = await having('b', experiment)
    const job = await ask('One', person)
    expect(job.models).toEqual([tried, { ...usual, label: 'One' }])
    expect(job.instructions).toBe('Be brief.')
    await finish(job, tried, person)
    expect(await runOf(job)).toEqual({ experiment, variant: 'b', standsIn: false })
    const next = await ask('Two', person, job.conversationId)
    await finish(next, usual, person)
    expect(await runOf(next)).toEqual({ experiment, variant: 'b', standsIn: true })
    const same = await ask('Again', person, job.conversationId)
    await finish(same, { provider: tried.provider, name: 'smaller' }, person)
    expect(await runOf(same)).toMatchObject({ standsIn: true })
    // One that is switched off is passed over, and what answers stands in.
    await db.asPostgres(`update public.ai_models set enabled = false where name = 'try'`)
    const third = await ask('Three', person, job.conversationId)
    expect(third.models).toEqual([{ ...usual, label: 'One' }])
    await finish(third, usual, person)
    expect(await runOf(third)).toMatchObject({ standsIn: true })
    await rate(next, false, person)
    await rate(job, true, person)
    const found = await figures(experiment)
    expect(found?.kinds[1]).toMatchObject({ answers: 1, stoodIn: 3, good: 1, bad: 0 })
    expect(found?.rated).toBe('B')
    const a = await having('a', experiment)
    expect((await ask('One', a)).models).toEqual([{ ...usual, label: 'One' }])
    await db.asPostgres(`delete from public.ai_models where name in ('try', 'one')`)
  })

  test('leaves out what another agent gives, and what is compared', async () => {
    await db.asPostgres(
      `insert into public.ai_models (provider, name, label)
       values ('maker', 'try', 'Try'), ('maker', 'two', 'Two')`,
    )
    const experiment = await start({ instructions: 'Be long.', share: 99 })
    const person = await having('b', experiment)
    const job = await ask('One', person)
    await finish(job, usual, person)
    const other = await createAgent('Somebody else')
    const theirs = await retry(job.answerId, person, other)
    expect(theirs.tried).toBeUndefined()
    expect(theirs.instructions).toBe('Be brief.')
    await finish(theirs, usual, person)
    expect(await runOf(theirs)).toMatchObject({ experiment: null, variant: null })
    const rows = await db.as(
      person,
      `select public.compare_models($1, $2, null, 'Which?', gen_random_uuid(),
         '{maker try,maker two}') as job`,
      [community, job.conversationId],
    )
    for (const { job: compared } of rows) {
      expect((compared as Tried).tried).toBeUndefined()
      expect((compared as Tried).instructions).toBe('Be brief.')
    }
    // That another answer was wished says something of the first.
    expect((await figures(experiment))?.kinds[1]).toMatchObject({ answers: 1, again: 1 })
    await db.asPostgres(`delete from public.ai_models where provider = 'maker'`)
  })

  test('neither gives nor takes answers that are given again', async () => {
    await db.asPostgres(
      'update public.agent_instructions set given_again = true where agent_id = $1',
      [agent],
    )
    const before = await ask('What is it?')
    await finish(before)
    const experiment = await start({ instructions: 'Be long.', share: 50 })
    const a = await having('a', experiment)
    const job = await ask('What is it?', a)
    expect(job.again).toBeUndefined()
    await finish(job, usual, a)
    expect(
      await db.asPostgres('select from private.answer_requests where conversation_id = $1', [
        job.conversationId,
      ]),
    ).toEqual([])
    await end()
    const after = await ask('What is it?', await another())
    expect(after.again).toBe('It is this.')
    const [from] = await db.asPostgres('select given_from from public.messages where id = $1', [
      after.answerId,
    ])
    expect(from?.given_from).toBe(before.answerId)
  })
})

describe('the end', () => {
  test('means A for everybody, also in conversations of B', async () => {
    const experiment = await start({ instructions: 'Be long.', share: 99 })
    const person = await having('b', experiment)
    const job = await ask('One', person)
    await finish(job, usual, person)
    expect(await end()).toHaveLength(1)
    const on = await ask('Two', person, job.conversationId)
    expect(on).toMatchObject({ instructions: 'Be brief.' })
    expect(on.tried).toBeUndefined()
    await finish(on, usual, person)
    expect(await runOf(on)).toMatchObject({ variant: null })
    expect((await ask('New', person)).instructions).toBe('Be brief.')
    expect(await rowOf(experiment)).toEqual({
      ended_why: 'hand',
      ended_by: coach.id,
      outcome: null,
    })
    // It stays as it ended, and does not begin again.
    await db.as(coach, 'update public.experiments set ended_at = null where id = $1', [experiment])
    expect(await rowOf(experiment)).toMatchObject({ ended_why: 'hand' })
    await db.as(coach, `update public.experiments set outcome = 'b' where id = $1`, [experiment])
    expect(await rowOf(experiment)).toMatchObject({ outcome: 'b' })
    const audit = await db.asPostgres(
      `select action from public.security_audit where subject_id = $1 order by id`,
      [experiment],
    )
    expect(audit.map(({ action }) => action)).toEqual([
      'experiment.added',
      'experiment.ended',
      'experiment.changed',
    ])
  })

  test('comes by itself: with its days to the minute, its conversations, or who rated', async () => {
    const run = () => db.asPostgres('select private.end_experiments()')
    const set = (what: string, id: string) =>
      db.asPostgres(`update public.experiments set ${what} where id = $1`, [id])

    const days = await start({ instructions: 'Be long.', share: 99 })
    const person = await having('b', days)
    await set(`started_at = now() - interval '30 days' + interval '1 minute'`, days)
    expect((await ask('One', person)).instructions).toBe('Be long.')
    await set(`started_at = now() - interval '30 days'`, days)
    // Before the job has come by.
    expect((await ask('Two', person)).instructions).toBe('Be brief.')
    await run()
    expect(await rowOf(days)).toMatchObject({ ended_why: 'days', ended_by: null })

    const talks = await start({ instructions: 'Be long.' })
    for (let n = 0; n < 19; n += 1) await finish(await ask(`${n}`), usual)
    await set('stop_conversations = 20', talks)
    await run()
    expect(await rowOf(talks)).toMatchObject({ ended_why: null })
    await ask('One more')
    await run()
    expect(await rowOf(talks)).toMatchObject({ ended_why: 'conversations' })

    const rated = await start({ instructions: 'Be long.' })
    await set('stop_rated = 10', rated)
    for (const variant of ['a', 'b'] as const) {
      for (let n = 0; n < 10; n += 1) {
        await run()
        expect(await rowOf(rated)).toMatchObject({ ended_why: null })
        const one = await having(variant, rated)
        const job = await ask('One', one)
        await finish(job, usual, one)
        await rate(job, n > 3, one)
      }
    }
    await run()
    expect(await rowOf(rated)).toMatchObject({ ended_why: 'rated' })
    const found = await figures(rated)
    expect(found?.rated).toBe('aaaaAAAAAAbbbbBBBBBB')
  })

  test('comes when the agent is changed, and not when it is saved as it was', async () => {
    const experiment = await start()
    const touch = (instructions: string) =>
      db.asPostgres('update public.agent_instructions set instructions = $2 where agent_id = $1', [
        agent,
        instructions,
      ])
    await touch('Be brief.')
    expect(await rowOf(experiment)).toMatchObject({ ended_why: null })
    await touch('Be kind.')
    expect(await rowOf(experiment)).toMatchObject({ ended_why: 'changed' })
  })
})

describe('the figures', () => {
  test('count each person once, with what they rated first, and answers asked for anew', async () => {
    const experiment = await start({ instructions: 'Be long.', share: 50 })
    const a = await having('a', experiment)
    const b = await having('b', experiment)
    const first = await ask('One', b)
    await finish(first, usual, b)
    await rate(first, false, b)
    const anew = await retry(first.answerId, b)
    expect(anew.tried).toMatchObject({ variant: 'b' })
    await finish(anew, usual, b)
    await rate(anew, true, b)
    const second = await ask('Two', b)
    await finish(second, usual, b)
    await rate(second, true, b)
    const other = await ask('One', a)
    await finish(other, usual, a)
    await rate(other, true, a)
    const found = await figures(experiment)
    expect(found?.rated).toBe('bA')
    expect(found?.kinds).toMatchObject([
      { variant: 'a', conversations: 1, people: 1, answers: 1, again: 0, good: 1, bad: 0 },
      { variant: 'b', conversations: 2, people: 1, answers: 3, again: 1, good: 2, bad: 1 },
    ])
    expect(found?.kinds[1]).toMatchObject({ whole: 3, length: 30, firstWord: 200, duration: 900 })
  })

  test('are for coaches and super admins, without ratings for these, and for nobody else', async () => {
    const experiment = await start({ instructions: 'Be long.', share: 50 })
    const job = await ask('One')
    await finish(job)
    await rate(job, true)
    const operator = await db.createPerson(`operator-${randomUUID()}`)
    await db.asPostgres('insert into public.platform_admins (user_id) values ($1)', [operator.id])
    const seen = await figures(experiment, operator)
    expect(seen?.rated).toBeNull()
    const goods = seen?.kinds.map(({ good, bad }) => good + bad)
    expect(goods).toEqual([0, 0])
    expect(seen?.kinds.map(({ answers }) => answers).sort()).toEqual([0, 1])
    expect(await figures(experiment, member)).toBeNull()
    const stranger = await db.createPerson(`stranger-${randomUUID()}`)
    expect(await figures(experiment, stranger)).toBeNull()
    expect(await db.as(member, 'select id from public.experiments')).toEqual([])
  })
})

describe('who may start', () => {
  const refusal = (attempt: Promise<unknown>) =>
    attempt.then(
      () => null,
      (error: { code: string; detail?: string }) => error.detail ?? error.code,
    )

  test('coaches of the agent’s community, one at a time, with a published agent', async () => {
    expect(await refusal(start(undefined, member))).toBe('42501')
    expect(await refusal(start({ model: 'maker nothing' }))).toBe('42501')
    await start()
    expect(await refusal(start())).toMatch(/experiments_running|23505|agent_id/)
    expect(await end(member)).toEqual([])
    await end()
    await start()
    await end()
    await db.as(coach, `select public.change_content($1, null, 'take-back')`, [agent])
    expect(await refusal(start())).toBe('42501')
  })

  test('another coach than its author, where two have to see what is published', async () => {
    await db.asPostgres(
      'update public.communities set review_before_publish = true where id = $1',
      [community],
    )
    expect(await refusal(start())).toBe('content.needs-review')
    const second = await db.createPerson(`coach-${randomUUID()}`)
    await db.asPostgres(
      `insert into public.memberships (community_id, user_id, role)
       values ($1, $2, 'community_admin')`,
      [community, second.id],
    )
    await start(undefined, second)
  })
})
