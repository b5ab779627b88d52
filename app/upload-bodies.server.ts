import { MOST_BYTES } from './features/content/documents/document'
import { limitBody, MAX_BODY_BYTES } from './platform/edge/body.server'
import { PART_BYTES } from './platform/storage/object-storage'

/** Pages whose form brings a file. Their actions read the body as it comes, and limit it themselves. */
const FILE_FORM =
  /^\/c\/[^/]+\/(?:admin\/(?:files\/[^/]+|import(?:\.data)?)|sandbox\/[^/]+\/files(?:\.data)?)$/

/** The forms of a document, which a file may fill. */
const DOCUMENT_FORM = /^\/c\/[^/]+\/admin\/documents\/[^/]+$/

/**
 * Bytes of such a form: more than the largest file and all that stands in the fields, so that a file
 * that is a little too large is told so by the form. It is held in memory, and by anybody.
 */
const DOCUMENT_BYTES = 1.5 * MOST_BYTES + MAX_BODY_BYTES

/** Where one part of a file is sent to. */
const PART = /^\/api\/uploads\/[^/]+\/parts$/

/**
 * A request whose body is held to its limit: small everywhere but where files are sent to.
 *
 * @throws AppError `too-large` (413)
 */
export async function admitBody(request: Request): Promise<Request> {
  const { pathname } = new URL(request.url)
  const brings = request.headers.get('content-type')?.startsWith('multipart/form-data')
  if (brings && FILE_FORM.test(pathname)) return request
  if (brings && DOCUMENT_FORM.test(pathname)) return limitBody(request, DOCUMENT_BYTES)
  return limitBody(request, PART.test(pathname) ? PART_BYTES : undefined)
}
