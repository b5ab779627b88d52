import type { Database } from '~/data/database.server'
import { type Row, tables } from '~/data/tables'
import type { Person as Actor } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'

export interface PersonProfile {
  displayName: Row<'profiles'>['display_name']
}

/** Who the signed-in person is to others. */
export async function findPerson(db: Database, actor: Actor): Promise<PersonProfile> {
  const [person] = await db.read(
    tables
      .selectFrom('profiles')
      .select('display_name as displayName')
      .where('id', '=', actor.userId),
  )
  if (!person) throw new AppError('not-found', 404)
  return person
}
