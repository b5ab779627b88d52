import type pg from 'pg'

/** A table of the product as the live catalogue knows it. */
export interface Table {
  oid: number
  /** Written out and quoted, such as `public.messages`. */
  name: string
  columns: { name: string; type: string; isGenerated: boolean; isNullable: boolean }[]
  /** Columns of the primary key; none where there is no such key. */
  key: string[]
}

export interface ForeignKey {
  child: string
  parent: string
  childColumns: string[]
  parentColumns: string[]
  /** Whether the child belongs to the parent: it does not where it outlives it (`set null`). */
  isOwning: boolean
}

export interface Tables {
  byName: Map<string, Table>
  foreignKeys: ForeignKey[]
}

/**
 * History that nobody brings back, and what is of the moment only: these never come from a backup.
 * The audit is a chain, in which a row out of its place would be found as forged; a grant to look into
 * conversations is the community's to give anew.
 */
const neverBroughtBack =
  /^(public|private)\.(security_audit|audit_|access_|outbox_|rate_limits|feature_flag)/

export async function readTables(client: pg.ClientBase): Promise<Tables> {
  const { rows: tables } = await client.query<Table>(`
    select pg_class.oid::int as oid, format('%I.%I', nspname, relname) as name,
      (
        select json_agg(json_build_object(
          'name', attname, 'type', format_type(atttypid, atttypmod),
          'isGenerated', attgenerated <> '', 'isNullable', not attnotnull
        ) order by attnum)
        from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped
      ) as columns,
      coalesce((
        select json_agg(attname order by place)
        from pg_index, unnest(indkey) with ordinality as k (number, place)
        join pg_attribute on attrelid = pg_class.oid and attnum = number
        where indrelid = pg_class.oid and indisprimary
      ), '[]') as key
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p') and not relispartition and nspname in ('public', 'private', 'auth')
    order by 2`)
  const { rows: foreignKeys } = await client.query<ForeignKey>(`
    select format('%I.%I', cn.nspname, c.relname) as child,
      format('%I.%I', pn.nspname, p.relname) as parent,
      (
        select json_agg(attname order by place) from unnest(conkey) with ordinality as k (number, place)
        join pg_attribute on attrelid = conrelid and attnum = number
      ) as "childColumns",
      (
        select json_agg(attname order by place) from unnest(confkey) with ordinality as k (number, place)
        join pg_attribute on attrelid = confrelid and attnum = number
      ) as "parentColumns",
      confdeltype not in ('n', 'd') as "isOwning"
    from pg_constraint
    join pg_class as c on c.oid = conrelid
    join pg_namespace as cn on cn.oid = c.relnamespace
    join pg_class as p on p.oid = confrelid
    join pg_namespace as pn on pn.oid = p.relnamespace
    where contype = 'f' and conparentid = 0 and not c.relispartition and not p.relispartition
      and cn.nspname in ('public', 'private')
    order by 1, conname`)
  const wanted = tables.filter(({ name }) => !neverBroughtBack.test(name))
  const byName = new Map(wanted.map((table) => [table.name, table]))
  return {
    byName,
    foreignKeys: foreignKeys.filter(({ child, parent }) => byName.has(child) && byName.has(parent)),
  }
}

/** Names in an order in which parents stand before their children, as far as they are no circle. */
export function parentsFirst(names: string[], { foreignKeys }: Tables): string[] {
  const ordered: string[] = []
  const visited = new Set<string>()
  const visit = (name: string) => {
    if (visited.has(name)) return
    visited.add(name)
    for (const { child, parent } of foreignKeys) {
      if (child === name && names.includes(parent)) visit(parent)
    }
    ordered.push(name)
  }
  for (const name of [...names].sort()) visit(name)
  return ordered
}

/**
 * Tables whose rows are somebody's own (a membership, a conversation) and what belongs to those: a
 * backup may fill gaps in them, and never takes back what a person did since. What things are found
 * by, and how often they were used, is kept by triggers wherever something is overwritten.
 */
export function peoplesOwn({ byName, foreignKeys }: Tables): Set<string> {
  const isNeeded = ({ child, childColumns }: ForeignKey) =>
    childColumns.every((column) =>
      byName.get(child)?.columns.some(({ name, isNullable }) => name === column && !isNullable),
    )
  const own = new Set(
    [...byName.keys()].filter((name) => /^private\.search_|^public\.content_tallies$/.test(name)),
  )
  for (const key of foreignKeys) {
    if (/^(public\.profiles|auth\.users)$/.test(key.parent) && isNeeded(key)) own.add(key.child)
  }
  for (let size = -1; size !== own.size; ) {
    size = own.size
    for (const { child, parent, isOwning } of foreignKeys) {
      if (isOwning && own.has(parent) && parent !== 'public.profiles') own.add(child)
    }
  }
  return own
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** `a.x = b.y and …` */
export function joined(a: string, left: string[], b: string, right: string[]): string {
  return left
    .map((column, at) => `${a}.${quoted(column)} = ${b}.${quoted(right[at] ?? '')}`)
    .join(' and ')
}
