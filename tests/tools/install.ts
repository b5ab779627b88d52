import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/** The full path of the first of `names` that is on PATH or in one of the usual places. */
export function findProgram(...names: string[]): string | null {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
  ]
  for (const name of names) {
    const candidates = path.isAbsolute(name) ? [name] : folders.map((each) => path.join(each, name))
    for (const candidate of candidates) {
      try {
        accessSync(candidate, constants.X_OK)
        return candidate
      } catch {
        // Not there; the next one.
      }
    }
  }
  return null
}

function run(program: string, words: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(program, words, { stdio: 'inherit', env, timeout: 600_000 }).status === 0
}

/**
 * Asks the system's package manager for a package, where one may be asked without a password.
 *
 * @returns whether it says that the package is there now
 */
export function installSystemPackage(name: string): boolean {
  if (process.platform === 'darwin' && findProgram('brew')) return run('brew', ['install', name])
  if (!findProgram('apt-get')) return false
  const root = process.getuid?.() === 0
  const sudo = !root && spawnSync('sudo', ['-n', 'true'], { timeout: 5_000 }).status === 0
  if (!root && !sudo) return false
  const [program, first] = root ? ['apt-get', []] : ['sudo', ['apt-get']]
  return (
    run(program as string, [...(first as string[]), 'update', '-qq']) &&
    run(program as string, [...(first as string[]), 'install', '-y', '-qq', name])
  )
}
