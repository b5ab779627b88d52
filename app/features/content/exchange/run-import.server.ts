import { AppError } from '~/platform/errors'
import { safeName } from '~/platform/storage/file-name'
import { layStream } from '~/platform/storage/lay-stream.server'
import { HEAD_BYTES, mediaTypeOf } from '~/platform/storage/media-type.server'
import { type FilePurpose, purposes } from '../files/file-purposes'
import { hex } from '../files/upload-rows.server'
import { type Checked, type CheckedItem, checkItems, isFit, isRefused } from './check-item.server'
import type { ExportedFile } from './format.schema'
import {
  dropPackage,
  findSameFiles,
  type ImportRow,
  planEntries,
  type Ran,
  reserveImported,
  runEntries,
  storePlain,
} from './import-rows.server'
import { openPackage, type Package } from './open-package.server'
import { entryOf, type ImportNeeds } from './receive-package.server'

/** Items that are brought in together; what breaks off is done again from the last such step. */
const STEP = 10

/** Batches that such a step takes, beside two for each file: before it is laid, and after. */
const BATCHES = 3

/**
 * Goes on with a running import until it is done, is stopped, or the time is up.
 *
 * @param until milliseconds since the epoch
 * @throws AppError `import.gone` (409) when the export is not kept any more
 */
export async function goOnWithImport(
  needs: ImportNeeds,
  community: string,
  row: ImportRow,
  until: number,
): Promise<Ran> {
  const { db, storage } = needs
  if (!row.file) throw new AppError('import.gone', 409)
  const opened = await openPackage(storage, row.file.id, row.file.bytes)
  const checked = checkItems(opened.content, opened.hasFiles)
  const laid = new Map<string, string>()
  let at: Ran = { done: row.done, status: row.status, moved: false }
  while (at.status === 'running' && !at.moved) {
    const step = checked.slice(at.done, at.done + STEP)
    db.expect(BATCHES + 2 * step.filter(isFit).flatMap(filesOf).length)
    const entries = await entriesFor(needs, { community, row, opened, laid }, step)
    at = await runEntries(db, row, at.done, entries)
    if (Date.now() >= until) break
  }
  if (at.status === 'done') {
    db.expect(1)
    await dropPackage(db, row.file.id)
    await storage.delete([row.file.id]).catch(() => {})
  }
  return at
}

interface Step {
  community: string
  row: ImportRow
  opened: Package
  /** Files of the export that lie here, by their ids there. */
  laid: Map<string, string>
}

async function entriesFor(needs: ImportNeeds, step: Step, items: Checked[]): Promise<object[]> {
  const { community, row } = step
  const entry = (item: CheckedItem) => entryOf(item, step.opened.content.salt)
  const fit = items.filter(isFit)
  const filed = fit.filter(({ files, captions }) => files?.length || captions?.length)
  // Files are laid for those only that come in: the others may have theirs.
  const outcomes = filed.length
    ? await planEntries(needs.db, { ...row, community }, filed.map(entry))
    : []
  const coming = filed.filter((_, at) => outcomes[at] === 'make' || outcomes[at] === 'change')
  const wrong = new Map<Checked, string>()
  await findLaid(needs, step, coming)
  for (const item of coming) {
    try {
      for (const { file, purpose } of filesOf(item)) {
        if (!step.laid.has(file.id)) step.laid.set(file.id, await lay(needs, step, file, purpose))
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error
      wrong.set(item, error.code)
    }
  }
  return items.map((item) => {
    if (isRefused(item)) return { refused: item.code }
    const code = wrong.get(item)
    return code ? { refused: code } : { ...entry(item), body: bodyOf(item, step.laid) }
  })
}

const filesOf = ({
  files,
  captions,
}: CheckedItem): { file: ExportedFile; purpose: FilePurpose }[] => [
  ...(files ?? []).map(({ file, purpose }) => ({ file, purpose: purpose as FilePurpose })),
  ...(captions ?? []).map(({ file }) => ({ file, purpose: 'captions' as const })),
]

/** What the community has already need not lie here twice. */
async function findLaid({ db }: ImportNeeds, { row, laid }: Step, coming: CheckedItem[]) {
  const wanted = coming.flatMap(filesOf).map(({ file }) => file)
  if (wanted.length === 0) return
  const hashes = [...new Set(wanted.map(({ sha256 }) => sha256))]
  const same = await findSameFiles(db, row.communityId, hashes)
  for (const file of wanted) {
    const found = same.find(
      ({ sha256, name, mediaType }) =>
        sha256 === file.sha256 && name === file.name && mediaType === file.media_type,
    )
    if (found && !laid.has(file.id)) laid.set(file.id, found.id)
  }
}

/**
 * Lays a file of the export into the store, as what it is, whatever the export calls it.
 *
 * @throws AppError `file.missing`, `file.type`, `file.changed` (422), `community.storage-full` (409)
 */
async function lay(
  { db, storage, actor }: ImportNeeds,
  { row, opened }: Step,
  file: ExportedFile,
  purpose: FilePurpose,
): Promise<string> {
  const media = await typeOf(opened, file)
  if (!media || !purposes[purpose].types.includes(media.type)) throw new AppError('file.type', 422)
  const stream = await opened.open(file)
  if (!stream) throw new AppError('file.missing', 422)
  const name = safeName(file.name, media.extensions)
  const id = await reserveImported(db, actor, row.communityId, {
    name,
    mediaType: media.type,
    bytes: file.bytes,
  })
  try {
    const laid = await layStream(storage, id, stream, file.bytes)
    if (hex(laid.sha256) !== file.sha256) {
      throw new AppError('file.changed', 422)
    }
    await storePlain(db, { id, bytes: laid.size, sha256: laid.sha256 })
  } catch (error) {
    await dropPackage(db, id).catch(() => {})
    await storage.delete([id]).catch(() => {})
    throw error
  }
  return id
}

/** @throws AppError `file.missing` (422) */
async function typeOf(opened: Package, file: ExportedFile) {
  const stream = await opened.open(file)
  if (!stream) throw new AppError('file.missing', 422)
  const head = new Uint8Array(Math.min(HEAD_BYTES, file.bytes))
  let size = 0
  for await (const chunk of stream) {
    head.set(chunk.subarray(0, head.length - size), size)
    size += chunk.length
    if (size >= head.length) break
  }
  return mediaTypeOf(head, file.name)
}

/** A body as `save_content` takes it, the ids of files as they are here. */
function bodyOf(
  { kind, title, summary, tags, own, files, captions }: CheckedItem,
  laid: Map<string, string>,
): object {
  let text = JSON.stringify(own)
  // A text may show a file by its address.
  for (const { file } of filesOf({ files, captions } as CheckedItem)) {
    const here = laid.get(file.id)
    if (here) text = text.replaceAll(`/files/${file.id}/`, `/files/${here}/`)
  }
  const here = (file: ExportedFile) => laid.get(file.id)
  return {
    title,
    summary,
    tags,
    ...(files ? { files: files.map(({ file, purpose }) => ({ file: here(file), purpose })) } : {}),
    [kind]: {
      ...JSON.parse(text),
      ...(kind === 'video' && captions
        ? {
            captions: captions.map(({ file, language, label }) => ({
              language,
              label,
              file_id: here(file),
            })),
          }
        : {}),
    },
  }
}
