import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'
import { writeArchive } from './archive.ts'
import { connectionFor, startProgram } from './client-program.ts'
import { findOrMakeKey, keyFileOf } from './key.ts'
import { alone, appliedMigrations, type MadeBackup } from './make-backup.ts'
import { findPrograms } from './programs.ts'
import { nextBackup, prune, removeLeftovers } from './shelf.ts'
import { objectEntries } from './stored-objects.ts'
import type { TarSource } from './tar.ts'
import { tellOfBackup } from './tell-of.ts'

/** What a dump takes. Of `auth`, which is the Auth server's own, only rows and our triggers return. */
export const dumpedSchemas = ['public', 'private', 'supabase_migrations', 'auth'] as const

/** A tar wants each file's size first, so the dump is kept in parts of this many bytes. */
const partBytes = 16 * 1024 * 1024

export interface DumpOptions {
  /** As the owner (`postgres` on Supabase), straight and not through a pooler. */
  databaseUrl: string
  folder: string
  /** Whose key file is used. */
  dataDir: string
  /** A copy of the bucket with the stored files, or the bucket itself where it is mounted. */
  files?: string
  env?: NodeJS.ProcessEnv
  say: (line: string) => void
  now?: () => Date
}

/**
 * Backs up a hosted database with `pg_dump`: one transaction's view of it, encrypted on its way to the
 * disk.
 *
 * @throws StartError with one line: no fitting pg_dump, no way to the server, disk full, …
 */
export async function dumpHosted(options: DumpOptions): Promise<MadeBackup> {
  const { databaseUrl, env = process.env, say, now = () => new Date() } = options
  const folder = resolve(options.folder)
  if (options.files !== undefined && !existsSync(options.files)) {
    throw new StartError(`There is no folder ${options.files} with stored files.`)
  }
  return alone(folder, async () => {
    await removeLeftovers(folder)
    const server = await lookAtServer(databaseUrl)
    const programs = findPrograms(server.major, env)
    say(
      `Dumping the database at ${new URL(databaseUrl).host} with pg_dump ${programs.major} (${programs.folder})`,
    )
    const key = await findOrMakeKey({ env, keyFile: keyFileOf(resolve(options.dataDir)), say })
    const next = nextBackup(folder, now())
    const totals = await writeArchive({
      file: next.file,
      key,
      about: {
        format: 1,
        kind: 'dump',
        madeAt: next.madeAt.toISOString(),
        sequence: next.sequence,
        postgresMajor: String(server.major),
        migrations: server.migrations,
        hosted: { roles: server.roles, extensions: server.extensions },
      },
      entries: dumpAndFiles(programs.pgDump, databaseUrl, options.files),
    })
    await tellOfBackup(databaseUrl, next, totals, say)
    return { ...next, ...totals, pruned: await prune(folder) }
  })
}

/** A connection whose failures read as one line. */
export async function connectHosted(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  // A connection that is lost between two questions is told by the next one.
  client.on('error', () => {})
  await client.connect().catch((error: Error) => {
    throw new StartError(`There is no way to the database: ${error.message || 'no answer'}.`)
  })
  return client
}

async function lookAtServer(databaseUrl: string) {
  const client = await connectHosted(databaseUrl)
  try {
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    )
    return {
      major: rows[0]?.major ?? 0,
      migrations: await appliedMigrations(client),
      roles: await statements(client, rolesQuery),
      extensions: await statements(client, extensionsQuery),
    }
  } finally {
    await client.end()
  }
}

async function statements(client: pg.Client, query: string): Promise<string[]> {
  return (await client.query<{ statement: string }>(query)).rows.map(({ statement }) => statement)
}

/** The product's own roles as statements that make them where they are missing. No password is read. */
const rolesQuery = `
  with ours as (select * from pg_roles where rolname like 'aigym\\_%'),
  made as (
    select 1 as step, rolname as name, format(
      'do $do$ begin if not exists (select from pg_roles where rolname = %L) then create role %I nologin %s nobypassrls nocreatedb nocreaterole; end if; end $do$',
      rolname, rolname, case when rolinherit then 'inherit' else 'noinherit' end
    ) as statement
    from ours
    union all
    select 2, rolname, format(
      'alter role %I set %s = %L',
      rolname, split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
    )
    from ours, unnest(rolconfig) as setting
    union all
    select distinct 3, given.rolname, format(
      'grant %I to %I with inherit %s, set %s',
      given.rolname, taker.rolname, inherit_option::text, set_option::text
    )
    from pg_auth_members
    join pg_roles as given on given.oid = roleid
    join pg_roles as taker on taker.oid = member
    where (given.oid in (select oid from ours) and taker.rolname = current_user and set_option)
      or taker.oid in (select oid from ours)
  )
  select statement from made order by step, name, statement`

const extensionsQuery = `
  select format(
    'create extension if not exists %I with schema %I', extname, extnamespace::regnamespace
  ) as statement
  from pg_extension
  where extname in (
    'pg_trgm', 'btree_gist', 'btree_gin', 'citext', 'fuzzystrmatch', 'unaccent', 'pgcrypto',
    'uuid-ossp'
  )
  order by extname`

/** The files after the rows, so that whatever a row speaks of had been stored by then. */
async function* dumpAndFiles(
  program: string,
  databaseUrl: string,
  files: string | undefined,
): AsyncGenerator<TarSource> {
  yield* dumpParts(program, databaseUrl)
  if (files !== undefined) yield* objectEntries(files)
}

async function* dumpParts(program: string, databaseUrl: string): AsyncGenerator<TarSource> {
  const { words, env } = connectionFor(databaseUrl)
  const { child, ended, complaint } = startProgram(
    program,
    [
      ...['--format=custom', '--compress=0', '--lock-wait-timeout=30s', ...words],
      ...dumpedSchemas.map((name) => `--schema=${name}`),
    ],
    env,
  )
  let number = 0
  const part = (body: Buffer): TarSource => {
    number += 1
    const path = `dump/part-${String(number).padStart(6, '0')}`
    return { path, kind: 'file', mode: 0o600, size: body.length, body: Readable.from([body]) }
  }
  try {
    let held: Buffer[] = []
    let size = 0
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      held.push(chunk)
      size += chunk.length
      if (size >= partBytes) {
        yield part(Buffer.concat(held))
        held = []
        size = 0
      }
    }
    if ((await ended) !== 0) {
      throw new StartError(`pg_dump failed: ${complaint()}`)
    }
    yield part(Buffer.concat(held))
  } finally {
    if (child.exitCode === null) child.kill()
  }
}
