import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './start-error.ts'

/** How a program is started so that it does not run as root. */
export interface Launcher {
  /** Words to put before the command. */
  prefix: string[]
  /** Options for `spawn`. */
  spawn: { uid?: number; gid?: number }
  /** Who must own the data, or undefined when it stays as it is. */
  owner?: { uid: number; gid: number }
}

interface User {
  uid: number
  gid: number
}

/** The ways to try, in order. */
export type WaysDown = (user: User) => Launcher[]

/**
 * Postgres refuses to run as root. An ordinary user needs nothing; root steps down by the first of
 * these that works here:
 *
 * 1. a user namespace, in which root's own files belong to the stand-in user, so that a checkout
 *    under root's home can be read;
 * 2. another user that keeps the one right to pass file permissions, for the same reason;
 * 3. another user as it is, where the checkout can be read by all.
 *
 * @param workDir a folder that the program must be able to write to; it must exist
 * @param program a file that it must be able to execute
 * @throws StartError when root has no way down
 */
export function chooseLauncher(
  workDir: string,
  program: string,
  ways: WaysDown = waysDown,
): Launcher {
  if (process.getuid?.() !== 0) return { prefix: [], spawn: {} }
  const user = findOrdinaryUser()
  const owned = lstatSync(workDir)
  for (const launcher of user === undefined ? [] : ways(user)) {
    chownTree(workDir, launcher.owner ?? { uid: 0, gid: 0 })
    if (works(launcher, workDir, program)) return launcher
  }
  chownTree(workDir, owned)
  throw new StartError(
    'Postgres refuses to run as root and found no way to step down: run npm start as an ordinary user.',
  )
}

export const waysDown: WaysDown = (user) => {
  const asUser = { uid: user.uid, gid: user.gid }
  const id = String(user.uid)
  return [
    { prefix: ['unshare', '--user', `--map-user=${id}`], spawn: {} },
    {
      prefix: [
        'setpriv',
        `--reuid=${id}`,
        `--regid=${user.gid}`,
        '--clear-groups',
        '--inh-caps=-all,+dac_override',
        '--ambient-caps=-all,+dac_override',
      ],
      spawn: {},
      owner: asUser,
    },
    { prefix: [], spawn: asUser, owner: asUser },
  ]
}

function works(launcher: Launcher, workDir: string, program: string): boolean {
  const script =
    'test "$(id -u)" -ne 0 && "$1" --version && : >"$2/.may-write" && rm "$2/.may-write"'
  const words = [...launcher.prefix, 'sh', '-c', script, 'sh', program, workDir]
  const options: SpawnSyncOptions = {
    ...launcher.spawn,
    stdio: 'ignore',
    timeout: 10_000,
    cwd: '/',
  }
  return spawnSync(words[0] ?? 'sh', words.slice(1), options).status === 0
}

/** A user that this machine knows (initdb asks for its name), preferably one with no rights at all. */
function findOrdinaryUser(): User | undefined {
  let text: string
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return undefined
  }
  const users = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0 && Number.isInteger(user.gid))
  return users.find((user) => user.name === 'nobody') ?? users[0]
}

/** Gives a folder to a user, unless it has it already. */
export function chownTree(path: string, owner: User): void {
  const stat = lstatSync(path)
  if (stat.uid === owner.uid) return
  if (stat.isDirectory()) {
    for (const name of readdirSync(path)) chownTree(join(path, name), owner)
  }
  // Last, so that a walk that was cut off is taken up again.
  if (!stat.isSymbolicLink()) chownSync(path, owner.uid, owner.gid)
}
