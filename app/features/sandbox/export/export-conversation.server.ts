import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { madeFrom, whetherLost } from '../conversation/find-conversation.server'
import {
  type ExportedConversation,
  type ExportedMessage,
  type ExportForm,
  LONGEST_EXPORT,
} from './exported'

/** Messages that are read at once, and held in memory. */
const PAGE = 50

interface Which {
  /** The community's slug. */
  community: string
  id: string | undefined
  /** What it is exported as; the audit keeps it. */
  as: string
}

/** What leaves, before its texts are read. */
export interface ExportPlan {
  conversation: ExportedConversation
  /** All messages, oldest first, and those of the branch that is shown. */
  all: string[]
  shown: string[]
}

interface Link {
  id: string
  parentId: string | null
}

/**
 * What an export of a conversation holds, for whoever may read it. The audit keeps that it was taken
 * out, in the same transaction.
 *
 * @throws AppError `not-found` (404)
 */
export async function planExport(
  db: Database,
  actor: Person,
  { community, id, as }: Which,
): Promise<ExportPlan> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [[found], links] = await Promise.all([
    db.read(
      sql<Omit<ExportedConversation, 'older'>>`
        select v.id, v.title, v.agent_name as "agentName", v.created_at as "begunAt", c.slug,
          c.name as "communityName", coalesce(p.display_name, '') as "ownerName",
          private.leaf_in_sight(v.id) as "leafId"
        from public.conversations as v
        join public.communities as c on c.id = v.community_id
        left join public.profiles as p on p.id = v.owner_id
        where v.id = ${id}::uuid and c.slug = ${community} and c.deleted_at is null`,
    ),
    db.read(
      sql<Link>`
        select m.id, m.parent_id as "parentId"
        from public.messages as m
        where m.conversation_id = ${id}::uuid and m.id > ${id}::uuid
        order by m.id desc
        limit ${LONGEST_EXPORT + 1}`,
    ),
    noteExport(db, actor, { community, id, as }),
  ])
  if (!found) throw new AppError('not-found', 404)
  const newest = links.slice(0, LONGEST_EXPORT)
  return {
    conversation: { ...found, older: links.length > LONGEST_EXPORT },
    all: newest.map((link) => link.id).reverse(),
    shown: wayTo(found.leafId, newest),
  }
}

/** The messages from the beginning to the one that the branch ends with. */
function wayTo(leaf: string | null, links: Link[]): string[] {
  const parents = new Map(links.map(({ id, parentId }) => [id, parentId]))
  const way: string[] = []
  let at = leaf
  while (at !== null && parents.has(at)) {
    way.push(at)
    at = parents.get(at) ?? null
  }
  return way.reverse()
}

/** Only whoever sees the conversation leaves a row: the policies say who that is. */
function noteExport(db: Database, actor: Person, { community, id, as }: Which): Promise<unknown> {
  return db.write(
    sql`
      select public.record_security_event(
        'export.conversation', v.community_id, 'conversation', v.id::text,
        jsonb_build_object('as', ${as}::text, 'own', v.owner_id = ${actor.userId}::uuid)
      )
      from public.conversations as v
      join public.communities as c on c.id = v.community_id
      where v.id = ${id}::uuid and c.slug = ${community} and c.deleted_at is null`,
  )
}

type Made = 'sources' | 'files'

/** Messages of a conversation, by their keys, oldest first. */
export function readExported(
  db: Database,
  conversation: string,
  ids: string[],
): Promise<(Omit<ExportedMessage, Made> & { madeFrom: Pick<ExportedMessage, Made> })[]> {
  return db.read(
    sql`
      select m.id, m.parent_id as "parentId", m.author, m.text,
        case when lost.yes then 'cut_off' else m.status end as status,
        m.model, m.created_at as at, a.agent_name as "byAgent",
        m.left_out as "leftOut",
        ${madeFrom(sql`m.id`)} as "madeFrom"
      from public.messages as m
      left join public.answer_agents as a
        on a.conversation_id = m.conversation_id and a.message_id = m.id
      ${whetherLost}
      where m.conversation_id = ${conversation}::uuid and m.id = any(${ids}::uuid[])
      order by m.id`,
  )
}

/**
 * The export as it is written while it is read: a page of messages is asked for when whoever takes it
 * has room for more. Where that fails in the middle, they see that it broke off.
 */
export function writeExport(
  db: Database,
  { conversation, all, shown }: ExportPlan,
  form: ExportForm,
): ReadableStream<Uint8Array> {
  const ids = form.branches === 'all' ? all : shown
  const encoder = new TextEncoder()
  const write = async function* (): AsyncGenerator<string> {
    yield form.begin(conversation)
    for (let from = 0; from < ids.length; from += PAGE) {
      const rows = await readExported(db, conversation.id, ids.slice(from, from + PAGE))
      const written = rows.map(({ madeFrom: made, ...row }, at) =>
        form.message({ ...row, ...made }, conversation, from + at === 0),
      )
      yield written.join('')
    }
    yield form.end(conversation)
  }
  const parts = write()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
