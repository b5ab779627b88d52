import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Miniflare } from 'miniflare'
import { fileEntry, isGone, walk } from './files.ts'
import type { TarSource } from './tar.ts'

/** The bucket of an installation in which the bytes of `public.files` lie, each under its row's id. */
export const filesBucket = 'ai-gym-files'

/** Objects by name, wherever they are stored. */
export interface StoredObjects {
  /** An object's bytes; null when there is none of that name. */
  read(name: string): Promise<AsyncIterable<Uint8Array> | null>
  /** Puts what a file holds under a name, whole or not at all. */
  write(name: string, file: string, mediaType: string): Promise<void>
  close(): Promise<void>
}

/** Objects as files of a folder: a bucket's copy, or the bucket itself where it is mounted. */
export function objectsInFolder(folder: string): StoredObjects {
  return {
    async read(name) {
      const handle = await open(join(folder, name), 'r').catch((error: unknown) => {
        if (isGone(error)) return null
        throw error
      })
      return handle?.createReadStream() ?? null
    },
    async write(name, file) {
      await mkdir(folder, { recursive: true })
      const draft = join(folder, `${name}.partial`)
      try {
        await copyFile(file, draft)
        await rename(draft, join(folder, name))
      } finally {
        await rm(draft, { force: true })
      }
    },
    close: async () => {},
  }
}

/** Larger objects go in portions, so that none has to fit into memory. */
const portion = 16 * 1024 * 1024

/** The running Worker writes into the same bucket; where the two meet, one is asked to come again. */
const pausesMs = [50, 100, 200, 400, 800, 1_600]

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await work()
    } catch {
      await sleep(pause)
    }
  }
  return work()
}

/**
 * Objects in the bucket of an installation on one machine, running or not.
 *
 * @param buckets the folder in which its buckets lie
 */
export async function objectsInLocalBucket(buckets: string): Promise<StoredObjects> {
  const miniflare = new Miniflare({
    modules: true,
    script: 'export default { fetch: () => new Response(null, { status: 404 }) }',
    r2Buckets: { FILES: filesBucket },
    r2Persist: buckets,
  })
  const bucket = await miniflare.getR2Bucket('FILES')
  return {
    async read(name) {
      const object = await again(() => bucket.get(name))
      return object ? (object.body as unknown as AsyncIterable<Uint8Array>) : null
    },
    async write(name, file, mediaType) {
      const httpMetadata = { contentType: mediaType }
      const { size } = await stat(file)
      if (size <= portion) {
        const parts: Buffer[] = await createReadStream(file).toArray()
        await again(() => bucket.put(name, Buffer.concat(parts), { httpMetadata }))
        return
      }
      const upload = await again(() => bucket.createMultipartUpload(name, { httpMetadata }))
      const handle = await open(file, 'r')
      try {
        const parts: Awaited<ReturnType<typeof upload.uploadPart>>[] = []
        for (let at = 0; at < size; at += portion) {
          const buffer = Buffer.alloc(Math.min(portion, size - at))
          await handle.read(buffer, 0, buffer.length, at)
          parts.push(await again(() => upload.uploadPart(parts.length + 1, buffer)))
        }
        await again(() => upload.complete(parts))
      } finally {
        await handle.close()
      }
    },
    close: () => miniflare.dispose(),
  }
}

/** Where a dump's archive keeps the copy of the bucket that was given to it. */
const below = 'files/'

/** The name of a stored object in an archive, or undefined where an entry is none. */
export function objectNameOf(path: string): string | undefined {
  return path.startsWith(below) ? path.slice(below.length) : undefined
}

/** Everything in a bucket's copy, for an archive. */
export async function* objectEntries(folder: string): AsyncGenerator<TarSource> {
  for await (const { path, place, kind } of walk(folder)) {
    const entry = kind === 'file' ? await fileEntry(place, below + path) : undefined
    if (entry) yield entry
  }
}
