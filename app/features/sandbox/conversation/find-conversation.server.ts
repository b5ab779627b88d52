import { type RawBuilder, sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { Conversation, SaidMessage, SaidMessages } from './conversation'

/** Messages on one page of a conversation. */
export const MESSAGES_PAGE = 30

interface Question {
  /** The community's slug. */
  community: string
  id: string | undefined
  /** The message before which the page ends. */
  before?: string | null
  /** A message that the page is to show, on whatever branch. Without both: the end of what is shown. */
  at?: string | null
}

/**
 * A conversation and a page of what was said in it, in one batch.
 *
 * An answer whose maker has not been heard of for a minute is told as cut off, whatever its row says.
 *
 * @throws AppError `not-found` (404) when there is none in this community that the
 *   person may read
 */
export async function findConversation(
  db: Database,
  actor: Person,
  { community, id, before, at }: Question,
): Promise<{ conversation: Conversation; ownerId: string; messages: SaidMessages }> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [[found], rows] = await Promise.all([
    db.read(
      sql<Conversation & { ownerId: string }>`
        select v.id, v.owner_id as "ownerId", v.title, v.agent_id as "agentId", v.agent_name as "agentName", v.readers,
          v.owner_id = ${actor.userId}::uuid as mine, coalesce(p.display_name, '') as "ownerName",
          v.deleted_at is not null as deleted,
          coalesce(i.status = 'published' and i.deleted_at is null, false) as "agentThere",
          jsonb_build_object('at', now(), 'text', (
            select nullif(d.text, '') from public.message_drafts as d where d.conversation_id = v.id
          )) as draft
        from public.conversations as v
        join public.communities as c on c.id = v.community_id
        left join public.profiles as p on p.id = v.owner_id
        left join public.content_items as i on i.id = v.agent_id
        where v.id = ${id}::uuid and c.slug = ${community} and c.deleted_at is null`,
    ),
    db.read(
      sql<Omit<SaidMessage, 'sources' | 'files'> & MadeFrom>`
        select m.id, m.parent_id as "parentId", m.author, m.text,
          ${asItEnded},
          m.model, m.created_at as at, m.agent_name as "byAgent", m.given,
          m.left_out as "leftOut", m.place, m.beside,
          m.previous_id as "previousId", m.next_id as "nextId", m.goes_on as "goesOn",
          (
            select jsonb_build_object('good', r.good, 'reason', r.reason)
            from public.message_ratings as r
            where r.message_id = m.id
              and r.user_id = (select v.owner_id from public.conversations as v where v.id = ${id}::uuid)
          ) as rating,
          (
            select jsonb_build_object(
              'reason', a.reason, 'note', a.note, 'settled', a.settled_at is not null
            )
            from public.answer_reports as a
            where a.message_id = m.id and a.reporter_id = ${actor.userId}::uuid
          ) as report,
          ${madeFrom(sql`m.id`)} as "madeFrom"
        from public.read_branch(
          ${id}::uuid, ${isUuid(at) ? at : null}::uuid, ${isUuid(before) ? before : null}::uuid,
          ${MESSAGES_PAGE + 1}
        ) with ordinality as m
        ${whetherLost}
        order by m.ordinality`,
    ),
  ])
  if (!found) throw new AppError('not-found', 404)
  const { ownerId, ...conversation } = found
  const shown = rows
    .slice(0, MESSAGES_PAGE)
    .reverse()
    .map(({ madeFrom: made, ...message }) => ({ ...message, ...made }))
  return {
    conversation,
    ownerId,
    messages: {
      items: shown,
      older: rows.length > MESSAGES_PAGE ? (shown[0]?.id ?? null) : null,
      newest: !shown.at(-1)?.goesOn,
    },
  }
}

/** Whether nobody makes an answer any more, whatever its row says: joined to messages `m`. */
export const whetherLost = sql`
  cross join lateral (
    select m.status = 'streaming' and m.saved_at < now() - interval '60 seconds' as yes
  ) as lost`

/** How an answer ended, beside `whetherLost`: one that nobody makes any more has broken off. */
export const asItEnded = sql`
  case when lost.yes then case m.text when '' then 'failed' else 'cut_off' end
    else m.status end as status,
  case when lost.yes then 'lost' else m.failure end as failure`

interface MadeFrom {
  madeFrom: Pick<SaidMessage, 'sources' | 'files'>
}

/**
 * What an answer was made from: of what the reader may not read any more, only that it was there. Of a
 * person's message what was attached to it.
 */
export const madeFrom = (answer: RawBuilder<unknown>) => sql<MadeFrom['madeFrom']>`
  jsonb_build_object('sources', coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'place', s.place, 'documentId', d.id, 'file', f.object_id, 'headings', s.headings,
        'section', s.section, 'part', s.part,
        'title', case when d.id is not null or f.id is not null then s.title end,
        'passage', case when d.id is null then '' else s.passage end
      ) order by s.place
    )
    from public.answer_sources as s
    left join public.content_items as d
      on d.id = s.document_id and d.status = 'published' and d.deleted_at is null
    left join public.message_files as f on f.id = s.file_id
    where s.message_id = ${answer}
  ), '[]'), 'files', coalesce((
    select jsonb_agg(
      jsonb_build_object(
        'id', f.object_id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes
      ) order by f.place
    )
    from public.message_files as f
    where f.message_id = ${answer}
  ), '[]'))`

/** An answer that a person may read, as far as it is kept. */
export type KeptAnswer = Pick<
  SaidMessage,
  'id' | 'text' | 'status' | 'failure' | 'sources' | 'leftOut' | 'given'
> & {
  ownerId: string
  /** Its community's. */
  slug: string
  mine: boolean
}

/** @throws AppError `not-found` (404) when there is none that the person may read */
export async function findAnswer(
  db: Database,
  actor: Person,
  id: string | undefined,
): Promise<KeptAnswer> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [answer] = await db.read(
    sql<Omit<KeptAnswer, 'sources'> & MadeFrom>`
      select m.id, m.text, m.status, m.failure, m.left_out as "leftOut",
        m.given_from is not null as given, v.owner_id as "ownerId",
        v.owner_id = ${actor.userId}::uuid as mine, c.slug,
        ${madeFrom(sql`m.id`)} as "madeFrom"
      from public.messages as m
      join public.conversations as v on v.id = m.conversation_id
      join public.communities as c on c.id = v.community_id
      where m.id = ${id}::uuid and m.author = 'agent'`,
  )
  if (!answer) throw new AppError('not-found', 404)
  const {
    madeFrom: { sources },
    ...rest
  } = answer
  return { ...rest, sources }
}
