import { randomUUID } from 'node:crypto'
import {
  addMember,
  decideJoinRequest,
  removeMember,
  setMemberRole,
  stopAwaiting,
} from '~/features/communities/members.server'
import { askToJoin, takeRequestBack } from '~/features/communities/my-communities.server'
import { foundCommunity } from '~/features/communities/platform.server'
import { saveDisplayName } from '~/features/communities/save-profile.server'
import { findSettings, saveSettings } from '~/features/communities/settings.server'
import type { AgentFields } from '~/features/content/agent'
import {
  changeAgent,
  createAgent,
  saveRepeated,
  updateAgent,
} from '~/features/content/save-agent.server'
import { changeConversation } from '~/features/sandbox/change-conversation.server'
import { recordHotQueries, type Use } from '../../bench/growth/hot-queries.ts'
import type { Sample } from '../../bench/growth/people.ts'

const id = randomUUID()
const user = randomUUID()
const fields: AgentFields = {
  title: 'Coach',
  summary: '',
  greeting: '',
  starterQuestions: [],
  instructions: '',
  style: 'balanced',
  length: 'medium',
}
const settings = {
  name: 'Northside',
  description: '',
  joinPolicy: 'open',
  conversationReaders: 'owner',
} as const

type Ask = Use['ask']

/** What is asked seldom; the growth bench has the rest. */
const seldom: Ask[] = [
  (db, s) => addMember(db, s.actor, s.community, { email: 'a@people.test', role: 'end_user' }),
  (db, s) => setMemberRole(db, s.actor, s.community, { user, role: 'end_user' }),
  (db, s) => removeMember(db, s.actor, s.community, user),
  (db, s) => decideJoinRequest(db, s.actor, s.community, user, true),
  (db, s) => stopAwaiting(db, s.actor, s.community, 'a@people.test'),
  (db, s) => askToJoin(db, s.actor, s.community),
  (db, s) => takeRequestBack(db, s.actor, s.community),
  (db) => foundCommunity(db, { name: 'New', slug: 'new', coach: 'a@people.test' }),
  (db, s) => saveDisplayName(db, s.actor, 'Somebody'),
  (db, s) => findSettings(db, s.actor, s.community),
  (db, s) => saveSettings(db, s.actor, s.community, settings),
  (db, { community }) => createAgent(db, { community, fields, publish: true, key: id }),
  (db, { community }) => saveRepeated(db, { community, fields, publish: true, id }),
  (db, { community }) => updateAgent(db, { community, id, version: 1, fields, also: 'restore' }),
  (db, { community }) => changeAgent(db, 'delete', { community, id }),
  (db, s) => changeConversation(db, s.actor, { community: s.community, id }, { deleted: true }),
]

const claims = {
  sub: user,
  session_id: id,
  role: 'authenticated' as const,
  aal: 'aal2' as const,
  email: 'somebody@people.test',
  exp: 4_000_000_000,
}
const sample: Sample = {
  actor: { kind: 'person', userId: user, sessionId: id, email: claims.email, aal: 'aal2', claims },
  community: 'northside',
  conversation: id,
  middle: id,
  answer: id,
  agent: id,
}
const everybody = { members: [sample], coaches: [sample], superAdmins: [sample], talker: [sample] }

/** The text of each statement that the features send, by what sends it; nothing is run. */
export async function recordStatements(): Promise<string[]> {
  const asked: Use[] = seldom.map((ask, at) => ({ name: `seldom ${at}`, who: 'coaches', ask }))
  const recorded = [
    ...(await recordHotQueries(everybody)),
    ...(await recordHotQueries(everybody, asked)),
  ]
  return [...new Set(recorded.flatMap(({ statements }) => statements.map(({ sql }) => sql)))]
}
