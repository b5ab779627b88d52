import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { layStream, readBack } from '~/platform/storage/lay-stream.server'
import { type ObjectStorage, PART_BYTES } from '~/platform/storage/object-storage'
import { inR2 } from '~/platform/storage/r2-storage.server'
import { inS3 } from '~/platform/storage/s3-storage.server'
import { startFileBucket } from '../../fixtures/file-bucket'
import { S3_CREDENTIALS, startS3Server } from '../../fixtures/s3-server'

interface Started {
  storage: ObjectStorage
  stop(): Promise<void>
}

const settings = { bucket: 'files', region: 'auto', ...S3_CREDENTIALS }

/** A real store that speaks S3, where somebody names one: its bucket must be empty. */
const { S3_CONTRACT_ENDPOINT: endpoint, S3_CONTRACT_BUCKET: named = 'files' } = process.env
const { S3_CONTRACT_KEY: key = '', S3_CONTRACT_SECRET: secret = '' } = process.env
const { S3_CONTRACT_REGION: region = 'auto' } = process.env

const stores: Record<string, () => Promise<Started>> = {
  'R2 by its binding': async () => {
    const { bucket, stop } = await startFileBucket()
    return { storage: inR2(bucket), stop }
  },
  S3: async () => {
    const server = await startS3Server()
    return { storage: inS3({ endpoint: server.endpoint, ...settings }), stop: server.stop }
  },
  ...(endpoint
    ? {
        'the S3 that was named': async () => ({
          storage: inS3({
            ...{ endpoint, bucket: named, region, accessKeyId: key, secretAccessKey: secret },
          }),
          stop: async () => {},
        }),
      }
    : {}),
}

const textOf = async (stream: ReadableStream<Uint8Array> | null) =>
  stream === null ? null : new Response(stream).text()
const bytes = (text: string) => new TextEncoder().encode(text)

