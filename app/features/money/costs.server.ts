import { sql } from 'kysely'
import type { Database } from '~/data/database.server'

/** Days that may be looked at. */
export const WINDOWS = [7, 31, 92] as const
export type Window = (typeof WINDOWS)[number]

/** Lines of each table. */
const TOP = 25

/** Lines that a file holds at most. */
const FILE_LINES = 20_000

/** The smallest key of so many days ago: runs are found, and told the time of, by their keys. */
function since(days: Window): string {
  const hex = (Date.now() - days * 86_400_000).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** The day of a run, by the community's clock. */
const day = sql`to_char(
  to_timestamp(('x' || left(replace(r.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
    at time zone place.time_zone,
  'YYYY-MM-DD'
)`

/** What a run took; of those from before tokens were charged, what was counted. */
const tokens = sql`(
  coalesce(r.charged_input, r.input_tokens, 0)::bigint
  + coalesce(r.charged_output, r.output_tokens, 0)
)`

/** What something cost: money in micro-units. */
export interface CostLine {
  name: string | null
  answers: number
  tokens: number
  cost: number
}

export interface Costs {
  total: CostLine
  agents: CostLine[]
  members: CostLine[]
  models: CostLine[]
  /** Newest first; a day by the community's clock. */
  days: CostLine[]
}

interface CostRow {
  by: 'total' | keyof Omit<Costs, 'total'>
  name: string | null
  answers: string
  tokens: string
  cost: string
}

/**
 * What answers cost a community in the last days, by agent, person, model and day: the dearest of each.
 * One statement, which reads the runs of those days and no others.
 */
export async function findCosts(db: Database, slug: string, window: Window): Promise<Costs> {
  const rows = await db.read(
    sql<CostRow>`
      with place as (
        select id, time_zone from public.communities where slug = ${slug} and deleted_at is null
      ), runs as materialized (
        select r.agent_id, r.user_id, r.model,
          ${day} as day,
          ${tokens} as tokens,
          coalesce(r.cost, 0) as cost
        from place
        join public.ai_runs as r on r.community_id = place.id
        where r.id >= ${since(window)}::uuid
      ), summed as (
        select grouping(agent_id, user_id, model, day) as of, agent_id, user_id, model, day,
          count(*) as answers, sum(tokens) as tokens, sum(cost) as cost
        from runs
        group by grouping sets ((), (agent_id), (user_id), (model), (day))
      ), ranked as (
        select *, row_number() over (
          partition by of order by case when of = 14 then day end desc, cost desc, tokens desc
        ) as place
        from summed
      )
      select case ranked.of
          when 15 then 'total' when 7 then 'agents' when 11 then 'members' when 13 then 'models'
          else 'days'
        end as by,
        coalesce(ranked.day, ranked.model, items.title, profiles.display_name) as name,
        ranked.answers::text, coalesce(ranked.tokens, 0)::text as tokens,
        coalesce(ranked.cost, 0)::text as cost
      from ranked
      left join public.content_items as items on items.id = ranked.agent_id
      left join public.profiles on profiles.id = ranked.user_id
      where ranked.place <= case when ranked.of = 14 then ${window}::integer + 1 else ${TOP} end
      order by ranked.of, ranked.place`,
  )
  const lines = (by: CostRow['by']): CostLine[] =>
    rows
      .filter((row) => row.by === by)
      .map(({ name, answers, tokens, cost }) => ({
        name,
        answers: Number(answers),
        tokens: Number(tokens),
        cost: Number(cost),
      }))
  const [total = { name: null, answers: 0, tokens: 0, cost: 0 }] = lines('total')
  return {
    total,
    agents: lines('agents'),
    members: lines('members'),
    models: lines('models'),
    days: lines('days'),
  }
}

/** Keeps in the audit that a coach takes the costs out, with members' names, beside the reading. */
export function noteCostsTaken(db: Database, slug: string, window: Window): Promise<unknown> {
  return db.write(
    sql`
      select public.record_security_event(
        'export.costs', c.id, 'community', c.id::text,
        jsonb_build_object('days', ${window}::integer)
      )
      from public.communities as c
      where c.slug = ${slug} and c.deleted_at is null
        and (
          c.id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )`,
  )
}

/** A day's answers of one agent by one model for one person. */
export interface CostDetail extends CostLine {
  day: string
  agent: string | null
  member: string | null
  model: string
}

/** What answers cost a community, by day, agent, person and model: for a file. */
export async function listCosts(
  db: Database,
  slug: string,
  window: Window,
): Promise<{ lines: CostDetail[]; more: boolean }> {
  const rows = await db.read(
    sql<Pick<CostDetail, 'day' | 'agent' | 'member' | 'model'> & Omit<CostRow, 'by' | 'name'>>`
      with place as (
        select id, time_zone from public.communities where slug = ${slug} and deleted_at is null
      ), summed as (
        select ${day} as day,
          r.agent_id, r.user_id, r.model, count(*) as answers,
          sum(${tokens}) as tokens,
          sum(coalesce(r.cost, 0)) as cost
        from place
        join public.ai_runs as r on r.community_id = place.id
        where r.id >= ${since(window)}::uuid
        group by 1, 2, 3, 4
        order by 1 desc, cost desc, r.agent_id, r.user_id, r.model
        limit ${FILE_LINES + 1}
      )
      select summed.day, items.title as agent, profiles.display_name as member, summed.model,
        summed.answers::text, summed.tokens::text, summed.cost::text
      from summed
      left join public.content_items as items on items.id = summed.agent_id
      left join public.profiles on profiles.id = summed.user_id
      order by summed.day desc, summed.cost desc`,
  )
  return {
    lines: rows.slice(0, FILE_LINES).map(({ answers, tokens, cost, ...line }) => ({
      ...line,
      name: null,
      answers: Number(answers),
      tokens: Number(tokens),
      cost: Number(cost),
    })),
    more: rows.length > FILE_LINES,
  }
}
