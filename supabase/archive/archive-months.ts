import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gzipSync } from 'node:zlib'
import pg from 'pg'
import { tellAudit } from '../audit/tell-audit.ts'
import { fullDisk, reachDisk } from '../backup/archive.ts'
import { StartError } from '../local/postgres/start-error.ts'

/** What stands beside an archived month, so that it can be checked and read without the database. */
export interface Manifest {
  /** The table, such as `public.ai_runs`, and its month, such as `ai_runs_2024_11`. */
  parent: string
  month: string
  rows: number
  /** Of the compressed file, in hex. */
  sha256: string
  columns: { name: string; type: string }[]
  /** ISO 8601. */
  archivedAt: string
}

interface Month {
  parent: string
  month: string
  attached: boolean
}

const BATCH = 1_000
const manifestOf = (folder: string, month: string) => path.join(folder, `${month}.json`)
const fileOf = (folder: string, month: string) => path.join(folder, `${month}.ndjson.gz`)

/**
 * Takes the months that are old enough out of their tables, a file and a manifest each. Only tables
 * whose registration in private.partitioned_tables says after how many months.
 *
 * A month is detached first, in a moment's transaction of its own, so that nobody waits for it while its
 * file is written: from then on it is missing from its table. It goes in another transaction, after its
 * file has reached the disk, was read back and found equal: whatever fails before, it stands beside its
 * table, and the next run goes on with it. The audit's months stay in their table until they go.
 *
 * @param url logs in as the migrations' role, who owns the tables
 * @param now the clock, for tests
 * @throws StartError with one line: another run is under way, the disk is full, …
 */
export async function archiveMonths(
  url: string,
  folder: string,
  now: Date = new Date(),
): Promise<Manifest[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await beAlone(client)
    await mkdir(folder, { recursive: true })
    const archived: Manifest[] = []
    for (const month of await findOldMonths(client, now)) {
      archived.push(await archiveMonth(client, folder, month, now))
    }
    return archived
  } catch (error) {
    throw fullDisk(error, folder) ?? error
  } finally {
    await client.end()
  }
}

/** Held until the connection ends: two runs would write the same files. */
async function beAlone(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ alone: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('aigym.archive', 0)) as alone`,
  )
  if (rows[0]?.alone !== true) throw new StartError('Months are being archived already.')
}

async function archiveMonth(
  client: pg.Client,
  folder: string,
  month: Month,
  now: Date,
): Promise<Manifest> {
  const isKept = month.attached && keptUntilGone.includes(month.parent)
  if (month.attached && !isKept) await inTransaction(client, month, () => detach(client, month))
  try {
    return await inTransaction(client, month, async () => {
      // Nobody but a foreign key writes into it, of somebody or something that is deleted.
      await client.query(`lock table private.${month.month} in share mode`)
      const manifest = await writeMonth(client, folder, month, now)
      await compare(client, folder, manifest)
      // From here on others wait for the table, which is not for long.
      if (isKept) await detach(client, month)
      await client.query(`drop table private.${month.month}`)
      // The month goes, and the audit knows of it: both or neither.
      await tellOfMonth(client, 'archive.month-archived', manifest)
      return manifest
    })
  } catch (error) {
    if (isKept) throw error
    const { message } = fullDisk(error, folder) ?? (error as Error)
    throw new StartError(
      `${message.replace(/\.?$/, '.')} ${month.month} is missing from ${month.parent} meanwhile, and whole in private.${month.month}: the next run goes on with it.`,
      { cause: error },
    )
  }
}

/**
 * Tables whose months are detached only as they go: the audit is whole at any time, and nothing but
 * inserts into the month of today writes to it. Rows of others are changed by what is not their key,
 * which takes a lock on every month.
 */
const keptUntilGone = ['public.security_audit']

async function detach(client: pg.Client, { parent, month }: Month): Promise<void> {
  await client.query(`alter table ${parent} detach partition private.${month}`)
}

/** A lock that was waited for too long, or that each of two waited for. */
const inUse = ['55P03', '40P01']

/** @throws StartError when somebody else is at the month or its table */
async function inTransaction<T>(
  client: pg.Client,
  { month }: Month,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = '5s'`)
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    if (!inUse.includes((error as pg.DatabaseError).code ?? '')) throw error
    throw new StartError(`${month} is in use: it stays where it is. Try again.`, { cause: error })
  }
}

function tellOfMonth(
  client: pg.ClientBase,
  action: string,
  { parent, month, rows, sha256 }: Manifest,
): Promise<void> {
  const subject = { kind: 'month', id: month }
  return tellAudit(client, { action, subject, details: { table: parent, rows, sha256 } })
}

async function findOldMonths(client: pg.Client, now: Date): Promise<Month[]> {
  const { rows } = await client.query<Month>(
    `select format('%I.%I', parent.relnamespace::regnamespace::text, parent.relname) as parent,
       month.relname as month,
       exists (select from pg_inherits where inhrelid = month.oid) as attached
     from private.partitioned_tables as tables
     join pg_class as parent on parent.oid = tables.parent
     join pg_class as month
       on month.relnamespace = 'private'::regnamespace and month.relkind = 'r'
       and month.relname ~ ('^' || parent.relname || '_[0-9]{4}_[0-9]{2}$')
     where tables.archive_after_months is not null
       and to_date(right(month.relname, 7), 'YYYY_MM')
         < date_trunc('month', $1::timestamptz at time zone 'UTC')
           - make_interval(months => tables.archive_after_months)
     order by 2`,
    [now.toISOString()],
  )
  return rows
}

