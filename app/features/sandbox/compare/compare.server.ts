import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { WhichModel } from '~/platform/ai/which-model'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { type Asked, askAll } from '../answers/ask-agent.server'
import type { Source } from '../answers/source'
import { asItEnded, madeFrom, whetherLost } from '../conversation/find-conversation.server'
import { type LookBackDays, since } from '../quality/look-back.server'
import type { ComparedAnswer, ComparisonLine } from './compare'

interface Question {
  /** The community's slug. */
  community: string
  /** The conversation that goes on, or the agent with whom one begins. */
  to: { conversation: string } | { agent: string }
  text: string
  /** The key of the post: the same key again is the same question again. */
  key: string
  /** Who is asked, as agents name their models. */
  compared: readonly string[]
  /** The models that may answer otherwise. */
  models: readonly WhichModel[]
}

/**
 * Keeps a question and opens an answer of each model to it.
 *
 * @throws AppError as `sendMessage`, and `compare.models` (422) unless two or three models of the list
 *   are asked
 */
export async function compareModels(
  db: Database,
  question: Question,
): Promise<[Asked, ...Asked[]]> {
  const { community, to, text, key, compared, models } = question
  const [conversation, agent] = 'agent' in to ? [null, to.agent] : [to.conversation, null]
  const [first, ...others] = await askAll(
    db,
    sql`public.compare_models(
      (select id from public.communities where slug = ${community} and deleted_at is null),
      ${conversation}::uuid, ${agent}::uuid, ${text}, ${key}::uuid, ${compared}::text[]
    )`,
    models,
  )
  // With this key something else was sent before.
  if (!first || (first.job.repeated && first.job.history.at(-1)?.text !== text)) {
    throw new AppError('message.sent', 409)
  }
  return [first, ...others]
}

interface Comparison {
  question: Row<'messages'>['text']
  answers: (ComparedAnswer & { sources: Source[]; leftOut: Row<'messages'>['left_out'] })[]
}

/**
 * The answers to one question, in the order in which the models were named.
 *
 * @throws AppError `not-found` (404) when none were compared that the person may read
 */
export async function findComparison(
  db: Database,
  { conversation, asked }: { conversation: string | undefined; asked: string | undefined },
): Promise<Comparison> {
  if (!isUuid(conversation) || !isUuid(asked)) throw new AppError('not-found', 404)
  const rows = await db.read(
    sql<
      Omit<Comparison['answers'][number], 'sources'> & {
        question: string
        madeFrom: { sources: Source[] }
      }
    >`
      select m.id, c.label, c.chosen_at is not null as chosen, m.text, m.left_out as "leftOut",
        exists (
          select from public.ai_models as a
          where a.provider = c.provider and a.name = c.model and a.enabled
        ) as offered,
        ${asItEnded},
        asked.text as question, ${madeFrom(sql`m.id`)} as "madeFrom"
      from public.compared_answers as c
      join public.messages as m
        on m.conversation_id = c.conversation_id and m.id = c.message_id
      join public.messages as asked
        on asked.conversation_id = c.conversation_id and asked.id = c.asked_id
      ${whetherLost}
      where c.conversation_id = ${conversation}::uuid and c.asked_id = ${asked}::uuid
      order by c.place`,
  )
  const [first] = rows
  if (!first) throw new AppError('not-found', 404)
  return {
    question: first.question,
    answers: rows.map(({ question: _, madeFrom: { sources }, ...answer }) => ({
      ...answer,
      sources,
    })),
  }
}

/** Comparisons of a conversation that its page lists. */
const LISTED = 20

/** The latest comparisons of a conversation, newest first. */
export function findComparisons(db: Database, conversation: string): Promise<ComparisonLine[]> {
  return db.read(
    sql<ComparisonLine>`
      select c.asked_id as asked, left(m.text, 200) as question,
        array_agg(c.label order by c.place) as labels,
        array_agg(c.provider || ' ' || c.model order by c.place) as models,
        min(c.label) filter (where c.chosen_at is not null) as chosen
      from public.compared_answers as c
      join public.messages as m
        on m.conversation_id = c.conversation_id and m.id = c.asked_id
      where c.conversation_id = ${conversation}::uuid
      group by c.asked_id, m.text
      order by c.asked_id desc
      limit ${LISTED}`,
  )
}

/**
 * Chooses the better answer, in the place of what was chosen before, and has the conversation go on
 * from it; or takes the choice back.
 *
 * @throws AppError `answer.running`, `answer.empty` (409), `not-found` (404)
 */
export async function chooseAnswer(db: Database, answer: string, chosen: boolean): Promise<void> {
  await db.write(sql`select public.choose_answer(${answer}::uuid, ${chosen}::boolean)`)
}

/** Answers that are counted at most, the latest; pairs in the table, those compared most often. */
const COUNTED = 9_000
const PAIRS = 100

/** Two models that were asked the same, or one with itself: all that it was asked. */
export interface ModelPair {
  /** What providers call them. */
  model: string
  /** What people read of them. */
  first: string
  second: string
  /** Whether it is one model. */
  same: boolean
  /** Questions that both were asked. */
  asked: number
  /** Those of which somebody chose an answer, whosever. */
  decided: number
  /** How often the first was chosen, and the second. */
  firstChosen: number
  secondChosen: number
}

/** Model against model in a community, over the last days, those compared most often first. */
export function findTally(
  db: Database,
  community: string,
  days: LookBackDays,
): Promise<ModelPair[]> {
  return db.read(
    sql<ModelPair>`
      with counted as (
        select c.asked_id, c.provider || ' ' || c.model as model, c.label,
          c.chosen_at is not null as chosen,
          bool_or(c.chosen_at is not null) over (partition by c.asked_id) as decided
        from (
          select * from public.compared_answers
          where community_id = ${communityIdOf(community)}
            and created_at >= ${since(days)}
          order by created_at desc, asked_id
          limit ${COUNTED}
        ) as c
      )
      select a.model || ' ' || b.model as model, max(a.label) as first, max(b.label) as second,
        a.model = b.model as same,
        count(*)::integer as asked,
        (count(*) filter (where a.decided))::integer as decided,
        (count(*) filter (where a.chosen))::integer as "firstChosen",
        (count(*) filter (where b.chosen))::integer as "secondChosen"
      from counted as a
      join counted as b on b.asked_id = a.asked_id and b.model >= a.model
      group by a.model, b.model
      order by count(*) desc, a.model, b.model
      limit ${PAIRS}`,
  )
}
