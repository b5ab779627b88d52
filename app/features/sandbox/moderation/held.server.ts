import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, type Place, toPage } from '~/data/paging'
import type { Answer, JsonAnswer, Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'

/** Held messages on one page of the queue. */
const HELD_PAGE = 20

type Held = Row<'held_messages'>

/** Something of one's own that is held, or was. */
export interface HeldOfMine extends Pick<Held, 'id' | 'author' | 'why' | 'state' | 'note'> {
  /** The word that held a message of one's own; of an answer it is not told. */
  word: Held['word']
  /** The name of the file that it is, where it is one. */
  file: Row<'message_files'>['name'] | null
  /** A message of one's own. What an answer said is told to nobody. */
  text: Row<'messages'>['text'] | null
  appeal: Held['appeal']
  /** Whether coaches may read it already. */
  shared: Held['shared']
}

/**
 * What is held of an answer of one's own, or of the message that it was to answer; by a file's id, that
 * file.
 *
 * @throws AppError `not-found` (404)
 */
export async function findHeldOfMine(
  db: Database,
  actor: Person,
  { conversation, answer }: { conversation: string | undefined; answer: string | undefined },
): Promise<HeldOfMine> {
  if (!isUuid(conversation) || !isUuid(answer)) throw new AppError('not-found', 404)
  const [held] = await db.read(
    sql<HeldOfMine>`
      select h.id, h.author, h.why, h.state, h.note, h.appeal, h.shared, h.word,
        f.name as file, null as text, true as nearer
      from public.message_files as f
      join public.held_messages as h on h.file_id = f.id
      where f.conversation_id = ${conversation}::uuid and f.id = ${answer}::uuid
        and h.owner_id = ${actor.userId}::uuid
      union all
      select h.id, h.author, h.why, h.state, h.note, h.appeal, h.shared,
        case h.author when 'person' then h.word end,
        null,
        case h.author when 'person' then case h.message_id when m.id then m.text else asked.text end end,
        h.message_id = m.id
      from public.messages as m
      join public.held_messages as h
        on h.conversation_id = m.conversation_id and h.message_id in (m.id, m.parent_id)
      left join public.messages as asked
        on asked.conversation_id = m.conversation_id and asked.id = m.parent_id
      where m.conversation_id = ${conversation}::uuid and m.id = ${answer}::uuid
        and h.owner_id = ${actor.userId}::uuid
      order by nearer desc
      limit 1`,
  )
  if (!held) throw new AppError('not-found', 404)
  return held
}

/**
 * What is held of a step of a run of one's own; null where the run has no such step any more: one that
 * goes on has another id.
 *
 * @throws AppError `not-found` (404)
 */
export async function findHeldStep(
  db: Database,
  actor: Person,
  { run, step }: { run: string | undefined; step: string | undefined },
): Promise<HeldOfMine | null> {
  if (!isUuid(run) || !isUuid(step)) throw new AppError('not-found', 404)
  const [[held], [mine]] = await Promise.all([
    db.read(
      sql<HeldOfMine>`
        select h.id, h.author, h.why, h.state, h.note, h.appeal, h.shared, h.word, null as file,
          s.input as text
        from public.automation_run_steps as s
        join public.held_messages as h on h.step_id = s.id
        where s.id = ${step}::uuid and s.run_id = ${run}::uuid
          and h.owner_id = ${actor.userId}::uuid`,
    ),
    db.read(
      sql<Pick<Row<'automation_runs'>, 'id'>>`
        select r.id from public.automation_runs as r
        where r.id = ${run}::uuid and r.user_id = ${actor.userId}::uuid`,
    ),
  ])
  if (!held && !mine) throw new AppError('not-found', 404)
  return held ?? null
}

/**
 * Asks the coaches to look at it, once; that shares its text with them.
 *
 * @throws AppError `appeal.empty`, `reason.too-long` (422), `not-found` (404)
 */
export async function appealHeld(db: Database, held: string, reason: string): Promise<void> {
  await db.write(sql`select public.appeal_held(${held}::uuid, ${reason})`)
}

/** What is held, as coaches see it in a list: nothing of what was said, but for the word. */
export interface HeldLine
  extends Pick<Held, 'id' | 'author' | 'why' | 'word' | 'state' | 'appeal' | 'note'> {
  agent: Held['agent_name']
  /** What it is, as it is told. */
  kind: Held['author'] | 'file' | 'step'
  /** Who wrote it, or asked for it; empty where they have left. */
  by: string
  /** ISO. */
  held: Held['created_at']
  settled: Held['settled_at']
}

const columns = sql`
  h.id, h.author, h.why, h.word, h.state, h.appeal, h.note, h.agent_name as agent,
  case when h.file_id is not null then 'file' when h.step_id is not null then 'step'
    else h.author end as kind,
  h.created_at as held, h.settled_at as settled, coalesce(p.display_name, '') as by`

/** What a community's coaches may look at, newest first: what waits for them, or what does not any more. */
export async function findHeld(
  db: Database,
  community: string,
  { waiting, asked }: { waiting: boolean; asked: Asked },
): Promise<Page<HeldLine>> {
  const keys = keyset(sql`h.created_at`, sql`h.id`, asked)
  const rows = await db.read(
    sql<HeldLine & Place>`
      select ${columns}, ${keys.stamp} as at
      from public.held_messages as h
      left join public.profiles as p on p.id = h.owner_id
      where h.community_id = ${communityIdOf(community)} and h.shared
        and h.state ${waiting ? sql`=` : sql`<>`} 'waiting' and ${keys.beyond}
      order by ${keys.order}
      limit ${HELD_PAGE + 1}`,
  )
  return toPage(rows, asked, HELD_PAGE)
}

/** What a coach reads of it. */
interface HeldText {
  text: string
  /** What was asked, where it is an answer. */
  question: string
  /** The name of a file, where it is one; its text is empty where it is a picture. */
  file?: string
}

/**
 * What is held, with its text, for a coach. That they read it is kept in the audit, in the same batch:
 * a look that can't be kept shows nothing.
 *
 * @throws AppError `not-found` (404) when it is none that is shared with them
 */
export async function readHeld(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<HeldLine & HeldText> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [[line], [row]] = await Promise.all([
    db.read(
      sql<HeldLine>`
        select ${columns}
        from public.held_messages as h
        join public.communities as c on c.id = h.community_id
        left join public.profiles as p on p.id = h.owner_id
        where h.id = ${id}::uuid and c.slug = ${community} and c.deleted_at is null`,
    ),
    db.write(
      sql<{
        read: JsonAnswer<'read_held', HeldText>
      }>`select public.read_held(${id}::uuid) as read`,
    ),
  ])
  if (!line || !row) throw new AppError('not-found', 404)
  return { ...line, ...row.read }
}

/**
 * Lets it through, or keeps it held, with a word to its author.
 *
 * @returns how it stands: somebody else may have been first
 * @throws AppError `not-found` (404)
 */
export async function settleHeld(
  db: Database,
  id: string | undefined,
  { release, note }: { release: boolean; note: string },
): Promise<Held['state']> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<{ state: Answer<'settle_held'> }>`
      select public.settle_held(${id}::uuid, ${release}::boolean, ${note}) as state`,
  )
  return (row?.state ?? 'waiting') as Held['state']
}
