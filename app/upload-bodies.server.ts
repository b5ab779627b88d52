import { limitBody } from './platform/edge/body.server'
import { PART_BYTES } from './platform/storage/object-storage'

/** The page whose form brings a file. Its action reads the body as it comes, and limits it itself. */
const FILE_FORM = /^\/c\/[^/]+\/admin\/files\/[^/]+$/

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
  return limitBody(request, PART.test(pathname) ? PART_BYTES : undefined)
}
