import type { commonWords } from './strings/common'

type Times = (typeof commonWords)['english']

/** A moment as `Time` shows it. */
export interface Moment {
  iso: string
  label: string
  exact: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Says the day of a moment that is to come; made on the server, as `momentOf` is. */
export function dayOf(iso: string, { times }: Times): Moment {
  const at = new Date(iso)
  const date = times.date(at)
  return { iso, label: date, exact: `${date}, ${at.toISOString().slice(11, 16)} UTC` }
}

/**
 * Says a past moment in words. It is made once, on the server, so that the browser prints the same;
 * the exact time names its zone, because the server does not know the reader's.
 *
 * @param now milliseconds since 1970
 */
export function momentOf(iso: string, now: number, { times }: Times): Moment {
  const at = new Date(iso)
  const ago = now - at.getTime()
  const date = times.date(at)
  const label = () => {
    if (ago < MINUTE) return times.justNow
    if (ago < HOUR) return times.minutesAgo(Math.floor(ago / MINUTE))
    if (ago < DAY) return times.hoursAgo(Math.floor(ago / HOUR))
    if (ago < 2 * DAY) return times.yesterday
    if (ago < 7 * DAY) return times.daysAgo(Math.floor(ago / DAY))
    return date
  }
  return { iso, label: label(), exact: `${date}, ${at.toISOString().slice(11, 16)} UTC` }
}
