import type { Database } from '~/data/database.server'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { safeName } from '~/platform/storage/file-name'
import { layStream, readBack } from '~/platform/storage/lay-stream.server'
import { HEAD_BYTES, type MediaType, mediaTypeOf } from '~/platform/storage/media-type.server'
import { type LaidPart, type ObjectStorage, PART_BYTES } from '~/platform/storage/object-storage'
import { captionsProblem, isCaptions } from '../videos/transcript'
import { MOST_READ, plainLines } from '../videos/video-files.server'
import { type FilePurpose, purposes, unfit } from './file-purposes'
import { attachFile } from './item-files.server'
import {
  findUpload,
  forgetFile,
  keepPart,
  keepUpload,
  reserveFile,
  storeFile,
  type Target,
} from './upload-rows.server'

interface Dependencies {
  db: Database
  storage: ObjectStorage
  actor: Person
}

const STATUS = { 'file.empty': 422, 'file.too-large': 413, 'file.type': 422 } as const

/** @throws AppError `file.empty`, `file.too-large`, `file.type` */
function requireFit(purpose: FilePurpose, file: { bytes: number; mediaType?: string }): void {
  const wrong = unfit(purpose, file)
  if (wrong) throw new AppError(wrong, STATUS[wrong])
}

/** @throws AppError `file.type` (422) unless the head of a file says that it is what is wanted */
async function typeFor(purpose: FilePurpose, head: Uint8Array, name: string): Promise<MediaType> {
  const found = await mediaTypeOf(head, name)
  if (!found || !purposes[purpose].types.includes(found.type)) throw new AppError('file.type', 422)
  return found
}

/** Bytes of a file that are looked at before it is taken: of captions all, since they are read. */
const looked = (purpose: FilePurpose) =>
  purpose === 'captions' ? purposes.captions.most + 1 : HEAD_BYTES

/**
 * What captions say; null for any other file, and for what is too long to be read.
 *
 * @throws AppError `file.type`, `file.captions.…:<line>` (422) where captions can't be read
 */
function wordsOf(purpose: FilePurpose, bytes: Uint8Array): string | null {
  if (purpose !== 'captions') return null
  const text = plainLines(new TextDecoder().decode(bytes))
  // A text whose name alone says so is none.
  if (!isCaptions(text)) throw new AppError('file.type', 422)
  const problem = captionsProblem(text, null)
  if (problem) throw new AppError(`file.${problem.code}:${problem.line}`, 422)
  // The database keeps no empty characters.
  return bytes.length > MOST_READ ? null : text.replaceAll('\0', '')
}

/** A stream's beginning, and the stream as if nothing had been read from it. */
async function peek(
  stream: AsyncIterable<Uint8Array>,
  bytes: number,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const chunks: Uint8Array[] = []
  let read = 0
  const rest = stream[Symbol.asyncIterator]()
  while (read < bytes) {
    const { done, value } = await rest.next()
    if (done) break
    chunks.push(value)
    read += value.length
  }
  const head = new Uint8Array(read)
  let at = 0
  for (const chunk of chunks) {
    head.set(chunk, at)
    at += chunk.length
  }
  async function* again() {
    yield head
    for (;;) {
      const { done, value } = await rest.next()
      if (done) return
      yield value
    }
  }
  return { head, whole: again() }
}

export interface SentFile {
  name: string
  stream: AsyncIterable<Uint8Array>
  /** Bytes that it has at most, by what the request says of itself. */
  announced: number
}

/**
 * Takes a file that comes in one piece: looks at how it begins, then streams it into the store.
 *
 * @throws AppError what `reserveFile` and the file's purpose have against it
 */
export async function receiveFile(
  needs: Dependencies,
  target: Target,
  { name: sent, stream, announced }: SentFile,
): Promise<{ id: string; name: string }> {
  const { most } = purposes[target.purpose]
  const { head, whole } = await peek(stream, looked(target.purpose))
  requireFit(target.purpose, { bytes: head.length })
  const media = await typeFor(target.purpose, head.subarray(0, HEAD_BYTES), sent)
  const words = wordsOf(target.purpose, head)
  const name = safeName(sent, media.extensions)
  const bytes = Math.min(announced, most)
  const id = await reserveFile(needs.db, needs.actor, target, {
    name,
    mediaType: media.type,
    bytes,
  })
  try {
    const laid = await layStream(needs.storage, id, whole, most)
    const file = { id, name, mediaType: media.type, bytes: laid.size, sha256: laid.sha256, words }
    await storeFile(needs.db, target, file)
  } catch (error) {
    // What can't be taken away now, the sweep finds.
    await forgetFile(needs.db, id).catch(() => {})
    await needs.storage.delete([id]).catch(() => {})
    throw error
  }
  return { id, name }
}

