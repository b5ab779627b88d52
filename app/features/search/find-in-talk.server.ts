import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { toPieces } from './find.server'
import type { Found, Piece } from './found'

/** A message that fits. */
export interface FoundMessage extends Pick<Row<'messages'>, 'id' | 'author'> {
  at: Row<'messages'>['created_at']
  passage: Piece[]
}

export interface FoundInTalk extends Pick<Found, 'how' | 'more'> {
  messages: FoundMessage[]
}

type Answer = Omit<FoundInTalk, 'messages'> & {
  messages: (Omit<FoundMessage, 'passage'> & { passage: string | null })[]
}

/**
 * What was said in a conversation of one's own that fits a text, the newest first.
 *
 * @throws AppError `not-found` (404) when it is not theirs
 */
export async function searchTalk(db: Database, id: string, text: string): Promise<FoundInTalk> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.read(
    sql<{ found: Answer | null }>`select public.search_talk(${id}::uuid, ${text}) as found`,
  )
  if (!row?.found) throw new AppError('not-found', 404)
  const { messages, ...rest } = row.found
  return {
    ...rest,
    messages: messages.map(({ passage, ...message }) => ({
      ...message,
      passage: toPieces(passage ?? ''),
    })),
  }
}
