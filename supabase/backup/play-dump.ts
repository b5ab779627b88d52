import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { StartError } from '../local/postgres/start-error.ts'
import { connectionFor, startProgram } from './client-program.ts'

export interface PlayOptions {
  programs: { pgRestore: string; psql: string }
  databaseUrl: string
  /** The dump in one piece. */
  dump: string
  /** What of it is wanted, as `pg_restore --use-list` reads it. */
  list: string
  /** Statements in the same transaction, before the dump and after it. */
  before: string[]
  after: string[]
}

/**
 * Plays a dump into a database in one transaction: `commit` is sent only when pg_restore came to its
 * end; without it nothing stays.
 *
 * @throws StartError with what Postgres complained of
 */
export async function playDump(options: PlayOptions): Promise<void> {
  const { programs, databaseUrl, dump, list, before, after } = options
  const { words, env } = connectionFor(databaseUrl)
  const psql = startProgram(
    programs.psql,
    ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--output=/dev/null', ...words],
    env,
  )
  const reader = startProgram(programs.pgRestore, ['--file=-', `--use-list=${list}`, dump])
  try {
    psql.child.stdin?.write(`${['begin', ...before].join(';\n')};\n`)
    let isBroken = false
    const copied = pipeline(reader.child.stdout ?? [], psql.child.stdin as NodeJS.WritableStream, {
      end: false,
    }).catch(() => {
      isBroken = true
    })
    await Promise.race([copied, psql.ended])
    // Where psql gave up, it knows why; pg_restore only knows that nobody listens any more.
    if (!isBroken && psql.child.exitCode === null) {
      if ((await reader.ended) !== 0) {
        throw new StartError(`pg_restore failed: ${reader.complaint()}`)
      }
      psql.child.stdin?.end(`\n${[...after, 'commit'].join(';\n')};\n`)
    }
    if ((await psql.ended) !== 0) {
      throw new StartError(`Nothing was restored: ${psql.complaint()}`)
    }
  } finally {
    for (const { child } of [reader, psql]) if (child.exitCode === null) child.kill()
  }
}

/** A dump lies in a backup in parts, which follow each other: this puts them together again. */
export function isDumpPart(path: string): boolean {
  return path.startsWith('dump/')
}

/** Adds one part to what came before it. */
export function addPart(dump: string, body: AsyncIterable<Buffer>): Promise<void> {
  return pipeline(body, createWriteStream(dump, { flags: 'a', mode: 0o600 }))
}
