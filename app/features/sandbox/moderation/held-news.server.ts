import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import type { Person } from '~/platform/auth/actor'
import { runPath } from '../automation-runs/run'
import { conversationPath } from '../conversation/conversation'
import { heldBelow } from './held-failure'
import type { HeldNews, HeldSign } from './held-news'

/** Things that the dashboard tells of at most, and for how many days. */
const FEW = 3
const DAYS = 14

/** The answer that did not come of what was let through, of a row `h` of what is held. */
const unanswered = sql`case when h.state = 'released' and h.author = 'person' then (
    select max(m.id::text) from public.messages as m
    where m.conversation_id = h.conversation_id and m.parent_id = h.message_id
      and m.failure = 'held.released'
  ) end`

/** What its mark is. Where no answer failed for it there is nothing to ask for again. */
const mark = sql`case when ${unanswered} is not null then 'again' else h.state end`

/**
 * How it stands with what is held of a conversation `v` of one's own, as a lateral join. It tells what
 * waits for a coach, and what was decided until something is said again: whoever wrote has seen it. Of
 * several the one is told that asks something of its author, then what was decided: the order of the
 * alphabet, by luck. (Sorted rows would have the list around it sorted anew.)
 */
export const heldSign: RawBuilder<{ sign: HeldSign }> = sql`
  select case when min(${mark}) is not null then
    jsonb_build_object('mark', min(${mark}), 'answer', max(${unanswered}))
  end as sign
  from public.held_messages as h
  where h.conversation_id = v.id and h.owner_id = v.owner_id
    and (
      (h.state = 'waiting' and h.shared)
      or coalesce(h.settled_at, h.created_at) >= v.last_message_at
    )`

type Found = Omit<HeldNews, 'place' | 'why'> & {
  conversation: Row<'conversations'>['id'] | null
  run: Row<'automation_runs'>['id'] | null
  item: Row<'automation_runs'>['automation_id'] | null
  /** What `/held/` below the conversation or the run is asked with. */
  about: string
}

/** What coaches settled lately of what is held of mine, newest first, and nothing has come of yet. */
export async function findHeldNews(
  db: Database,
  actor: Person,
  community: string | undefined,
): Promise<HeldNews[]> {
  const rows = await db.read(
    sql<Found>`
      select h.id, ${mark} as mark, ${unanswered} as answer,
        coalesce(v.title, r.title) as title, v.id as conversation, r.id as run,
        r.automation_id as item, coalesce(h.settled_at, h.created_at) as at,
        coalesce(
          case when h.author = 'person' then (
            select max(m.id::text) from public.messages as m
            where m.conversation_id = h.conversation_id and m.parent_id = h.message_id
              and m.failure like 'held.%'
          ) end,
          h.message_id::text, h.file_id::text, h.step_id::text
        ) as about
      from public.held_messages as h
      left join public.conversations as v on v.id = h.conversation_id
      left join public.automation_run_steps as s on s.id = h.step_id
      left join public.automation_runs as r on r.id = s.run_id
      where h.owner_id = ${actor.userId}::uuid and h.community_id = ${communityIdOf(community)}
        and h.settled_at > now() - make_interval(days => ${DAYS})
        and case when h.step_id is null
          then v.deleted_at is null and h.settled_at >= v.last_message_at
          else s.failure like 'held.%'
        end
      order by h.settled_at desc, h.id desc
      limit ${FEW}`,
  )
  return rows.map(({ conversation, run, item, about, ...news }) => {
    const place =
      run && item
        ? runPath(community ?? '', item, run)
        : conversationPath(community ?? '', conversation ?? '')
    return { ...news, place, why: heldBelow(place, about) }
  })
}