async function writeMonth(
  client: pg.Client,
  folder: string,
  { parent, month }: Month,
  now: Date,
): Promise<Manifest> {
  const { rows: columns } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [`private.${month}`],
  )
  const hash = createHash('sha256')
  let rows = 0
  await layDown(fileOf(folder, month), async (write) => {
    const piece = async (text: string) => {
      // Gzip members one after the other are one gzip file.
      const bytes = gzipSync(text)
      hash.update(bytes)
      await write(bytes)
    }
    await client.query(
      `declare lines cursor for select to_jsonb(t)::text as line from private.${month} as t order by id`,
    )
    for (;;) {
      const { rows: lines } = await client.query<{ line: string }>(`fetch ${BATCH} from lines`)
      if (lines.length === 0) break
      rows += lines.length
      await piece(lines.map(({ line }) => `${line}\n`).join(''))
    }
    await client.query('close lines')
    if (rows === 0) await piece('')
  })
  const sha256 = hash.digest('hex')
  const manifest: Manifest = { parent, month, rows, sha256, columns, archivedAt: now.toISOString() }
  await layDown(manifestOf(folder, month), (write) =>
    write(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)),
  )
  return manifest
}

/** Writes a file beside its place, lets it reach the disk, and only then gives it its name. */
async function layDown(
  file: string,
  fill: (write: (bytes: Buffer) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = `${file}.part`
  try {
    const handle = await open(draft, 'w')
    try {
      await fill((bytes) => handle.writeFile(bytes))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
    await reachDisk(path.dirname(file))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** @throws Error when the file does not hold what the table holds */
async function compare(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const { month } = manifest
  await client.query(`create temp table read_back (like private.${month})`)
  await loadMonth(client, folder, manifest, 'read_back')
  const { rows } = await client.query<{ equal: boolean }>(
    `with kept as (select to_jsonb(t)::text as line from private.${month} as t),
       back as (select to_jsonb(t)::text as line from read_back as t)
     select not exists (select line from kept except all select line from back)
       and not exists (select line from back except all select line from kept) as equal`,
  )
  if (!rows[0]?.equal) throw new StartError(`${month}: the file is not what the table holds.`)
  await client.query('drop table read_back')
}

/** Whether anything of an archived month lies in a folder. */
export function holdsMonths(folder: string): boolean {
  return (
    existsSync(folder) &&
    readdirSync(folder).some((name) => /^[a-z_]+_\d{4}_\d{2}\.(json|ndjson\.gz)$/.test(name))
  )
}

/** The months that lie in a folder, of every table or of one. */
export function archivedMonths(folder: string, parent?: string): Manifest[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^[a-z_]+_\d{4}_\d{2}\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Manifest)
    .filter((manifest) => parent === undefined || manifest.parent === parent)
}

/** The checksum of an archived month's file as it lies there; null when it does not. */
export async function checksumOf(folder: string, month: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const bytes of createReadStream(fileOf(folder, month))) hash.update(bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return hash.digest('hex')
}

/**
 * Loads an archived month into a table that is there and has its columns.
 *
 * @throws Error when the file is not there, was changed, or does not hold what its manifest says
 */
export async function loadMonth(
  client: pg.ClientBase,
  folder: string,
  { month, sha256, rows }: Manifest,
  table: string,
): Promise<void> {
  const file = fileOf(folder, month)
  const found = await checksumOf(folder, month)
  if (found === null) throw new StartError(`${file} is not there.`)
  if (found !== sha256) {
    throw new StartError(`${file} was changed: it is not what its manifest says.`)
  }
  let loaded = 0
  let batch: string[] = []
  const flush = async () => {
    await client.query(
      `insert into ${table}
       select made.* from unnest($1::jsonb[]) as line, jsonb_populate_record(null::${table}, line) as made`,
      [batch],
    )
    loaded += batch.length
    batch = []
  }
  for await (const line of createInterface({
    input: createReadStream(file).pipe(createGunzip()),
  })) {
    if (line !== '') batch.push(line)
    if (batch.length === BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  if (loaded !== rows)
    throw new StartError(`${file} holds ${loaded} rows, and its manifest says ${rows}.`)
}

/**
 * Reads an archived month back into a table of its own, `private.archived_<month>`, which nobody is
 * granted anything on. The table that it came from is left alone.
 *
 * @returns the table's name
 * @throws Error when the file is not there, was changed, or was read back already
 */
export async function readArchive(url: string, folder: string, month: string): Promise<string> {
  if (!/^[a-z_]+_\d{4}_\d{2}$/.test(month))
    throw new StartError(`${month} names no archived month.`)
  const manifest = JSON.parse(readFileSync(manifestOf(folder, month), 'utf8')) as Manifest
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const table = `private.archived_${month}`
  try {
    await client.query('begin')
    const columns = manifest.columns.map(
      ({ name, type }) => `${client.escapeIdentifier(name)} ${type}`,
    )
    await client.query(`create table ${table} (${columns.join(', ')})`)
    await client.query(`alter table ${table} enable row level security`)
    await loadMonth(client, folder, manifest, table)
    await tellOfMonth(client, 'archive.month-read-back', manifest)
    await client.query('commit')
    return table
  } finally {
    await client.end()
  }
}
