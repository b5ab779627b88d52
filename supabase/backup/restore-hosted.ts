import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'
import { type BackupAbout, readArchive } from './archive.ts'
import { connectionFor, startProgram } from './client-program.ts'
import { chooseEntries } from './dump-entries.ts'
import { connectHosted } from './hosted.ts'
import { findPrograms } from './programs.ts'

export interface RestoreHostedOptions {
  file: string
  key: Buffer
  /** A new Supabase database, as its owner: Auth's tables are there, and nobody in them. */
  databaseUrl: string
  env?: NodeJS.ProcessEnv
  say: (line: string) => void
}

/**
 * Restores a dump into an empty Supabase database, in one transaction. The backup is read whole and
 * checked before the first statement.
 *
 * @throws StartError with one line; the database is then as it was
 */
export async function restoreHosted(options: RestoreHostedOptions): Promise<void> {
  const { file, key, databaseUrl, env = process.env, say } = options
  const client = await connectHosted(databaseUrl)
  const scratch = await mkdtemp(join(tmpdir(), 'aigym-restore-'))
  try {
    await refuseFilled(client)
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    )
    const major = rows[0]?.major ?? 0
    const programs = findPrograms(major, env)
    say(`Reading ${basename(file)}`)
    const dump = join(scratch, 'whole.dump')
    const about = await gather(file, key, dump, major)
    const list = join(scratch, 'entries')
    await writeFile(list, await chooseEntries(programs.pgRestore, dump, client))
    say(`Restoring it with pg_restore ${programs.major}, in one transaction`)
    await play({ programs, databaseUrl, dump, list, about })
    say('Now run "npm run install-database" with WORKER_DATABASE_PASSWORD: no password was kept')
  } finally {
    await client.end()
    await rm(scratch, { recursive: true, force: true })
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ auth: boolean; filled: boolean }>(`
    select to_regclass('auth.users') is not null as auth,
      exists (
        select from pg_class
        where relkind in ('r', 'p', 'v')
          and relnamespace::regnamespace::text in ('public', 'private', 'supabase_migrations')
      ) or to_regnamespace('private') is not null as filled`)
  if (rows[0]?.auth !== true) {
    throw new StartError('This database has no auth.users: restore into a new Supabase database.')
  }
  const { rows: people } = await client.query('select from auth.users limit 1')
  if (rows[0].filled || people.length > 0) {
    throw new StartError(
      'This database is not empty, and nothing here is overwritten: restore into a new Supabase database.',
    )
  }
}

/** Puts the dump together again. */
async function gather(
  file: string,
  key: Buffer,
  dump: string,
  major: number,
): Promise<BackupAbout> {
  return readArchive({
    file,
    key,
    onAbout(about) {
      if (about.kind !== 'dump') {
        throw new StartError(
          `${basename(file)} is of an embedded installation: restore it without ADMIN_DATABASE_URL.`,
        )
      }
      if (Number(about.postgresMajor) > major) {
        throw new StartError(
          `${basename(file)} was made from Postgres ${about.postgresMajor}, and this server is ${major}.`,
        )
      }
    },
    visit: (_entry, body) => pipeline(body, createWriteStream(dump, { flags: 'a', mode: 0o600 })),
  })
}

interface Play {
  programs: { pgRestore: string; psql: string }
  databaseUrl: string
  dump: string
  list: string
  about: BackupAbout
}

/**
 * A Supabase database opens whatever `postgres` makes in `public` to the API's roles, and a dump only
 * tells what was granted, not what had been closed. The dump sets these defaults again at its end.
 */
const closedDoors = ['tables', 'routines', 'sequences'].map(
  (kind) =>
    `alter default privileges in schema public revoke all on ${kind} from anon, authenticated, service_role`,
)

/** Handing a function to one of the product's roles takes that role's right to create in the schema. */
function ownersMayCreate(verb: 'grant' | 'revoke', to: 'to' | 'from'): string {
  return `do $do$ declare taker text; begin
    for taker in select rolname from pg_roles where rolname like 'aigym\\_%' loop
      execute format('${verb} create on schema public, private ${to} %I', taker);
    end loop;
  end $do$`
}

/** `commit` is sent only when pg_restore came to its end; without it nothing stays. */
async function play({ programs, databaseUrl, dump, list, about }: Play): Promise<void> {
  const { words, env } = connectionFor(databaseUrl)
  const psql = startProgram(
    programs.psql,
    ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--output=/dev/null', ...words],
    env,
  )
  const reader = startProgram(programs.pgRestore, ['--file=-', `--use-list=${list}`, dump])
  try {
    const before = [
      'begin',
      ...(about.hosted?.roles ?? []),
      ...(about.hosted?.extensions ?? []),
      ...closedDoors,
      'create schema private',
      ownersMayCreate('grant', 'to'),
    ]
    psql.child.stdin?.write(`${before.join(';\n')};\n`)
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
      psql.child.stdin?.end(`\n${ownersMayCreate('revoke', 'from')};\ncommit;\n`)
    }
    if ((await psql.ended) !== 0) {
      throw new StartError(`Nothing was restored: ${psql.complaint()}`)
    }
  } finally {
    for (const { child } of [reader, psql]) if (child.exitCode === null) child.kill()
  }
}
