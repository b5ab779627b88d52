import type pg from 'pg'

/**
 * Holds what was filled with the triggers off to what they would have held it to.
 *
 * @param expected messages that were meant to be there
 * @throws Error that names what does not fit
 */
export async function checkFilled(sql: pg.Client, expected: number): Promise<void> {
  const wrong: string[] = []
  const { rows: asleep } = await sql.query<{ name: string }>(
    'select indexrelid::regclass::text as name from pg_catalog.pg_index where not (indisready and indisvalid)',
  )
  for (const { name } of asleep) wrong.push(`${name} is not built`)

  const { rows: keys } = await sql.query<{ name: string; orphans: string }>(`
    select k.conname as name, format(
      'select count(*)::int as n from %s as child where %s and not exists (select from %s as parent where %s)',
      k.conrelid::regclass,
      string_agg(format('child.%I is not null', c.attname), ' and '),
      k.confrelid::regclass,
      string_agg(format('parent.%I = child.%I', p.attname, c.attname), ' and ')
    ) as orphans
    from pg_catalog.pg_constraint as k
    cross join lateral unnest(k.conkey, k.confkey) as pairs (child, parent)
    join pg_catalog.pg_attribute as c on c.attrelid = k.conrelid and c.attnum = pairs.child
    join pg_catalog.pg_attribute as p on p.attrelid = k.confrelid and p.attnum = pairs.parent
    where k.contype = 'f' and k.conparentid = 0 and k.connamespace in ('public'::regnamespace, 'private'::regnamespace)
    group by k.oid, k.conname, k.conrelid, k.confrelid`)
  for (const { name, orphans } of keys) {
    const { rows } = await sql.query<{ n: number }>(orphans)
    if (rows[0]?.n !== 0) wrong.push(`${rows[0]?.n} rows are against ${name}`)
  }

  const { rows: counted } = await sql.query<{ messages: number; strays: number; share: number }>(`
    select (select count(*)::int from public.messages) as messages,
      (select count(*)::int from private.messages_default) as strays,
      (select max(n) / sum(n) from (
        select count(*)::float8 as n from public.conversations group by community_id
      ) as each) as share`)
  const [{ messages, strays, share } = { messages: 0, strays: 0, share: 0 }] = counted
  if (messages !== expected) wrong.push(`${messages} messages instead of ${expected}`)
  if (strays > 0) wrong.push(`${strays} messages are of no month`)
  if (Math.abs(share - 0.3) > 0.03) wrong.push(`the largest community holds ${share} of it`)

  if (wrong.length > 0) throw new Error(`The database is not as it was meant:\n${wrong.join('\n')}`)
}
