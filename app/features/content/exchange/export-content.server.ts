import type { Database } from '~/data/database.server'
import { AppError } from '~/platform/errors'
import type { Signer } from '~/platform/signing.server'
import type { ObjectStorage } from '~/platform/storage/object-storage'
import { hex } from '../files/upload-rows.server'
import {
  type Chosen,
  type ExportedFileRow,
  type ExportedRow,
  findExported,
  findExportedFiles,
  noteExport,
  type Taken,
} from './export-rows.server'
import { CONTENT_NAME, EXCHANGE_LIMITS, FILES_FOLDER, FORMAT, FORMAT_VERSION } from './format'
import { type Content, type ExportedFile, itemSchema } from './format.schema'
import { seal } from './seal.server'

interface Dependencies {
  db: Database
  signer: Signer
  /** The community's name, as people call it; asked in the same batch. */
  communityName: Promise<string>
}

/**
 * What is chosen, as `content.json` has it. The audit keeps that it was taken out.
 *
 * @throws AppError `export.nothing` (404), `export.too-large` (413)
 */
export async function exportContent(
  { db, signer, communityName }: Dependencies,
  chosen: Chosen,
  taken: Taken,
): Promise<Content> {
  const { withFiles, withPeople } = taken
  const salt = withPeople ? newSalt() : null
  const asked = Promise.all([
    findExported(db, chosen, salt),
    withFiles ? findExportedFiles(db, chosen) : [],
    noteExport(db, chosen, taken),
  ])
  // Whether the community is theirs is told first.
  asked.catch(() => {})
  const name = await communityName
  const [rows, fileRows] = await asked
  if (rows.length === 0) throw new AppError('export.nothing', 404)
  const bytes = fileRows.reduce((sum, file) => sum + Number(file.bytes), 0)
  if (
    rows.length > EXCHANGE_LIMITS.items ||
    rows.some(({ body }) => body === null) ||
    fileRows.length > EXCHANGE_LIMITS.files ||
    bytes > EXCHANGE_LIMITS.fileBytes
  ) {
    throw new AppError('export.too-large', 413)
  }
  const files = fileRows.map(toFile)
  const known = new Set(files.map(({ id }) => id))
  return seal(
    {
      format: FORMAT,
      version: FORMAT_VERSION,
      exportedAt: new Date().toISOString(),
      from: { community: name },
      items: rows.map((row) => toItem(row, withFiles ? known : null)),
      files,
      ...(salt === null ? {} : { salt }),
    },
    signer,
  )
}

/** Another one for each export, so that nobody is known again from one to the next. */
const newSalt = () => hex(crypto.getRandomValues(new Uint8Array(16)))

const toFile = ({ id, name, mediaType, bytes, sha256 }: ExportedFileRow): ExportedFile => ({
  id,
  name,
  media_type: mediaType,
  bytes: Number(bytes),
  sha256,
  path: `${FILES_FOLDER}${id}/${name}`,
})

interface CaptionsRow {
  language: string
  label: string
  file_id: string
}

/** @param files that go along; null: none do, and nothing is said of them */
function toItem(row: ExportedRow, files: Set<string> | null) {
  const { id, kind, status, version, publishAt, audience, owner, body } = row
  const { title, summary, tags = [], files: used = [], ...rest } = body ?? {}
  const own = { ...(rest[kind] as Record<string, unknown>) }
  if (kind === 'video') {
    const { captions = [] } = own as { captions?: CaptionsRow[] }
    delete own.captions
    if (files) {
      own.captions = captions
        .filter(({ file_id }) => files.has(file_id))
        .map(({ language, label, file_id }) => ({ language, label, file: file_id }))
    }
  }
  const item = {
    id,
    kind,
    status,
    version,
    title,
    summary,
    tags,
    ...(publishAt ? { publish_at: publishAt } : {}),
    // Readers that know of no audience make a draft of what is limited.
    ...(audience ? { limited: true, audience } : {}),
    ...(owner ? { owner } : {}),
    ...(files ? { files: (used as { file: string }[]).filter(({ file }) => files.has(file)) } : {}),
    [kind]: own,
  }
  // What does not fit goes along as it is: an import says what is wrong with it.
  const fitting = itemSchema().safeParse(item)
  return fitting.success ? fitting.data : item
}

/** What is chosen with its files, as a zip that is made while it is sent. */
export function zipOf(
  content: Content,
  storage: ObjectStorage,
): { stream: ReadableStream<Uint8Array>; made: Promise<void> } {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const made = writeZip(content, storage, writable).catch(async (error) => {
    // Whoever reads it sees that it broke off, rather than a zip that lacks something.
    await writable.abort(error).catch(() => {})
    throw error
  })
  return { stream: readable, made }
}

async function writeZip(
  content: Content,
  storage: ObjectStorage,
  writable: WritableStream<Uint8Array>,
): Promise<void> {
  const { ZipWriter } = await import('@zip.js/zip.js/lib/zip-core-custom.js')
  const zip = new ZipWriter(writable, { useWebWorkers: false, keepOrder: true })
  const text = new Blob([JSON.stringify(content, null, 1)])
  await zip.add(CONTENT_NAME, text.stream(), { level: 6 })
  for (const { id, path } of content.files) {
    const stream = await storage.get(id)
    if (!stream) throw new AppError('file.not-found', 404)
    // Pictures and films are packed already.
    await zip.add(path, stream, { level: 0 })
  }
  await zip.close()
}
