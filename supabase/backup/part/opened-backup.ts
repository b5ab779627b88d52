import { createReadStream, existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { StartError } from '../../local/postgres/start-error.ts'
import { type LocalPostgres, startPostgres } from '../../local/postgres/start-postgres.ts'
import { bucketsIn } from '../../local/worker/serve.ts'
import { type BackupAbout, extractArchive } from '../archive.ts'
import { listEntries } from '../dump-entries.ts'
import { addPart, playDump } from '../play-dump.ts'
import { findPrograms, type PostgresPrograms } from '../programs.ts'
import { embeddedMajor, fitsEmbedded } from '../restore-backup.ts'
import { objectsInFolder, objectsInLocalBucket, type StoredObjects } from '../stored-objects.ts'

/** A backup, laid out and running beside the live database. */
export interface OpenedBackup {
  postgres: LocalPostgres
  /** Opens its stored files; null when it holds none. */
  objects(): Promise<StoredObjects | null>
}

export interface OpenOptions {
  file: string
  key: Buffer
  /** A new folder; what is in it is the caller's to remove. */
  scratch: string
  env: NodeJS.ProcessEnv
  say: (line: string) => void
}

/**
 * Opens a backup of either kind: an embedded installation's is started as it is, a hosted database's
 * dump is played into a Postgres of its own.
 *
 * @throws StartError with one line: damaged, another key, of another version, no pg_restore, …
 */
export async function openBackup(options: OpenOptions): Promise<OpenedBackup> {
  const { file, key, scratch, env, say } = options
  const folder = join(scratch, 'data')
  let programs: PostgresPrograms | undefined
  const about = await extractArchive({
    ...{ file, key, folder },
    onAbout(head) {
      if (head.kind === 'physical') fitsEmbedded(head, file)
      else programs = programsFor(head, file, env)
    },
  })
  if (programs === undefined) {
    const postgres = await start(join(folder, 'postgres', 'data'), scratch)
    const buckets = bucketsIn(join(folder, 'objects'))
    return {
      postgres,
      objects: async () => (existsSync(buckets) ? objectsInLocalBucket(buckets) : null),
    }
  }
  const postgres = await start(join(scratch, 'played', 'data'), scratch)
  try {
    say(`Playing the dump into it with pg_restore ${programs.major}`)
    await playInto(postgres, programs, about, scratch)
  } catch (error) {
    await postgres.stop()
    throw error
  }
  const files = join(folder, 'files')
  return { postgres, objects: async () => (existsSync(files) ? objectsInFolder(files) : null) }
}

function start(dataDir: string, scratch: string): Promise<LocalPostgres> {
  return startPostgres({ dataDir, settings: { fsync: 'off' }, cleanUp: scratch })
}

function programsFor(
  { postgresMajor }: BackupAbout,
  file: string,
  env: NodeJS.ProcessEnv,
): PostgresPrograms {
  const ours = embeddedMajor()
  if (Number(postgresMajor) > ours) {
    throw new StartError(
      `${basename(file)} was made from Postgres ${postgresMajor}, and the one here is ${ours}.`,
    )
  }
  return findPrograms(ours, env)
}

/** Of `auth` the dump's own tables: the server that was dumped may have others than those here. */
async function playInto(
  postgres: LocalPostgres,
  programs: PostgresPrograms,
  about: BackupAbout,
  scratch: string,
): Promise<void> {
  const dump = join(scratch, 'whole.dump')
  const parts = join(scratch, 'data', 'dump')
  for (const name of (await readdir(parts)).sort()) {
    await addPart(dump, createReadStream(join(parts, name)))
  }
  const entries = await listEntries(programs.pgRestore, dump)
  // Rights decide nothing here, and may be of roles that only the host has.
  const wanted = entries.filter(
    ({ kind, schema, name }) =>
      kind !== 'DEFAULT ACL' &&
      !(kind === 'ACL' && (schema === 'auth' || name === 'SCHEMA auth')) &&
      !(kind === 'SCHEMA' && name.startsWith('public ')),
  )
  const list = join(scratch, 'entries')
  await writeFile(list, wanted.map(({ line }) => `${line}\n`).join(''))
  await playDump({
    ...{ programs, dump, list, databaseUrl: postgres.superuserUrl },
    before: [
      ...(about.hosted?.roles ?? []),
      ...(about.hosted?.extensions ?? []),
      'drop schema auth cascade',
    ],
    // Migrations that came since look into `auth`, as `postgres`.
    after: [
      'grant usage on schema auth to postgres',
      'grant all on all tables in schema auth to postgres',
      'grant all on all routines in schema auth to postgres',
    ],
  })
}
