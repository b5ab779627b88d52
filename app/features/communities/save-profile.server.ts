import type { Database } from '~/data/database.server'
import { tables } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'

/** Changes what others see as one's name. */
export async function saveDisplayName(db: Database, actor: Person, name: string): Promise<void> {
  await db.write(
    tables.updateTable('profiles').set({ display_name: name }).where('id', '=', actor.userId),
  )
}