/** How far an upload in parts is. */
export interface UploadState {
  id: string
  bytes: number
  partBytes: number
  /** Numbers of the parts that are there. */
  parts: number[]
  stored: boolean
}

const partsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / PART_BYTES))

/** Begins an upload in parts. */
export async function beginUpload(
  needs: Dependencies,
  target: Target,
  { name: sent, bytes }: { name: string; bytes: number },
): Promise<UploadState> {
  requireFit(target.purpose, { bytes })
  const name = safeName(sent, [])
  const mediaType = 'application/octet-stream'
  const id = await reserveFile(needs.db, needs.actor, target, { name, mediaType, bytes })
  const uploadId = await needs.storage.beginParts(id)
  await keepUpload(needs.db, { id, uploadId, parts: partsOf(bytes) })
  return { id, bytes, partBytes: PART_BYTES, parts: [], stored: false }
}

export async function uploadState(
  needs: Dependencies,
  id: string | undefined,
): Promise<UploadState> {
  const { id: found, bytes, state, tags } = await findUpload(needs.db, needs.actor, id)
  const parts = laidParts(tags).map(({ number }) => number)
  return { id: found, bytes, partBytes: PART_BYTES, parts, stored: state === 'stored' }
}

const laidParts = (tags: readonly (string | null)[]): LaidPart[] =>
  tags.flatMap((tag, at) => (tag === null ? [] : [{ number: at + 1, tag }]))

/**
 * Takes one part. Any may come again, in any order; the first is looked at, so that nobody sends a
 * film that is none to its end.
 *
 * @throws AppError `upload.part` (422) when it is not the part that belongs there, `file.type`
 */
export async function receivePart(
  needs: Dependencies,
  { id, number, purpose }: { id: string | undefined; number: number; purpose: FilePurpose },
  bytes: Uint8Array,
): Promise<void> {
  const row = await findUpload(needs.db, needs.actor, id)
  if (row.state === 'stored') return
  const count = partsOf(row.bytes)
  const due = number === count ? row.bytes - (count - 1) * PART_BYTES : PART_BYTES
  if (!Number.isInteger(number) || number < 1 || number > count || bytes.length !== due) {
    throw new AppError('upload.part', 422)
  }
  if (number === 1) await typeFor(purpose, bytes.subarray(0, HEAD_BYTES), row.name)
  if (!row.uploadId) throw new AppError('upload.not-found', 404)
  const tag = await needs.storage.putPart(row.id, row.uploadId, number, bytes)
  await keepPart(needs.db, { id: row.id, number, tag })
}

/**
 * Puts the parts together, reads the whole back (its hash, and what it is), and gives it to its item.
 * Asked again after an answer that was lost, it says the same.
 *
 * @throws AppError `upload.incomplete` (409), `file.type` (422); what is no such file is dropped
 */
export async function finishUpload(
  needs: Dependencies,
  id: string | undefined,
  target: Target,
): Promise<void> {
  const row = await findUpload(needs.db, needs.actor, id)
  if (row.state === 'stored') {
    await attachFile(needs.db, { item: target.item, file: row.id, purpose: target.purpose })
    return
  }
  const parts = laidParts(row.tags)
  if (parts.length !== partsOf(row.bytes) || !row.uploadId) {
    throw new AppError('upload.incomplete', 409)
  }
  try {
    await needs.storage.finishParts(row.id, row.uploadId, parts)
  } catch (error) {
    // An answer that was lost: it was put together then, and the store knows the upload no more.
    const there = await needs.storage.head(row.id)
    if (there?.size !== row.bytes) throw error
  }
  const laid = await readBack(needs.storage, row.id, looked(target.purpose))
  if (laid?.size !== row.bytes) throw new AppError('upload.incomplete', 409)
  try {
    requireFit(target.purpose, { bytes: laid.size })
    const media = await typeFor(target.purpose, laid.head.subarray(0, HEAD_BYTES), row.name)
    const words = wordsOf(target.purpose, laid.head)
    const name = safeName(row.name, media.extensions)
    const { size: bytes, sha256 } = laid
    const file = { id: row.id, name, mediaType: media.type, bytes, sha256, words }
    await storeFile(needs.db, target, file)
  } catch (error) {
    if (error instanceof AppError && error.status < 500) await dropUpload(needs, row.id)
    throw error
  }
}

/** Gives an upload up. A second time changes nothing. */
export async function dropUpload(needs: Dependencies, id: string | undefined): Promise<void> {
  const row = await findUpload(needs.db, needs.actor, id)
  if (row.state === 'stored') return
  await forgetFile(needs.db, row.id)
  if (row.uploadId) await needs.storage.dropParts(row.id, row.uploadId)
  await needs.storage.delete([row.id])
}
