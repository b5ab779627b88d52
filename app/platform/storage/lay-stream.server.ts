import { createHash } from 'node:crypto'
import { AppError } from '../errors'
import { type LaidPart, type ObjectStorage, PART_BYTES } from './object-storage'

export interface Laid {
  size: number
  sha256: Uint8Array
}

/**
 * Lays a stream of unknown length under a key. Never more than one part of it is in memory.
 *
 * @throws AppError `file.too-large` (413) as soon as there are more bytes than `most`; nothing of it
 *   stays in the store then, nor when the stream breaks
 */
export async function layStream(
  storage: ObjectStorage,
  key: string,
  stream: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Laid> {
  const hash = createHash('sha256')
  const parts: LaidPart[] = []
  let buffer = new Uint8Array(64 * 1024)
  let filled = 0
  let size = 0
  let uploadId: string | undefined

  async function layPart() {
    uploadId ??= await storage.beginParts(key)
    const number = parts.length + 1
    const bytes = buffer.subarray(0, filled)
    parts.push({ number, tag: await storage.putPart(key, uploadId, number, bytes) })
    filled = 0
  }

  try {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > most) throw new AppError('file.too-large', 413)
      hash.update(chunk)
      let rest = chunk
      while (rest.length > 0) {
        if (filled === PART_BYTES) await layPart()
        const taken = rest.subarray(0, PART_BYTES - filled)
        if (filled + taken.length > buffer.length) {
          const grown = new Uint8Array(
            Math.min(PART_BYTES, Math.max(buffer.length * 2, filled + taken.length)),
          )
          grown.set(buffer.subarray(0, filled))
          buffer = grown
        }
        buffer.set(taken, filled)
        filled += taken.length
        rest = rest.subarray(taken.length)
      }
    }
    if (uploadId === undefined) {
      await storage.put(key, buffer.subarray(0, filled))
    } else {
      await layPart()
      await storage.finishParts(key, uploadId, parts)
    }
  } catch (error) {
    // What can't be dropped now is dropped by the sweep.
    if (uploadId !== undefined) await storage.dropParts(key, uploadId).catch(() => {})
    throw error
  }
  return { size, sha256: new Uint8Array(hash.digest()) }
}

/** Reads what lies under a key from end to end: how it begins, its length, its hash. */
export async function readBack(
  storage: ObjectStorage,
  key: string,
  headBytes: number,
): Promise<(Laid & { head: Uint8Array }) | null> {
  const stream = await storage.get(key)
  if (!stream) return null
  const hash = createHash('sha256')
  const head = new Uint8Array(headBytes)
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    hash.update(value)
    if (size < headBytes) head.set(value.subarray(0, headBytes - size), size)
    size += value.length
  }
  return {
    size,
    sha256: new Uint8Array(hash.digest()),
    head: head.subarray(0, Math.min(size, headBytes)),
  }
}
