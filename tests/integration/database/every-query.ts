import { randomUUID } from 'node:crypto'
import { recordHotQueries } from '../../bench/growth/hot-queries.ts'
import type { Sample } from '../../bench/growth/people.ts'
import { seldomUses } from '../../bench/growth/seldom-queries.ts'

const id = randomUUID()
const user = randomUUID()
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
  rare: 'seldom',
}
const everybody = { members: [sample], coaches: [sample], superAdmins: [sample], talker: [sample] }

/** The text of each statement that the features send, by what sends it; nothing is run. */
export async function recordStatements(): Promise<string[]> {
  const recorded = [
    ...(await recordHotQueries(everybody)),
    ...(await recordHotQueries(everybody, seldomUses)),
  ]
  return [...new Set(recorded.flatMap(({ statements }) => statements.map(({ sql }) => sql)))]
}
