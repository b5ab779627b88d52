import { unstable_parseMultipartFormData as parseParts } from '@remix-run/cloudflare'
import { AppError } from '../errors'

/** Bytes of a text field of a form that brings a file. */
const LONGEST_FIELD = 4_000

/** Bytes that may pass without a field or a piece of a file among them: headers, and no end of them. */
const LONGEST_SILENCE = 1024 * 1024

/** Bytes of a refused file that are read on, so that the browser hears why: it listens when it has sent. */
const MOST_DRAINED = 1024 * 1024 * 1024

/** A file that a form brings, as it comes. */
export interface IncomingFile {
  name: string
  stream: AsyncIterable<Uint8Array>
}

interface Form<T> {
  /** The text fields. Those that say what to do with the file must stand before it. */
  fields: Record<string, string>
  /** What became of the file; undefined where the form had none. */
  file: { value: T } | { refused: unknown } | undefined
}

const bytesOf = async (data: AsyncIterable<Uint8Array>, most: number) => {
  const decoder = new TextDecoder()
  let [text, size] = ['', 0]
  for await (const chunk of data) {
    size += chunk.length
    if (size > most) throw new AppError('too-large', 413)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * Reads a `multipart/form-data` body as it comes, so that no file is ever whole in memory.
 *
 * A file that `take` refuses is read to its end and forgotten, since a browser that is cut off while
 * it sends shows its own page and not ours.
 *
 * @param take is given the fields that stood before the file
 * @throws AppError `invalid` (422) when the body is no such form or breaks off
 */
export async function readUploadForm<T>(
  request: Request,
  take: (fields: Record<string, string>, file: IncomingFile) => Promise<T>,
): Promise<Form<T>> {
  const form: Form<T> = { fields: {}, file: undefined }
  let silence = 0
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (silence > LONGEST_SILENCE) throw new AppError('invalid', 422)
      silence += chunk.length
      controller.enqueue(chunk)
    },
  })
  const heard = async function* (data: AsyncIterable<Uint8Array>) {
    for await (const chunk of data) {
      silence = 0
      yield chunk
    }
  }
  const body = request.body?.pipeThrough(watch) ?? null
  try {
    await parseParts({ headers: request.headers, body } as Request, async (part) => {
      const data = heard(part.data)
      if (part.filename === undefined) {
        form.fields[part.name] = await bytesOf(data, LONGEST_FIELD)
      } else if (part.filename !== '' && !form.file) {
        form.file = await taken(take, form.fields, { name: part.filename, stream: data })
      } else {
        await drain(data)
      }
      return undefined
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid', 422, { cause: error })
  }
  return form
}

async function taken<T>(
  take: (fields: Record<string, string>, file: IncomingFile) => Promise<T>,
  fields: Record<string, string>,
  file: IncomingFile,
): Promise<{ value: T } | { refused: unknown }> {
  const rest = file.stream[Symbol.asyncIterator]()
  // `for await` would end the stream where it is left; what is left is still to be read.
  const open: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({ next: () => rest.next() }),
  }
  try {
    return { value: await take(fields, { name: file.name, stream: open }) }
  } catch (refused) {
    if (!(refused instanceof AppError)) throw refused
    await drain(open)
    return { refused }
  }
}

async function drain(data: AsyncIterable<Uint8Array>): Promise<void> {
  let size = 0
  for await (const chunk of data) {
    size += chunk.length
    if (size > MOST_DRAINED) throw new AppError('too-large', 413)
  }
}
