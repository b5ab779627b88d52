import type pg from 'pg'

/**
 * Has Postgres leave the indexes of these tables (and of their partitions) as they are while the
 * tables are filled. `rebuildIndexes` makes them whole again; until then nothing may ask these tables.
 *
 * By the catalogue, since an index that a foreign key rests on can't be dropped alone.
 */
export async function setIndexesAside(sql: pg.Client, tables: readonly string[]): Promise<void> {
  await sql.query(
    `update pg_catalog.pg_index set indisready = false, indisvalid = false
     where indrelid in (
       select leaves.relid
       from unnest($1::regclass[]) as roots (id)
       cross join lateral pg_partition_tree(roots.id) as leaves
       where leaves.isleaf
       union
       select unnest($1::regclass[])
     )
     and exists (select from pg_catalog.pg_class where oid = indexrelid and relkind = 'i')`,
    [tables],
  )
}

/** What makes the indexes that were set aside whole: a statement a table, the largest first. */
export async function rebuildIndexes(sql: pg.Client): Promise<string[]> {
  const { rows } = await sql.query<{ statement: string }>(
    `select format('reindex table %s', indrelid::regclass) as statement
     from pg_catalog.pg_index
     where not indisready
     group by indrelid
     order by pg_relation_size(indrelid) desc`,
  )
  return rows.map(({ statement }) => statement)
}
