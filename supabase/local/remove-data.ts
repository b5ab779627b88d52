import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'

/** The lock of `startPostgres`, and what somebody just now tries to claim it with. */
const isLock = (name: string) => name.startsWith('data.lock')

/**
 * Removes all that an installation keeps: Postgres, mail, the Durable Objects' storage and files. The
 * lock stays, so that nobody comes in meanwhile; whoever calls holds it.
 */
export async function removeData(dataDir: string): Promise<void> {
  const postgres = path.join(dataDir, 'postgres')
  const inside = (await readdir(postgres)).filter((name) => !isLock(name))
  const beside = (await readdir(dataDir)).filter((name) => name !== 'postgres')
  const files = [
    ...inside.map((name) => path.join(postgres, name)),
    ...beside.map((name) => path.join(dataDir, name)),
  ]
  await Promise.all(files.map((file) => rm(file, { recursive: true, force: true })))
}
