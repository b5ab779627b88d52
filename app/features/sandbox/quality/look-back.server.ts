import { type RawBuilder, sql } from 'kysely'

/** Days that a coach can look back. */
export const LOOK_BACK_DAYS = [7, 30, 90] as const
export type LookBackDays = (typeof LOOK_BACK_DAYS)[number]

/** The days that a query's `days` wishes for, where coaches can look so far; else a month. */
export function lookBackDays(query: URLSearchParams): LookBackDays {
  const wished = query.get('days')
  return LOOK_BACK_DAYS.find((each) => `${each}` === wished) ?? 30
}

/** The moment that lies so many days before the database's now. */
export const since = (days: LookBackDays): RawBuilder<unknown> =>
  sql`now() - make_interval(days => ${days}::int)`
