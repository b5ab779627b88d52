import { randomUUID } from 'node:crypto'
import type { Statement } from '~/data/batch'
import { type Database, openDatabase } from '~/data/database.server'
import { findDrafts, findRecent, hasAgents } from '~/features/communities/dashboard.server'
import { findCommunity } from '~/features/communities/find-community.server'
import { findPerson } from '~/features/communities/find-person.server'
import { listAwaited, listJoinRequests, listMembers } from '~/features/communities/members.server'
import { listMine, listOpen } from '~/features/communities/my-communities.server'
import { findPlatform } from '~/features/communities/platform.server'
import { agentKind } from '~/features/content/agents/agent-kind.server'
import { findPublishedAgent } from '~/features/content/agents/find-published-agent.server'
import { findDesk } from '~/features/content/desk/find-desk.server'
import { findCoachedItem } from '~/features/content/find-items.server'
import { findFavourites } from '~/features/content/library/favourites.server'
import { findLibrary, offer } from '~/features/content/library/find-library.server'
import { findBegun, findFresh } from '~/features/content/library/for-me.server'
import { keepLook } from '~/features/content/library/seen.server'
import { findStanding } from '~/features/content/library/standing.server'
import { findTriedOut } from '~/features/experiments/experiments.server'
import { findMyBudgets } from '~/features/money/budgets.server'
import { findEstimate } from '~/features/money/estimate.server'
import {
  endAnswer,
  retryAnswer,
  sendMessage,
  stopAnswer,
} from '~/features/sandbox/answers/ask-agent.server'
import { findGiven } from '~/features/sandbox/attached/given-documents.server'
import { findWaiting } from '~/features/sandbox/attached/message-files.server'
import {
  findAnswer,
  findConversation,
} from '~/features/sandbox/conversation/find-conversation.server'
import { noteReading } from '~/features/sandbox/conversation/note-reading.server'
import { keepDraft } from '~/features/sandbox/drafts/drafts.server'
import { findHeldNews } from '~/features/sandbox/moderation/held-news.server'
import { findLooksFirst } from '~/features/sandbox/moderation/moderation.server'
import { changeConversation } from '~/features/sandbox/my-conversations/change-conversation.server'
import { findConversations } from '~/features/sandbox/my-conversations/find-conversations.server'
import { offerNames, search } from '~/features/search/find.server'
import type { Sample, Samples } from './people.ts'

export interface Use {
  name: string
  who: keyof Samples
  /** Calls the feature; what it makes of the rows does not matter here. */
  ask: (db: Database, sample: Sample) => Promise<unknown>
}

/** The models that may answer. */
export const models = [{ provider: 'scripted' as const, name: 'scripted' }]
const first = { towards: 'older' as const, from: null }

type Listed = Parameters<typeof findLibrary>[1]

/** A list of agents as its page asks for it. */
export const asked = (community: string, question: Partial<Listed> = {}): Listed => ({
  ...offer(community, 'agent', question.search),
  facets: true,
  ...question,
})

