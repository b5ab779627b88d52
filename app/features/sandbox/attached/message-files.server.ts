import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Answer, Row } from '~/data/tables'
import type { WhichModel } from '~/platform/ai/which-model'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { safeName } from '~/platform/storage/file-name'
import { HEAD_BYTES, mediaTypeOf } from '~/platform/storage/media-type.server'
import type { ObjectStorage } from '~/platform/storage/object-storage'
import { isUuid } from '~/platform/uuid'
import type { MessageFile } from '../conversation/conversation'
import { isPicture, LARGEST_FILE, LONGEST_TEXT, PLAIN_ENDINGS } from './message-files'

/** A file that waits, and how it stands where it was held. */
export interface WaitingFile extends MessageFile {
  held: Row<'held_messages'>['state'] | null
}

/** Files that wait for the next message of a conversation of one's own; held ones go with none. */
export function findWaiting(
  db: Database,
  actor: Person,
  conversation: string,
): Promise<WaitingFile[]> {
  return db.read(
    sql<WaitingFile>`
      select f.id, f.name, f.media_type as "mediaType", f.bytes::float8 as bytes, h.state as held
      from public.message_files as f
      join public.conversations as v on v.id = f.conversation_id
      left join public.held_messages as h on h.file_id = f.id
      where f.conversation_id = ${conversation}::uuid and f.message_id is null
        and v.owner_id = ${actor.userId}::uuid
      order by f.place`,
  )
}

/** Whether whoever answers in a conversation of one's own takes pictures. */
export async function findTakesPictures(
  db: Database,
  conversation: string,
  models: readonly WhichModel[],
): Promise<boolean> {
  const [row] = await db.read(
    sql<{ takes: Answer<'takes_pictures'> }>`
      select public.takes_pictures(
        ${JSON.stringify(models)}::jsonb, ${conversation}::uuid
      ) as takes`,
  )
  return row?.takes ?? false
}

/** A file that came whole. */
export interface BroughtFile {
  name: string
  bytes: Uint8Array
}

/** One that waits now. */
export interface AddedFile {
  id: string
  name: string
  held: boolean
}

/** Reads a PDF or a Word file. @throws AppError `source.…` with what is wrong with it */
export type ReadDocument = (name: string, bytes: Uint8Array) => Promise<string>

interface Needs {
  db: Database
  storage: Pick<ObjectStorage, 'put' | 'delete'>
  /** Who may answer where the agent has no models of its own. */
  models: readonly WhichModel[]
  readDocument: ReadDocument
}

/**
 * Has a file wait for the next message: looks at what is inside, reads its text, and lays it in the store.
 * One with a word that the community holds is held: it is kept, and waits for a coach.
 *
 * @throws AppError `file.empty`, `file.type` (422), `file.too-large` (413), `source.…` where a document
 *   can't be read, `file.no-pictures`, `file.enough`, `community.storage-full` (409), `not-found` (404)
 */
export async function addWaiting(
  { db, storage, models, readDocument }: Needs,
  conversation: string,
  { name: sent, bytes }: BroughtFile,
): Promise<AddedFile> {
  if (!isUuid(conversation)) throw new AppError('not-found', 404)
  if (bytes.length === 0) throw new AppError('file.empty', 422)
  if (bytes.length > LARGEST_FILE) throw new AppError('file.too-large', 413)
  const media = await mediaTypeOf(bytes.subarray(0, HEAD_BYTES), sent)
  if (!media) throw new AppError('file.type', 422)
  const text = isPicture(media.type) ? null : await textOf(media.type, sent, bytes, readDocument)
  const name = safeName(sent, media.type === 'text/plain' ? PLAIN_ENDINGS : media.extensions)
  const id = crypto.randomUUID()
  await storage.put(id, bytes)
  try {
    const [row] = await db.write(
      sql<{ held: Answer<'add_message_file'> }>`
        select public.add_message_file(
          ${conversation}::uuid, ${id}::uuid, ${name}, ${media.type}, ${bytes.length}::bigint,
          ${text}, ${JSON.stringify(models)}::jsonb
        ) as held`,
    )
    return { id, name, held: row?.held ?? false }
  } catch (error) {
    // What can't be taken away now, the sweep finds.
    await storage.delete([id]).catch(() => {})
    throw error
  }
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Markup is code to whoever attaches it, and stays as it is written. */
const WRITTEN = /^(?:text\/(?!vtt$)|application\/(?:json|xml)$|image\/svg\+xml$)/

async function textOf(
  type: string,
  name: string,
  bytes: Uint8Array,
  readDocument: ReadDocument,
): Promise<string> {
  let text: string
  if (type === 'application/pdf' || type === WORD) text = await readDocument(name, bytes)
  else if (WRITTEN.test(type)) text = plainText(bytes)
  else throw new AppError('file.type', 422)
  if (text.trim() === '') throw new AppError('source.no-text', 422)
  if (text.length > LONGEST_TEXT) throw new AppError('source.long', 422)
  return text
}

/** @throws AppError `file.type` (422): it begins as a text and is none */
function plainText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text.replace(/\r\n?/g, '\n')
  } catch {
    // Said below.
  }
  throw new AppError('file.type', 422)
}

/** Takes a file back that waits; what waits no more is taken back already. */
export async function removeWaiting(
  { db, storage }: Pick<Needs, 'db' | 'storage'>,
  conversation: string,
  file: string | undefined,
): Promise<void> {
  if (!isUuid(conversation) || !isUuid(file)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ object: Answer<'remove_message_file'> | null }>`
      select public.remove_message_file(${conversation}::uuid, ${file}::uuid) as object`,
  )
  // Where that fails, the sweep finds it.
  if (row?.object) await storage.delete([row.object]).catch(() => {})
}