async function* pieces(whole: Uint8Array, size: number) {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

describe.each(Object.entries(stores))('%s', (_name, start) => {
  let store: Started
  let storage: ObjectStorage
  beforeAll(async () => {
    store = await start()
    storage = store.storage
  })
  afterAll(() => store?.stop())

  it('gives back what was put, whole and in part', async () => {
    const id = randomUUID()
    await storage.put(id, bytes('what was put'))
    expect(await textOf(await storage.get(id))).toBe('what was put')
    expect(await textOf(await storage.get(id, { offset: 5, length: 3 }))).toBe('was')
    expect(await storage.head(id)).toMatchObject({ key: id, size: 12 })
    expect(
      Math.abs(((await storage.head(id))?.uploadedAt.getTime() ?? 0) - Date.now()),
    ).toBeLessThan(60_000)
  })

  it('has nothing where nothing was put, and forgets what is deleted, again and again', async () => {
    const id = randomUUID()
    expect(await storage.get(id)).toBeNull()
    expect(await storage.head(id)).toBeNull()
    await storage.put(id, bytes('x'))
    await storage.delete([id, randomUUID()])
    await storage.delete([id])
    expect(await storage.get(id)).toBeNull()
  })

  it('lists keys in order, from a key on', async () => {
    const ids = [1, 2, 3, 4, 5].map((n) => `${n}${randomUUID().slice(1)}`)
    for (const id of ids) await storage.put(id, bytes(id))
    const found: string[] = []
    let after: string | undefined
    for (;;) {
      const { objects, more } = await storage.list(after)
      found.push(...objects.map((each) => each.key))
      after = found.at(-1)
      if (!more) break
    }
    expect(found).toEqual([...found].sort())
    expect(found.filter((each) => ids.includes(each))).toEqual(ids)
    await storage.delete(found)
  })

  it('puts parts together in their order, whatever the order they came in', async () => {
    const id = randomUUID()
    const [one, two] = [randomBytes(PART_BYTES), randomBytes(1000)]
    const upload = await storage.beginParts(id)
    const second = await storage.putPart(id, upload, 2, two)
    await storage.putPart(id, upload, 1, randomBytes(PART_BYTES))
    // The same again takes the place of the first.
    const first = await storage.putPart(id, upload, 1, one)
    await storage.finishParts(id, upload, [
      { number: 1, tag: first },
      { number: 2, tag: second },
    ])
    const whole = Buffer.from(await new Response(await storage.get(id)).arrayBuffer())
    expect(whole.equals(Buffer.concat([one, two]))).toBe(true)
    await storage.delete([id])
  })

  it('forgets an upload that is dropped, once or twice', async () => {
    const id = randomUUID()
    const upload = await storage.beginParts(id)
    const tag = await storage.putPart(id, upload, 1, bytes('part'))
    await storage.dropParts(id, upload)
    await storage.dropParts(id, upload)
    await expect(storage.finishParts(id, upload, [{ number: 1, tag }])).rejects.toThrow()
    expect(await storage.head(id)).toBeNull()
  })

  it.each([1, 700, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 12_345])(
    'lays a stream of %i bytes, and reads it back the same',
    async (size) => {
      const id = randomUUID()
      const whole = randomBytes(size)
      const laid = await layStream(storage, id, pieces(whole, 70_001), size)
      expect(laid.size).toBe(size)
      const back = await readBack(storage, id, 10)
      expect(back?.size).toBe(size)
      expect(Buffer.from(back?.sha256 ?? []).equals(Buffer.from(laid.sha256))).toBe(true)
      expect(Buffer.from(back?.head ?? []).equals(whole.subarray(0, 10))).toBe(true)
      await storage.delete([id])
    },
  )

  it('keeps nothing of a stream that is too long or breaks', async () => {
    const id = randomUUID()
    const whole = randomBytes(PART_BYTES + 5_000)
    await expect(
      layStream(storage, id, pieces(whole, 70_001), PART_BYTES + 10),
    ).rejects.toMatchObject({ code: 'file.too-large', status: 413 })
    async function* broken() {
      yield whole
      throw new Error('cut off')
    }
    await expect(layStream(storage, id, broken(), whole.length)).rejects.toThrow('cut off')
    expect(await storage.head(id)).toBeNull()
  })
})

it('S3 refuses what was signed with another secret, or bent on its way', async () => {
  const { endpoint, stop } = await startS3Server()
  try {
    const wrong = inS3({ endpoint, ...settings, secretAccessKey: 'another' })
    await expect(wrong.put('x', bytes('x'))).rejects.toThrow('403 SignatureDoesNotMatch')
    const other = inS3({ endpoint, ...settings, region: 'elsewhere' })
    await expect(other.put('x', bytes('x'))).rejects.toThrow('403')
  } finally {
    await stop()
  }
})

describe('in a Worker, S3', () => {
  const lengths: number[] = []
  /** As Workers have it, as far as it counts. */
  class FixedLength extends TransformStream<Uint8Array, Uint8Array> {
    constructor(length: number) {
      let left = length
      super({
        transform(piece, stream) {
          left -= piece.length
          stream.enqueue(piece)
        },
        flush() {
          if (left !== 0) throw new TypeError(`${left} bytes are missing`)
        },
      })
      lengths.push(length)
    }
  }
  afterEach(() => {
    vi.unstubAllGlobals()
    lengths.length = 0
  })

  it('keeps the length of what it sends, whole and in part: else it goes in chunks', async () => {
    vi.stubGlobal('FixedLengthStream', FixedLength)
    const { endpoint, stop } = await startS3Server()
    try {
      const storage = inS3({ endpoint, ...settings })
      await storage.put('film', bytes('a film of many bytes'))
      lengths.length = 0
      expect(await textOf(await storage.get('film'))).toBe('a film of many bytes')
      expect(await textOf(await storage.get('film', { offset: 2, length: 4 }))).toBe('film')
      expect(lengths).toEqual([20, 4])
      expect(await storage.head('film')).toMatchObject({ size: 20 })
      expect(await storage.get('none')).toBeNull()
    } finally {
      await stop()
    }
  })
})

describe('an S3 that is slow', () => {
  /** Far more than a busy machine takes for any one step. */
  const LIMIT_MS = 2_000

  /** Puts a film with all the time that it needs, to be read within the limit. */
  const put = async (pace: { byteMs?: number; silentAfter?: number }) => {
    const { endpoint, stop } = await startS3Server(pace)
    await inS3({ endpoint, ...settings }).put('film', bytes('a film of many bytes'))
    return { storage: inS3({ endpoint, ...settings }, LIMIT_MS), stop }
  }

  it('is heard to the end, however long that takes, while it says something', async () => {
    // Twenty pieces, each well within the limit, and all of them beyond it: three seconds.
    const { storage, stop } = await put({ byteMs: 150 })
    try {
      expect(await textOf(await storage.get('film'))).toBe('a film of many bytes')
    } finally {
      await stop()
    }
  })

  it('may be listened to slowly', async () => {
    const { storage, stop } = await put({ byteMs: 1 })
    try {
      const film = await storage.get('film')
      await setTimeout(3_000)
      expect(await textOf(film)).toBe('a film of many bytes')
    } finally {
      await stop()
    }
  })

  it('is given up when it falls silent in the middle', async () => {
    const { storage, stop } = await put({ silentAfter: 6 })
    try {
      const film = await storage.get('film')
      await expect(textOf(film)).rejects.toThrow(`said nothing for ${LIMIT_MS} ms`)
    } finally {
      await stop()
    }
  })

  it('is given up when it never answers', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    try {
      const storage = inS3({ endpoint, ...settings }, LIMIT_MS)
      await expect(storage.get('film')).rejects.toThrow(`said nothing for ${LIMIT_MS} ms`)
    } finally {
      silent.closeAllConnections()
      silent.close()
    }
  })
})
