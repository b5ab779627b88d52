import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import type { StoredObjects } from '../stored-objects.ts'

/** What became of the stored objects of a part, or would. */
export interface ObjectsOutcome {
  brought: number
  /** There already, as their rows say. */
  same: number
  /** Lines about those that can't be brought back. */
  notes: string[]
}

interface FileRow {
  id: string
  name: string
  mediaType: string
  sha256: string
}

export interface ObjectsOptions {
  /** The database that a backup was restored to, where the part's rows are `picked`. */
  from: pg.ClientBase
  /** The live one, with the rows brought back. */
  to: pg.ClientBase
  /** The backup's objects, and those of the live installation; null where there are none. */
  backup: () => Promise<StoredObjects | null>
  live: () => Promise<StoredObjects | null>
  scratch: string
  dryRun: boolean
}

/**
 * Brings back what a part's `files` rows speak of: an object that is gone, or is not what the live row
 * says, becomes the backup's, where that one is.
 */
export async function bringBackObjects(options: ObjectsOptions): Promise<ObjectsOutcome> {
  const outcome: ObjectsOutcome = { brought: 0, same: 0, notes: [] }
  const rows = await liveRows(options)
  if (rows.length === 0) return outcome
  const live = await options.live()
  if (live === null) {
    outcome.notes.push(
      `${rows.length} are not looked after: name the folder that holds the bucket with --files`,
    )
    return outcome
  }
  const backup = await options.backup().catch(async (error) => {
    await live.close()
    throw error
  })
  try {
    for (const row of rows) {
      if ((await hashOf(await live.read(row.id))) === row.sha256) outcome.same += 1
      else {
        const refusal = await copy(row, backup, live, options)
        if (refusal === undefined) outcome.brought += 1
        else outcome.notes.push(`${row.id} (${row.name}): ${refusal}`)
      }
    }
  } finally {
    await backup?.close()
    await live.close()
  }
  return outcome
}

/** The part's files that are stored, as their live rows are now. */
async function liveRows({ from, to }: ObjectsOptions): Promise<FileRow[]> {
  const { rows: picked } = await from.query<{ id: string }>(
    `select id from public.files join picked on part = files.tableoid and place = files.ctid`,
  )
  const { rows } = await to.query<FileRow>(
    `select id, name, media_type as "mediaType", encode(sha256, 'hex') as sha256
     from public.files where id = any ($1::uuid[]) and state = 'stored' order by id`,
    [picked.map(({ id }) => id)],
  )
  return rows
}

/** @returns why it can't be, or undefined */
async function copy(
  { id, sha256, mediaType }: FileRow,
  backup: StoredObjects | null,
  live: StoredObjects,
  { scratch, dryRun }: ObjectsOptions,
): Promise<string | undefined> {
  const body = (await backup?.read(id)) ?? null
  if (body === null) return 'the backup does not hold it'
  const file = join(scratch, 'object')
  const hash = createHash('sha256')
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(Readable.from(body), counted, createWriteStream(file, { mode: 0o600 }))
  if (hash.digest('hex') !== sha256) return 'what the backup holds is not what its row says'
  if (!dryRun) await live.write(id, file, mediaType)
  return undefined
}

async function hashOf(body: AsyncIterable<Uint8Array> | null): Promise<string | undefined> {
  if (body === null) return undefined
  const hash = createHash('sha256')
  for await (const chunk of body) hash.update(chunk)
  return hash.digest('hex')
}
