import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'
import type { ObjectStorage } from '~/platform/storage/object-storage'
import { isUuid } from '~/platform/uuid'

/** Milliseconds after which an object without a row is nobody's upload any more. */
const GRACE_MS = 24 * 60 * 60 * 1000

/** Lists of the store that one run goes through. */
const MOST_LISTS = 100

interface Needs {
  /** One that was opened for a job. */
  db: Database
  storage: ObjectStorage
  log: Log
}

/**
 * Deletes what nobody uses: rows of uploads that were left lying for a day, files that no item and no
 * version has, and what lies in the store for them. A run that is cut off leaves objects without a
 * row, which `sweepObjects` finds.
 */
export async function sweepFiles({ db, storage, log }: Needs): Promise<void> {
  const swept = await db.write(
    sql<{ id: string; upload_id: string | null }>`
      select id, upload_id from private.sweep_files()`,
  )
  for (const { id, upload_id: uploadId } of swept) {
    if (uploadId) await storage.dropParts(id, uploadId)
  }
  await storage.delete(swept.map(({ id }) => id))
  if (swept.length > 0) log.info('files.swept', { files: swept.length })
}

/** Deletes objects that are older than a day and have no row, going through the whole store. */
export async function sweepObjects(
  { db, storage, log }: Needs,
  now: number = Date.now(),
): Promise<void> {
  let after: string | undefined
  let swept = 0
  for (let list = 0; list < MOST_LISTS; list += 1) {
    const { objects, more } = await storage.list(after)
    const old = objects.filter(({ uploadedAt }) => now - uploadedAt.getTime() > GRACE_MS)
    const ids = old.flatMap(({ key }) => (isUuid(key) ? [key] : []))
    const [row] =
      ids.length > 0
        ? await db.write(
            sql<{ ids: string[] }>`select private.files_without_row(${ids}::uuid[]) as ids`,
          )
        : []
    await storage.delete(row?.ids ?? [])
    swept += row?.ids.length ?? 0
    after = objects.at(-1)?.key
    if (!more || after === undefined) break
  }
  if (swept > 0) log.info('objects.swept', { objects: swept })
}
