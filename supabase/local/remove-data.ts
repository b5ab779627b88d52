import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { holdsMonths } from '../archive/archive-months.ts'
import { StartError } from './postgres/start-error.ts'

/**
 * What an installation makes in its data folder. Only this is removed: `DATA_DIR` may name a folder
 * that others keep things in.
 */
const made = [
  ...['data', 'data.new', 'data.log', 'secrets.json'].map((name) => path.join('postgres', name)),
  ...['mailbox', 'objects', 'buckets'],
]

/**
 * Removes all that an installation keeps: Postgres, mail, the Durable Objects' storage and files. The
 * lock stays, so that nobody comes in meanwhile; whoever calls holds it. Archived months are laid
 * aside: they may be of a hosted database, and the only ones.
 *
 * @throws StartError when the months can't be laid aside; nothing is removed then
 */
export async function removeData(dataDir: string, say: (line: string) => void): Promise<void> {
  await layMonthsAside(dataDir, say)
  await Promise.all(
    made.map((name) => rm(path.join(dataDir, name), { recursive: true, force: true })),
  )
}

async function layMonthsAside(dataDir: string, say: (line: string) => void): Promise<void> {
  const archive = path.join(dataDir, 'archive')
  if (!holdsMonths(archive)) return
  const stamp = new Date().toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  let aside = `${dataDir}.archive-${stamp}`
  for (let tries = 2; existsSync(aside); tries += 1) aside = `${dataDir}.archive-${stamp}-${tries}`
  await rename(archive, aside).catch((error: Error) => {
    throw new StartError(
      `${archive} holds archived months and can't be laid aside as ${aside}: move it yourself, then start again.`,
      { cause: error },
    )
  })
  say(`The archived months lie in ${aside} now`)
}
