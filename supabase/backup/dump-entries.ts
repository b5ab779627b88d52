import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type pg from 'pg'

/** A line of `pg_restore --list`. */
export interface DumpEntry {
  line: string
  kind: string
  schema: string
  name: string
}

function parse(line: string): DumpEntry | undefined {
  const parts = /^\d+; \d+ \d+ ([A-Z][A-Z ]*[A-Z]) (\S+) (.+)$/.exec(line)
  if (!parts) return undefined
  const [, kind = '', schema = '', name = ''] = parts
  return { line, kind, schema, name }
}

/**
 * What of a dump goes into a Supabase database: of `auth` only rows, and the triggers that migrations
 * put there; the schemas `public` and `auth` are there, and `private` was made beforehand.
 */
function isWanted({ kind, schema, name }: DumpEntry): boolean {
  if (schema === 'auth') {
    const isRows = kind === 'TABLE DATA' && !name.startsWith('schema_migrations ')
    return isRows || kind === 'SEQUENCE SET' || kind === 'TRIGGER'
  }
  if (schema === '-') {
    if (kind === 'SCHEMA') return /^supabase_migrations /.test(name)
    return !/^SCHEMA auth /.test(name)
  }
  return true
}

/** Auth's tables already have their foreign keys: parents first. */
const authOrder = `
  with recursive steps as (
    select oid, 0 as step from pg_class
    where relnamespace = 'auth'::regnamespace and relkind in ('r', 'p')
    union
    select conrelid, step + 1 from steps
    join pg_constraint on confrelid = steps.oid and contype = 'f' and conrelid <> confrelid
    where step < 20
  )
  select relname as name, max(step) as step from steps join pg_class using (oid)
  where relnamespace = 'auth'::regnamespace group by relname`

/** All that a dump holds, in its order. */
export async function listEntries(pgRestore: string, dump: string): Promise<DumpEntry[]> {
  const { stdout } = await promisify(execFile)(pgRestore, ['--list', dump], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout
    .split('\n')
    .map(parse)
    .filter((entry) => entry !== undefined)
}

/**
 * @param client the database that shall have it
 * @returns the list for `pg_restore --use-list`
 */
export async function chooseEntries(
  pgRestore: string,
  dump: string,
  client: pg.Client,
): Promise<string> {
  const entries = await listEntries(pgRestore, dump)
  const { rows } = await client.query<{ name: string; step: number }>(authOrder)
  const steps = new Map(rows.map(({ name, step }) => [name, step]))
  const step = ({ name }: DumpEntry) => steps.get(name.split(' ')[0] ?? '') ?? 0
  const wanted = entries.filter(isWanted)
  const isAuthRows = (entry: DumpEntry) => entry.schema === 'auth' && entry.kind === 'TABLE DATA'
  const ordered = wanted.filter(isAuthRows).sort((a, b) => step(a) - step(b))
  const lines = wanted.map((entry) => (isAuthRows(entry) ? ordered.shift() : entry)?.line)
  return `${lines.join('\n')}\n`
}
