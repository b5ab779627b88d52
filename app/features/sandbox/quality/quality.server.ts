import { type RawBuilder, sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, type Place, toPage } from '~/data/paging'
import type { Row } from '~/data/tables'
import { type LookBackDays, since } from './look-back.server'

/** Agents in the table, those with the most answers; ratings on one page; conversations in a sample. */
const AGENTS = 50
const REASONS_PAGE = 20
const SAMPLE = 8
/** The latest of which a sample is drawn. */
const DRAWN_FROM = 200

/** How good an agent's answers were, as far as numbers say. */
export interface AgentQuality {
  /** Null where the agent is gone, or none answered. */
  agent: string | null
  answers: number
  stopped: number
  /** Cut off or failed. */
  broken: number
  /** Whole ones in whose place another answer was asked for. */
  again: number
  good: number
  bad: number
  /** Milliseconds to the first word: of half the answers at most, and of 19 in 20. */
  firstWord: number | null
  slowFirstWord: number | null
  /** What an answer took on average, question and answer. */
  tokens: number | null
}

/** By agent, over the last days; coaches see ratings, whoever runs the community the rest. */
export async function findQuality(
  db: Database,
  community: string,
  days: LookBackDays,
): Promise<AgentQuality[]> {
  const runs = (agent: RawBuilder<unknown>, rest: RawBuilder<unknown>) => sql`
    select ${agent} as agent_id, ${rest}
    from public.ai_runs as r
    where r.community_id = ${communityIdOf(community)}
      and r.id >= (select private.uuidv7_at(${since(days)}))`
  const ran = sql`r.outcome, r.first_word_ms, r.input_tokens + r.output_tokens as tokens,
    null::boolean as good, false as again`
  const replaced = sql`null, null::integer, null::integer, null::boolean, true`
  return db.read(
    sql<AgentQuality>`
      select i.title as agent, count(t.outcome)::integer as answers,
        (count(*) filter (where t.outcome = 'stopped'))::integer as stopped,
        (count(*) filter (where t.outcome in ('cut_off', 'failed')))::integer as broken,
        (count(*) filter (where t.again))::integer as again,
        (count(*) filter (where t.good))::integer as good,
        (count(*) filter (where not t.good))::integer as bad,
        (percentile_cont(0.5) within group (order by t.first_word_ms))::integer as "firstWord",
        (percentile_cont(0.95) within group (order by t.first_word_ms))::integer
          as "slowFirstWord",
        avg(t.tokens)::integer as tokens
      from (
        ${runs(sql`r.agent_id`, ran)}
        union all
        ${runs(sql`r.replaces_agent_id`, replaced)} and r.replaces_agent_id is not null
        union all
        select m.agent_id, null, null::integer, null::integer, m.good, false
        from public.message_ratings as m
        where m.community_id = ${communityIdOf(community)} and m.updated_at >= ${since(days)}
      ) as t
      left join public.content_items as i on i.id = t.agent_id
      group by t.agent_id, i.title
      order by count(t.outcome) desc, i.title, t.agent_id
      limit ${AGENTS}`,
  )
}

/** A rating with its reason, without who gave it. */
export interface GivenReason extends Pick<Row<'message_ratings'>, 'good' | 'reason'> {
  message: Row<'message_ratings'>['message_id']
  agent: string | null
  /** ISO. */
  rated: Row<'message_ratings'>['updated_at']
  /** The conversation, where coaches may read it. */
  conversation: string | null
}

/** Why members rated answers as they did, the latest first. */
export async function findReasons(
  db: Database,
  community: string,
  asked: Asked,
): Promise<Page<GivenReason>> {
  const keys = keyset(sql`m.updated_at`, sql`m.message_id`, asked)
  const rows = await db.read(
    sql<GivenReason & Place>`
      select m.message_id as message, m.message_id as id, m.good, m.reason, m.updated_at as rated,
        i.title as agent, v.id as conversation, ${keys.stamp} as at
      from public.message_ratings as m
      left join public.content_items as i on i.id = m.agent_id
      left join public.conversations as v on v.id = m.conversation_id
      where m.community_id = ${communityIdOf(community)} and m.reason <> '' and ${keys.beyond}
      order by ${keys.order}
      limit ${REASONS_PAGE + 1}`,
  )
  return toPage(rows, asked, REASONS_PAGE)
}

/** A conversation that a coach may look into: nothing of what was said, nor whose it is. */
export interface SampledTalk extends Pick<Row<'conversations'>, 'id'> {
  agent: Row<'conversations'>['agent_name']
  /** ISO. */
  at: Row<'conversations'>['last_message_at']
}

/**
 * A few of the latest conversations of other people, drawn by chance: only where the community says
 * now that coaches read, and of those whose owners were told so before they began.
 */
export async function sampleTalks(
  db: Database,
  community: string,
  days: LookBackDays,
): Promise<SampledTalk[]> {
  return db.read(
    sql<SampledTalk>`
      select t.id, t.agent, t.at
      from (
        select v.id, v.agent_name as agent, v.last_message_at as at
        from public.conversations as v
        where v.community_id = (
            select id from public.communities
            where slug = ${community} and deleted_at is null
              and conversation_readers = 'owner_and_coaches'
          )
          and v.readers = 'owner_and_coaches' and v.deleted_at is null
          and v.owner_id <> (select private.me()) and v.last_message_at >= ${since(days)}
        order by v.last_message_at desc, v.id desc
        limit ${DRAWN_FROM}
      ) as t
      order by random()
      limit ${SAMPLE}`,
  )
}
