import { randomUUID } from 'node:crypto'
import type pg from 'pg'

/** Tokens of an answer at most, as the agent here has it. */
export const OUTPUT = 300

/** A community of its own, with an agent, a priced model and many members. */
export interface Gym {
  sql: pg.Client
  community: string
  agent: string
  model: string
  /** What each member's requests say of who asks. */
  members: string[]
}

interface Limit {
  holder: 'ceiling' | 'community' | 'role' | 'member'
  period: 'day' | 'month'
  tokens?: number
  money?: number
}

/** Makes a community of so many members, whose model costs a micro-unit a token. */
export async function makeGym(sql: pg.Client, members: number): Promise<Gym> {
  const name = `bench-${randomUUID().slice(0, 8)}`
  const one = async (text: string, values: unknown[]) =>
    (await sql.query(text, values)).rows[0]?.id as string
  const community = await one(
    'insert into public.communities (slug, name) values ($1, $1) returning id',
    [name],
  )
  const agent = await one(
    `with item as (
       insert into public.content_items (community_id, kind, title, slug, status)
       values ($1, 'agent', 'Agent', 'agent', 'published') returning id
     ), made as (insert into public.agents (id) select id from item returning id)
     select id from made`,
    [community],
  )
  await sql.query(
    `insert into public.agent_instructions (agent_id, instructions, max_output_tokens)
     values ($1, 'Be brief.', $2)`,
    [agent, OUTPUT],
  )
  await sql.query(
    `with model as (
       insert into public.ai_models (provider, name, label) values ('openai', $1, $1) returning id
     )
     insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
     select id, now() - interval '1 day', 1000000, 1000000 from model`,
    [name],
  )
  const { rows } = await sql.query<{ claims: object }>(
    `with people as (
       insert into auth.users (id, aud, role, email, email_confirmed_at, raw_user_meta_data)
       select gen_random_uuid(), 'authenticated', 'authenticated', $1 || '-' || n || '@bench.test',
         now(), '{"display_name": "Bench"}'
       from generate_series(1, $2) as n
       returning id, email
     ), sessions as (
       insert into auth.sessions (id, user_id) select gen_random_uuid(), id from people
       returning id, user_id
     )
     select jsonb_build_object('sub', people.id, 'session_id', sessions.id, 'role', 'authenticated',
       'email', people.email) as claims
     from people join sessions on sessions.user_id = people.id`,
    [name, members],
  )
  const people = rows.map(({ claims }) => claims as { sub: string })
  await sql.query(
    `insert into public.memberships (community_id, user_id, role)
     select $1, unnest($2::uuid[]), 'end_user'`,
    [community, people.map(({ sub }) => sub)],
  )
  return { sql, community, agent, model: name, members: people.map((each) => JSON.stringify(each)) }
}

export async function setLimits({ sql, community }: Gym, limits: Limit[]): Promise<void> {
  for (const { holder, period, tokens, money } of limits) {
    await sql.query(
      `insert into public.ai_budgets (community_id, holder, role, period, tokens, money)
       values ($1, $2, case $2 when 'role' then 'end_user' end, $3, $4, $5)`,
      [community, holder, period, tokens, money],
    )
  }
}

/** A connection that asks and settles as the product does, each in one transaction. */
export class Asker {
  readonly #client: pg.Client
  readonly #gym: Gym

  constructor(client: pg.Client, gym: Gym) {
    this.#client = client
    this.#gym = gym
  }

  /** @returns the answer that was opened; `refused` where a budget has too little left. */
  async ask(claims: string): Promise<{ answer: string; refused: boolean }> {
    const { community, agent, model } = this.#gym
    const [row] = await this.#as(claims, [
      [
        `with asked as materialized (
           select public.send_message($1, null, $2, 'Hello', gen_random_uuid()) as job
         )
         select job ->> 'answerId' as answer,
           public.reserve_answer(job, $3, null) is not null as refused
         from asked`,
        [community, agent, JSON.stringify([{ provider: 'openai', name: model }])],
      ],
    ])
    return row as { answer: string; refused: boolean }
  }

  /** Ends an answer that took so many tokens. */
  async settle(claims: string, answer: string, tokens: number): Promise<void> {
    const run = {
      provider: 'openai',
      model: this.#gym.model,
      inputTokens: Math.ceil(tokens / 2),
      outputTokens: Math.floor(tokens / 2),
      durationMs: 1,
    }
    await this.#as(claims, [
      [`select public.save_answer($1, 'Done.', 'complete', null, 'Model')`, [answer]],
      ['select public.record_run($1, $2)', [answer, JSON.stringify(run)]],
    ])
  }

  async #as(claims: string, statements: [string, unknown[]][]) {
    const client = this.#client
    await client.query('begin')
    try {
      await client.query('select private.enter($1::jsonb)', [claims])
      await client.query('set local role authenticated')
      let rows: unknown[] = []
      for (const [text, values] of statements) rows = (await client.query(text, values)).rows
      await client.query('commit')
      return rows
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  }
}
