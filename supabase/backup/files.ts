import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { TarSource } from './tar.ts'

const portion = 256 * 1024

/** Whether a file went away while a walk was under way. */
export function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/**
 * A file as it is now, for an archive: as many bytes as it had when it was opened. What is written to
 * it meanwhile may be in it or not; where it became shorter, zeros stand for the rest.
 *
 * @returns undefined when it is gone
 */
export async function fileEntry(place: string, path: string): Promise<TarSource | undefined> {
  let handle: FileHandle
  try {
    handle = await open(place, 'r')
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
  const { mode, size } = await handle.stat()
  return { path, kind: 'file', mode: mode & 0o777, size, body: contents(handle, size) }
}

async function* contents(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  try {
    for (let at = 0; at < size; ) {
      const wanted = Math.min(portion, size - at)
      const buffer = Buffer.alloc(wanted)
      const { bytesRead } = await handle.read(buffer, 0, wanted, at)
      if (bytesRead === 0) {
        for (; at < size; at += Math.min(portion, size - at)) {
          yield Buffer.alloc(Math.min(portion, size - at))
        }
        return
      }
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** A small file that is made here. */
export function madeEntry(path: string, text: string): TarSource {
  const body = Buffer.from(text)
  return { path, kind: 'file', mode: 0o600, size: body.length, body: Readable.from([body]) }
}

export interface Walked {
  /** Relative to the root of the walk, with `/`. */
  path: string
  place: string
  kind: 'file' | 'folder'
}

/**
 * Walks a folder, each folder before what is in it. Links and sockets are left out.
 *
 * @param skip says which paths are left out, with all that is in them
 */
export async function* walk(
  root: string,
  skip: (path: string) => boolean = () => false,
  below = '',
): AsyncGenerator<Walked> {
  const found = await readdir(join(root, below), { withFileTypes: true }).catch((error) => {
    if (isGone(error)) return []
    throw error
  })
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (skip(path)) continue
    const place = join(root, path)
    if (entry.isDirectory()) {
      yield { path, place, kind: 'folder' }
      yield* walk(root, skip, path)
    } else if (entry.isFile()) {
      yield { path, place, kind: 'file' }
    }
  }
}
