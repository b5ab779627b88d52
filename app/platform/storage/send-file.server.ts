import { AppError } from '../errors'
import { spanOf } from './byte-range'
import type { LinkedFile } from './file-links.server'
import { disposition } from './file-name'
import type { ObjectStorage } from './object-storage'

/** Types that a browser shows or plays by itself and that hold nothing that could run. */
const SHOWN = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'text/plain',
  'text/vtt',
])

/** Nothing that is sent from here runs, loads anything or sends a form, whatever it says it is. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"

/** Whether a file is shown in its place rather than saved. */
export const isShown = (mediaType: string) => SHOWN.has(mediaType)

/**
 * A file as an answer: whole, a part of it, or "you have it already". What lies under an id never
 * changes, so the id is its tag.
 *
 * @param keepSeconds that the asker's own browser may keep it
 * @throws AppError `file.not-found` (404) when nothing lies there
 */
export async function sendFile(
  request: Request,
  storage: ObjectStorage,
  { id, name, mediaType, bytes }: LinkedFile,
  keepSeconds: number,
): Promise<Response> {
  const tag = `"${id}"`
  const text = mediaType.startsWith('text/') ? '; charset=utf-8' : ''
  const headers = new Headers({
    etag: tag,
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${keepSeconds}, no-transform`,
    vary: 'Cookie',
    'content-type': `${mediaType}${text}`,
    'content-disposition': disposition(name, SHOWN.has(mediaType)),
    // The runtime would zip a text, and a part of what is zipped is no part of the file.
    'content-encoding': 'identity',
    'content-security-policy': POLICY,
    'cross-origin-resource-policy': 'same-origin',
  })
  const known = request.headers.get('if-none-match')
  if (known && (known.trim() === '*' || known.includes(tag))) {
    return new Response(null, { status: 304, headers })
  }

  const asked = request.headers.get('range')
  const unless = request.headers.get('if-range')
  const span = unless && unless !== tag ? 'whole' : spanOf(asked, bytes)
  if (span === 'beyond') {
    headers.set('content-range', `bytes */${bytes}`)
    headers.delete('content-disposition')
    headers.set('content-type', 'text/plain')
    return new Response(null, { status: 416, headers })
  }
  const whole = span === 'whole'
  headers.set('content-length', String(whole ? bytes : span.length))
  if (!whole) {
    const last = span.offset + span.length - 1
    headers.set('content-range', `bytes ${span.offset}-${last}/${bytes}`)
  }
  const status = whole ? 200 : 206
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const body = bytes === 0 ? null : await storage.get(id, whole ? undefined : span)
  if (bytes > 0 && !body) throw new AppError('file.not-found', 404)
  return new Response(body, { status, headers })
}
