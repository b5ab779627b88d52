import { createWriteStream } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'
import { type BackupAbout, readArchive } from './archive.ts'
import { chooseEntries } from './dump-entries.ts'
import { connectHosted } from './hosted.ts'
import { addPart, isDumpPart, playDump } from './play-dump.ts'
import { findPrograms } from './programs.ts'
import { objectNameOf } from './stored-objects.ts'
import { tellOfRestore } from './tell-of.ts'

export interface RestoreHostedOptions {
  file: string
  key: Buffer
  /** A new Supabase database, as its owner: Auth's tables are there, and nobody in them. */
  databaseUrl: string
  /** Where the stored files of the backup are laid out; what is there of the same name stays. */
  files?: string
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
    const laid = join(scratch, 'files')
    const { about, stored } = await gather({ file, key, dump, major, laid })
    const list = join(scratch, 'entries')
    await writeFile(list, await chooseEntries(programs.pgRestore, dump, client))
    say(`Restoring it with pg_restore ${programs.major}, in one transaction`)
    await playDump({
      ...{ programs, databaseUrl, dump, list },
      before: [
        ...(about.hosted?.roles ?? []),
        ...(about.hosted?.extensions ?? []),
        ...closedDoors,
        'create schema private',
        ownersMayCreate('grant', 'to'),
      ],
      after: [ownersMayCreate('revoke', 'from')],
    })
    await tellOfRestore(databaseUrl, file, about, say)
    if (options.files !== undefined) {
      await cp(laid, options.files, { recursive: true, force: false })
      say(`Laid ${stored} stored files out in ${options.files}`)
    } else if (stored > 0) {
      say(`It holds ${stored} stored files too, which --files <folder> lays out`)
    }
    say('Now run "npm run install-database" with WORKER_DATABASE_PASSWORD: no password was kept')
  } finally {
    await client.end().catch(() => {})
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

interface Gathered {
  about: BackupAbout
  /** How many stored files there were. */
  stored: number
}

/** Puts the dump together again, and lays the stored files out. */
async function gather(options: {
  file: string
  key: Buffer
  dump: string
  major: number
  laid: string
}): Promise<Gathered> {
  const { file, key, dump, major, laid } = options
  let stored = 0
  await mkdir(laid)
  const about = await readArchive({
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
    async visit({ path }, body) {
      if (isDumpPart(path)) return addPart(dump, body)
      const name = objectNameOf(path)
      if (name === undefined) return
      stored += 1
      await mkdir(dirname(join(laid, name)), { recursive: true })
      await pipeline(body, createWriteStream(join(laid, name), { mode: 0o600 }))
    },
  })
  return { about, stored }
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
