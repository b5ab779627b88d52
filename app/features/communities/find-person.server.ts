import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Person as Actor } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'

export interface PersonProfile {
  displayName: string
}

/** Who the signed-in person is to others. */
export async function findPerson(db: Database, actor: Actor): Promise<PersonProfile> {
  const [person] = await db.read(
    sql<PersonProfile>`
      select display_name as "displayName" from public.profiles
      where id = ${actor.userId}::uuid`,
  )
  if (!person) throw new AppError('not-found', 404)
  return person
}
