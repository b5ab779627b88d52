import type pg from 'pg'
import { isUuid } from '../../../app/platform/uuid.ts'
import { StartError } from '../../local/postgres/start-error.ts'
import { joined, type Table, type Tables } from './tables.ts'

/** What is brought back: a community by its slug or id, or a content item by its id. */
export type Part = { community: string } | { item: string }

/** The rows of a part in the database that a backup was restored to. */
export interface Picked {
  /** The root's id. */
  id: string
  /** What lines call it. */
  title: string
  /** How many rows of which table. */
  counts: Map<string, number>
}

async function findRoot(client: pg.ClientBase, part: Part) {
  if ('community' in part) {
    const { rows } = await client.query<{ id: string; title: string }>(
      `select id, format('the community %s (%s)', name, slug) as title from public.communities
       where ${isUuid(part.community) ? 'id = $1' : 'slug = $1'}
       order by deleted_at is null desc, deleted_at desc limit 1`,
      [part.community],
    )
    return { table: 'public.communities', root: rows[0], called: `community ${part.community}` }
  }
  const { rows } = isUuid(part.item)
    ? await client.query<{ id: string; title: string }>(
        `select id, format('the %s "%s"', kind, title) as title from public.content_items where id = $1`,
        [part.item],
      )
    : { rows: [] }
  return { table: 'public.content_items', root: rows[0], called: `content item ${part.item}` }
}

/**
 * Marks the rows of a part: its root, and by the foreign keys whatever belongs to a row that is
 * marked. What outlives its parent (`on delete set null`) does not belong to it.
 *
 * Leaves a temporary table `picked (rel, part, place)` in the session.
 *
 * @throws StartError when the backup does not hold it
 */
export async function pick(client: pg.ClientBase, tables: Tables, part: Part): Promise<Picked> {
  const { table, root, called } = await findRoot(client, part)
  if (!root) throw new StartError(`The backup holds no ${called}.`)
  await client.query(
    `create temporary table picked (
       rel text not null, part oid not null, place tid not null, unique (part, place)
     )`,
  )
  await client.query(`insert into picked select $1, tableoid, ctid from ${table} where id = $2`, [
    table,
    root.id,
  ])
  const counts = new Map([[table, 1]])
  const fresh = new Set([table])
  for (let parent = first(fresh); parent !== undefined; parent = first(fresh)) {
    fresh.delete(parent)
    for (const key of tables.foreignKeys) {
      const child = tables.byName.get(key.child)
      if (key.parent !== parent || !key.isOwning || !child) continue
      const elsewhere = table === 'public.communities' ? communityOf(child, tables) : undefined
      const { rowCount } = await client.query(
        `insert into picked
         select distinct $1, c.tableoid, c.ctid
         from ${key.child} as c
         join ${key.parent} as p on ${joined('c', key.childColumns, 'p', key.parentColumns)}
         join picked on picked.part = p.tableoid and picked.place = p.ctid
         ${elsewhere ? `where c."${elsewhere}" = $2` : 'where $2::uuid is not null'}
         on conflict do nothing`,
        [key.child, root.id],
      )
      if (!rowCount) continue
      counts.set(key.child, (counts.get(key.child) ?? 0) + rowCount)
      fresh.add(key.child)
    }
  }
  if ('item' in part) await pickFiles(client, tables, counts)
  return { ...root, counts }
}

/** A file belongs to no item, but an item without the files that it uses is half of one. */
async function pickFiles(
  client: pg.ClientBase,
  { foreignKeys }: Tables,
  counts: Picked['counts'],
): Promise<void> {
  const files = 'public.files'
  for (const key of foreignKeys) {
    if (key.parent !== files || !counts.has(key.child)) continue
    const { rowCount } = await client.query(
      `insert into picked
       select distinct $1, p.tableoid, p.ctid
       from ${files} as p
       join ${key.child} as c on ${joined('c', key.childColumns, 'p', key.parentColumns)}
       join picked on picked.part = c.tableoid and picked.place = c.ctid
       on conflict do nothing`,
      [files],
    )
    if (rowCount) counts.set(files, (counts.get(files) ?? 0) + rowCount)
  }
}

/** The column that says of which community a row is: rows of another one are never taken along. */
function communityOf(child: Table, { foreignKeys }: Tables): string | undefined {
  return foreignKeys.find((key) => key.child === child.name && key.parent === 'public.communities')
    ?.childColumns[0]
}

function first<T>(set: Set<T>): T | undefined {
  return set.values().next().value
}
