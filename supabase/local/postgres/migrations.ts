import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { lockTimeoutMs } from './roll-back.ts'
import { StartError } from './start-error.ts'
import { withClient } from './with-client.ts'

export { rollBack } from './roll-back.ts'

export interface MigrationOptions {
  /** The folder that holds `supabase/`; the project's own unless told. */
  workDir?: string
  log?: (line: string) => void
}

const projectDir = fileURLToPath(new URL('../../../', import.meta.url))
const cliMs = 180_000

/** `20261121090000_profiles.sql` and its like; anything else the CLI skips, and so do we. */
const migrationName = /^(\d+)_.+\.sql$/

interface Migration {
  version: string
  name: string
  checksum: string
  /** The text without what may differ in what the CLI keeps of it. */
  bare: string
}

/**
 * Applies `supabase/migrations` with the Supabase CLI, as the role in the URL (`postgres`).
 *
 * The CLI knows a migration by its number only; a table of checksums beside its own notices when one
 * was edited after it was applied. Each migration is one transaction, and none waits long for a lock,
 * since whoever comes after it would wait behind it.
 *
 * @throws StartError with one line for an edited or a failing migration
 */
export async function applyMigrations(
  postgresUrl: string,
  options: MigrationOptions = {},
): Promise<void> {
  const workDir = options.workDir ?? projectDir
  const migrations = listMigrations(workDir)
  await withClient(postgresUrl, (client) => refuseEdited(client, migrations))
  if (migrations.length === 0) return
  await push(postgresUrl, workDir, options.log ?? (() => {}))
  await withClient(postgresUrl, (client) => recordChecksums(client, migrations))
}

/** The line that says that the samples are still to come. */
export const SAMPLES_DUE = 'samples due'

/**
 * Runs `supabase/seed.sql` once in the life of a database, in one transaction.
 *
 * @returns whether it ran now
 */
export async function seed(postgresUrl: string, options: MigrationOptions = {}): Promise<boolean> {
  const file = join(options.workDir ?? projectDir, 'supabase', 'seed.sql')
  if (!existsSync(file)) return false
  const sql = readFileSync(file, 'utf8')
  return withClient(postgresUrl, async (client) => {
    await client.query('begin')
    await client.query(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.seeds (
        name text primary key,
        seeded_at timestamptz not null default now()
      )`)
    const { rowCount } = await client.query(
      `insert into supabase_migrations.seeds (name) values ('seed.sql') on conflict do nothing`,
    )
    if (rowCount === 0) {
      await client.query('rollback')
      return false
    }
    // The samples come over the import page, when it answers for the first time: see samples.ts.
    await client.query('insert into supabase_migrations.seeds (name) values ($1)', [SAMPLES_DUE])
    try {
      await client.query(sql)
    } catch (error) {
      throw new StartError(`supabase/seed.sql failed: ${(error as Error).message}`, {
        cause: error,
      })
    }
    await client.query('commit')
    return true
  })
}

/** One word for all migrations and the seed as they are now: the same files give the same word. */
export function fingerprint(options: MigrationOptions = {}): string {
  const workDir = options.workDir ?? projectDir
  const seedFile = join(workDir, 'supabase', 'seed.sql')
  const hash = createHash('sha256')
  for (const { name, checksum } of listMigrations(workDir)) hash.update(`${name} ${checksum}\n`)
  if (existsSync(seedFile)) hash.update(readFileSync(seedFile))
  return hash.digest('hex').slice(0, 16)
}

function listMigrations(workDir: string): Migration[] {
  const folder = join(workDir, 'supabase', 'migrations')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const version = migrationName.exec(name)?.[1]
      if (version === undefined) return []
      // Line ends may differ between checkouts; that is no edit.
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      const checksum = createHash('sha256').update(text).digest('hex')
      return [{ version, name, checksum, bare: withoutSpace(text) }]
    })
}

/** The CLI keeps statements apart, without the semicolons and spaces between them. */
function withoutSpace(text: string): string {
  return text.replace(/[\s;]+/g, '')
}

async function exists(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [table],
  )
  return rows[0]?.there === true
}

async function refuseEdited(client: pg.Client, migrations: Migration[]): Promise<void> {
  const checksums = new Map<string, string>()
  if (await exists(client, 'supabase_migrations.checksums')) {
    const { rows } = await client.query<{ version: string; checksum: string }>(
      'select version, checksum from supabase_migrations.checksums',
    )
    for (const { version, checksum } of rows) checksums.set(version, checksum)
  }
  // What somebody applied with the CLI alone has no checksum, but the CLI kept its statements.
  const statements = new Map<string, string>()
  if (await exists(client, 'supabase_migrations.schema_migrations')) {
    const { rows } = await client.query<{ version: string; text: string }>(
      `select version, array_to_string(statements, ' ') as text
       from supabase_migrations.schema_migrations where statements is not null`,
    )
    for (const { version, text } of rows) statements.set(version, withoutSpace(text))
  }
  for (const { version, name, checksum, bare } of migrations) {
    const [sum, text] = [checksums.get(version), statements.get(version)]
    const isEdited = sum === undefined ? text !== undefined && text !== bare : sum !== checksum
    if (isEdited) {
      throw new StartError(
        `The migration ${name} was edited after it was applied: put it back and write a new one, or start anew with npm start -- --reset.`,
      )
    }
  }
}

async function recordChecksums(client: pg.Client, migrations: Migration[]): Promise<void> {
  await client.query(`
    create table if not exists supabase_migrations.checksums (
      version text primary key,
      checksum text not null
    )`)
  await client.query(
    `insert into supabase_migrations.checksums (version, checksum)
     select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
    [migrations.map((m) => m.version), migrations.map((m) => m.checksum)],
  )
}

function push(postgresUrl: string, workDir: string, log: (line: string) => void): Promise<void> {
  const cli = join(projectDir, 'node_modules', '.bin', 'supabase')
  const words = ['db', 'push', `--remote=${addressFor(postgresUrl)}`, '--yes', '--agent=no']
  return new Promise((resolve, reject) => {
    execFile(
      cli,
      [...words, '--workdir', workDir],
      {
        timeout: cliMs,
        maxBuffer: 16 * 1024 * 1024,
        env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' },
      },
      (error, stdout, stderr) => {
        for (const line of `${stdout}${stderr}`.split('\n')) {
          if (/^Applying migration /.test(line)) log(line.trim())
        }
        if (error === null) resolve()
        else reject(new StartError(`Migrations failed: ${tellingLine(stderr, stdout, error)}`))
      },
    )
  })
}

/**
 * The CLI asks for TLS unless told; the embedded cluster has none, and a hosted one says so itself.
 * What it does not know of an address it sets in its session.
 */
function addressFor(url: string): string {
  const address = new URL(url)
  if (address.hostname === '127.0.0.1' && !address.searchParams.has('sslmode')) {
    address.searchParams.set('sslmode', 'disable')
  }
  address.searchParams.set('lock_timeout', String(lockTimeoutMs))
  return address.toString()
}

function tellingLine(stderr: string, stdout: string, error: Error): string {
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trim())
  const at = lines.findLast((line) => line.startsWith('Applying migration '))
  const why = lines.find((line) => /^(ERROR|error|failed|Error)\b/.test(line))
  return [why ?? lines.findLast((line) => line !== '') ?? error.message, at && `(${at})`]
    .filter((part) => part !== undefined)
    .join(' ')
}
