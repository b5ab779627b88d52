import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { BackupDamaged, seal, unseal } from './seal.ts'

const key = randomBytes(32)
const sealed = (text: Buffer) => buffer(Readable.from([text]).pipe(seal(key)))

async function opened(bytes: Buffer, with_ = key): Promise<Buffer> {
  const stream = unseal(with_, 'night.backup')
  const end = buffer(stream)
  // In odd portions, as a disk may give them.
  for (let at = 0; at < bytes.length; at += 70_001) stream.write(bytes.subarray(at, at + 70_001))
  stream.end()
  return end
}

describe('a sealed stream', () => {
  test.each([0, 1, 1024 * 1024, 3 * 1024 * 1024 + 5])('opens again: %i bytes', async (size) => {
    const text = randomBytes(size)
    const bytes = await sealed(text)
    expect(bytes.toString('latin1', 0, 15)).toBe('AIGYM-BACKUP-1\n')
    expect((await opened(bytes)).equals(text)).toBe(true)
  })

  test('shows nothing of the text or the key, and is never the same twice', async () => {
    const text = Buffer.from('the plan of the school '.repeat(100))
    const bytes = await sealed(text)
    expect(bytes.includes('school')).toBe(false)
    expect(bytes.includes(key)).toBe(false)
    expect(bytes.includes(key.toString('hex'))).toBe(false)
    expect(bytes.equals(await sealed(text))).toBe(false)
  })

  test('that was cut off anywhere does not open', async () => {
    const bytes = await sealed(randomBytes(2 * 1024 * 1024 + 100))
    const cuts = [0, 5, 60, 250, 1_000, 1024 * 1024, bytes.length - 117, bytes.length - 1]
    for (const cut of cuts) {
      await expect(opened(bytes.subarray(0, cut)), `cut at ${cut}`).rejects.toThrow(
        'The backup night.backup is not whole: its end is missing.',
      )
    }
  })

  test('that was cut off between two frames does not open', async () => {
    const bytes = await sealed(Buffer.alloc(2 * 1024 * 1024, 7))
    // Head, two full frames, an empty last frame: without the last one each frame is in order.
    await expect(opened(bytes.subarray(0, bytes.length - 20))).rejects.toThrow(/its end is missing/)
  })

  test('with any byte changed does not open', async () => {
    const bytes = await sealed(randomBytes(1024 * 1024 + 100))
    const head = bytes.indexOf('\n', 20) + 66
    for (const at of [20, 100, head, head + 1, head + 5, head + 500_000, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      await expect(opened(changed), `byte ${at}`).rejects.toBeInstanceOf(BackupDamaged)
    }
  })

  test('with frames in another order, or something behind the end, does not open', async () => {
    const bytes = await sealed(randomBytes(3 * 1024 * 1024))
    const head = bytes.indexOf('\n', 20) + 66
    const frame = 4 + 1024 * 1024 + 16
    const [one, two] = [0, 1].map((n) => bytes.subarray(head + n * frame, head + (n + 1) * frame))
    const swapped = Buffer.concat([
      bytes.subarray(0, head),
      two as Buffer,
      one as Buffer,
      bytes.subarray(head + 2 * frame),
    ])
    await expect(opened(swapped)).rejects.toThrow(/was altered after it was made \(part 1\)/)
    await expect(opened(Buffer.concat([bytes, Buffer.from('more')]))).rejects.toThrow(
      /something stands behind its end/,
    )
  })

  test('says that the key is another one, and that a file is none of ours', async () => {
    await expect(opened(await sealed(Buffer.from('text')), randomBytes(32))).rejects.toThrow(
      'The key does not fit night.backup: it was made with another one. Set AIGYM_BACKUP_KEY to that one, or put its file back.',
    )
    await expect(opened(Buffer.from('PK\x03\x04 a zip of holiday pictures'))).rejects.toThrow(
      'night.backup is no backup of AI GYM.',
    )
  })
})
