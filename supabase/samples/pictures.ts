import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

const [WIDTH, HEIGHT] = [640, 360]

/** Warm paper, ink, and four colours that stand on either. */
const COLOURS = [
  [0xfb, 0xf6, 0xef],
  [0x22, 0x1f, 0x1b],
  [0xba, 0x38, 0x07],
  [0x2f, 0x6f, 0x73],
  [0xd9, 0xa4, 0x41],
  [0x5b, 0x5f, 0x97],
] as const

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** A picture of a few rings and bands, the same for the same name: a PNG of some kilobytes. */
export function coverOf(name: string): Uint8Array {
  const seed = createHash('sha256').update(name).digest()
  const byte = (at: number) => seed[at % seed.length] ?? 0
  const rings = [0, 1, 2].map((n) => ({
    x: 60 + (byte(n * 3) / 255) * (WIDTH - 120),
    y: 40 + (byte(n * 3 + 1) / 255) * (HEIGHT - 80),
    radius: 40 + (byte(n * 3 + 2) / 255) * 110,
    colour: 2 + ((byte(n + 12) + n) % 4),
  }))
  const slope = byte(20) / 255 - 0.5
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      let colour = Math.floor((y + x * slope) / 24) % 6 === 0 ? 4 : 0
      for (const ring of rings) {
        const far = Math.hypot(x - ring.x, y - ring.y)
        if (far < ring.radius) colour = far > ring.radius - 14 || far < 12 ? 1 : ring.colour
      }
      rows[y * (WIDTH + 1) + 1 + x] = colour
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  // Eight bits a pixel, each the number of a colour.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(COLOURS.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
