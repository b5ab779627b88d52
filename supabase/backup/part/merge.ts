import type pg from 'pg'
import { type ForeignKey, joined, peoplesOwn, quoted, type Table, type Tables } from './tables.ts'

/** What became of a table's rows, or would. */
export interface Outcome {
  table: string
  inserted: number
  /** There already, as the backup has them. */
  same: number
  overwritten: number
  /** There in another form, and left so: `id: column, column`. */
  kept: string[]
  /** Left out, since another row has what must be unique: `id: constraint`. */
  clashes: string[]
  /** What else to know, such as rows whose person is gone. */
  notes: string[]
}

/** Change with every edit, so that they say nothing about whether two rows are the same. */
const passing = ['version', 'updated_at']
const shown = 20

/**
 * Merges the staged rows of one table (`pg_temp.staged`) into the live one. Parents come before.
 *
 * New rows go in as they were, without triggers; rows that are overwritten are changed as an edit of
 * today, with triggers, so that versions go on counting and the audit knows.
 */
export async function mergeTable(
  client: pg.ClientBase,
  table: Table,
  tables: Tables,
  overwrite: boolean,
): Promise<Outcome> {
  const outcome: Outcome = {
    ...{ table: table.name, inserted: 0, same: 0, overwritten: 0 },
    ...{ kept: [], clashes: [], notes: [] },
  }
  for (const key of tables.foreignKeys) {
    if (key.child === table.name) await mindParents(client, table, key, outcome)
  }
  const made = table.columns.filter(({ isGenerated }) => !isGenerated).map(({ name }) => name)
  const ignored = [
    ...passing,
    ...table.columns.filter(({ isGenerated }) => isGenerated).map(({ name }) => name),
  ]
  const bare = (row: string) =>
    `(to_jsonb(${row}) ${ignored.map((name) => `- '${name.replaceAll("'", "''")}'`).join(' ')})`
  const onKey = joined('t', table.key, 's', table.key)
  const called = `concat_ws(' ', ${table.key.map((name) => `s.${quoted(name)}`).join(', ')})`

  const { rows: differing } = await client.query<{ line: string }>(
    `select ${called} || ': ' || (
       select string_agg(key, ', ' order by key) from jsonb_each(${bare('s')}) as new
       where new.value is distinct from ${bare('t')} -> new.key
     ) as line
     from ${table.name} as t join staged as s on ${onKey}
     where ${bare('t')} is distinct from ${bare('s')} order by 1`,
  )
  const { rows: counted } = await client.query<{ there: number }>(
    `select count(*)::int as there from ${table.name} as t join staged as s on ${onKey}`,
  )
  outcome.same = (counted[0]?.there ?? 0) - differing.length
  if (overwrite && !peoplesOwn(tables).has(table.name)) {
    outcome.overwritten = await overwriteRows(client, table, made, onKey, bare)
  } else {
    outcome.kept = differing.map(({ line }) => line)
  }
  const columns = made.map(quoted).join(', ')
  const { rowCount } = await client.query(
    `insert into ${table.name} (${columns}) overriding system value
     select ${columns} from staged as s
     where not exists (select from ${table.name} as t where ${onKey})
     on conflict do nothing`,
  )
  outcome.inserted = rowCount ?? 0
  outcome.clashes = await findClashes(client, table, columns, onKey, called)
  return outcome
}

async function overwriteRows(
  client: pg.ClientBase,
  table: Table,
  made: string[],
  onKey: string,
  bare: (row: string) => string,
): Promise<number> {
  const set = made
    .filter((name) => !table.key.includes(name) && !passing.includes(name))
    .map((name) => `${quoted(name)} = s.${quoted(name)}`)
  if (set.length === 0) return 0
  await client.query(`set local session_replication_role = origin`)
  const { rowCount } = await client.query(
    `update ${table.name} as t set ${set.join(', ')} from staged as s
     where ${onKey} and ${bare('t')} is distinct from ${bare('s')}`,
  )
  await client.query(`set local session_replication_role = replica`)
  return rowCount ?? 0
}

/** A row whose parent is gone is left out, or goes without it where it may. */
async function mindParents(
  client: pg.ClientBase,
  table: Table,
  key: ForeignKey,
  outcome: Outcome,
): Promise<void> {
  const isSet = key.childColumns.map((name) => `s.${quoted(name)} is not null`).join(' and ')
  const isSelf = key.parent === table.name
  const orphan = `${isSet}
    and not exists (
      select from ${key.parent} as p where ${joined('p', key.parentColumns, 's', key.childColumns)}
    )
    ${isSelf ? `and not exists (select from staged as p where ${joined('p', key.parentColumns, 's', key.childColumns)})` : ''}`
  const mayBeEmpty = key.childColumns.filter((name) =>
    table.columns.some((column) => column.name === name && column.isNullable),
  )
  const what = `${key.childColumns.join(', ')}: ${key.parent} has it no longer`
  if (!isSelf && !key.isOwning && mayBeEmpty.length > 0) {
    const { rowCount } = await client.query(
      `update staged as s set ${mayBeEmpty.map((name) => `${quoted(name)} = null`).join(', ')}
       where ${orphan}`,
    )
    if (rowCount) outcome.notes.push(`${rowCount} without ${what}`)
    return
  }
  // One that was left out may have been another one's parent.
  for (let all = 0; ; ) {
    const { rowCount } = await client.query(`delete from staged as s where ${orphan}`)
    all += rowCount ?? 0
    if (!rowCount || !isSelf) {
      if (all > 0) outcome.notes.push(`${all} left out, for ${what}`)
      return
    }
  }
}

/** Rows that did not go in, each with the constraint that another row stands behind. */
async function findClashes(
  client: pg.ClientBase,
  table: Table,
  columns: string,
  onKey: string,
  called: string,
): Promise<string[]> {
  const { rows } = await client.query<{ place: string; called: string }>(
    `select s.ctid::text as place, ${called} as called from staged as s
     where not exists (select from ${table.name} as t where ${onKey}) order by 2`,
  )
  const clashes: string[] = []
  for (const { place, called: name } of rows) {
    if (clashes.length === shown) {
      clashes.push(`and ${rows.length - shown} more`)
      break
    }
    await client.query('savepoint clash')
    const why = await client
      .query(
        `insert into ${table.name} (${columns}) overriding system value
         select ${columns} from staged where ctid = $1::tid`,
        [place],
      )
      .then(
        () => 'another row',
        (error: pg.DatabaseError) => error.constraint ?? error.message,
      )
    await client.query('rollback to savepoint clash')
    clashes.push(`${name}: ${why}`)
  }
  return clashes
}
