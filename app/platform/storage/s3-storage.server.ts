import { AwsClient } from 'aws4fetch'
import type { ObjectStorage, StoredObject } from './object-storage'

export interface S3Settings {
  /** The store's address, such as `https://<project>.supabase.co/storage/v1/s3`. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/**
 * Milliseconds until a store that says nothing is given up: before its answer begins (a part of 5 MiB
 * travels in that time), and again before each piece of it, for a film may take as long as it likes.
 */
const SILENCE_MS = 60_000

/** Tries of one request: `503 SlowDown` is a store's daily word. */
const RETRIES = 3

const xml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const plain = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What stands in the first element of a name. S3's lists are flat: no element holds one of its own name. */
function textIn(document: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(document)?.[1]
  return found === undefined ? undefined : plain(found)
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as BufferSource)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Waits on the store, and the signal that ends what takes one of them too long. */
function patience(ms: number) {
  const given = new AbortController()
  const wait = async <T>(step: () => Promise<T>): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined
    // Beside the signal: Node forgets those of requests that its collector went by.
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new Error(`the store said nothing for ${ms} ms`)
        reject(error)
        given.abort(error)
      }, ms)
    })
    try {
      return await Promise.race([step(), late])
    } finally {
      clearTimeout(timer)
    }
  }
  return { signal: given.signal, wait }
}

/**
 * The same answer, whose every piece is waited for by itself. How slowly it is taken does not count.
 * Its length stays known: a Worker sends on in chunks, without a length, what is a stream of its own.
 */
function paced(answer: Response, wait: ReturnType<typeof patience>['wait']): Response {
  const reader = answer.body?.getReader()
  if (!reader) return answer
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { done, value } = await wait(() => reader.read())
      if (done) stream.close()
      else stream.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  const { status, headers } = answer
  const size = Number(headers.get('content-length') ?? Number.NaN)
  // Only Workers have such a stream. What came packed is longer than was said.
  const told =
    typeof FixedLengthStream === 'function' &&
    Number.isSafeInteger(size) &&
    !headers.has('content-encoding')
  return new Response(told ? body.pipeThrough(new FixedLengthStream(size)) : body, {
    status,
    headers,
  })
}

/**
 * Files in any store that speaks S3: AWS, Supabase Storage, and others.
 *
 * @param silenceMs that the store may say nothing
 */
export function inS3(settings: S3Settings, silenceMs = SILENCE_MS): ObjectStorage {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = settings
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    region,
    service: 's3',
    retries: RETRIES,
  })
  const root = `${endpoint.replace(/\/+$/, '')}/${bucket}`

  interface Question {
    method: string
    key?: string
    query?: Record<string, string>
    headers?: Record<string, string>
    body?: Uint8Array | string
    /** Statuses beside success that the caller understands. */
    known?: number[]
  }

  async function ask({ method, key, query = {}, headers = {}, body, known = [] }: Question) {
    const url = new URL(key === undefined ? root : `${root}/${encodeURIComponent(key)}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    // Signed too, so that what arrives is what was sent.
    const signed = { ...headers, 'x-amz-content-sha256': await sha256(bytes ?? new Uint8Array()) }
    const { signal, wait } = patience(silenceMs)
    const begun = await wait(() =>
      client.fetch(url.href, {
        method,
        headers: signed,
        ...(bytes ? { body: bytes as BodyInit } : {}),
        signal,
      }),
    )
    const answer = paced(begun, wait)
    if (answer.ok || known.includes(answer.status)) return answer
    const code = textIn(await answer.text(), 'Code')
    throw new Error(`the store answered ${answer.status} ${code ?? ''} to ${method}`)
  }

  async function done(question: Question): Promise<Headers> {
    const answer = await ask(question)
    // An unread body holds its connection.
    await answer.body?.cancel()
    return answer.headers
  }

  return {
    async put(key, bytes) {
      await done({ method: 'PUT', key, body: bytes })
    },
    async get(key, span) {
      const range = span && `bytes=${span.offset}-${span.offset + span.length - 1}`
      const headers: Record<string, string> = range ? { range } : {}
      const answer = await ask({ method: 'GET', key, headers, known: [404] })
      if (answer.status !== 404) return answer.body
      await answer.body?.cancel()
      return null
    },
    async head(key) {
      const { status, headers } = await ask({ method: 'HEAD', key, known: [404] })
      if (status === 404) return null
      return {
        key,
        size: Number(headers.get('content-length')),
        uploadedAt: new Date(headers.get('last-modified') ?? 0),
      }
    },
    async delete(keys) {
      // One by one: not every store that speaks S3 knows how to delete many.
      for (const key of keys) await done({ method: 'DELETE', key, known: [404] })
    },
    async list(after) {
      const query = { 'list-type': '2', ...(after ? { 'start-after': after } : {}) }
      const answer = await (await ask({ method: 'GET', query })).text()
      const objects = [...answer.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(
        ([, entry = '']): StoredObject => ({
          key: textIn(entry, 'Key') ?? '',
          size: Number(textIn(entry, 'Size')),
          uploadedAt: new Date(textIn(entry, 'LastModified') ?? 0),
        }),
      )
      return { objects, more: textIn(answer, 'IsTruncated') === 'true' }
    },
    async beginParts(key) {
      const answer = await ask({ method: 'POST', key, query: { uploads: '' } })
      const uploadId = textIn(await answer.text(), 'UploadId')
      if (!uploadId) throw new Error('the store began no upload')
      return uploadId
    },
    async putPart(key, uploadId, number, bytes) {
      const query = { partNumber: String(number), uploadId }
      const tag = (await done({ method: 'PUT', key, query, body: bytes })).get('etag')
      if (!tag) throw new Error('the store gave no tag for a part')
      return tag
    },
    async finishParts(key, uploadId, parts) {
      const list = parts.map(
        ({ number, tag }) =>
          `<Part><PartNumber>${number}</PartNumber><ETag>${xml(tag)}</ETag></Part>`,
      )
      const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`
      const answer = await ask({ method: 'POST', key, query: { uploadId }, body })
      // The store may begin to answer 200 and then find that it can't.
      const code = textIn(await answer.text(), 'Code')
      if (code) throw new Error(`the store answered ${code} when an upload was finished`)
    },
    async dropParts(key, uploadId) {
      await done({ method: 'DELETE', key, query: { uploadId }, known: [404] })
    },
  }
}
