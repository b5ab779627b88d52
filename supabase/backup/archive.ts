import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { StartError } from '../local/postgres/start-error.ts'
import { BackupDamaged, seal, unseal } from './seal.ts'
import { readTar, type TarEntry, type TarSource, writeTar } from './tar.ts'

/** What stands at the beginning of every backup. */
export interface BackupAbout {
  format: 1
  /** `physical`: an embedded Postgres's files; `dump`: what `pg_dump` gave for a hosted one. */
  kind: 'physical' | 'dump'
  /** ISO time by the clock of the machine, which may have been wrong; `sequence` is the order. */
  madeAt: string
  sequence: number
  /** Such as `17`. */
  postgresMajor: string
  /** The migrations that were applied, oldest first. */
  migrations: string[]
  /** What a hosted database needs beside the dump. */
  hosted?: { roles: string[]; extensions: string[] }
}

interface Manifest {
  files: Record<string, { size: number; sha256: string }>
}

const aboutFile = 'about.json'
const manifestFile = 'manifest.json'

export interface ArchiveTotals {
  files: number
  /** Bytes before compression. */
  bytes: number
}

function textEntry(path: string, value: unknown): TarSource {
  const text = Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
  return { path, kind: 'file', mode: 0o600, size: text.length, body: Readable.from([text]) }
}

async function* withManifest(
  about: BackupAbout,
  entries: AsyncIterable<TarSource>,
  totals: ArchiveTotals,
): AsyncGenerator<TarSource> {
  const files: Manifest['files'] = {}
  yield textEntry(aboutFile, about)
  for await (const entry of entries) {
    const { body } = entry
    if (body === undefined) {
      yield entry
      continue
    }
    const hash = createHash('sha256')
    yield {
      ...entry,
      body: (async function* () {
        for await (const chunk of body) {
          hash.update(chunk)
          yield chunk
        }
      })(),
    }
    files[entry.path] = { size: entry.size, sha256: hash.digest('hex') }
    totals.files += 1
    totals.bytes += entry.size
  }
  yield textEntry(manifestFile, { files } satisfies Manifest)
}

export interface WriteOptions {
  file: string
  key: Buffer
  about: BackupAbout
  entries: AsyncIterable<TarSource>
  /** Where the bytes go; a file of its own unless told (tests let it fill up). */
  openFile?: (path: string) => Writable
}

/**
 * Writes a backup under a name of its own (`….partial`), lets it reach the disk, reads it back whole,
 * and only then gives it its final name. Whatever fails, no half file is left.
 *
 * @throws StartError with one line, when the disk is full
 */
export async function writeArchive(options: WriteOptions): Promise<ArchiveTotals> {
  const { file, key, about, entries } = options
  const draft = `${file}.partial`
  const totals: ArchiveTotals = { files: 0, bytes: 0 }
  const openFile = options.openFile ?? ((path) => createWriteStream(path, { mode: 0o600 }))
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 })
    await pipeline(
      Readable.from(writeTar(withManifest(about, entries, totals)), { objectMode: false }),
      createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
      seal(key),
      openFile(draft),
    )
    await reachDisk(draft)
    await readArchive({ file: draft, key, visit: async () => {} })
    await rename(draft, file)
    await reachDisk(dirname(file))
    return totals
  } catch (error) {
    await rm(draft, { force: true })
    throw fullDisk(error, dirname(file)) ?? error
  }
}

/** Lets a file, or the names in a folder, reach the disk. */
export async function reachDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** One line for a disk without room, or undefined for any other error. */
export function fullDisk(error: unknown, folder: string): StartError | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') return undefined
  return new StartError(`The disk is full: ${folder} has no room. Free some, then try again.`, {
    cause: error,
  })
}

export interface ReadOptions {
  file: string
  key: Buffer
  /** Gets each file and folder but the archive's own. */
  visit: (entry: TarEntry, body: AsyncIterable<Buffer>) => Promise<void>
  /** Gets the head of the archive before the rest; may refuse by raising. */
  onAbout?: (about: BackupAbout) => void | Promise<void>
}

/**
 * Reads a backup from its first byte to its last and compares every file with the manifest.
 *
 * @throws BackupDamaged when it is not whole or was altered: then whatever `visit` did is void
 */
export async function readArchive(options: ReadOptions): Promise<BackupAbout> {
  const name = basename(options.file).replace(/\.partial$/, '')
  const found: Manifest['files'] = {}
  let about: BackupAbout | undefined
  let manifest: Manifest | undefined
  await pipeline(
    createReadStream(options.file, { highWaterMark: 1024 * 1024 }),
    unseal(options.key, name),
    createZstdDecompress(),
    async (source: AsyncIterable<Buffer>) => {
      await readTar(source, async (entry, body) => {
        if (about === undefined) {
          about = JSON.parse(await textOf(body)) as BackupAbout
          if (about.format !== 1) throw new BackupDamaged(`${name} has a form that is not known.`)
          await options.onAbout?.(about)
        } else if (entry.path === manifestFile) {
          manifest = JSON.parse(await textOf(body)) as Manifest
        } else if (entry.kind === 'folder') {
          await options.visit(entry, body)
        } else {
          const hash = createHash('sha256')
          const counted = hashed(body, hash)
          await options.visit(entry, counted)
          for await (const _ of counted);
          found[entry.path] = { size: entry.size, sha256: hash.digest('hex') }
        }
      })
    },
  ).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && error.path === options.file) {
      throw new StartError(`There is no backup ${options.file}.`)
    }
    throw error
  })
  compare(name, manifest, found)
  return about as BackupAbout
}

async function* hashed(body: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of body) {
    hash.update(chunk)
    yield chunk
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const chunk of body) parts.push(chunk)
  return Buffer.concat(parts).toString('utf8')
}

function compare(name: string, manifest: Manifest | undefined, found: Manifest['files']): void {
  if (manifest === undefined) throw new BackupDamaged(`The backup ${name} has no manifest.`)
  for (const path of new Set([...Object.keys(manifest.files), ...Object.keys(found)])) {
    const [want, have] = [manifest.files[path], found[path]]
    if (want?.sha256 !== have?.sha256 || want?.size !== have?.size) {
      throw new BackupDamaged(`The backup ${name} does not hold ${path} as its manifest says.`)
    }
  }
}

/**
 * Lays a backup's files out under a folder, which must be new.
 *
 * @throws what `readArchive` throws; the folder is then of no use
 */
export function extractArchive(
  options: Omit<ReadOptions, 'visit'> & { folder: string },
): Promise<BackupAbout> {
  const { folder } = options
  return readArchive({
    ...options,
    async visit(entry, body) {
      const place = join(folder, entry.path)
      if (entry.kind === 'folder') {
        await mkdir(place, { recursive: true })
        await chmod(place, entry.mode)
        return
      }
      await mkdir(dirname(place), { recursive: true })
      await pipeline(body, createWriteStream(place, { mode: entry.mode, flags: 'wx' }))
    },
  })
}
