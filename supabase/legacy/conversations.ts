import type { PlannedItem } from './items.ts'
import type { LegacyData, LegacyRow } from './read-legacy.ts'
import { sortMessages } from './said.ts'
import { asDate, asText, cut, inParts } from './values.ts'
import type { WhoIs } from './who-is.ts'

export interface PlannedMessage {
  author: 'person' | 'agent'
  text: string
  at: Date
}

export interface PlannedConversation {
  table: string
  key: string
  community: string
  owner: string
  /** Without an id: it was imported before, and is gone since. */
  agent: { id: string | null; title: string } | null
  title: string
  createdAt: Date
  messages: PlannedMessage[]
}

const personWords = new Set(['user', 'person', 'human', 'member', 'me'])
const agentWords = new Set(['assistant', 'agent', 'ai', 'bot', 'model'])

interface Context {
  whoIs: WhoIs
  agents: ReadonlyMap<string, PlannedItem>
  /** Keys of agents that were imported before and are gone since. */
  goneAgents: ReadonlySet<string>
  /** The communities of a person, as legacy keys. */
  communitiesOf: ReadonlyMap<string, readonly string[]>
  now: Date
}

/** The two tables of conversations become one. */
export function planConversations(
  data: LegacyData,
  context: Context,
): { conversations: PlannedConversation[]; problems: string[] } {
  const problems: string[] = []
  const { rows } = data
  const saidIn = sortMessages(data, problems)
  const planned: (PlannedConversation | null)[] = []
  for (const row of rows['public.conversations']) {
    const lines = [...listed(row.messages), ...saidIn('public.conversations', row)]
    planned.push(planOne('public.conversations', [row], lines, context, problems))
  }
  for (const group of groupLog(rows['public.agent_conversations'], context.whoIs)) {
    const own = group.flatMap((row) => saidIn('public.agent_conversations', row))
    const lines = group.flatMap((row) => [
      ...listed(row.messages),
      ...(row.question ? [{ author: 'user', text: row.question, createdAt: row.createdAt }] : []),
      ...(row.answer ? [{ author: 'assistant', text: row.answer, createdAt: row.createdAt }] : []),
    ])
    planned.push(
      planOne('public.agent_conversations', group, [...lines, ...own], context, problems),
    )
  }
  return { conversations: planned.filter((one) => one !== null), problems }
}

/** A log of questions and answers is one conversation for each person and agent. */
function groupLog(log: LegacyRow[], whoIs: WhoIs): LegacyRow[][] {
  const groups = new Map<string, LegacyRow[]>()
  for (const row of log) {
    const isLine = row.question !== undefined && row.question !== null
    const owner = asText(row.ownerId)
    const key = isLine
      ? `${whoIs('public.agent_conversations.ownerId', owner).person ?? owner} ${asText(row.agentId)}`
      : `one ${asText(row.id)}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()]
}

function listed(messages: unknown): LegacyRow[] {
  let list = messages
  if (typeof list === 'string') {
    try {
      list = JSON.parse(list)
    } catch {
      return [{ author: 'unknown', text: messages }]
    }
  }
  if (!Array.isArray(list)) return []
  return list.map((entry: unknown) => {
    const line = (entry ?? {}) as Record<string, unknown>
    return {
      author: line.role ?? line.sender ?? line.author,
      text: line.content ?? line.text ?? line.message,
      createdAt: line.created_at ?? line.timestamp,
    }
  })
}

function planOne(
  table: string,
  group: LegacyRow[],
  lines: LegacyRow[],
  context: Context,
  problems: string[],
): PlannedConversation | null {
  const [row = {}] = group
  const key = asText(row.id)
  const what = `${table} ${key}`
  const leaveOut = (why: string) => {
    problems.push(`${what}: ${why}; its ${lines.length} messages are left out`)
    return null
  }
  const answer = context.whoIs(`${table}.ownerId`, asText(row.ownerId))
  if (answer.person === null) {
    return leaveOut(`its owner ${asText(row.ownerId) || '(none)'} ${answer.why}`)
  }
  const owner = answer.person
  const agentKey = asText(row.agentId)
  const agent = context.agents.get(agentKey) ?? null
  if (agentKey && !agent)
    problems.push(`${what}: its agent ${agentKey} is not there; it can be read`)
  const own = context.communitiesOf.get(owner) ?? []
  const community = asText(row.communityId) || agent?.community || (own.length === 1 ? own[0] : '')
  if (!community) return leaveOut('nothing says of which community it is')
  if (!own.includes(community)) return leaveOut('its owner is no member of its community')
  const createdAt = asDate(row.createdAt) ?? asDate(lines[0]?.createdAt) ?? context.now
  const messages = planMessages(lines, createdAt, what, problems)
  if (messages.length === 0) return leaveOut('it holds nothing that a person wrote')
  const title = asText(row.title) || messages[0]?.text || ''
  return {
    table,
    key,
    community,
    owner,
    agent: agent && {
      id: context.goneAgents.has(agentKey) ? null : agent.id,
      title: agent.title,
    },
    title: cut(title.replaceAll(/\s+/g, ' '), 60).text || 'Conversation',
    createdAt,
    messages,
  }
}

function planMessages(lines: LegacyRow[], begunAt: Date, what: string, problems: string[]) {
  const messages: PlannedMessage[] = []
  let at = begunAt
  let before = 0
  const others = new Map<string, number>()
  for (const line of lines) {
    const word = asText(line.author).toLowerCase()
    // As it was written: code begins with spaces.
    const text = typeof line.text === 'string' ? line.text : asText(line.text)
    const author = personWords.has(word) ? 'person' : agentWords.has(word) ? 'agent' : null
    const time = asDate(line.createdAt)
    // The order is the order that was read; a time that goes back does not change it.
    if (time && time > at) at = time
    if (!text.trim()) continue
    if (!author) {
      others.set(word || '(none)', (others.get(word || '(none)') ?? 0) + 1)
    } else if (author === 'agent' && messages.length === 0) {
      before += 1
    } else {
      const most = author === 'person' ? 32_000 : 200_000
      for (const part of inParts(text, most)) messages.push({ author, text: part, at })
    }
  }
  if (before > 0) {
    problems.push(`${what}: ${before} words of the agent before the first question are left out`)
  }
  for (const [word, count] of others) {
    problems.push(`${what}: ${count} messages by “${word}” are left out`)
  }
  return messages
}
