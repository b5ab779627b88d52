import { randomUUID } from 'node:crypto'
import { isUuid } from '../../app/platform/uuid.ts'
import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { type ItemKind, type ItemTable, itemTables } from './shape.ts'
import { asDate, asNumber, asText, cut } from './values.ts'
import type { WhoIs } from './who-is.ts'

export interface PlannedItem {
  id: string
  table: ItemTable
  key: string
  kind: ItemKind
  /** A legacy community's key; null: the platform's own. */
  community: string | null
  owner: string | null
  title: string
  summary: string
  published: boolean
  createdAt: Date
  /** The columns of the kind's own table, and of agent_instructions. */
  own: Record<string, unknown>
}

export interface ItemsPlan {
  items: PlannedItem[]
  /** What an agent's legacy key became. */
  agentOf: Map<string, PlannedItem>
  problems: string[]
}

const publishedWords = new Set(['published', 'active', 'live', 'public', 'true', 't', '1'])

/** @param communities the keys of the communities that are imported */
export function planItems(
  { rows }: LegacyData,
  context: {
    communities: ReadonlySet<string>
    whoIs: WhoIs
    takenIds: ReadonlySet<string>
    now: Date
  },
): ItemsPlan {
  const items: PlannedItem[] = []
  const agentOf = new Map<string, PlannedItem>()
  const problems: string[] = []
  const taken = new Set(context.takenIds)
  for (const table of Object.keys(itemTables) as ItemTable[]) {
    for (const row of rows[table]) {
      const key = asText(row.id)
      const what = `${table} ${key}`
      const community = asText(row.communityId) || null
      if (community !== null && !context.communities.has(community)) {
        problems.push(`${what}: its community ${community} is not there; it is left out`)
        continue
      }
      const wish = key.toLowerCase()
      const id = isUuid(wish) && !taken.has(wish) ? wish : randomUUID()
      if (isUuid(wish) && id !== wish) problems.push(`${what}: its id is taken; it gets a new one`)
      taken.add(id)
      const item = planItem(table, row, {
        id,
        key,
        community,
        what,
        problems,
        now: context.now,
      })
      const ownerKey = asText(row.ownerId)
      const owner = context.whoIs(`${table}.ownerId`, ownerKey)
      item.owner = owner.person
      if (ownerKey && owner.person === null) {
        problems.push(`${what}: its owner ${ownerKey} ${owner.why}; it belongs to the community`)
      }
      items.push(item)
      if (item.kind === 'agent') agentOf.set(key, item)
    }
  }
  return { items, agentOf, problems }
}

interface Naming {
  id: string
  key: string
  community: string | null
  what: string
  problems: string[]
  now: Date
}

function planItem(table: ItemTable, row: LegacyRow, naming: Naming): PlannedItem {
  const { what, problems } = naming
  const kind = itemTables[table]
  const title = cut(asText(row.title).replaceAll(/\s+/g, ' '), 120)
  const summary = cut(asText(row.summary), 500)
  if (title.wasCut) problems.push(`${what}: its title is cut at 120 characters`)
  if (summary.wasCut && kind !== 'document') {
    problems.push(`${what}: its description is cut at 500 characters`)
  }
  const own = ownColumns[kind](row, naming)
  const wanted = publishedWords.has(asText(row.status).toLowerCase())
  const ready = kind === 'agent' ? asText(own.instructions) !== '' : kind !== 'automation'
  if (wanted && !ready) problems.push(`${what}: it can’t be published as it is; it is a draft`)
  return {
    id: naming.id,
    table,
    key: naming.key,
    kind,
    community: naming.community,
    owner: null,
    title: title.text || 'Untitled',
    summary: summary.text,
    published: wanted && ready,
    createdAt: asDate(row.createdAt) ?? naming.now,
    own,
  }
}

type Own = (row: LegacyRow, naming: Naming) => Record<string, unknown>

/** Whole, or not at all: a text that does not fit is reported and stays where it is. */
function whole(text: string, most: number, name: string, { what, problems }: Naming): string {
  if ([...text].length <= most) return text
  problems.push(`${what}: its ${name} is longer than ${most} characters; it is left out`)
  return ''
}

const ownColumns: Record<ItemKind, Own> = {
  agent(row, naming) {
    const temperature = asNumber(row.temperature)
    const tokens = asNumber(row.maxTokens)
    return {
      greeting: whole(asText(row.greeting), 2000, 'greeting', naming),
      instructions: whole(asText(row.instructions), 32_000, 'instructions', naming),
      temperature: temperature === null ? 0.7 : Math.min(2, Math.max(0, temperature)),
      max_output_tokens: tokens === null ? 1024 : Math.min(32_000, Math.max(1, Math.round(tokens))),
    }
  },
  video(row, naming) {
    const address = asText(row.address)
    const fits = /^https:\/\/\S{3,}$/.test(address) && address.length <= 2000
    if (address && !fits) {
      naming.problems.push(`${naming.what}: ${address.slice(0, 80)} is no https address; left out`)
    }
    const duration = asNumber(row.duration)
    return {
      address: fits ? address : null,
      duration_seconds: duration !== null && duration > 0 && duration < 1e6 ? duration : null,
      transcript: whole(asText(row.transcript), 1_000_000, 'transcript', naming),
    }
  },
  document: (row, naming) => ({ body: whole(asText(row.body), 1_000_000, 'text', naming) }),
  prompt: (row, naming) => ({ body: whole(asText(row.body), 32_000, 'text', naming) }),
  automation(row, naming) {
    const definition = row.definition ?? null
    const kept = definition === null ? {} : { earlier: definition }
    if (JSON.stringify(kept).length > 15_000) {
      naming.problems.push(`${naming.what}: its definition is too large; it is left out`)
      return { trigger_settings: {} }
    }
    if (definition !== null) {
      naming.problems.push(`${naming.what}: its definition is kept beside it; build its steps anew`)
    }
    return { trigger_settings: kept }
  },
}
