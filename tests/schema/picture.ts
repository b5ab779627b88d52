import type pg from 'pg'

interface Table {
  name: string
  comment: string | null
  partitioned: boolean
  keys: { name: string; type: string; mark: string }[]
}

interface Relation {
  child: string
  parent: string
  columns: string
  optional: boolean
  single: boolean
}

const tablesQuery = `
  select format('%s.%s', nspname, relname) as name, obj_description(pg_class.oid, 'pg_class') as comment,
    relkind = 'p' as partitioned,
    coalesce((
      select json_agg(json_build_object('name', attname, 'type', typname, 'mark', mark) order by attnum)
      from (
        select attnum, attname, typname, concat_ws(', ',
          case when exists (
            select from pg_constraint where conrelid = pg_class.oid and contype = 'p' and attnum = any (conkey)
          ) then 'PK' end,
          case when exists (
            select from pg_constraint where conrelid = pg_class.oid and contype = 'f' and conparentid = 0
              and attnum = any (conkey)
          ) then 'FK' end
        ) as mark
        from pg_attribute join pg_type on pg_type.oid = atttypid
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped
      ) as marked
      where mark <> ''
    ), '[]') as keys
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind in ('r', 'p') and not relispartition and nspname in ('public', 'private')
  order by nspname desc, relname`

const relationsQuery = `
  select format('%s.%s', cn.nspname, c.relname) as child, format('%s.%s', pn.nspname, p.relname) as parent,
    (select string_agg(attname, ', ' order by place) from unnest(conkey) with ordinality as k (number, place)
      join pg_attribute on attrelid = conrelid and attnum = number) as columns,
    exists (select from pg_attribute where attrelid = conrelid and attnum = any (conkey)
      and not attnotnull) as optional,
    exists (select from pg_index where indrelid = conrelid and indisunique and indpred is null
      and (indkey::int2[]) <@ conkey) as single
  from pg_constraint
  join pg_class as c on c.oid = conrelid
  join pg_namespace as cn on cn.oid = c.relnamespace
  join pg_class as p on p.oid = confrelid
  join pg_namespace as pn on pn.oid = p.relnamespace
  where contype = 'f' and conparentid = 0 and not c.relispartition
    and cn.nspname in ('public', 'private')
  order by 2, 1, conname`

/** Names of other schemas than `public` are written with them; Mermaid wants quotes for the dot. */
function entity(name: string): string {
  return name.startsWith('public.') ? name.slice('public.'.length) : `"${name}"`
}

/** The schema as a Mermaid picture (tables with their keys) and a list of what each table is for. */
export async function drawSchema(client: pg.ClientBase): Promise<string> {
  const tables = (await client.query<Table>(tablesQuery)).rows
  const relations = (await client.query<Relation>(relationsQuery)).rows
  const entities = tables.flatMap(({ name, keys }) =>
    keys.length === 0
      ? [`  ${entity(name)}`]
      : [
          `  ${entity(name)} {`,
          ...keys.map((key) => `    ${key.type} ${key.name} ${key.mark}`),
          '  }',
        ],
  )
  const lines = relations.map(
    ({ child, parent, columns, optional, single }) =>
      `  ${entity(parent)} ${optional ? '|o' : '||'}--${single ? 'o|' : 'o{'} ${entity(child)} : "${columns}"`,
  )
  const list = tables.map(
    ({ name, comment, partitioned }) =>
      `| \`${name}\` | ${(comment ?? '').replaceAll('|', '\\|')}${partitioned ? ' Partitioned by month.' : ''} |`,
  )
  return [
    '```mermaid',
    'erDiagram',
    ...entities,
    ...lines,
    '```',
    '',
    '| table | what |',
    '|---|---|',
    ...list,
    '',
  ].join('\n')
}
