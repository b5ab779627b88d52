import type { LegacyRow } from './read-legacy.ts'
import { asDate, asFlag, asText } from './values.ts'

/** Fields that say that an account is in use. */
const inUse = ['active', 'enabled', 'status']
/** Fields that say that it is stopped: a yes, or the moment when it was. */
const stopped = ['banned', 'blocked', 'suspended', 'disabled', 'deleted']
const stoppedAt = ['bannedAt', 'blockedAt', 'suspendedAt', 'disabledAt', 'deletedAt']
const stoppedUntil = ['bannedUntil', 'suspendedUntil']

const goodWords = new Set([
  'active',
  'enabled',
  'approved',
  'confirmed',
  'verified',
  'registered',
  'normal',
  'ok',
  'online',
  'offline',
])

/**
 * What a row says against letting its person in, or null. What can't be understood counts as said
 * against it: lifting a suspension is easy, and whoever was let in has read.
 */
export function whyStopped(row: LegacyRow, now = new Date()): string | null {
  for (const field of inUse) {
    const word = asText(row[field])
    if (word && asFlag(word) !== true && !goodWords.has(word.toLowerCase())) {
      return `${field} says “${word.slice(0, 40)}”`
    }
  }
  for (const field of [...stopped, ...stoppedAt]) {
    const word = asText(row[field])
    if (word && asFlag(word) !== false) return `${inWords(field)} says “${word.slice(0, 40)}”`
  }
  for (const field of stoppedUntil) {
    const value = row[field]
    const word = asText(value)
    // A moment without end is a number to the driver.
    if (!word || value === Number.NEGATIVE_INFINITY) continue
    const until = asDate(value)
    if (until === null || until > now) return `${inWords(field)} says “${word.slice(0, 40)}”`
  }
  return null
}

const inWords = (field: string) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
