/** A picture of a film as its encoder gave it; `at` in milliseconds. */
export interface Frame {
  key: boolean
  at: number
  data: Uint8Array
}

interface Track {
  width: number
  height: number
  seconds: number
  frames: Frame[]
}

type Part = Uint8Array | Part[]

const flat = (part: Part): Buffer =>
  part instanceof Uint8Array ? Buffer.from(part) : Buffer.concat(part.map(flat))

/** An element of EBML (RFC 8794): its id, its length in eight bytes, what is in it. */
function element(id: number, ...parts: Part[]): Buffer {
  const body = flat(parts)
  const hex = id.toString(16)
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(body.length) | (1n << 56n))
  return Buffer.concat([Buffer.from(hex, 'hex'), size, body])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
const text = (value: string) => Buffer.from(value, 'latin1')
function float(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}

/** A WebM of one VP8 track: a cluster for each picture that stands alone, and where each begins. */
export function webm({ width, height, seconds, frames }: Track): Uint8Array {
  const clusters: { at: number; bytes: Buffer }[] = []
  let blocks: Buffer[] = []
  let begin = 0
  const close = () => {
    if (blocks.length === 0) return
    clusters.push({ at: begin, bytes: element(0x1f43b675, element(0xe7, number(begin)), blocks) })
    blocks = []
  }
  for (const { key, at, data } of frames) {
    if (key) {
      close()
      begin = at
    }
    const head = Buffer.from([0x81, 0, 0, key ? 0x80 : 0])
    head.writeInt16BE(at - begin, 1)
    blocks.push(element(0xa3, head, data))
  }
  close()
  const info = element(
    0x1549a966,
    element(0x2ad7b1, number(1_000_000)),
    element(0x4489, float(seconds * 1000)),
    element(0x4d80, text('aigym')),
    element(0x5741, text('aigym')),
  )
  const tracks = element(
    0x1654ae6b,
    element(
      0xae,
      element(0xd7, number(1)),
      element(0x73c5, number(1)),
      element(0x83, number(1)),
      element(0x86, text('V_VP8')),
      element(0xe0, element(0xb0, number(width)), element(0xba, number(height))),
    ),
  )
  // Every length has eight bytes, so that the list of places is as long with its places as without.
  const cues = (from: number) => {
    let place = from
    return element(
      0x1c53bb6b,
      clusters.map(({ at, bytes }) => {
        const cue = element(
          0xbb,
          element(0xb3, number(at)),
          element(0xb7, element(0xf7, number(1)), element(0xf1, number(place))),
        )
        place += bytes.length
        return cue
      }),
    )
  }
  const list = cues(info.length + tracks.length + cues(0).length)
  const head = element(
    0x1a45dfa3,
    element(0x4286, number(1)),
    element(0x42f7, number(1)),
    element(0x42f2, number(4)),
    element(0x42f3, number(8)),
    element(0x4282, text('webm')),
    element(0x4287, number(2)),
    element(0x4285, number(2)),
  )
  const segment = element(
    0x18538067,
    info,
    tracks,
    list,
    clusters.map(({ bytes }) => bytes),
  )
  return Buffer.concat([head, segment])
}
