import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Person, startTestDatabase, type TestDatabase } from './test-database.ts'

export interface Job {
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

export const sendSql = 'select public.send_message($1, $2, $3, $4, $5) as job'
export const saveSql = 'select public.save_answer($1, $2, $3, $4, $5) as word'
export const retrySql = 'select public.retry_answer($1, $2) as job'

export let db: TestDatabase
export let community: string
export let agent: string
export let member: Person
export let coach: Person

/** Starts a database for the tests of a file, and gives each a community, an agent and a member. */
export function withTalks(): void {
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
}

export async function createAgent(title: string): Promise<string> {
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

export async function send(
  text: string,
  conversation: string | null = null,
  { key = randomUUID(), who = member, withAgent = agent as string | null } = {},
): Promise<Job> {
  const [row] = await db.as(who, sendSql, [community, conversation, withAgent, text, key])
  return row?.job as Job
}

export async function save(
  answer: string,
  text: string,
  status: string,
  { failure = null as string | null, model = null as string | null, who = member } = {},
): Promise<string> {
  const [row] = await db.as(who, saveSql, [answer, text, status, failure, model])
  return row?.word as string
}

export async function messageOf(id: string) {
  const [row] = await db.asPostgres('select * from public.messages where id = $1', [id])
  return row ?? {}
}

export const asLost = (answer: string) =>
  db.asPostgres(
    `update public.messages set saved_at = now() - interval '61 seconds' where id = $1`,
    [answer],
  )

/** Lists a model, with what it costs since yesterday: micro-units for a million tokens. */
export const listModel = (name: string, input: number, output: number, provider = 'openai') =>
  db.asPostgres(
    `with made as (
       insert into public.ai_models (provider, name, label) values ($1, $2, $2) returning id
     )
     insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
     select id, now() - interval '1 day', $3, $4 from made`,
    [provider, name, input, output],
  )
