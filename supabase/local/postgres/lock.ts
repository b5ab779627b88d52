import { spawnSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Lock {
  release(): void
}

/** Raised when a living process holds the lock. */
export class LockHeld extends Error {
  readonly pid: number

  constructor(pid: number) {
    super(`held by process ${pid}`)
    this.pid = pid
  }
}

/**
 * Takes a lock file that names its holder; a holder that is gone (even one whose number another
 * process has now) loses it.
 *
 * @param waitMs how long to wait for a living holder before `LockHeld` is raised
 */
export async function takeLock(file: string, waitMs = 0): Promise<Lock> {
  const giveUpAt = Date.now() + waitMs
  mkdirSync(dirname(file), { recursive: true })
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  for (;;) {
    if (claim(file, mine)) {
      return { release: () => rmSync(file, { force: true }) }
    }
    const holder = readHolder(file)
    if (holder !== undefined && isAlive(holder.pid) && startOf(holder.pid) === holder.started) {
      if (Date.now() >= giveUpAt) throw new LockHeld(holder.pid)
      await sleep(50)
    } else {
      removeStale(file)
    }
  }
}

/** Moves a dead holder's lock away; puts it back when another process was quicker and it is theirs. */
function removeStale(file: string): void {
  const moved = `${file}.${process.pid}.stale`
  try {
    renameSync(file, moved)
  } catch {
    return
  }
  const holder = readHolder(moved)
  if (holder !== undefined && isAlive(holder.pid) && startOf(holder.pid) === holder.started) {
    try {
      linkSync(moved, file)
    } catch {
      // A third process has it by now, which the next turn of the loop will see.
    }
  }
  rmSync(moved, { force: true })
}

/** Writes the whole lock file before it gets its name, so that nobody ever reads half of it. */
function claim(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text)
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(file: string): { pid: number; started: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; started: string }
  } catch {
    return undefined
  }
}

/**
 * A `postmaster.pid` that a crash left behind makes Postgres refuse when another process happens to
 * have that number now. Removes it unless that process is a Postgres on this very folder.
 *
 * @returns the number of the Postgres that still runs there, or undefined
 */
export function clearStalePidFile(dataDir: string): number | undefined {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number.parseInt(readFileSync(file, 'utf8').split('\n')[0] ?? '', 10)
  if (isAlive(pid) && servesFolder(pid, dataDir)) return pid
  rmSync(file, { force: true })
  return undefined
}

function servesFolder(pid: number, dataDir: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir)
  } catch {
    // No /proc (macOS), or the process is going just now.
    const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
    return (stdout ?? '').includes(dataDir)
  }
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in whatever form this system tells it; the same for the same process. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; field 22 counts from after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' })
    return (stdout ?? '').trim()
  }
}
