import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { WhichModel } from '~/platform/ai/which-model'

/** What an answer to a question of five hundred letters costs: money in micro-units. */
export interface Estimate {
  about: number
  /** What is held for it. */
  most: number
}

/** The conversation that goes on, or the agent with whom one begins. */
type Next = { conversation: string } | { agent: string | null }

/**
 * What the next answer may cost; null for who has no budget in money, and where no price is known.
 * `models` may answer where the agent names none.
 */
export async function findEstimate(
  db: Database,
  slug: string,
  next: Next,
  models: readonly WhichModel[],
): Promise<Estimate | null> {
  const [row] = await ask(db, slug, next, models)
  return row ? row.estimate : null
}

/** What the next answer may cost by each model that is listed, as agents name them. */
export async function findEstimates(
  db: Database,
  slug: string,
  next: Next,
): Promise<Map<string | null, Estimate>> {
  const rows = await ask(db, slug, next, null)
  return new Map(rows.map(({ model, estimate }) => [model, estimate]))
}

async function ask(
  db: Database,
  slug: string,
  next: Next,
  models: readonly WhichModel[] | null,
): Promise<{ model: string | null; estimate: Estimate }[]> {
  const [conversation, agent] = 'agent' in next ? [null, next.agent] : [next.conversation, null]
  const rows = await db.read(
    sql<{ model: string | null; about: string; most: string }>`
      select e.model, e.about::text, e.most::text
      from public.estimate_answer(
        ${communityIdOf(slug)}, ${conversation}::uuid, ${agent}::uuid,
        ${models && JSON.stringify(models)}::jsonb
      ) as e
      where e.about > 0`,
  )
  return rows.map(({ model, about, most }) => ({
    model,
    estimate: { about: Number(about), most: Number(most) },
  }))
}
