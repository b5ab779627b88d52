import type pg from 'pg'
import type { Operation } from './read-table.ts'

export interface Table {
  /** As statements name it, with its schema. */
  sql: string
  columns: string[]
  /** SQL that answers the primary key of the row `t` as text. */
  key: string
  /** The columns that nobody may read, of a table of which others may be read. */
  hidden: string[]
  /** What the product's definer functions were granted on it. */
  functionsMay: Operation[]
  /** The columns that they may update. */
  functionsUpdate: string[]
}

export interface Catalogue {
  /** By name, without `public.`; partitions belong to their parents. */
  tables: Map<string, Table>
  /** The functions of `public` that somebody signed in, or nobody, may call. */
  functions: string[]
}

/** What the database holds that somebody could be allowed or denied. */
export async function readCatalogue(client: pg.Client): Promise<Catalogue> {
  const { rows: tables } = await client.query<{
    schema: string
    name: string
    columns: string[]
    keys: string[]
    may: Operation[]
    updates: string[]
    hidden: string[]
  }>(`
    select relnamespace::regnamespace::text as schema, relname as name,
      array(
        select attname::text from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum
      ) as columns,
      array(
        select case
          when a.atttypid = 'timestamptz'::regtype
          then format('extract(epoch from t.%I)::bigint', a.attname)
          else format('t.%I', a.attname)
        end
        from pg_index as i
        cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary order by k.place
      ) as keys,
      array(
        select operation from unnest(array['select', 'insert', 'update', 'delete']) as operation
        where case operation
          when 'delete' then has_table_privilege('aigym_definer', c.oid, operation)
          else has_any_column_privilege('aigym_definer', c.oid, operation)
        end
      ) as may,
      array(
        select attname::text from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped
          and has_column_privilege('aigym_definer', c.oid, attnum, 'update')
      ) as updates,
      array(
        select attname::text from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped
          and has_any_column_privilege('authenticated', c.oid, 'select')
          and not has_column_privilege('authenticated', c.oid, attnum, 'select')
      ) as hidden
    from pg_class as c
    where relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      and relkind in ('r', 'p', 'v', 'm', 'f') and not relispartition
    order by 1, 2`)
  const { rows: functions } = await client.query<{ name: string }>(`
    select distinct proname as name from pg_proc
    where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype
      and (has_function_privilege('authenticated', oid, 'execute')
        or has_function_privilege('anon', oid, 'execute'))
    order by 1`)
  return {
    tables: new Map(
      tables.map(({ schema, name, columns, keys, may, updates, hidden }) => [
        schema === 'public' ? name : `${schema}.${name}`,
        {
          sql: `${schema}.${name}`,
          columns,
          key: `concat_ws(' ', ${(keys.length > 0 ? keys : columns.map((name) => `t.${name}`)).join(', ')})`,
          hidden,
          functionsMay: may,
          functionsUpdate: updates,
        },
      ]),
    ),
    functions: functions.map(({ name }) => name),
  }
}
