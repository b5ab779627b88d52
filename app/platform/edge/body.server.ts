import { AppError } from '../errors'

/** Bytes that a posted body may have. The longest form, an agent's, fits four times. */
export const MAX_BODY_BYTES = 512 * 1024

/**
 * Refuses a body that is too large, by its declared length or, where none is declared, by counting.
 *
 * @throws AppError `too-large` (413)
 */
export async function limitBody(request: Request, most: number = MAX_BODY_BYTES): Promise<Request> {
  if (!request.body) return request
  const declared = Number(request.headers.get('content-length') ?? Number.NaN)
  if (declared > most) throw new AppError('too-large', 413)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > most) {
      await reader.cancel()
      throw new AppError('too-large', 413)
    }
    chunks.push(value)
  }
  return new Request(request, { body: new Blob(chunks as BlobPart[]) })
}
