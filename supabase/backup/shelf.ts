import { existsSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A backup on the shelf. */
export interface KeptBackup {
  file: string
  /** The order in which they were made. The clock has no say in it. */
  sequence: number
  /** What the clock said. */
  madeAt: Date
}

/** How many are kept; the rest go when a new one has been made. */
export interface KeepRules {
  /** The newest so many, whatever their dates. */
  newest: number
  /** The last one of each of so many days, weeks, months that have one. */
  days: number
  weeks: number
  months: number
}

export const keepRules: KeepRules = { newest: 3, days: 7, weeks: 5, months: 12 }

const form = /^aigym-(\d{6,})-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/

/** Lists a folder's backups, the newest first. What has no name of ours is nobody's business here. */
export function listBackups(folder: string): KeptBackup[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const parts = form.exec(name)
      if (!parts) return []
      const [, sequence, year, month, day, hour, minute, second] = parts
      const madeAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
      if (Number.isNaN(madeAt.getTime())) return []
      return [{ file: join(folder, name), sequence: Number(sequence), madeAt }]
    })
    .sort((a, b) => b.sequence - a.sequence)
}

/** The name of the next one: one number higher than any that is there. */
export function nextBackup(folder: string, now: Date): KeptBackup {
  const sequence = (listBackups(folder)[0]?.sequence ?? 0) + 1
  const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  const name = `aigym-${String(sequence).padStart(6, '0')}-${stamp}.backup`
  return { file: join(folder, name), sequence, madeAt: now }
}

/** Names the day, the week (by its Monday) and the month of a time, in UTC. */
const labels: Record<'days' | 'weeks' | 'months', (time: Date) => string> = {
  days: (time) => time.toISOString().slice(0, 10),
  weeks(time) {
    const monday = new Date(time)
    monday.setUTCDate(time.getUTCDate() - ((time.getUTCDay() + 6) % 7))
    return monday.toISOString().slice(0, 10)
  },
  months: (time) => time.toISOString().slice(0, 7),
}

/**
 * Which backups may go. Days, weeks and months are counted as far as they have backups, and never
 * against today: a clock that jumps makes none of them old.
 *
 * @param backups the newest first
 */
export function toPrune(backups: KeptBackup[], rules: KeepRules = keepRules): KeptBackup[] {
  const keep = new Set(backups.slice(0, Math.max(1, rules.newest)))
  for (const unit of ['days', 'weeks', 'months'] as const) {
    const seen = new Set<string>()
    for (const backup of backups) {
      const label = labels[unit](backup.madeAt)
      if (seen.has(label)) continue
      if (seen.size === rules[unit]) break
      seen.add(label)
      keep.add(backup)
    }
  }
  return backups.filter((backup) => !keep.has(backup))
}

/** Removes what the rules no longer keep. @returns what went */
export async function prune(folder: string, rules: KeepRules = keepRules): Promise<KeptBackup[]> {
  const gone = toPrune(listBackups(folder), rules)
  for (const { file } of gone) await rm(file)
  return gone
}

/** Removes what backups that were killed left behind. Call it with the folder's lock held. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (/^aigym-.*\.backup\.partial$/.test(name)) await rm(join(folder, name), { force: true })
  }
}
