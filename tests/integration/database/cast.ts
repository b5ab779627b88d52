import { randomUUID } from 'node:crypto'
import type { Person, TestDatabase } from './test-database.ts'

/** Who the policies are tried with, in the order of the table's columns. */
export const roles = [
  'nobody',
  'member',
  'neighbour',
  'coach',
  'super',
  'rivalCoach',
  'rival',
  'removed',
  'applicant',
] as const
export type Role = (typeof roles)[number]

/** Rows that the statements name, all of them keys. */
export interface Scene {
  people: Record<Exclude<Role, 'nobody'> | 'suspended' | 'revoked', Person>
  northside: string
  harbor: string
  commons: string
  published: string
  draft: string
  deleted: string
  bare: string
  mute: string
  privateTalk: string
  sharedTalk: string
  deletedTalk: string
  removedTalk: string
}

/**
 * Two communities with their people, content and conversations, and an open third without anybody.
 * `neighbour` is in Northside beside `member`; `removed` was; `applicant` asks to join Harbor.
 */
export async function setScene(db: TestDatabase): Promise<Scene> {
  const create = (name: string) => db.createPerson(name)
  const people = {
    member: await create('member'),
    neighbour: await create('neighbour'),
    coach: await create('coach'),
    super: await create('super'),
    rivalCoach: await create('rival-coach'),
    rival: await create('rival'),
    removed: await create('removed'),
    applicant: await create('applicant'),
    suspended: await create('suspended'),
    revoked: await create('revoked'),
  }
  const community = async (slug: string, policy: string) => {
    const [row] = await db.asPostgres(
      `insert into public.communities (slug, name, join_policy) values ($1, $1, $2) returning id`,
      [slug, policy],
    )
    return row?.id as string
  }
  const northside = await community('northside', 'invitation')
  const harbor = await community('harbor', 'open')
  const commons = await community('commons', 'open')
  const join = (place: string, person: Person, role: string) =>
    db.asPostgres(
      'insert into public.memberships (community_id, user_id, role) values ($1, $2, $3)',
      [place, person.id, role],
    )
  await join(northside, people.coach, 'community_admin')
  for (const person of [people.member, people.neighbour, people.suspended, people.revoked]) {
    await join(northside, person, 'end_user')
  }
  await join(harbor, people.rivalCoach, 'community_admin')
  await join(harbor, people.rival, 'end_user')
  await db.asPostgres('insert into public.platform_admins (user_id) values ($1)', [people.super.id])
  await db.asPostgres(
    `insert into public.pending_members (community_id, email, role, added_by)
     values ($1, 'awaited@people.test', 'end_user', $2)`,
    [northside, people.coach.id],
  )
  await db.asPostgres('insert into public.join_requests (community_id, user_id) values ($1, $2)', [
    harbor,
    people.applicant.id,
  ])

  const item = async (title: string, status: string, deleted = false) => {
    const [row] = await db.asPostgres(
      `insert into public.content_items
         (community_id, kind, title, slug, status, owner_id, deleted_at)
       values ($1, 'agent', $2, $2, $3, $4, case when $5 then now() end) returning id`,
      [northside, title, status, people.coach.id, deleted],
    )
    return row?.id as string
  }
  const agent = async (id: string) => {
    await db.asPostgres('insert into public.agents (id) values ($1)', [id])
    return id
  }
  const instructed = async (id: string) => {
    await db.asPostgres(
      `insert into public.agent_instructions (agent_id, instructions) values ($1, 'Be brief.')`,
      [await agent(id)],
    )
    return id
  }
  const published = await instructed(await item('published', 'published'))
  const draft = await instructed(await item('draft', 'draft'))
  const deleted = await instructed(await item('deleted', 'published', true))
  // One without its agents row, one without instructions: places to insert.
  const bare = await item('bare', 'draft')
  const mute = await agent(await item('mute', 'draft'))

  const talk = async (owner: Person, readers: string, isDeleted = false) => {
    const [row] = await db.asPostgres(
      `insert into public.conversations
         (community_id, owner_id, agent_id, agent_name, title, readers, deleted_at)
       values ($1, $2, $3, 'published', 'talk', $4, case when $5 then now() end) returning id`,
      [northside, owner.id, published, readers, isDeleted],
    )
    await db.asPostgres(
      `insert into public.messages (conversation_id, author, text, status, completed_at, post_key)
       values ($1, 'person', 'Hello', 'complete', now(), $2)`,
      [row?.id, randomUUID()],
    )
    return row?.id as string
  }
  const scene: Scene = {
    people,
    northside,
    harbor,
    commons,
    published,
    draft,
    deleted,
    bare,
    mute,
    privateTalk: await talk(people.member, 'owner'),
    sharedTalk: await talk(people.member, 'owner_and_coaches'),
    deletedTalk: await talk(people.member, 'owner_and_coaches', true),
    removedTalk: await talk(people.removed, 'owner'),
  }
  await db.asPostgres('update public.profiles set suspended_at = now() where id = $1', [
    people.suspended.id,
  ])
  await db.asPostgres('delete from auth.sessions where user_id = $1', [people.revoked.id])
  return scene
}
