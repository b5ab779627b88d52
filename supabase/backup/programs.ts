import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { StartError } from '../local/postgres/start-error.ts'

/** Postgres's own client programs, all of one folder. */
export interface PostgresPrograms {
  folder: string
  major: number
  pgDump: string
  pgRestore: string
  psql: string
}

/** Where packages put them: Debian, Red Hat, Homebrew. */
const places: { parent: string; name: RegExp }[] = [
  { parent: '/usr/lib/postgresql', name: /^\d+$/ },
  { parent: '/usr', name: /^pgsql-\d+$/ },
  { parent: '/opt/homebrew/opt', name: /^(postgresql(@\d+)?|libpq)$/ },
  { parent: '/usr/local/opt', name: /^(postgresql(@\d+)?|libpq)$/ },
]

function candidates(env: NodeJS.ProcessEnv): string[] {
  const packaged = places.flatMap(({ parent, name }) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((each) => name.test(each))
          .map((each) => join(parent, each, 'bin'))
      : [],
  )
  return [
    ...(env.AIGYM_PG_BIN ? [env.AIGYM_PG_BIN] : []),
    ...packaged,
    ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
  ]
}

function look(folder: string): PostgresPrograms | undefined {
  const [pgDump, pgRestore, psql] = ['pg_dump', 'pg_restore', 'psql'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  if (![pgDump, pgRestore, psql].every((program) => existsSync(program))) return undefined
  const { stdout } = spawnSync(pgDump, ['--version'], { encoding: 'utf8', timeout: 10_000 })
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1])
  return Number.isInteger(major) ? { folder, major, pgDump, pgRestore, psql } : undefined
}

/**
 * Finds `pg_dump`, `pg_restore` and `psql` for a server: of its own version, else of the next newer
 * one. An older `pg_dump` refuses a newer server.
 *
 * @param serverMajor such as 17
 * @throws StartError with one line that says what to install
 */
export function findPrograms(
  serverMajor: number,
  env: NodeJS.ProcessEnv = process.env,
): PostgresPrograms {
  const found = candidates(env)
    .map(look)
    .filter((programs) => programs !== undefined)
  const fitting = found
    .filter(({ major }) => major >= serverMajor)
    .sort((a, b) => a.major - b.major)[0]
  if (fitting) return fitting
  const there = [...new Set(found.map(({ major }) => major))].join(', ')
  throw new StartError(
    `The server is Postgres ${serverMajor}, and ${there ? `this machine has pg_dump ${there} only` : 'this machine has no pg_dump'}: install postgresql-client-${serverMajor}, or set AIGYM_PG_BIN to the folder of its programs.`,
  )
}