/** What people do all day, by the features' own functions. */
const uses: Use[] = [
  { name: 'community', who: 'members', ask: (db, s) => findCommunity(db, s.actor, s.community) },
  { name: 'person', who: 'members', ask: (db, s) => findPerson(db, s.actor) },
  { name: 'my communities', who: 'members', ask: (db, s) => listMine(db, s.actor) },
  { name: 'open communities', who: 'members', ask: (db, s) => listOpen(db, s.actor, '') },
  {
    name: 'conversation',
    who: 'members',
    ask: (db, s) => findConversation(db, s.actor, { community: s.community, id: s.conversation }),
  },
  {
    name: 'documents of a conversation',
    who: 'members',
    ask: (db, s) => findGiven(db, s.conversation),
  },
  {
    name: 'files that wait in a conversation',
    who: 'members',
    ask: (db, s) => findWaiting(db, s.actor, s.conversation),
  },
  {
    name: 'conversation, older',
    who: 'members',
    ask: (db, s) =>
      findConversation(db, s.actor, {
        community: s.community,
        id: s.conversation,
        before: s.middle,
      }),
  },
  {
    name: 'conversation of 2,500',
    who: 'talker',
    ask: (db, s) => findConversation(db, s.actor, { community: s.community, id: s.conversation }),
  },
  {
    name: 'conversation of 2,500, older',
    who: 'talker',
    ask: (db, s) =>
      findConversation(db, s.actor, {
        community: s.community,
        id: s.conversation,
        before: s.middle,
      }),
  },
  {
    name: 'conversation of 2,500, around a message',
    who: 'talker',
    ask: (db, s) =>
      findConversation(db, s.actor, { community: s.community, id: s.conversation, at: s.middle }),
  },
  {
    name: 'look at a conversation',
    who: 'members',
    ask: (db, s) => noteReading(db, s.conversation),
  },
  { name: 'answer', who: 'members', ask: (db, s) => findAnswer(db, s.actor, s.answer) },
  {
    name: 'conversations',
    who: 'members',
    ask: (db, s) => findConversations(db, s.actor, { community: s.community }),
  },
  {
    name: 'conversations, deleted',
    who: 'members',
    ask: (db, s) => findConversations(db, s.actor, { community: s.community, which: 'deleted' }),
  },
  { name: 'recent', who: 'members', ask: (db, s) => findRecent(db, s.actor, s.community) },
  { name: 'held, settled', who: 'members', ask: (db, s) => findHeldNews(db, s.actor, s.community) },
  { name: 'begun', who: 'members', ask: (db, s) => findBegun(db, s.community) },
  { name: 'new to me', who: 'members', ask: (db, s) => findFresh(db, s.community) },
  {
    name: 'favourites',
    who: 'members',
    ask: (db, s) => findFavourites(db, s.community, first),
  },
  { name: 'look at an item', who: 'members', ask: (db, s) => keepLook(db, s.agent) },
  { name: 'has agents', who: 'members', ask: (db, s) => hasAgents(db, s.community) },
  {
    name: 'library',
    who: 'members',
    ask: (db, s) => findLibrary(db, asked(s.community)),
  },
  {
    name: 'library, by tag',
    who: 'members',
    ask: (db, s) => findLibrary(db, asked(s.community, { tag: 'Feedback' })),
  },
  {
    name: 'library, by name',
    who: 'members',
    ask: (db, s) => findLibrary(db, asked(s.community, { sort: 'name' })),
  },
  {
    name: 'library, most used',
    who: 'members',
    ask: (db, s) => findLibrary(db, asked(s.community, { sort: 'used' })),
  },
  ...(['not-begun', 'begun', 'done', 'favourites'] as const).map(
    (mine): Use => ({
      name: `library, ${mine}`,
      who: 'members',
      ask: (db, s) => findLibrary(db, asked(s.community, { kind: 'document', mine })),
    }),
  ),
  {
    name: 'library, searched',
    who: 'members',
    ask: (db, s) => findLibrary(db, asked(s.community, { search: 'agent 12' })),
  },
  {
    name: 'search',
    who: 'members',
    ask: (db, s) => search(db, { community: s.community, text: 'agent 12', kind: null, from: 0 }),
  },
  {
    name: 'search, a slip',
    who: 'members',
    ask: (db, s) => search(db, { community: s.community, text: 'pateint', kind: null, from: 0 }),
  },
  {
    name: 'search, names offered',
    who: 'members',
    ask: (db, s) => offerNames(db, { community: s.community, text: 'pract' }),
  },
  {
    name: 'library, rare word',
    who: 'members',
    ask: (db, s) => findLibrary(db, asked(s.community, { search: s.rare })),
  },
  {
    name: 'agent',
    who: 'members',
    ask: (db, s) => findPublishedAgent(db, s.community, s.agent),
  },
  { name: 'my budgets', who: 'members', ask: (db, s) => findMyBudgets(db, s.community) },
  {
    name: 'what an answer may cost',
    who: 'members',
    ask: (db, s) =>
      findEstimate(db, s.community, { conversation: s.conversation }, [
        { provider: 'openai', name: 'model' },
      ]),
  },
  { name: 'tried out', who: 'members', ask: (db, s) => findTriedOut(db, s.community, s.agent) },
  { name: 'who looks first', who: 'members', ask: (db, s) => findLooksFirst(db, s.community) },
  { name: 'standing of an item', who: 'members', ask: (db, s) => findStanding(db, s.agent) },
  {
    name: 'send, new conversation',
    who: 'members',
    ask: (db, s) =>
      sendMessage(db, {
        community: s.community,
        to: { agent: s.agent },
        text: 'Shall we begin?',
        key: randomUUID(),
        models,
      }),
  },
  {
    name: 'send',
    who: 'members',
    ask: (db, s) =>
      sendMessage(db, {
        community: s.community,
        to: { conversation: s.conversation },
        text: 'And then?',
        key: randomUUID(),
        models,
      }),
  },
  {
    name: 'retry',
    who: 'members',
    ask: (db, s) => retryAnswer(db, s.answer, randomUUID(), { models }),
  },
  {
    name: 'save answer',
    who: 'members',
    ask: (db, s) => endAnswer(db, s.answer, 'failed', 'lost'),
  },
  {
    name: 'stop answer',
    who: 'members',
    ask: (db, s) =>
      stopAnswer(s.answer, {
        db,
        actor: s.actor,
        answers: {} as never,
        log: { warn() {} } as never,
      }),
  },
  {
    name: 'keep a draft',
    who: 'members',
    ask: (db, s) => keepDraft(db, s.conversation, 'Half a thought'),
  },
  {
    name: 'rename',
    who: 'members',
    ask: (db, s) =>
      changeConversation(
        db,
        s.actor,
        { community: s.community, id: s.conversation },
        { title: 'Another name' },
      ),
  },
  {
    name: 'desk',
    who: 'coaches',
    ask: (db, s) =>
      findDesk(db, {
        community: s.community,
        kind: 'agent',
        filter: 'all',
        search: '',
        asked: first,
      }),
  },
  {
    name: 'desk, searched',
    who: 'coaches',
    ask: (db, s) =>
      findDesk(db, {
        community: s.community,
        kind: 'agent',
        filter: 'all',
        search: 'agent 12',
        asked: first,
      }),
  },
  {
    name: 'desk, rare word',
    who: 'coaches',
    ask: (db, s) =>
      findDesk(db, {
        community: s.community,
        kind: 'agent',
        filter: 'all',
        search: s.rare,
        asked: first,
      }),
  },
  { name: 'drafts', who: 'coaches', ask: (db, s) => findDrafts(db, s.community) },
  {
    name: 'coached agent',
    who: 'coaches',
    ask: (db, s) => findCoachedItem(db, agentKind, s.community, s.agent),
  },
  { name: 'members', who: 'coaches', ask: (db, s) => listMembers(db, s.community, null) },
  {
    name: 'members, next',
    who: 'coaches',
    ask: (db, s) => listMembers(db, s.community, s.actor.userId),
  },
  { name: 'requests', who: 'coaches', ask: (db, s) => listJoinRequests(db, s.community) },
  { name: 'awaited', who: 'coaches', ask: (db, s) => listAwaited(db, s.community) },
  { name: 'platform', who: 'superAdmins', ask: (db, s) => findPlatform(db, s.actor, '') },
]

/** One statement of the app as one person would send it. */
export interface HotStatement extends Statement {
  claims: Sample['actor']['claims']
}

/** A hot query: the app's own text, with the parameters of many people. */
export interface HotQuery {
  name: string
  statements: HotStatement[]
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** What the features send for these people, statement by statement; nothing is run. */
export async function recordHotQueries(samples: Samples, asked = uses): Promise<HotQuery[]> {
  const queries: HotQuery[] = []
  for (const { name, who, ask } of asked) {
    const recorded: HotStatement[][] = []
    for (const sample of samples[who]) {
      const { claims } = sample.actor
      const db = openDatabase({
        claims,
        log: quiet,
        expectedBatches: 9,
        async run({ statements }) {
          statements.forEach((statement, at) => {
            const column = recorded[at] ?? []
            recorded[at] = column
            column.push({ ...statement, claims })
          })
          throw new Error('only recorded')
        },
      })
      await ask(db, sample).catch(() => {})
    }
    recorded.forEach((statements, at) => {
      queries.push({ name: recorded.length > 1 ? `${name} (${at + 1})` : name, statements })
    })
  }
  return queries
}
