import type pg from 'pg'
import { isUuid } from '../../app/platform/uuid.ts'
import { type PlannedConversation, planConversations } from './conversations.ts'
import { type PlannedItem, planItems } from './items.ts'
import { type PlannedPerson, planPeople } from './people.ts'
import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { asDate, asText, cut } from './values.ts'

export interface PlannedCommunity {
  id: string
  key: string
  slug: string
  name: string
  description: string
  createdAt: Date
}

/** All that an import would do, before it does anything. */
export interface ImportPlan {
  people: PlannedPerson[]
  communities: PlannedCommunity[]
  memberships: { community: string; person: string; role: 'community_admin' | 'end_user' }[]
  superAdmins: string[]
  items: PlannedItem[]
  conversations: PlannedConversation[]
  /** What the rows of an import before this one became; they are not made again. */
  done: number
  /** What could not be mapped, a line each. */
  problems: string[]
  unread: string[]
}

/** What is here already. */
export interface Existing {
  people: ReadonlyMap<string, string>
  ids: { people: Set<string>; communities: Set<string>; items: Set<string> }
  slugs: Set<string>
  /** `table key kind` of an import before this one, and what that became. */
  imported: ReadonlyMap<string, string>
  /** The transaction's moment: what has none of its own is of then, and not of after the import. */
  now: Date
}

export async function readExisting(client: pg.ClientBase): Promise<Existing> {
  const ask = async <Row extends pg.QueryResultRow>(sql: string) =>
    (await client.query<Row>(sql)).rows
  const people = await ask<{ id: string; email: string | null }>(
    'select id, lower(email) as email from auth.users',
  )
  const communities = await ask<{ id: string; slug: string; living: boolean }>(
    'select id, slug, deleted_at is null as living from public.communities',
  )
  const items = await ask<{ id: string }>('select id from public.content_items')
  const imported = await ask<{ what: string; id: string }>(
    `select legacy_table || ' ' || legacy_id || ' ' || kind as what, id from private.legacy_rows`,
  )
  const [moment] = await ask<{ now: Date }>('select now() as now')
  return {
    people: new Map(people.flatMap(({ id, email }) => (email ? [[email, id] as const] : []))),
    ids: {
      people: new Set(people.map(({ id }) => id)),
      communities: new Set(communities.map(({ id }) => id)),
      items: new Set(items.map(({ id }) => id)),
    },
    slugs: new Set(communities.flatMap(({ slug, living }) => (living ? [slug] : []))),
    imported: new Map(imported.map(({ what, id }) => [what, id])),
    now: moment?.now as Date,
  }
}

/** Decides what every row becomes; asks and writes nothing. */
export function planImport(
  data: LegacyData,
  existing: Existing,
  newId: () => string = () => crypto.randomUUID(),
): ImportPlan {
  const problems: string[] = []
  let done = 0
  const wasDone = (table: string, key: string, kind: string) => {
    const id = existing.imported.get(`${table} ${key} ${kind}`)
    if (id !== undefined) done += 1
    return id
  }

  const people = planPeople(data, {
    byEmail: existing.people,
    ids: existing.ids.people,
    before: (table, key) => existing.imported.get(`${table} ${key} person`),
    now: existing.now,
  })
  /** Said each time: what was imported before, and is not here any more. */
  const gone = [...people.gone]
  problems.push(...people.problems)

  const allCommunities = planCommunities(data.rows['public.communities'], existing, newId, problems)
  const communityId = new Map<string, string>()
  const communities: PlannedCommunity[] = []
  for (const community of allCommunities) {
    const before = wasDone('public.communities', community.key, 'community')
    if (before !== undefined && !existing.ids.communities.has(before)) {
      gone.push(
        `public.communities ${community.key}: was imported and is gone since; it is left out`,
      )
      continue
    }
    communityId.set(community.key, before ?? community.id)
    if (before === undefined) communities.push(community)
  }

  const memberships: ImportPlan['memberships'] = []
  const communitiesOf = new Map<string, string[]>()
  for (const { person, community: key, role } of people.roles) {
    const community = communityId.get(key)
    if (!community) {
      problems.push(`a member of community ${key}, which is not there, is left out`)
      continue
    }
    communitiesOf.set(person, [...(communitiesOf.get(person) ?? []), key])
    if (wasDone('membership', `${community} ${person}`, 'membership') === undefined) {
      memberships.push({ community, person, role })
    }
  }

  const items = planItems(data, {
    communities: new Set(communityId.keys()),
    whoIs: people.whoIs,
    takenIds: existing.ids.items,
    now: existing.now,
  })
  const goneAgents = new Set<string>()
  for (const [key, agent] of items.agentOf) {
    const before = existing.imported.get(`public.ai_agents ${key} item`)
    if (before === undefined) continue
    agent.id = before
    if (!existing.ids.items.has(before)) goneAgents.add(key)
  }
  const talks = planConversations(data, {
    whoIs: people.whoIs,
    agents: items.agentOf,
    goneAgents,
    communitiesOf,
    now: existing.now,
  })
  const newItems = items.items.filter(({ table, key }) => wasDone(table, key, 'item') === undefined)
  const conversations = talks.conversations.filter(
    ({ table, key }) => wasDone(table, key, 'conversation') === undefined,
  )
  const newPeople = people.people.filter(
    ({ was }) => !was.some(([table, key]) => wasDone(table, key, 'person') !== undefined),
  )
  // What is about a row that an import before this one dealt with was said then.
  const doneRows = new Set([...existing.imported.keys()].map((what) => what.replace(/ \w+$/, '')))
  return {
    people: newPeople,
    communities,
    memberships,
    superAdmins: people.superAdmins.filter(
      (id) => wasDone('super admin', id, 'super_admin') === undefined,
    ),
    items: newItems.map((item) => ({
      ...item,
      community: item.community === null ? null : (communityId.get(item.community) ?? null),
    })),
    conversations: conversations.map((talk) => ({
      ...talk,
      community: communityId.get(talk.community) ?? talk.community,
    })),
    done,
    problems: [
      ...gone,
      ...[...problems, ...items.problems, ...talks.problems].filter(
        (line) => !doneRows.has(line.slice(0, line.indexOf(':'))),
      ),
    ],
    unread: data.unread,
  }
}

function planCommunities(
  rows: LegacyRow[],
  existing: Existing,
  newId: () => string,
  problems: string[],
): PlannedCommunity[] {
  const slugs = new Set(existing.slugs)
  const ids = new Set(existing.ids.communities)
  return rows.map((row) => {
    const key = asText(row.id)
    const name = cut(asText(row.name).replaceAll(/\s+/g, ' '), 80)
    const description = cut(asText(row.description), 500)
    if (name.wasCut || description.wasCut) {
      problems.push(`public.communities ${key}: its name or description is cut`)
    }
    const wish = slugOf(asText(row.slug) || name.text)
    let slug = wish
    for (let n = 2; slugs.has(slug); n += 1) slug = `${wish.slice(0, 44)}-${n}`
    const before = existing.imported.has(`public.communities ${key} community`)
    if (slug !== wish && !before) {
      problems.push(`public.communities ${key}: the address ${wish} is taken; it gets ${slug}`)
    }
    slugs.add(slug)
    const id = isUuid(key) && !ids.has(key.toLowerCase()) ? key.toLowerCase() : newId()
    ids.add(id)
    return {
      id,
      key,
      slug,
      name: name.text || 'Community',
      description: description.text,
      createdAt: asDate(row.createdAt) ?? existing.now,
    }
  })
}

function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 44)
    .replaceAll(/^-+|-+$/g, '')
  return slug || 'community'
}
