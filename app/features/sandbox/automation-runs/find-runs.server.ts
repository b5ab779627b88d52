import { sql } from 'kysely'
import type { Database } from '~/data/database.server'
import type { Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'
import type { RunStep } from './run'

export interface Run {
  id: string
  title: string
  startedAt: string
  answers: Record<string, string>
  stopping: boolean
  steps: RunStep[]
}

// Its maker saves about every ten seconds: one that was silent for a minute is lost.
const status = sql<RunStep['status']>`
  case when s.status = 'streaming' and s.saved_at < now() - interval '60 seconds'
    then 'cut_off' else s.status end`

/**
 * A run of one's own, with its steps.
 *
 * @throws AppError `run.not-found` (404)
 */
export async function findRun(
  db: Database,
  community: string,
  automation: string | undefined,
  id: string | undefined,
): Promise<Run> {
  if (!isUuid(id) || !isUuid(automation)) throw new AppError('run.not-found', 404)
  const [[row], steps] = await Promise.all([
    db.read(
      sql<Omit<Run, 'steps'>>`
        select r.id, r.title, r.created_at as "startedAt", r.answers,
          r.stop_requested_at is not null as stopping
        from public.automation_runs as r
        join public.communities as c on c.id = r.community_id
        where r.id = ${id}::uuid and r.automation_id = ${automation}::uuid
          and c.slug = ${community} and c.deleted_at is null`,
    ),
    db.read(
      sql<RunStep>`
        select s.id, s.title, s.action, ${status} as status, s.input, s.output, s.failure, s.model,
          s.saved_at < now() - interval '60 seconds' as idle
        from public.automation_run_steps as s
        where s.run_id = ${id}::uuid
        order by s.place`,
    ),
  ])
  if (!row) throw new AppError('run.not-found', 404)
  return { ...row, steps }
}

/** Runs that a page of an automation names. */
const NAMED = 5

export type NamedRun = Pick<Row<'automation_runs'>, 'id'> & { startedAt: string }

/** The last runs of an automation that are one's own, newest first. */
export function findMyRuns(
  db: Database,
  community: string,
  automation: string | undefined,
): Promise<NamedRun[]> {
  if (!isUuid(automation)) return Promise.resolve([])
  return db.read(
    sql<NamedRun>`
      select r.id, r.created_at as "startedAt"
      from public.automation_runs as r
      join public.communities as c on c.id = r.community_id
      where r.user_id = (select private.me()) and r.automation_id = ${automation}::uuid
        and c.slug = ${community}
      order by r.id desc
      limit ${NAMED}`,
  )
}
