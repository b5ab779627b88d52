import type { Reader, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js'
import { collect } from '~/platform/collect.server'
import { AppError } from '~/platform/errors'
import type { ObjectStorage } from '~/platform/storage/object-storage'
import { CONTENT_NAME, EXCHANGE_LIMITS, FILES_FOLDER, FORMAT_VERSION } from './format'
import { type Content, contentSchema, type ExportedFile, headSchema } from './format.schema'
import { isSealed } from './seal.server'

/** An export that was brought here, its signature proved. */
export interface Package {
  content: Content
  /** Whether the files lie beside it. */
  hasFiles: boolean
  /** The bytes of a file; null where it lacks them. */
  open(file: ExportedFile): Promise<AsyncIterable<Uint8Array> | null>
}

const refuse = (code: string, cause?: unknown) =>
  new AppError(`import.${code}`, 422, cause === undefined ? {} : { cause })

/**
 * Opens what lies in the store: `content.json` by itself, or a zip with it. A zip is read by its
 * table of contents, so that it costs the same however large its films are.
 *
 * @throws AppError `import.…` (422) for what is no whole export of a version that is known here
 */
export async function openPackage(
  storage: ObjectStorage,
  key: string,
  bytes: number,
): Promise<Package> {
  const head = await bytesAt(storage, key, 0, Math.min(4, bytes))
  if (head[0] === 0x50 && head[1] === 0x4b) return openZip(storage, key, bytes)
  if (bytes > EXCHANGE_LIMITS.textBytes) throw refuse('large')
  const text = await bytesAt(storage, key, 0, bytes)
  return { content: await readContent(text), hasFiles: false, open: async () => null }
}

async function bytesAt(storage: ObjectStorage, key: string, offset: number, length: number) {
  if (length === 0) return new Uint8Array()
  const stream = await storage.get(key, { offset, length })
  if (!stream) throw new AppError('import.gone', 409)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** @throws AppError `import.broken`, `.format`, `.newer`, `.signature` (422) */
export async function readContent(bytes: Uint8Array): Promise<Content> {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw refuse('broken', cause)
  }
  const head = headSchema().safeParse(read)
  if (!head.success) throw refuse('format', head.error)
  if (head.data.version > FORMAT_VERSION) throw refuse('newer')
  const whole = contentSchema().safeParse(read)
  if (!whole.success) {
    const many = whole.error.issues.some(({ code }) => code === 'too_big')
    throw refuse(many ? 'large' : 'format', whole.error)
  }
  if (!(await isSealed(read as Content))) throw refuse('signature')
  return whole.data
}

type Entries = Map<
  string,
  Exclude<Awaited<ReturnType<ZipReader<unknown>['getEntries']>>[number], { directory: true }>
>

async function openZip(storage: ObjectStorage, key: string, bytes: number): Promise<Package> {
  const { Reader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-custom.js')
  class StoredReader extends Reader<string> {
    override size = bytes
    override readUint8Array = (offset: number, length: number) =>
      bytesAt(storage, key, offset, Math.min(length, bytes - offset))
  }
  const zip = new ZipReader(new StoredReader(key) as Reader<string>, {
    useWebWorkers: false,
    // Entries that lie over each other, or that two readers would read differently, are refused.
    strictness: 'strict',
    checkOverlappingEntry: true,
    checkSignature: true,
  })
  const entries = await entriesOf(zip)
  const text = entries.get(CONTENT_NAME)
  if (!text) throw refuse('format')
  if (text.uncompressedSize > EXCHANGE_LIMITS.textBytes) throw refuse('large')
  const bytesOfText = await collect(unpack(text), EXCHANGE_LIMITS.textBytes)
  if (!bytesOfText) throw refuse('large')
  const content = await readContent(bytesOfText)
  return {
    content,
    hasFiles: true,
    open: async ({ path, bytes: due }) => {
      const entry = entries.get(path)
      return entry && entry.uncompressedSize === due ? unpack(entry) : null
    },
  }
}

/** How many times smaller an honest file may be packed. */
const MOST_PACKED = 200

/** @throws AppError `import.broken`, `.large`, `.path`, `.bomb` (422) */
async function entriesOf(zip: ZipReader<unknown>): Promise<Entries> {
  const entries: Entries = new Map()
  let whole = 0
  try {
    let count = 0
    for await (const entry of zip.getEntriesGenerator()) {
      count += 1
      if (count > EXCHANGE_LIMITS.files * 2) throw refuse('large')
      if (!isTame(entry.filename)) throw refuse('path')
      if (entry.directory) continue
      if (entry.encrypted) throw refuse('broken')
      whole += entry.uncompressedSize
      if (whole > EXCHANGE_LIMITS.fileBytes + EXCHANGE_LIMITS.textBytes) throw refuse('bomb')
      const packed = entry.uncompressedSize / Math.max(1, entry.compressedSize)
      if (packed > MOST_PACKED && entry.uncompressedSize > 1024 * 1024) throw refuse('bomb')
      entries.set(entry.filename, entry)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refuse(isUnsafeName(error) ? 'path' : 'broken', error)
  }
  return entries
}

/** The library refuses some names by itself. */
const isUnsafeName = (error: unknown) =>
  error instanceof Error && /unsafe|filename/i.test(error.message)

/** Only what lies where an export lays it: no name leads out of the zip. */
function isTame(name: string): boolean {
  if (name === CONTENT_NAME) return true
  return (
    name.startsWith(FILES_FOLDER) &&
    !/[\\\0]/.test(name) &&
    name.split('/').every((part) => part !== '..' && part !== '.')
  )
}

type FileEntry = NonNullable<ReturnType<Entries['get']>>

/** An entry's bytes as they are unpacked. What is longer than it says, or bent, breaks off. */
async function* unpack(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const unpacked = entry.getData(writable, { useWebWorkers: false, checkSignature: true })
  // It is heard below, once all that came before it was read.
  unpacked.catch(() => {})
  const reader = readable.getReader()
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      size += value.length
      if (size > entry.uncompressedSize) throw refuse('bomb')
      yield value
    }
    await unpacked
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refuse('broken', error)
  } finally {
    await reader.cancel().catch(() => {})
  }
}
