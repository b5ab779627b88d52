import { sql } from 'kysely'
import { communityIdOf } from '~/data/community-id'
import type { Database } from '~/data/database.server'
import { keyset } from '~/data/keyset'
import { type Asked, type Page, type Place, toPage } from '~/data/paging'
import type { JsonAnswer, Row } from '~/data/tables'
import { AppError } from '~/platform/errors'
import { isUuid } from '~/platform/uuid'

/** Reports on one page of the list. */
const REPORTS_PAGE = 20

/** A report as coaches see it in a list: nothing of what was said. */
export interface ReportLine extends Pick<Row<'answer_reports'>, 'id' | 'reason' | 'note'> {
  agent: Row<'answer_reports'>['agent_name']
  /** Who reported it; empty where they have left. */
  by: string
  /** ISO. */
  reported: Row<'answer_reports'>['created_at']
  settled: Row<'answer_reports'>['settled_at']
}

const columns = sql`
  r.id, r.agent_name as agent, r.reason, r.note, r.created_at as reported, r.settled_at as settled,
  coalesce(p.display_name, '') as by`

/** What was reported to the coaches of a community, newest first: what is open, or what is settled. */
export async function findReports(
  db: Database,
  community: string,
  { settled, asked }: { settled: boolean; asked: Asked },
): Promise<Page<ReportLine>> {
  const keys = keyset(sql`r.created_at`, sql`r.id`, asked)
  const rows = await db.read(
    sql<ReportLine & Place>`
      select ${columns}, ${keys.stamp} as at
      from public.answer_reports as r
      left join public.profiles as p on p.id = r.reporter_id
      where r.community_id = ${communityIdOf(community)}
        and r.settled_at ${settled ? sql`is not null` : sql`is null`} and ${keys.beyond}
      order by ${keys.order}
      limit ${REPORTS_PAGE + 1}`,
  )
  return toPage(rows, asked, REPORTS_PAGE)
}

/** What a report shares. */
export interface Shared {
  question: string
  answer: string
}

/**
 * A report with the text that it shares, for a coach. That they read it is kept in the audit, in the
 * same batch: a look that can't be kept shows nothing.
 *
 * @throws AppError `not-found` (404) when it is none of a community that they coach
 */
export async function readReport(
  db: Database,
  community: string,
  id: string | undefined,
): Promise<ReportLine & Shared> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [[line], [read]] = await Promise.all([
    db.read(
      sql<ReportLine>`
        select ${columns}
        from public.answer_reports as r
        join public.communities as c on c.id = r.community_id
        left join public.profiles as p on p.id = r.reporter_id
        where r.id = ${id}::uuid and c.slug = ${community} and c.deleted_at is null`,
    ),
    db.write(
      sql<{ shared: JsonAnswer<'read_report', Shared> }>`
        select public.read_report(${id}::uuid) as shared`,
    ),
  ])
  if (!line || !read) throw new AppError('not-found', 404)
  return { ...line, ...read.shared }
}

/**
 * Settles a report with a note for who sent it, or opens it again.
 *
 * @throws AppError `not-found` (404)
 */
export async function settleReport(
  db: Database,
  community: string,
  id: string | undefined,
  settlement: { note: string } | null,
): Promise<void> {
  if (!isUuid(id)) throw new AppError('not-found', 404)
  const [row] = await db.write(
    sql<Pick<Row<'answer_reports'>, 'id'>>`
      update public.answer_reports as r
      set settled_at = ${settlement ? sql`coalesce(r.settled_at, now())` : sql`null`},
        note = ${settlement?.note ?? ''}
      from public.communities as c
      where r.id = ${id}::uuid and c.id = r.community_id and c.slug = ${community}
        and c.deleted_at is null
      returning r.id`,
  )
  if (!row) throw new AppError('not-found', 404)
}
