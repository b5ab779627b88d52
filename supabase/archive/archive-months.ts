import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gzipSync } from 'node:zlib'
import pg from 'pg'
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
 * whose registration in private.partitioned_tables says after how many months. A month is dropped
 * only after its file was read back and found equal; one that an earlier run left detached goes on.
 *
 * @param url logs in as the migrations' role, who owns the tables
 * @param now the clock, for tests
 */
export async function archiveMonths(
  url: string,
  folder: string,
  now: Date = new Date(),
): Promise<Manifest[]> {
  mkdirSync(folder, { recursive: true })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const archived: Manifest[] = []
    for (const month of await findOldMonths(client, now)) {
      if (month.attached) {
        // Short, and for itself: nobody waits while the file is written.
        await client.query(`set lock_timeout = '5s'`)
        await client.query(`alter table ${month.parent} detach partition private.${month.month}`)
        await client.query('reset lock_timeout')
      }
      const manifest = await writeMonth(client, folder, month, now)
      await compare(client, folder, manifest)
      await drop(client, manifest)
      archived.push(manifest)
    }
    return archived
  } finally {
    await client.end()
  }
}

/** The month goes, and the audit knows of it: both or neither. */
async function drop(client: pg.Client, manifest: Manifest): Promise<void> {
  await client.query('begin')
  await tellAudit(client, 'archive.month-archived', manifest)
  await client.query(`drop table private.${manifest.month}`)
  await client.query('commit')
}

/** Nobody of the product acts here: who it was is the role that logged in. */
async function tellAudit(
  client: pg.ClientBase,
  action: string,
  { parent, month, rows, sha256 }: Manifest,
): Promise<void> {
  await client.query(
    `select private.write_audit($1, null, 'month', $2, $3::jsonb || jsonb_build_object('role', session_user))`,
    [action, month, { table: parent, rows, sha256 }],
  )
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
  const pieces: Buffer[] = []
  let rows = 0
  await client.query('begin')
  await client.query(
    `declare lines cursor for select to_jsonb(t)::text as line from private.${month} as t order by id`,
  )
  for (;;) {
    const { rows: lines } = await client.query<{ line: string }>(`fetch ${BATCH} from lines`)
    if (lines.length === 0) break
    rows += lines.length
    // Gzip members one after the other are one gzip file.
    pieces.push(gzipSync(lines.map(({ line }) => `${line}\n`).join('')))
  }
  await client.query('commit')
  const bytes = Buffer.concat(pieces.length > 0 ? pieces : [gzipSync('')])
  const manifest: Manifest = {
    parent,
    month,
    rows,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    columns,
    archivedAt: now.toISOString(),
  }
  writeFileSync(`${fileOf(folder, month)}.part`, bytes)
  renameSync(`${fileOf(folder, month)}.part`, fileOf(folder, month))
  writeFileSync(manifestOf(folder, month), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** @throws Error when the file does not hold what the table holds */
async function compare(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const { month } = manifest
  await client.query(`create temp table read_back (like private.${month})`)
  try {
    await loadMonth(client, folder, manifest, 'read_back')
    const { rows } = await client.query<{ equal: boolean }>(
      `with kept as (select to_jsonb(t)::text as line from private.${month} as t),
         back as (select to_jsonb(t)::text as line from read_back as t)
       select not exists (select line from kept except all select line from back)
         and not exists (select line from back except all select line from kept) as equal`,
    )
    if (!rows[0]?.equal) throw new StartError(`${month}: the file is not what the table holds.`)
  } finally {
    await client.query('drop table read_back')
  }
}

/** The months of a table that lie in a folder. */
export function archivedMonths(folder: string, parent: string): Manifest[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^[a-z_]+_\d{4}_\d{2}\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Manifest)
    .filter((manifest) => manifest.parent === parent)
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
  if (!existsSync(file)) throw new StartError(`${file} is not there.`)
  if (createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256) {
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
    await tellAudit(client, 'archive.month-read-back', manifest)
    await client.query('commit')
    return table
  } finally {
    await client.end()
  }
}
