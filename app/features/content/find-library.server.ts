import { type RawBuilder, sql } from 'kysely'
import { type Bounded, countSome, SEARCHED, toBounded } from '~/data/bounded-count'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, toPage } from '~/data/paging'
import { type Row, tables } from '~/data/tables'
import { AppError } from '~/platform/errors'
import type { LinkedFile } from '~/platform/storage/file-links.server'
import { isUuid } from '~/platform/uuid'
import type { AgentFace } from './agents/agent'
import type { Kind } from './kinds'
import { holdsWords } from './search-words.server'

/** Items on a page of the library. */
export const LIBRARY_PAGE = 20

export interface LibraryItem extends Pick<Row<'content_items'>, 'id' | 'title' | 'summary'> {
  /** A picture that is light enough for a list. */
  cover: LinkedFile | null
}

/** Bytes that a picture beside one of many lines may have. */
const LIGHT = 600_000

export interface Library {
  items: Page<LibraryItem>
  /** Items that fit the search, on all pages. */
  found: Bounded
  /** Published items of the kind. */
  all: Bounded
}

interface LibraryQuestion {
  community: string
  kind: Kind
  search: string
  asked: Asked
}

const title = sql<string>`i.title || ' ' || i.summary`

/** The published items of a kind of a community, newest first. */
export async function findLibrary(
  db: Database,
  { community, kind, search, asked }: LibraryQuestion,
): Promise<Library> {
  const published = sql`
    from public.content_items as i
    where i.community_id = (
        select id from public.communities where slug = ${community} and deleted_at is null
      )
      and i.kind = ${kind} and i.status = 'published' and i.deleted_at is null`
  const keys = keyset(sql`i.published_at`, sql`i.id`, asked)
  const [rows, counts] = await Promise.all([
    db.read(
      sql<LibraryItem & { at: string }>`
        select i.id, i.title, i.summary,
          (
            select jsonb_build_object(
              'id', f.id, 'name', f.name, 'mediaType', f.media_type, 'bytes', f.bytes
            )
            from public.content_files as cf
            join public.files as f on f.id = cf.file_id
            where cf.item_id = i.id and cf.purpose = 'cover'
              and f.state = 'stored' and f.bytes <= ${LIGHT}::bigint
          ) as cover,
          ${keys.stamp} as at
        ${published} and ${holdsWords(title, search)} and ${keys.beyond}
        order by ${keys.order}
        limit ${LIBRARY_PAGE + 1}`,
    ),
    db.read(
      sql<{ found: number; all: number }>`
        select ${countSome(published)} as all,
          ${search ? countFitting(published, search) : sql`0`} as found`,
    ),
  ])
  const page = toPage(rows, asked, LIBRARY_PAGE)
  const all = toBounded(counts[0]?.all)
  const fitting = Math.max(counts[0]?.found ?? 0, page.items.length)
  return {
    items: { ...page, items: page.items.map(({ at: _, ...item }) => item) },
    found: search ? { n: fitting, more: all.n > SEARCHED } : all,
    all,
  }
}

/** Among the newest, so that a search costs the same in a community of any size. */
const countFitting = (published: RawBuilder<unknown>, search: string) => sql`(
  select count(*)::int
  from (
    select i.title, i.summary ${published}
    order by i.published_at desc, i.id desc
    limit ${SEARCHED}
  ) as i
  where ${holdsWords(title, search)}
)`

/**
 * A published agent, as members see it.
 *
 * @throws AppError `agent.not-found` (404) when there is none, or none that is published
 */
export async function findPublishedAgent(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<AgentFace & { id: string }> {
  const [agent] = isUuid(id)
    ? await db.read(
        tables
          .selectFrom('content_items as i')
          .innerJoin('communities as c', 'c.id', 'i.community_id')
          .innerJoin('agents as a', 'a.id', 'i.id')
          .select(['i.id', 'i.title', 'i.summary'])
          .select(['a.greeting', 'a.starter_questions as starterQuestions'])
          .where('c.slug', '=', community)
          .where('c.deleted_at', 'is', null)
          .where('i.id', '=', id)
          .where('i.status', '=', 'published')
          .where('i.deleted_at', 'is', null),
      )
    : []
  if (!agent) throw new AppError('agent.not-found', 404)
  return agent
}
