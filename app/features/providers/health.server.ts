import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import { restingModels } from '~/platform/ai/with-fallbacks'

const DAY_MS = 86_400_000
/** Answers that are looked at; of more, the newest. */
const MOST = 20_000
/** Models that are shown. */
const SHOWN = 50

/** How a model did for those who asked it. */
export interface ModelHealth {
  /** Null where the model is not listed: then its provider is not known. */
  provider: string | null
  model: string
  answers: number
  /** Percent of them that came whole, or as far as the person wanted. */
  wellPercent: number
  /** Half of the first words came sooner; null where none came. */
  firstWordMs: number | null
  /** The class of the last failure. */
  failure: string | null
  /** ISO. */
  failedAt: string | null
  /** Left alone for a while, as far as this isolate knows. */
  resting: boolean
}

/** The smallest key of a moment: runs are found, and told the time of, by their keys. */
function keyOf(at: number): string {
  const hex = at.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

/** How models did in the last day, the busiest first; everybody's for super admins. */
export async function findHealth(db: Database): Promise<ModelHealth[]> {
  const rows = await db.read(
    sql<Omit<ModelHealth, 'resting'>>`
      with runs as materialized (
        select r.id, r.model, r.model_id, r.outcome, r.first_word_ms, r.failure
        from public.ai_runs as r
        where r.id >= ${keyOf(Date.now() - DAY_MS)}::uuid
        order by r.id desc
        limit ${MOST}
      )
      select m.provider, runs.model, count(*)::integer as answers,
        round(100.0 * count(*) filter (where runs.outcome in ('complete', 'stopped')) / count(*))
          ::integer as "wellPercent",
        round(percentile_cont(0.5) within group (order by runs.first_word_ms))
          ::integer as "firstWordMs",
        (array_agg(runs.failure order by runs.id desc) filter (where runs.failure is not null))[1]
          as failure,
        to_char(
          to_timestamp((
            'x' || left(replace((
              array_agg(runs.id::text order by runs.id desc) filter (where runs.failure is not null)
            )[1], '-', ''), 12)
          )::bit(48)::bigint / 1000.0) at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        ) as "failedAt"
      from runs
      left join public.ai_models as m on m.id = runs.model_id
      group by m.provider, runs.model
      order by answers desc, runs.model
      limit ${SHOWN}`,
  )
  const resting = restingModels()
  return rows.map((row) => ({
    ...row,
    resting: resting.some(
      ({ provider, name }) =>
        name === row.model && (row.provider === null || provider === row.provider),
    ),
  }))
}
