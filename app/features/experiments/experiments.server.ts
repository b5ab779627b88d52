import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import type { Answer, JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { Bounded, Figures, KindFigures } from './experiment'
import { sequentialTest } from './sequential-test'

type Stored = Row<'experiments'>

/** Something that is, or was, tried out of an agent. */
export interface Experiment {
  id: Stored['id']
  /** What people call B's model; null where it has other instructions. */
  model: Stored['model_label']
  instructions: Stored['instructions']
  share: number
  stopRated: number
  stopDays: number
  stopConversations: number
  /** ISO. */
  started: string
  ended: string | null
  endedBy: string | null
  endedWhy: Stored['ended_why']
  outcome: Stored['outcome']
  figures: Figures
}

/** An agent of which something can be tried out. */
export interface TriedAgent {
  id: string
  title: string
  published: boolean
  instructions: string
  experiment: Experiment | null
  /** The latest, newest first. */
  all: { id: string; model: string | null; started: string }[]
}

interface Counted {
  kinds: (KindFigures & { variant: 'a' | 'b' })[]
  rated: string | null
}

/** Experiments that a page lists. */
const LISTED = 20

const missing = () => new AppError('agent.not-found', 404)

/**
 * An agent with what is tried out of it, or was, and what came of that: of the latest unless another is
 * wished.
 *
 * @throws AppError `agent.not-found` (404)
 */
export async function findExperiment(
  db: Database,
  community: string,
  agent: string | undefined,
  wished: string | null,
): Promise<TriedAgent> {
  if (!isUuid(agent)) throw missing()
  const [row] = await db.read(
    sql<
      Pick<TriedAgent, 'id' | 'title' | 'published' | 'instructions'> & {
        latest: Pick<TriedAgent, 'all'>
        experiment: Omit<Experiment, 'figures'> | null
        counted: JsonAnswer<'experiment_figures', Counted | null>
      }
    >`
      select i.id, i.title, i.status = 'published' as published,
        coalesce(s.instructions, '') as instructions,
        case when e.id is not null then jsonb_build_object(
          'id', e.id, 'model', e.model_label, 'instructions', e.instructions, 'share', e.share,
          'stopRated', e.stop_rated, 'stopDays', e.stop_days,
          'stopConversations', e.stop_conversations, 'started', e.started_at, 'ended', e.ended_at,
          'endedBy', p.display_name, 'endedWhy', e.ended_why, 'outcome', e.outcome
        ) end as experiment,
        public.experiment_figures(e.id) as counted,
        jsonb_build_object('all', coalesce((
          select jsonb_agg(
            jsonb_build_object('id', o.id, 'model', o.model_label, 'started', o.started_at)
            order by o.id desc
          )
          from (
            select id, model_label, started_at from public.experiments
            where agent_id = i.id order by id desc limit ${LISTED}
          ) as o
        ), '[]')) as latest
      from public.content_items as i
      left join public.agent_instructions as s on s.agent_id = i.id
      left join lateral (
        select * from public.experiments
        where agent_id = i.id
          and id = coalesce(
            ${isUuid(wished) ? wished : null}::uuid,
            (select id from public.experiments where agent_id = i.id order by id desc limit 1)
          )
      ) as e on true
      left join public.profiles as p on p.id = e.ended_by
      where i.community_id = ${communityIdOf(community)} and i.id = ${agent}::uuid
        and i.kind = 'agent' and i.deleted_at is null`,
  )
  if (!row) throw missing()
  const { experiment, counted, latest, ...rest } = row
  return {
    ...rest,
    ...latest,
    experiment: experiment && counted && { ...experiment, figures: figuresOf(counted, experiment) },
  }
}

function figuresOf({ kinds, rated }: Counted, { share }: Pick<Experiment, 'share'>): Figures {
  const [a, b] = kinds
  if (!a || !b) throw new AppError('unexpected', 500)
  return { a, b, test: rated === null ? null : sequentialTest(rated, share) }
}

type NewExperiment = Record<Bounded, number> & {
  /** A model as agents name theirs, or instructions. */
  change: { model: string } | { instructions: string }
}

/** Why an experiment was not started. */
type NotStarted = 'runs' | 'not-published' | 'same'

/**
 * Starts an experiment with a published agent.
 *
 * @returns null, or why it was not: one runs, the agent is not published, or its model is not listed or B
 *   would be as A is
 * @throws AppError `agent.not-found` (404), `content.needs-review` (409)
 */
export async function startExperiment(
  db: Database,
  community: string,
  agent: string | undefined,
  { change, share, stopRated, stopDays, stopConversations }: NewExperiment,
): Promise<NotStarted | null> {
  if (!isUuid(agent)) throw missing()
  const [model, instructions] =
    'model' in change ? [change.model, null] : [null, change.instructions]
  const [row] = await db.write(
    sql<{ started: boolean; published: boolean; runs: boolean }>`
      with wished as materialized (
        select i.community_id, i.id, i.status = 'published' as published, m.label,
          (${model}::text is null or m.id is not null and s.models[1] is distinct from ${model}::text)
            and s.instructions is distinct from ${instructions}::text as differs,
          exists (
            select from public.experiments where agent_id = i.id and ended_at is null
          ) as runs
        from public.content_items as i
        join public.agent_instructions as s on s.agent_id = i.id
        left join public.ai_models as m
          on m.provider = split_part(${model}::text, ' ', 1)
          and m.name = substr(${model}::text, strpos(${model}::text, ' ') + 1)
          and m.enabled
        where i.community_id = ${communityIdOf(community)} and i.id = ${agent}::uuid
          and i.kind = 'agent' and i.deleted_at is null
      ), begun as (
        insert into public.experiments (
          community_id, agent_id, model, model_label, instructions, share, stop_rated, stop_days,
          stop_conversations
        )
        select community_id, id, ${model}::text, label, ${instructions}::text,
          ${share}::smallint, ${stopRated}::integer, ${stopDays}::smallint,
          ${stopConversations}::integer
        from wished
        where published and differs and not runs
        -- Of two at once, one starts.
        on conflict (agent_id) where ended_at is null do nothing
        returning id
      )
      select exists (select from begun) as started, published, runs or differs as runs from wished`,
  )
  if (!row) throw missing()
  if (row.started) return null
  if (!row.published) return 'not-published'
  return row.runs ? 'runs' : 'same'
}

/** Ends an agent's experiment; one that has ended stays as it is. */
export async function endExperiment(
  db: Database,
  community: string,
  agent: string | undefined,
): Promise<void> {
  if (!isUuid(agent)) throw missing()
  await db.write(
    sql`
      update public.experiments set ended_at = now()
      where agent_id = ${agent}::uuid and community_id = ${communityIdOf(community)}
        and ended_at is null`,
  )
}

interface Ended {
  community: string
  agent: string | undefined
  experiment: string | undefined
}

/** Notes which of the two the coaches go on with. */
async function decide(
  db: Database,
  { community, agent, experiment }: Ended,
  outcome: NonNullable<Stored['outcome']>,
): Promise<void> {
  if (!isUuid(agent) || !isUuid(experiment)) throw missing()
  await db.write(
    sql`
      update public.experiments set outcome = ${outcome}
      where id = ${experiment}::uuid and agent_id = ${agent}::uuid
        and community_id = ${communityIdOf(community)} and ended_at is not null`,
  )
}

/** Leaves the agent as it is. */
export const keepA = (db: Database, ended: Ended): Promise<void> => decide(db, ended, 'a')

/**
 * Makes the agent what B was, and leaves the rest of it as it is. While members have it, and somebody
 * else has to look at what is changed, it is submitted.
 *
 * @throws AppError `agent.not-found` (404)
 */
export async function takeB(db: Database, ended: Ended): Promise<{ submitted: boolean }> {
  const { community, agent, experiment } = ended
  if (!isUuid(agent) || !isUuid(experiment)) throw missing()
  const [[row]] = await Promise.all([
    db.write(
      sql<{ submitted: boolean; saved: JsonAnswer<'save_content', { version: number }> }>`
        select o.also is not null as submitted,
          public.save_content(
            i.community_id, 'agent', i.id, i.version,
            case
              when e.model is null then jsonb_set(
                private.content_body(i) - array['tags', 'files'], '{agent,instructions}',
                to_jsonb(e.instructions)
              )
              else jsonb_set(
                private.content_body(i) - array['tags', 'files'], '{agent,models}',
                to_jsonb((
                  e.model || coalesce(array_remove(s.models, e.model), '{}')
                )[1:5])
              )
            end,
            null, o.also
          ) as saved
        from public.experiments as e
        join public.content_items as i on i.id = e.agent_id
        join public.agent_instructions as s on s.agent_id = i.id
        cross join lateral (
          select case
            when i.status = 'published' and private.needs_other_eyes(i, private.me())
            then 'submit'
          end as also
        ) as o
        where e.id = ${experiment}::uuid and e.agent_id = ${agent}::uuid
          and e.ended_at is not null and i.community_id = ${communityIdOf(community)}`,
    ),
    decide(db, ended, 'b'),
  ])
  if (!row) throw missing()
  return { submitted: row.submitted }
}

/** Whether something is being tried out of an agent, for who is about to write to it. */
export async function findTriedOut(
  db: Database,
  community: string,
  agent: string,
): Promise<boolean> {
  const [row] = await db.read(
    sql<{ tried: Answer<'tried_out'> }>`
      select public.tried_out(${communityIdOf(community)}, ${agent}::uuid) as tried`,
  )
  return row?.tried ?? false
}
