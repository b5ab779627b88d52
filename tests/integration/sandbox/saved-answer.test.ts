import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConnectionPoolObject } from '~/data/pool-object.server'
import { AnswerObject } from '~/features/sandbox/answers/answer-object.server'
import { type Answers, createAnswers } from '~/features/sandbox/answers/answers.server'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres.ts'
import { MemoryObjects } from '../../fixtures/memory-objects.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'
import {
  gate,
  type ScriptedProvider,
  saying,
  startScriptedProvider,
} from '../../fixtures/scripted-provider.ts'

// The answer object with its real dependencies: what it saves is read back from Postgres.
const person = '0198c0de-0000-7000-8000-00000000000a'
const session = '0198c0de-0000-7000-8000-00000000000b'
const claims = {
  sub: person,
  session_id: session,
  role: 'authenticated' as const,
  aal: 'aal1' as const,
  email: 'asker@aigym.test',
  exp: 4_000_000_000,
}

let postgres: LocalPostgres
let provider: ScriptedProvider
let sql: pg.Client
let community: string
let agent: string
const objects = new MemoryObjects()
const env: Record<string, unknown> = {}

beforeAll(async () => {
  postgres = await startTestPostgres({ with: 'migrated' })
  provider = await startScriptedProvider()
  sql = new pg.Client({ connectionString: postgres.superuserUrl })
  await sql.connect()
  await sql.query(
    `insert into auth.users (id, aud, role, email, email_confirmed_at, created_at, updated_at,
       raw_user_meta_data)
     values ($1, 'authenticated', 'authenticated', 'asker@aigym.test', now(), now(), now(), '{}')`,
    [person],
  )
  await sql.query(
    `insert into public.profiles (id, display_name) values ($1, 'Asker')
     on conflict (id) do nothing`,
    [person],
  )
  await sql.query(
    `insert into auth.sessions (id, user_id, created_at, updated_at) values ($1, $2, now(), now())`,
    [session, person],
  )
  const one = async (text: string, values: unknown[]) =>
    String((await sql.query(`${text} returning id`, values)).rows[0]?.id)
  community = await one(`insert into public.communities (slug, name) values ('gym', 'Gym')`, [])
  await sql.query(
    `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
    [community, person],
  )
  agent = await one(
    `insert into public.content_items
       (community_id, kind, title, slug, summary, status, owner_id, published_at)
     values ($1, 'agent', 'Ada', 'ada', 'Asks back', 'published', $2, now())`,
    [community, person],
  )
  await sql.query(`insert into public.agents (id, greeting) values ($1, 'Hello')`, [agent])
  await sql.query(
    `insert into public.agent_instructions (agent_id, instructions) values ($1, 'Ask back.')`,
    [agent],
  )
  Object.assign(env, {
    APP_URL: 'http://127.0.0.1',
    SUPABASE_URL: 'http://127.0.0.1',
    SUPABASE_ANON_KEY: 'anon',
    DATABASE_URL: postgres.workerUrl,
    AI_PROVIDER: 'openai-compatible',
    AI_BASE_URL: provider.baseUrl,
    AI_MODEL: 'scripted',
    LOG_LEVEL: 'error',
    CONNECTIONS: objects.namespace(ConnectionPoolObject, () => env),
    ANSWERS: objects.namespace(AnswerObject, () => env),
  })
})
afterAll(async () => {
  objects.stop()
  await sql?.end()
  await provider?.stop()
  await postgres?.stop()
})

/** Sends a message as the person and starts its answer, as the sandbox does. */
async function ask(text: string) {
  await sql.query('begin')
  await sql.query('select private.enter($1)', [claims])
  await sql.query('set local role authenticated')
  const sent = await sql.query(
    'select public.send_message($1, null, $2, $3, gen_random_uuid()) as sent',
    [community, agent, text],
  )
  await sql.query('commit')
  const { answerId, ...request } = sent.rows[0].sent
  const answers = createAnswers(env.ANSWERS as DurableObjectNamespace)
  await answers.start({ answerId, claims, request })
  return { answerId, answers }
}

/** What has become of an answer that somebody follows until it is over. */
async function outcomeOf(answers: Answers, answerId: string) {
  const place = { ownerId: person, answerId }
  await new Response(await answers.attach(place, 0, 'en')).text()
  return answers.outcome(place)
}

async function kept(answerId: string) {
  const { rows } = await sql.query(
    'select text, status, failure, model from public.messages where id = $1',
    [answerId],
  )
  return rows[0]
}

describe('an answer in the database', () => {
  it('is there, whole, without anybody who waited for it', async () => {
    provider.next(saying('Good ', 'question.'))
    const { answerId } = await ask('Is this a good question?')
    await expect
      .poll(() => kept(answerId))
      .toEqual({
        text: 'Good question.',
        status: 'complete',
        failure: null,
        model: 'scripted (OpenAI-compatible)',
      })
    expect(provider.calls.at(-1)?.body.messages).toEqual([
      { role: 'system', content: 'Ask back.' },
      { role: 'user', content: 'Is this a good question?' },
    ])
  })

  it('grows there while it is made', async () => {
    const rest = gate()
    provider.next(async (answer) => {
      await answer.say('Half')
      await rest.opened
      await answer.say(' and whole')
      await answer.finish()
    })
    const { answerId } = await ask('Slowly, please')
    await expect
      .poll(() => kept(answerId), { timeout: 5_000 })
      .toMatchObject({ text: 'Half', status: 'streaming' })
    rest.open()
    await expect
      .poll(() => kept(answerId))
      .toMatchObject({
        text: 'Half and whole',
        status: 'complete',
      })
  })

  it('stands in the ledger, with what it took and cost', async () => {
    await sql.query(
      `with model as (
         insert into public.ai_models (provider, name, label)
         values ('openai-compatible', 'scripted', 'Scripted') returning id
       )
       insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
       select id, now() - interval '1 day', 2000000, 8000000 from model`,
    )
    provider.next(saying('Counted.'))
    const { answerId } = await ask('What does this cost?')
    const run = async () =>
      (
        await sql.query(
          `select user_id, agent_id, outcome, input_tokens as input, output_tokens as output,
             cost = 2 * input_tokens + 8 * output_tokens as adds_up,
             first_word_ms <= duration_ms as timed
           from public.ai_runs where message_id = $1`,
          [answerId],
        )
      ).rows
    await expect.poll(run).toEqual([
      {
        user_id: person,
        agent_id: agent,
        outcome: 'complete',
        input: expect.any(Number),
        output: expect.any(Number),
        adds_up: true,
        timed: true,
      },
    ])
  })

  it('says how it broke, and keeps what came', async () => {
    provider.next(async (answer) => {
      await answer.say('Half')
      answer.cut()
    })
    const { answerId } = await ask('Break, please')
    await expect
      .poll(() => kept(answerId))
      .toMatchObject({
        text: 'Half',
        status: 'cut_off',
        failure: 'ai.cut-off',
      })
    const { rows } = await sql.query(
      'select outcome, output_tokens from public.ai_runs where message_id = $1',
      [answerId],
    )
    expect(rows).toEqual([{ outcome: 'cut_off', output_tokens: null }])
  })

  it('is stopped by the wish in the database alone', async () => {
    provider.next(async (answer) => {
      await answer.say('Half')
      await answer.closed
    })
    const { answerId } = await ask('Stop, please')
    await sql.query('update public.messages set stop_requested_at = now() where id = $1', [
      answerId,
    ])
    await expect
      .poll(() => kept(answerId), { timeout: 5_000 })
      .toMatchObject({
        text: 'Half',
        status: 'stopped',
      })
  })

  it('is cut at once when its asker is removed from the community, and what came is kept', async () => {
    const removed = gate()
    provider.next(async (answer) => {
      await answer.say('Half')
      await removed.opened
      await answer.say(' that nobody may have')
      await answer.closed
    })
    const { answerId, answers } = await ask('Remove me, please')
    await expect.poll(() => kept(answerId), { timeout: 5_000 }).toMatchObject({ text: 'Half' })
    await sql.query('delete from public.memberships where user_id = $1', [person])
    const removedAt = performance.now()
    removed.open()
    const outcome = await outcomeOf(answers, answerId)
    expect(performance.now() - removedAt).toBeLessThan(5_000)
    expect(outcome).toMatchObject({ status: 'cut_off', failure: 'not-found' })
    await expect.poll(() => provider.calls.at(-1)?.hungUp).toBe(true)
    expect(await kept(answerId)).toMatchObject({ text: 'Half' })
    await sql.query(
      `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
      [community, person],
    )
  })

  it('is no longer made for a session that was revoked', async () => {
    provider.next(async (answer) => {
      await answer.say('Half')
      await answer.closed
    })
    const { answerId, answers } = await ask('Sign me out, please')
    await sql.query('delete from auth.sessions where id = $1', [session])
    const outcome = await outcomeOf(answers, answerId)
    expect(outcome).toMatchObject({ status: 'cut_off', failure: 'session-ended' })
    await expect.poll(() => provider.calls.at(-1)?.hungUp).toBe(true)
    await sql.query(
      `insert into auth.sessions (id, user_id, created_at, updated_at)
       values ($1, $2, now(), now())`,
      [session, person],
    )
  })
})
