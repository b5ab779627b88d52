import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { type GivenDocument, MOST_GIVEN } from './given-documents'

/** What a conversation was given, in its order. */
export async function findGiven(db: Database, conversation: string): Promise<GivenDocument[]> {
  return db.read(
    sql<GivenDocument>`
      select d.document_id as id, i.title
      from public.conversation_documents as d
      left join public.content_items as i
        on i.id = d.document_id and i.status = 'published' and i.deleted_at is null
      where d.conversation_id = ${conversation}::uuid
      order by d.place`,
  )
}

interface Which {
  /** The community's slug. */
  community: string
  conversation: string | undefined
  document: string | undefined
}

/**
 * Gives a document of the library to a conversation of one's own: from the next answer on the agent
 * reads it. Doing it twice changes nothing.
 *
 * @throws AppError `given.gone` (404) where there is no such document for them, or no such
 *   conversation, `given.enough` (409) where no place is left, `conflict` (409) where another took the
 *   place at the same time
 */
export async function giveDocument(
  db: Database,
  actor: Person,
  { community, conversation, document }: Which,
): Promise<void> {
  const [row] =
    isUuid(conversation) && isUuid(document)
      ? await db.write(
          sql<{ there: boolean; full: boolean }>`
            with may as (
              select v.id as conversation, i.id as document,
                exists (
                  select from public.conversation_documents as d
                  where d.conversation_id = v.id and d.document_id = i.id
                ) as there,
                (
                  select min(n) from generate_series(1, ${MOST_GIVEN}::integer) as n
                  where not exists (
                    select from public.conversation_documents as d
                    where d.conversation_id = v.id and d.place = n
                  )
                ) as place
              from public.conversations as v
              join public.content_items as i
                on i.id = ${document}::uuid and i.kind = 'document' and i.status = 'published'
                and i.deleted_at is null
              where v.id = ${conversation}::uuid and v.deleted_at is null
                and v.owner_id = ${actor.userId}::uuid
                and v.community_id = ${communityIdOf(community)}
                and (
                  i.community_id = v.community_id
                  or i.community_id is null and exists (
                    select from public.content_assignments as given
                    where given.item_id = i.id
                      and (given.community_id is null or given.community_id = v.community_id)
                  )
                )
            ),
            added as (
              insert into public.conversation_documents (conversation_id, place, document_id)
              select may.conversation, may.place, may.document from may
              where not may.there and may.place is not null
              on conflict do nothing
              returning document_id
            )
            select may.there or exists (select from added) as there, may.place is null as full
            from may`,
        )
      : []
  if (!row) throw new AppError('given.gone', 404)
  if (row.there) return
  throw new AppError(row.full ? 'given.enough' : 'conflict', 409)
}

/** Takes a document back from a conversation of one's own; what is not there is taken back already. */
export async function takeDocumentBack(
  db: Database,
  actor: Person,
  { community, conversation, document }: Which,
): Promise<void> {
  if (!isUuid(conversation) || !isUuid(document)) throw new AppError('not-found', 404)
  await db.write(
    sql`
      delete from public.conversation_documents as d
      using public.conversations as v
      where v.id = d.conversation_id and v.owner_id = ${actor.userId}::uuid
        and v.community_id = ${communityIdOf(community)}
        and d.conversation_id = ${conversation}::uuid and d.document_id = ${document}::uuid`,
  )
}
