import type pg from 'pg'
import type { LegacyTable } from './shape.ts'

/** The tables that people stand in; the first that knows something says it. */
export const peopleTables = ['auth.users', 'public.users', 'public.admins'] as const
export type PeopleTable = (typeof peopleTables)[number]

/** A table that is read: its name there, and which column is which field. */
export interface ReadTable {
  name: string
  picked: Record<string, string>
}

/** The tables that a message may be of. */
export const talkTables = ['public.conversations', 'public.agent_conversations'] as const

/**
 * What a field that names people or a message's conversation refers to by a foreign key:
 * `public.videos.ownerId` to `public.users.id`. A field that is not here refers to nothing that the
 * catalogue knows of.
 */
export type References = ReadonlyMap<string, readonly string[]>

/**
 * Follows foreign keys, over other tables too, until they end at people, for messages at
 * conversations. One that ends elsewhere ends there: nothing says whom it means.
 */
export async function readReferences(
  client: pg.ClientBase,
  tables: ReadonlyMap<LegacyTable, ReadTable>,
): Promise<References> {
  const { rows } = await client.query<{ own: string; other: string }>(
    `select n.nspname || '.' || c.relname || '.' || a.attname as own,
       rn.nspname || '.' || rc.relname || '.' || ra.attname as other
     from pg_catalog.pg_constraint as k
     cross join lateral unnest(k.conkey, k.confkey) as pair (own, other)
     join pg_catalog.pg_class as c on c.oid = k.conrelid
     join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
     join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum = pair.own
     join pg_catalog.pg_class as rc on rc.oid = k.confrelid
     join pg_catalog.pg_namespace as rn on rn.oid = rc.relnamespace
     join pg_catalog.pg_attribute as ra on ra.attrelid = rc.oid and ra.attnum = pair.other
     where k.contype = 'f' and not rc.relispartition
     order by k.oid, pair.own`,
  )
  const keys = new Map<string, string[]>()
  for (const { own, other } of rows) keys.set(own, [...(keys.get(own) ?? []), other])

  const fieldOf = (column: string, among: readonly LegacyTable[]): string | undefined => {
    const table = among.find((name) => column.startsWith(`${name}.`))
    if (!table) return undefined
    const name = column.slice(table.length + 1)
    const picked = Object.entries(tables.get(table)?.picked ?? {})
    // A column that is not read says of nobody who it is; that is known, and better than a guess.
    return `${table}.${picked.find(([, one]) => one === name)?.[0] ?? `(${name})`}`
  }
  const follow = (column: string, among: readonly LegacyTable[], seen: Set<string>): string[] =>
    (keys.get(column) ?? []).flatMap((other) => {
      const end = fieldOf(other, among)
      if (end) return [end]
      if (seen.has(other)) return []
      seen.add(other)
      const further = follow(other, among, seen)
      return further.length > 0 ? further : [other]
    })

  const found = new Map<string, string[]>()
  for (const [table, { name, picked }] of tables) {
    for (const field of ['ownerId', 'userId', 'accountId', 'conversationId']) {
      const column = picked[field]
      if (!column) continue
      const among = field === 'conversationId' ? talkTables : peopleTables
      const ends = follow(`${name}.${column}`, among, new Set())
      if (ends.length > 0) found.set(`${table}.${field}`, [...new Set(ends)])
    }
  }
  return found
}
