import type pg from 'pg'
import type { Operation, Way } from './read-table.ts'

export interface Policy {
  name: string
  /** As expectations name the table. */
  table: string
  way: Way
  /** Those that it is about; all four for a policy `for all`. */
  operations: Operation[]
  restrictive: boolean
  mutants: Mutant[]
}

/** One way to break a policy, and the way back. */
export interface Mutant {
  what: 'dropped' | 'using (true)' | 'with check (true)'
  /** Whether it takes rows away from who may have them, or hands them to who may not. */
  takes: boolean
  apply: string
  restore: string
}

interface Row {
  schema: string
  table: string
  name: string
  command: string
  permissive: boolean
  role: string
  using: string | null
  check: string | null
}

const commands: Record<string, Operation[]> = {
  r: ['select'],
  a: ['insert'],
  w: ['update'],
  d: ['delete'],
  '*': ['select', 'insert', 'update', 'delete'],
}
const words: Record<string, string> = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
  '*': 'all',
}

/** Every policy of the product, with what can be broken about it. */
export async function listPolicies(client: pg.Client): Promise<Policy[]> {
  const { rows } = await client.query<Row>(`
    select relnamespace::regnamespace::text as schema, relname as table, polname as name,
      polcmd::text as command, polpermissive as permissive,
      array_to_string(array(select rolname from pg_roles where oid = any (polroles)), ', ') as role,
      pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as check
    from pg_policy join pg_class on pg_class.oid = polrelid
    where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      and not relispartition
    order by 1, 2, polname`)
  return rows.map((row) => ({
    name: row.name,
    table: row.schema === 'public' ? row.table : `${row.schema}.${row.table}`,
    way: row.role === 'aigym_definer' ? 'functions' : 'app',
    operations: commands[row.command] ?? [],
    restrictive: !row.permissive,
    mutants: mutantsOf(row),
  }))
}

function mutantsOf(row: Row): Mutant[] {
  const policy = `policy "${row.name.replaceAll('"', '""')}" on ${row.schema}.${row.table}`
  const clause = (word: string, text: string | null) => (text === null ? '' : ` ${word} (${text})`)
  const create =
    `create ${policy} as ${row.permissive ? 'permissive' : 'restrictive'} ` +
    `for ${words[row.command]} to ${row.role}` +
    `${clause('using', row.using)}${clause('with check', row.check)}`
  const mutants: Mutant[] = [
    { what: 'dropped', takes: row.permissive, apply: `drop ${policy}`, restore: create },
  ]
  for (const [word, text] of [
    ['using', row.using],
    ['with check', row.check],
  ] as const) {
    // What is true already can't be opened further.
    if (text === null || text === 'true') continue
    mutants.push({
      what: `${word} (true)`,
      takes: false,
      apply: `alter ${policy} ${word} (true)`,
      restore: `alter ${policy} ${word} (${text})`,
    })
  }
  return mutants
}
