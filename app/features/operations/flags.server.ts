import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Answer } from '~/data/tables'

/** The flags that the code asks about. A flag that has no row in the database is off. */
export type Flag = 'sandbox' | 'joining'

/**
 * The flags that whoever asks has in a community; goes with the page's other reads. What is switched
 * off is refused by the database too: a page reads this to say so first.
 *
 * @param community the community's slug; null: what holds everywhere
 */
export async function findFlags(db: Database, community: string | null): Promise<Flag[]> {
  const [row] = await db.read(
    sql<{ flags: Answer<'my_flags'> & Flag[] }>`
      select public.my_flags(
        (select id from public.communities where slug = ${community} and deleted_at is null)
      ) as flags`,
  )
  return row?.flags ?? []
}
