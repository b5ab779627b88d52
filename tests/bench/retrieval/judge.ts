import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { documents } from './documents.ts'
import type { Question } from './questions.ts'

/** An agent that knows the sample documents, and a member who asks it. */
export interface KnowingAgent {
  agent: string
  claims: { sub: string; session_id: string; role: 'authenticated' }
}

/** Passages that an answer is made from. */
const GIVEN = 5

interface Passage {
  title: string
  text: string
}

export interface Judged {
  question: Question
  found: Passage[]
  /** From 1, the first passage that answers it; null where none does. */
  rank: number | null
  ms: number
}

export interface Figures {
  /** The share of answerable questions whose answer is among the first five. */
  recall: number
  /** The mean of 1 / rank over them. */
  mrr: number
  answerable: number
  /** Unanswerable questions for which nothing was found. */
  silent: number
  unanswerable: number
}

/** Plants an item that is published. @returns its id */
export async function plantItem(
  sql: pg.Client,
  community: string,
  kind: 'agent' | 'document',
  title: string,
  body = '',
): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `insert into public.content_items (community_id, kind, title, slug, status, published_at)
     values ($1, $2, $3, md5($3), 'published', now()) returning id`,
    [community, kind, title],
  )
  const id = rows[0]?.id ?? ''
  if (kind === 'agent') await sql.query('insert into public.agents (id) values ($1)', [id])
  else await sql.query('insert into public.documents (id, body) values ($1, $2)', [id, body])
  return id
}

/** @param sql may do all */
export async function plantAgent(sql: pg.Client): Promise<KnowingAgent & { community: string }> {
  const [community, person, session] = [randomUUID(), randomUUID(), randomUUID()]
  await sql.query('insert into public.communities (id, slug, name) values ($1, $2, $2)', [
    community,
    `knowing-${community.slice(0, 8)}`,
  ])
  await sql.query(
    `insert into auth.users (id, aud, role, email, email_confirmed_at)
     values ($1, 'authenticated', 'authenticated', $2, now())`,
    [person, `asker-${community.slice(0, 8)}@people.test`],
  )
  await sql.query('insert into auth.sessions (id, user_id) values ($1, $2)', [session, person])
  await sql.query(
    `insert into public.memberships (community_id, user_id, role) values ($1, $2, 'end_user')`,
    [community, person],
  )
  const agent = await plantItem(sql, community, 'agent', 'Who knows the house')
  for (const { title, body } of documents) {
    const document = await plantItem(sql, community, 'document', title, body)
    await sql.query('insert into public.agent_knowledge values ($1, $2)', [agent, document])
  }
  await sql.query('vacuum analyze')
  return {
    community,
    agent,
    claims: { sub: person, session_id: session, role: 'authenticated' },
  }
}

/** What the member's question finds, by the Worker's role. */
export async function findAs(
  worker: pg.Client,
  { agent, claims }: KnowingAgent,
  question: string,
): Promise<Passage[]> {
  await worker.query('begin')
  try {
    await worker.query('select private.enter($1::jsonb)', [JSON.stringify(claims)])
    await worker.query('set local role authenticated')
    const { rows } = await worker.query<{ found: Passage[] | null }>(
      'select public.find_knowledge($1, $2) as found',
      [agent, question],
    )
    return rows[0]?.found ?? []
  } finally {
    await worker.query('rollback')
  }
}

export async function judge(
  worker: pg.Client,
  place: KnowingAgent,
  questions: readonly Question[],
): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const question of questions) {
    const startedAt = performance.now()
    const found = (await findAs(worker, place, question.asks)).slice(0, GIVEN)
    const ms = performance.now() - startedAt
    const { says } = question
    const at = says === null ? -1 : found.findIndex(({ text }) => text.includes(says))
    judged.push({ question, found, rank: at < 0 ? null : at + 1, ms })
  }
  return judged
}

export function figuresOf(judged: readonly Judged[]): Figures {
  const answerable = judged.filter(({ question }) => question.says !== null)
  const others = judged.filter(({ question }) => question.says === null)
  const ranks = answerable.map(({ rank }) => rank)
  return {
    recall: ranks.filter((rank) => rank !== null).length / answerable.length,
    mrr: ranks.reduce<number>((sum, rank) => sum + (rank ? 1 / rank : 0), 0) / answerable.length,
    answerable: answerable.length,
    silent: others.filter(({ found }) => found.length === 0).length,
    unanswerable: others.length,
  }
}
