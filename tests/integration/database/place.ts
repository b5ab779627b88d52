import { randomUUID } from 'node:crypto'
import type { Person, TestDatabase } from './test-database.ts'

/** A community of its own for one test, with somebody of each kind. */
export interface Place {
  id: string
  slug: string
  coach: Person
  member: Person
  /** Belongs to no community. */
  outsider: Person
  superAdmin: Person
}

export async function makePlace(db: TestDatabase): Promise<Place> {
  const slug = `c-${randomUUID().slice(0, 8)}`
  const person = (name: string) => db.createPerson(`${name}-${slug}`)
  const coach = await person('coach')
  const member = await person('member')
  const outsider = await person('outsider')
  const superAdmin = await person('super')
  const [made] = await db.asPostgres(
    'insert into public.communities (slug, name) values ($1, $1) returning id',
    [slug],
  )
  const id = made?.id as string
  await joinPlace(db, id, coach, 'community_admin')
  await joinPlace(db, id, member, 'end_user')
  await db.asPostgres('select public.grant_platform_admin($1)', [superAdmin.email])
  return { id, slug, coach, member, outsider, superAdmin }
}

export const joinPlace = (db: TestDatabase, community: string, person: Person, role: string) =>
  db.asPostgres(
    'insert into public.memberships (community_id, user_id, role) values ($1, $2, $3)',
    [community, person.id, role],
  )

/** Makes an item with its kind's row, written as the migrations' role. @returns its id */
export async function makeItem(
  db: TestDatabase,
  options: {
    community: string | null
    kind: 'agent' | 'video' | 'document' | 'prompt' | 'automation'
    title: string
    status?: string
    owner?: Person
  },
): Promise<string> {
  const { community, kind, title, status = 'published', owner } = options
  const [row] = await db.asPostgres(
    `insert into public.content_items (community_id, kind, title, slug, status, owner_id)
     values ($1, $2, $3, private.slug_of($3), $4, $5) returning id`,
    [community, kind, title, status, owner?.id ?? null],
  )
  await db.asPostgres(`insert into public.${kind}s (id) values ($1)`, [row?.id])
  if (kind === 'agent') {
    await db.asPostgres(
      `insert into public.agent_instructions (agent_id, instructions) values ($1, 'Be brief.')`,
      [row?.id],
    )
  }
  return row?.id as string
}

/** Makes a conversation with one question and its finished answer. */
export async function makeTalk(
  db: TestDatabase,
  options: { community: string; owner: Person; agent: string; readers?: string },
): Promise<{ conversation: string; question: string; answer: string }> {
  const [talk] = await db.asPostgres(
    `insert into public.conversations
       (community_id, owner_id, agent_id, agent_name, title, readers)
     values ($1, $2, $3, 'Agent', 'Talk', $4) returning id`,
    [options.community, options.owner.id, options.agent, options.readers ?? 'owner'],
  )
  const conversation = talk?.id as string
  const say = async (author: string, text: string, parent: string | null) => {
    const [row] = await db.asPostgres(
      `insert into public.messages
         (conversation_id, parent_id, author, text, status, completed_at)
       values ($1, $2, $3, $4, 'complete', now()) returning id`,
      [conversation, parent, author, text],
    )
    return row?.id as string
  }
  const question = await say('person', 'How do I begin?', null)
  const answer = await say('agent', 'With one step.', question)
  return { conversation, question, answer }
}
