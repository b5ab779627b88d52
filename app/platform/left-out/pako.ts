// Stands in for pako, with which a library of PDFs unpacks (vite.config.ts): pako unpacks a bomb too.

import { Unzlib, zlibSync } from 'fflate'

/** Bytes that one stream may have when it is unpacked. */
const MOST = 16 * 1024 * 1024

/** Bytes that are unpacked at once: a thousand times as many may come out of them. */
const SLICE = 8 * 1024

/**
 * Unpacks a stream, one that ends without its end as well.
 *
 * @throws Error as soon as there is too much in it
 */
export function inflate(data: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Unzlib((chunk) => {
    chunks.push(chunk)
    size += chunk.length
    if (size > MOST) throw new Error('more is packed here than is unpacked')
  })
  for (let at = 0; at < data.length; at += SLICE) stream.push(data.subarray(at, at + SLICE))
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

export const deflate = (data: Uint8Array) => zlibSync(data)

/** What the library tries next where a stream could not be unpacked. */
class Inflate {
  push() {
    throw new Error('this stream can not be unpacked')
  }
}

export default { inflate, deflate, Inflate }
