import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { Transform } from 'node:stream'
import { StartError } from '../local/postgres/start-error.ts'

/**
 * The sealed file: three lines of text, then frames.
 *
 *     AIGYM-BACKUP-1
 *     {"cipher":"aes-256-gcm","compression":"zstd","salt":"…","key":"…"}
 *     <SHA-256 of the two lines>
 *     frame: 4 bytes (length of the text, its highest bit set in the last frame) | text | 16 bytes tag
 *
 * Every file has a key of its own (HKDF over the salt), so that a frame's number can be its nonce.
 * Number, length and head are part of what each tag covers: a frame that was changed, moved, left out
 * or cut off does not open, and a file without a last frame is not whole.
 */
const magic = 'AIGYM-BACKUP-1'
const tagBytes = 16
const lastFrame = 0x80000000
const frameBytes = 1024 * 1024
const headLimit = 1024

/** The file ends too early, or is not what was written. Nothing that was read from it may be used. */
export class BackupDamaged extends StartError {}

function fileKey(master: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, 'aigym backup: frames', 32))
}

/** Says which key a file wants without saying anything about the key. */
function keyMark(master: Buffer, salt: Buffer): string {
  return Buffer.from(hkdfSync('sha256', master, salt, 'aigym backup: mark', 8)).toString('hex')
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

function sealedPart(headDigest: Buffer, number: number, word: number) {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(number), 4)
  const covered = Buffer.alloc(12)
  covered.writeBigUInt64BE(BigInt(number), 0)
  covered.writeUInt32BE(word, 8)
  return { nonce, covered: Buffer.concat([headDigest, covered]) }
}

/**
 * Encrypts what flows through it.
 *
 * @param master 32 bytes
 */
export function seal(master: Buffer): Transform {
  const salt = randomBytes(32)
  const about = { cipher: 'aes-256-gcm', compression: 'zstd', salt: salt.toString('hex') }
  const head = `${magic}\n${JSON.stringify({ ...about, key: keyMark(master, salt) })}\n`
  const headDigest = Buffer.from(digest(head), 'hex')
  const key = fileKey(master, salt)
  let held: Buffer[] = [Buffer.alloc(0)]
  let size = 0
  let number = 0

  const frame = (text: Buffer, isLast: boolean): Buffer => {
    const word = (text.length | (isLast ? lastFrame : 0)) >>> 0
    const { nonce, covered } = sealedPart(headDigest, number, word)
    number += 1
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    cipher.setAAD(covered)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(word)
    return Buffer.concat([length, cipher.update(text), cipher.final(), cipher.getAuthTag()])
  }

  return new Transform({
    construct(done) {
      this.push(`${head}${digest(head)}\n`)
      done()
    },
    transform(chunk: Buffer, _encoding, done) {
      held.push(chunk)
      size += chunk.length
      if (size >= frameBytes) {
        const whole = Buffer.concat(held)
        let at = 0
        for (; whole.length - at >= frameBytes; at += frameBytes) {
          this.push(frame(whole.subarray(at, at + frameBytes), false))
        }
        held = [whole.subarray(at)]
        size = whole.length - at
      }
      done()
    },
    flush(done) {
      this.push(frame(Buffer.concat(held), true))
      done()
    },
  })
}

/**
 * Decrypts what `seal` made. Nothing leaves it before its tag was checked.
 *
 * @param name what errors call the file
 * @throws BackupDamaged for a file that was cut off or changed, StartError for another key
 */
export function unseal(master: Buffer, name: string): Transform {
  let rest = Buffer.alloc(0)
  let opened: { key: Buffer; headDigest: Buffer } | undefined
  let number = 0
  let isWhole = false

  function readHead(): boolean {
    const text = rest.subarray(0, headLimit).toString('latin1')
    const [first, about, sum, ...more] = text.split('\n')
    if (!magic.startsWith(text.slice(0, magic.length))) throw notOurs(name)
    if (more.length === 0) {
      if (text.length === headLimit) throw notOurs(name)
      return false
    }
    const head = `${first}\n${about}\n`
    if (first !== magic) throw notOurs(name)
    if (digest(head) !== sum) throw altered(name, 'its head')
    const { salt, key } = JSON.parse(about ?? '') as { salt: string; key: string }
    const saltBytes = Buffer.from(salt, 'hex')
    if (keyMark(master, saltBytes) !== key) {
      throw new StartError(
        `The key does not fit ${name}: it was made with another one. Set AIGYM_BACKUP_KEY to that one, or put its file back.`,
      )
    }
    opened = { key: fileKey(master, saltBytes), headDigest: Buffer.from(digest(head), 'hex') }
    rest = rest.subarray(head.length + (sum ?? '').length + 1)
    return true
  }

  function* frames({ key, headDigest }: { key: Buffer; headDigest: Buffer }) {
    while (rest.length >= 4) {
      if (isWhole) throw altered(name, 'something stands behind its end')
      const word = rest.readUInt32BE(0)
      const length = word & ~lastFrame
      if (length > frameBytes) throw altered(name, `part ${number + 1}`)
      if (rest.length < 4 + length + tagBytes) return
      const { nonce, covered } = sealedPart(headDigest, number, word)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      decipher.setAAD(covered)
      decipher.setAuthTag(rest.subarray(4 + length, 4 + length + tagBytes))
      const text = decipher.update(rest.subarray(4, 4 + length))
      try {
        decipher.final()
      } catch {
        throw altered(name, `part ${number + 1}`)
      }
      rest = rest.subarray(4 + length + tagBytes)
      number += 1
      isWhole = (word & lastFrame) !== 0
      yield text
    }
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
        if (opened || readHead()) {
          for (const text of frames(opened as NonNullable<typeof opened>)) this.push(text)
        }
        done()
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      if (isWhole && rest.length === 0) return done()
      done(
        isWhole
          ? altered(name, 'something stands behind its end')
          : new BackupDamaged(`The backup ${name} is not whole: its end is missing.`),
      )
    },
  })
}

function notOurs(name: string): BackupDamaged {
  return new BackupDamaged(`${name} is no backup of AI GYM.`)
}

function altered(name: string, where: string): BackupDamaged {
  return new BackupDamaged(`The backup ${name} was altered after it was made (${where}).`)
}
