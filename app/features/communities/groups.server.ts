import { sql } from 'kysely'
import { type Bounded, countSome, toBounded } from '~/data/bounded-count'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { JsonAnswer, Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import { asCoach } from './as-coach.server'

/** Groups, and members of a group, that one page lists. */
export const GROUPS_PAGE = 50

export type GroupFields = Pick<Row<'groups'>, 'name' | 'description'>

export interface ListedGroup extends Pick<Row<'groups'>, 'id' | 'name' | 'description'> {
  members: Bounded
}

export interface GroupPerson {
  userId: Row<'memberships'>['user_id']
  name: string
}

/** A page of a list by name, and the key of the next one. */
interface Listed<Item> {
  items: Item[]
  after: string | null
}

const membersOf = (group: ReturnType<typeof sql>) => sql`
  from public.group_members as m
  where m.community_id = ${group}.community_id and m.group_id = ${group}.id`

function toListed<Item>(rows: Item[], keyOf: (item: Item) => string): Listed<Item> {
  const items = rows.slice(0, GROUPS_PAGE)
  const last = items.at(-1)
  return { items, after: rows.length > GROUPS_PAGE && last ? keyOf(last) : null }
}

/**
 * The groups of a community, by name. Callers check that a coach asks.
 *
 * @param after the id of the last group of the page before; null for the first page
 */
export async function listGroups(
  db: Database,
  slug: string,
  after: string | null,
): Promise<Listed<ListedGroup>> {
  const beyond =
    after !== null && isUuid(after)
      ? sql`lower(g.name) > (
          select lower(last.name) from public.groups as last
          where last.community_id = ${communityIdOf(slug)} and last.id = ${after}::uuid
        )`
      : sql`true`
  const rows = await db.read(
    sql<Pick<Row<'groups'>, 'id' | 'name' | 'description'> & { members: number }>`
      select g.id, g.name, g.description, ${countSome(membersOf(sql`g`))} as members
      from public.groups as g
      where g.community_id = ${communityIdOf(slug)} and ${beyond}
      order by lower(g.name)
      limit ${GROUPS_PAGE + 1}`,
  )
  return toListed(
    rows.map((row) => ({ ...row, members: toBounded(row.members) })),
    ({ id }) => id,
  )
}

export interface Group extends ListedGroup {
  people: Listed<GroupPerson>
  /** Items that are limited to it, among others or to it alone. */
  items: Bounded
  /** Those of them that nobody could use any more without it. */
  itemsAlone: Bounded
}

/**
 * A group with its members by name. Callers check that a coach asks.
 *
 * @param after the id of the last member of the page before; null for the first page
 * @throws AppError `not-found` (404)
 */
export async function findGroup(
  db: Database,
  slug: string,
  id: string | undefined,
  after: string | null,
): Promise<Group> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const beyond =
    after !== null && isUuid(after)
      ? sql`(m.display_name, m.user_id) > (
          select last.display_name, last.user_id from public.memberships as last
          where last.community_id = ${communityIdOf(slug)} and last.user_id = ${after}::uuid
        )`
      : sql`true`
  const [found, people] = await Promise.all([
    db.read(
      sql<
        Pick<Row<'groups'>, 'id' | 'name' | 'description'> & {
          members: number
          items: number
          alone: number
        }
      >`
        select g.id, g.name, g.description, ${countSome(membersOf(sql`g`))} as members,
          ${countSome(limitedTo())} as items,
          ${countSome(sql`${limitedTo()} and i.audience = array[g.id]`)} as alone
        from public.groups as g
        where g.community_id = ${communityIdOf(slug)} and g.id = ${id}::uuid`,
    ),
    db.read(
      sql<GroupPerson>`
          select m.user_id as "userId", coalesce(m.display_name, '') as name
          from public.group_members as gm
          join public.memberships as m
            on m.community_id = gm.community_id and m.user_id = gm.user_id
          where gm.community_id = ${communityIdOf(slug)} and gm.group_id = ${id}::uuid and ${beyond}
          order by m.display_name, m.user_id
          limit ${GROUPS_PAGE + 1}`,
    ),
  ])
  const [group] = found
  if (!group) throw new AppError('not-found', 404)
  const { alone, ...rest } = group
  return {
    ...rest,
    members: toBounded(group.members),
    items: toBounded(group.items),
    itemsAlone: toBounded(alone),
    people: toListed(people, ({ userId }) => userId),
  }
}

const limitedTo = () => sql`
  from public.content_audience as a
  join public.content_items as i on i.id = a.item_id and i.deleted_at is null
  where a.community_id = g.community_id and a.group_id = g.id`

/**
 * Makes a group.
 *
 * @throws AppError `name.taken` (409), `not-allowed` (403)
 */
export async function makeGroup(
  db: Database,
  actor: Person,
  slug: string,
  { name, description }: GroupFields,
): Promise<Row<'groups'>['id']> {
  const [made] = await asCoach(db, actor, slug, () =>
    db.write(
      sql<Pick<Row<'groups'>, 'id'>>`
        insert into public.groups (community_id, name, description)
        values (${communityIdOf(slug)}, ${name}, ${description})
        on conflict (community_id, lower(name)) do nothing
        returning id`,
    ),
  )
  if (!made) throw new AppError('name.taken', 409)
  return made.id
}

/**
 * Gives a group another name and description.
 *
 * @throws AppError `conflict` (409) where another group has the name, `not-found` (404)
 */
export async function changeGroup(
  db: Database,
  actor: Person,
  slug: string,
  id: string | undefined,
  { name, description }: GroupFields,
): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [changed] = await asCoach(db, actor, slug, () =>
    db.write(
      sql<Pick<Row<'groups'>, 'id'>>`
        update public.groups set name = ${name}, description = ${description}
        where community_id = ${communityIdOf(slug)} and id = ${id}::uuid
        returning id`,
    ),
  )
  if (!changed) throw new AppError('not-found', 404)
}

/** Dissolves a group; one that is gone already is no error. */
export async function dissolveGroup(
  db: Database,
  actor: Person,
  slug: string,
  id: string | undefined,
): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  await asCoach(db, actor, slug, () =>
    db.write(
      sql`
        delete from public.groups
        where community_id = ${communityIdOf(slug)} and id = ${id}::uuid`,
    ),
  )
}

interface Added {
  /** How many were not in it before. */
  added: number
  /** Addresses that belong to no member; where there are some, nobody was added. */
  unknown: string[]
}

/**
 * Puts members into a group, by their addresses.
 *
 * @throws AppError `emails.many` (422), 404
 */
export async function addToGroup(
  db: Database,
  actor: Person,
  slug: string,
  id: string | undefined,
  emails: string[],
): Promise<Added> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await asCoach(db, actor, slug, () =>
    db.write(
      sql<{ told: JsonAnswer<'add_to_group', Added> }>`
        select public.add_to_group(g.id, ${emails}::text[]) as told
        from public.groups as g
        where g.community_id = ${communityIdOf(slug)} and g.id = ${id}::uuid`,
    ),
  )
  if (!row) throw new AppError('not-found', 404)
  return row.told
}

/** Takes somebody out of a group; who is out already is no error. */
export async function takeFromGroup(
  db: Database,
  actor: Person,
  slug: string,
  id: string | undefined,
  user: string,
): Promise<void> {
  if (!isUuid(id) || !isUuid(user)) throw new AppError('not-found', 404)
  await asCoach(db, actor, slug, () =>
    db.write(
      sql`
        delete from public.group_members
        where community_id = ${communityIdOf(slug)} and group_id = ${id}::uuid
          and user_id = ${user}::uuid`,
    ),
  )
}
