import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import type { KeyedProvider, KeyPlace, SealedKey } from '~/platform/ai/key-place'
import { AppError } from '~/platform/errors'
import type { Sealed } from '~/platform/sealing'

type Kept = Pick<Row<'provider_keys'>, 'id' | 'address'>

/** What is told of a key to who may set it: never the key. */
export interface ToldKey extends Kept {
  provider: KeyedProvider
  lastFour: string
  sealedWith: string
  /** Null where they are gone, or not known to who asks. */
  setBy: string | null
  /** ISO. */
  setAt: string
  lastUsedAt: string | null
}

/** Whose keys: a community's by its slug, the platform's by an empty one. */
const ownerOf = (slug: string): RawBuilder<unknown> => (slug ? communityIdOf(slug) : sql`null`)

/** The keys of the platform (an empty slug) or of a community, for who may set them. */
export function findKeys(db: Database, slug: string): Promise<ToldKey[]> {
  return db.read(
    sql<ToldKey>`
      select k.id, k.provider, k.address, k.last_four as "lastFour",
        k.sealed_with as "sealedWith", p.display_name as "setBy",
        to_char(k.set_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "setAt",
        to_char(k.last_used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastUsedAt"
      from public.provider_keys as k
      left join public.profiles as p on p.id = k.set_by
      where ${slug ? sql`k.community_id = ${communityIdOf(slug)}` : sql`k.community_id is null`}
      order by k.provider, k.address
      limit 50`,
  )
}

/**
 * Keeps a sealed key, in the place of the one that was there.
 *
 * @throws AppError `not-allowed` (403) for all but who runs the community, or the platform
 */
export async function keepKey(
  db: Database,
  { of, provider, address }: KeyPlace,
  { sealed, sealedWith, lastFour }: Sealed & { lastFour: string },
): Promise<void> {
  const kept = await db.write(
    sql<{ id: string }>`
      insert into public.provider_keys
        (community_id, provider, address, sealed, sealed_with, last_four)
      select owner.id, ${provider}, ${address}, ${sealed}, ${sealedWith}, ${lastFour}
      from (select ${ownerOf(of)}::uuid as id) as owner
      where owner.id is not null or ${of === ''}
      on conflict (community_id, provider, address) do update
      set sealed = ${sealed}, sealed_with = ${sealedWith}, last_four = ${lastFour}
      returning id`,
  )
  if (kept.length === 0) throw new AppError('not-found', 404)
}

/** Takes a key away; one that is not there, or not one's own to take, is left. */
export async function dropKey(db: Database, slug: string, id: string): Promise<void> {
  await db.write(
    sql`delete from public.provider_keys
        where id = ${id}::uuid and community_id is not distinct from ${ownerOf(slug)}`,
  )
}

/**
 * A sealed key for trying it; the audit keeps who did.
 *
 * @throws AppError `not-found` (404)
 */
export async function findKeyToTry(db: Database, id: string): Promise<SealedKey> {
  const [row] = await db.write(
    sql<{ key: JsonAnswer<'key_to_try', SealedKey> }>`
      select public.key_to_try(${id}::uuid) as key`,
  )
  if (!row) throw new AppError('not-found', 404)
  return row.key
}
