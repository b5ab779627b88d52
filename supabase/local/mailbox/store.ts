import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mail } from '../auth/mails.ts'

export interface StoredMail extends Mail {
  id: string
  /** When it was sent, as ISO 8601. */
  sentAt: string
}

export interface MailStore {
  add(mail: Mail): StoredMail
  /** The newest first; only one person's where an address is given. */
  list(to?: string): StoredMail[]
  read(id: string): StoredMail | undefined
}

/** Keeps each mail in a file whose name sorts by time, and no more than `keep` of them. */
export function openStore(dir: string, keep: number): MailStore {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  let last = 0

  const names = () =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse()

  const read = (name: string): StoredMail | undefined => {
    try {
      return JSON.parse(readFileSync(join(dir, name), 'utf8')) as StoredMail
    } catch {
      // It went just now, or a full disk kept it from being written whole.
      return undefined
    }
  }

  return {
    add(mail) {
      // Two mails of one millisecond keep their order.
      last = Math.max(Date.now(), last + 1)
      const id = `${last.toString().padStart(15, '0')}-${randomBytes(4).toString('hex')}`
      const stored = { ...mail, id, sentAt: new Date(last).toISOString() }
      const file = join(dir, `${id}.json`)
      writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 })
      renameSync(`${file}.new`, file)
      for (const name of names().slice(keep)) rmSync(join(dir, name), { force: true })
      return stored
    },
    list: (to) =>
      names()
        .map(read)
        .filter((mail) => mail !== undefined)
        .filter((mail) => to === undefined || mail.to.toLowerCase() === to.toLowerCase()),
    read: (id) => (/^[\w-]+$/.test(id) ? read(`${id}.json`) : undefined),
  }
}
