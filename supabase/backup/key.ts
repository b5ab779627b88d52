import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from '../local/postgres/start-error.ts'

const keyForm = /^[0-9a-f]{64}$/i

/** Where the key is kept: beside the data and not in it, so that neither a backup nor `--reset` takes it. */
export function keyFileOf(dataDir: string): string {
  return `${dataDir}.backup-key`
}

export interface KeySource {
  env?: NodeJS.ProcessEnv
  keyFile: string
}

function given(env: NodeJS.ProcessEnv): Buffer | undefined {
  const text = env.AIGYM_BACKUP_KEY?.trim()
  if (!text) return undefined
  if (!keyForm.test(text)) {
    throw new StartError(
      'AIGYM_BACKUP_KEY must be 64 hexadecimal digits, such as "openssl rand -hex 32" makes.',
    )
  }
  return Buffer.from(text, 'hex')
}

function kept(keyFile: string): Buffer | undefined {
  if (!existsSync(keyFile)) return undefined
  const text = readFileSync(keyFile, 'utf8').trim()
  if (!keyForm.test(text)) throw new StartError(`${keyFile} holds no backup key.`)
  return Buffer.from(text, 'hex')
}

/**
 * The key that backups are read with: `AIGYM_BACKUP_KEY`, else the file beside the data.
 *
 * @throws StartError when there is none
 */
export function findKey({ env = process.env, keyFile }: KeySource): Buffer {
  const key = given(env) ?? kept(keyFile)
  if (key) return key
  throw new StartError(
    `There is no key to open backups with: set AIGYM_BACKUP_KEY, or put the key file back to ${keyFile}.`,
  )
}

/**
 * The same for making a backup: without a key it makes one, in a file that only its owner reads.
 *
 * @param say gets one line when a key was made
 */
export async function findOrMakeKey(
  source: KeySource & { say: (line: string) => void },
): Promise<Buffer> {
  const { env = process.env, keyFile, say } = source
  const there = given(env) ?? kept(keyFile)
  if (there) return there
  const key = randomBytes(32)
  await mkdir(dirname(keyFile), { recursive: true })
  const draft = `${keyFile}.${process.pid}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${key.toString('hex')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    // Another backup may have made one at this moment: the first one counts.
    await link(draft, keyFile)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return findKey({ env, keyFile })
  } finally {
    await rm(draft, { force: true })
  }
  say(`Made a key in ${keyFile}: keep a copy elsewhere, no backup can be read without it`)
  return key
}
