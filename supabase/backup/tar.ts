/** A file or folder on its way into an archive or out of it. */
export interface TarEntry {
  /** With `/` between its parts, relative, without `..`. */
  path: string
  kind: 'file' | 'folder'
  /** Permission bits. */
  mode: number
  /** Bytes of the body; 0 for folders. */
  size: number
}

export interface TarSource extends TarEntry {
  /** Gives exactly `size` bytes. */
  body?: AsyncIterable<Buffer>
}

const block = 512
const biggestOctal = 8 * 1024 ** 3 - 1

function header(path: string, type: string, mode: number, size: number): Buffer {
  const bytes = Buffer.alloc(block)
  bytes.write(path, 0, 100, 'utf8')
  bytes.write(`${(mode & 0o7777).toString(8).padStart(7, '0')}\0`, 100, 'latin1')
  // Nobody's: who restores it owns it.
  bytes.write('0000000\x000000000\x00', 108, 'latin1')
  bytes.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  bytes.write('00000000000\0', 136, 'latin1')
  bytes.fill(' ', 148, 156)
  bytes.write(type, 156, 'latin1')
  bytes.write('ustar\x0000', 257, 'latin1')
  const sum = bytes.reduce((total: number, byte: number) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return bytes
}

function padding(size: number): Buffer {
  return Buffer.alloc((block - (size % block)) % block)
}

/** What the old header has no room for goes in a header of its own (POSIX pax). */
function extended(fields: Record<string, string>): Buffer {
  const records = Object.entries(fields).map(([name, value]) => {
    const rest = Buffer.byteLength(` ${name}=${value}\n`)
    // The length counts itself.
    let length = rest + 1
    while (String(length).length + rest !== length) length = String(length).length + rest
    return `${length} ${name}=${value}\n`
  })
  const body = Buffer.from(records.join(''))
  return Buffer.concat([header('pax', 'x', 0o600, body.length), body, padding(body.length)])
}

/** Writes entries as a POSIX tar stream, which any `tar` reads. */
export async function* writeTar(entries: AsyncIterable<TarSource>): AsyncGenerator<Buffer> {
  for await (const { path, kind, mode, size, body } of entries) {
    const name = kind === 'folder' ? `${path}/` : path
    const fields: Record<string, string> = {}
    if (Buffer.byteLength(name) > 100) fields.path = name
    if (size > biggestOctal) fields.size = String(size)
    if (Object.keys(fields).length > 0) yield extended(fields)
    yield header(name, kind === 'folder' ? '5' : '0', mode, size > biggestOctal ? 0 : size)
    let written = 0
    for await (const chunk of body ?? []) {
      written += chunk.length
      yield chunk
    }
    if (written !== size) throw new Error(`${path}: ${written} bytes came, ${size} were announced`)
    yield padding(size)
  }
  yield Buffer.alloc(2 * block)
}

/** Hands out bytes in the portions that are asked for. */
class Portions {
  readonly #source: AsyncIterator<Buffer>
  #held = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** @returns at most `most` bytes, at least one */
  async some(most: number): Promise<Buffer> {
    while (this.#held.length === 0) {
      const next = await this.#source.next()
      if (next.done) throw new Error('The archive ends in the middle.')
      this.#held = next.value
    }
    const portion = this.#held.subarray(0, most)
    this.#held = this.#held.subarray(portion.length)
    return portion
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let left = size; left > 0; ) {
      const part = await this.some(left)
      parts.push(part)
      left -= part.length
    }
    return Buffer.concat(parts)
  }

  /** Takes what is left, so that whoever writes it comes to their end. */
  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }
}

const text = (bytes: Buffer) => bytes.toString('utf8').replace(/\0.*$/s, '')
const octal = (bytes: Buffer) => Number.parseInt(text(bytes).trim() || '0', 8)

function fieldsOf(body: Buffer): Record<string, string> {
  const fields: Record<string, string> = {}
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(' ', at)
    const end = at + Number(body.toString('utf8', at, space))
    const record = body.toString('utf8', space + 1, end - 1)
    fields[record.slice(0, record.indexOf('='))] = record.slice(record.indexOf('=') + 1)
    at = end
  }
  return fields
}

/**
 * Reads a tar stream to its end.
 *
 * @param visit gets each entry in order; what it leaves of the body is skipped
 */
export async function readTar(
  source: AsyncIterable<Buffer>,
  visit: (entry: TarEntry, body: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const portions = new Portions(source)
  let fields: Record<string, string> = {}
  for (;;) {
    const head = await portions.exactly(block)
    if (head.every((byte) => byte === 0)) break
    const type = head.toString('latin1', 156, 157)
    const size = Number(fields.size ?? octal(head.subarray(124, 136)))
    if (type === 'x') {
      fields = fieldsOf(await portions.exactly(size))
    } else {
      const path = (fields.path ?? text(head.subarray(0, 100))).replace(/\/$/, '')
      if (path.startsWith('/') || path.split('/').includes('..')) {
        throw new Error(`The archive names a file outside itself: ${path}`)
      }
      const kind = type === '5' ? 'folder' : 'file'
      let left = size
      const rest = async function* () {
        while (left > 0) {
          const part = await portions.some(left)
          left -= part.length
          yield part
        }
      }
      await visit({ path, kind, mode: octal(head.subarray(100, 108)), size }, rest())
      for await (const _ of rest());
      fields = {}
    }
    await portions.exactly(padding(size).length)
  }
  await portions.drain()
}
