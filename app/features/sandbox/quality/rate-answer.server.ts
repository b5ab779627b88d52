import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Answer, Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import type { Rating } from '../conversation/conversation'

interface Which {
  conversation: string
  answer: string
}

/**
 * Keeps what a person thinks of an answer that they asked for, in the place of what they thought.
 *
 * @throws AppError `not-found` (404) when it is not theirs, or is still being made
 */
export async function rateAnswer(
  db: Database,
  actor: Person,
  { conversation, answer }: Which,
  { good, reason }: Rating,
): Promise<void> {
  const [row] = await db.write(
    sql<Pick<Row<'message_ratings'>, 'message_id'>>`
      insert into public.message_ratings (message_id, conversation_id, user_id, good, reason)
      select m.id, m.conversation_id, v.owner_id, ${good}, ${reason}
      from public.messages as m
      join public.conversations as v on v.id = m.conversation_id
      where m.conversation_id = ${conversation}::uuid and m.id = ${answer}::uuid
        and m.author = 'agent' and m.status <> 'streaming' and v.owner_id = ${actor.userId}::uuid
      on conflict (message_id, user_id)
        do update set good = excluded.good, reason = excluded.reason
      returning message_id`,
  )
  if (!row) throw new AppError('not-found', 404)
}

/** Takes a rating back; doing it twice changes nothing. */
export async function takeRatingBack(db: Database, actor: Person, answer: string): Promise<void> {
  await db.write(
    sql`
      delete from public.message_ratings
      where message_id = ${answer}::uuid and user_id = ${actor.userId}::uuid`,
  )
}

/**
 * Takes a report of one's own back, while no coach has settled it: what it shared is gone.
 *
 * @throws AppError `report.settled` (409)
 */
export async function withdrawReport(db: Database, answer: string): Promise<void> {
  const [row] = await db.write(
    sql<{ gone: Answer<'withdraw_report'> }>`
      select public.withdraw_report(${answer}::uuid) as gone`,
  )
  if (!row?.gone) throw new AppError('report.settled', 409)
}

/**
 * Shares an answer of one's own, and what was asked, with the coaches; a second time nothing happens.
 *
 * @throws AppError `report.empty`, `reason.too-long` (422), `not-found` (404)
 */
export async function reportAnswer(db: Database, answer: string, reason: string): Promise<void> {
  await db.write(sql`select public.report_answer(${answer}::uuid, ${reason})`)
}
