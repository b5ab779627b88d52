import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import { isUuid } from '~/platform/uuid'
import { missing } from '../find-items.server'

type Item = Row<'content_items'>

/** A document that an agent may answer from. */
export interface KnownDocument extends Pick<Item, 'id' | 'title' | 'summary'> {
  /** What is not published is not answered from. */
  published: boolean
}

/** An agent, and the documents that it answers from. */
export interface KnowingAgent extends Pick<Item, 'id' | 'title' | 'version'> {
  known: KnownDocument[]
}

/** Documents that are offered at once; a search brings others. */
export const OFFERED = 20

/**
 * An agent with its documents, for its coaches.
 *
 * @param picked ids of the documents that are looked at instead of those that are saved
 * @throws AppError `agent.not-found` (404)
 */
export async function findKnowing(
  db: Database,
  community: string,
  id: string | undefined,
  picked: readonly string[] | null,
): Promise<KnowingAgent> {
  if (!isUuid(id)) throw missing('agent')
  const which =
    picked === null
      ? sql`d.id in (select k.document_id from public.agent_knowledge as k where k.agent_id = i.id)`
      : sql`d.id = any (${picked.filter(isUuid)}::uuid[])`
  const [row] = await db.read(
    sql<Omit<KnowingAgent, 'known'> & { told: Pick<KnowingAgent, 'known'> }>`
      select i.id, i.title, i.version, jsonb_build_object('known', coalesce((
          select jsonb_agg(
            jsonb_build_object(
              'id', d.id, 'title', d.title, 'summary', d.summary,
              'published', d.status = 'published' and d.deleted_at is null
            ) order by d.title, d.id
          )
          from public.content_items as d
          where d.community_id = i.community_id and d.kind = 'document' and ${which}
        ), '[]')) as told
      from public.content_items as i
      where i.community_id = ${communityIdOf(community)} and i.id = ${id}::uuid and i.kind = 'agent'
        and i.deleted_at is null`,
  )
  if (!row) throw missing('agent')
  const { told, ...agent } = row
  return { ...agent, ...told }
}

/** Published documents of a community that fit a search, the newest where there is none; one more than are offered. */
export async function offerDocuments(
  db: Database,
  community: string,
  text: string,
): Promise<KnownDocument[]> {
  if (text === '') {
    return db.read(
      sql<KnownDocument>`
        select d.id, d.title, d.summary, true as published
        from public.content_items as d
        where d.community_id = ${communityIdOf(community)} and d.kind = 'document'
          and d.status = 'published' and d.deleted_at is null
        order by d.published_at desc, d.id desc
        limit ${OFFERED + 1}`,
    )
  }
  return db.read(
    sql<KnownDocument>`
      select d.id, d.title, d.summary, true as published
      from public.found_items(${communityIdOf(community)}, ${text}, 'document', false) as f
      join public.content_items as d on d.id = f.item_id
      where d.community_id = ${communityIdOf(community)} and d.status = 'published'
        and d.deleted_at is null
      order by f.score desc, d.id
      limit ${OFFERED + 1}`,
  )
}

/**
 * Has an agent answer from these documents, and leaves the rest of it as it is. While members have it,
 * and somebody else has to look at what is changed, it is submitted.
 *
 * @throws AppError `agent.changed` (409), `agent.not-found` (404)
 */
export async function saveKnowledge(
  db: Database,
  community: string,
  { id, version, documents }: { id: string | undefined; version: number; documents: string[] },
): Promise<Pick<Item, 'title'> & { submitted: boolean }> {
  if (!isUuid(id)) throw missing('agent')
  const knowledge = JSON.stringify(documents.filter(isUuid).map((document) => ({ document })))
  const [row] = await db.write(
    sql<
      Pick<Item, 'title'> & {
        submitted: boolean
        saved: JsonAnswer<'save_content', { version: number }>
      }
    >`
      select i.title, o.also is not null as submitted,
        public.save_content(
          i.community_id, 'agent', i.id, ${version}::integer,
          jsonb_set(
            private.content_body(i) - array['tags', 'files'], '{agent,knowledge}',
            ${knowledge}::jsonb
          ),
          null, o.also
        ) as saved
      from public.content_items as i
      cross join lateral (
        select case
          when i.status = 'published' and private.needs_other_eyes(i, private.me()) then 'submit'
        end as also
      ) as o
      where i.community_id = ${communityIdOf(community)} and i.id = ${id}::uuid and i.kind = 'agent'`,
  )
  if (!row) throw missing('agent')
  return { title: row.title, submitted: row.submitted }
}
