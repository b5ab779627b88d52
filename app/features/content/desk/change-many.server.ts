import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import type { ManyChange } from './many'

/** An item that was ticked, in the version that the coach saw. */
export interface Ticked {
  id: string
  version: number
}

/** What became of one of them. */
export interface Outcome {
  id: string
  kind: Row<'content_items'>['kind'] | null
  title: string | null
  /** Why it was left as it was; null: it is done. */
  code: string | null
}

interface Many {
  /** Whose items they are, by its address; null: the platform's. */
  community: string | null
  change: ManyChange
  items: Ticked[]
  tag?: string
  /** Where copies go: the address of a community; null: the platform. */
  to?: string | null
}

const idOf = (slug: string | null | undefined) =>
  slug === null || slug === undefined
    ? sql`null::uuid`
    : // One that is not there is not the platform.
      sql`coalesce(
        (select id from public.communities where slug = ${slug} and deleted_at is null),
        '00000000-0000-0000-0000-000000000000'
      )`

/**
 * Does one thing to many items, each by itself.
 *
 * @throws AppError `not-allowed` (403), `tag.invalid`, `items.many` (422)
 */
export async function changeMany(
  db: Database,
  { community, change, items, tag, to }: Many,
): Promise<Outcome[]> {
  const [row] = await db.write(
    sql<{ outcomes: JsonAnswer<'change_contents', { items: Outcome[] }> }>`
      select public.change_contents(
        ${idOf(community)}, ${JSON.stringify(items)}::jsonb, ${change}::text, ${tag ?? null}::text,
        ${idOf(to)}
      ) as outcomes`,
  )
  if (!row) throw new AppError('unexpected', 500)
  return row.outcomes.items
}
