/** The most seconds that the database keeps of a video. */
const MOST = 999_999

/**
 * A time from the start of a video, in seconds: `4:12`, `1:02:03`, `252` or `4:12.5`.
 *
 * @returns null for a text that is no such time
 */
export function parseTime(text: string): number | null {
  const whole = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:\.\d{1,2})?)$/.exec(text.trim())
  if (!whole) return null
  const [, hours, minutes, seconds = ''] = whole
  // After a colon there are sixty of each.
  if (minutes !== undefined && (Number(seconds) >= 60 || !/^\d\d(\.|$)/.test(seconds))) return null
  if (hours !== undefined && (Number(minutes) >= 60 || minutes?.length !== 2)) return null
  const time = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)
  return time <= MOST ? time : null
}

/** Seconds as people write them: `4:12`, `1:02:03`. */
export function writeTime(time: number): string {
  const hundredths = Math.round(time * 100)
  const whole = Math.floor(hundredths / 100)
  const part = hundredths % 100
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ]
  const two = (n: number) => String(n).padStart(2, '0')
  const rest = part === 0 ? '' : `.${two(part).replace(/0$/, '')}`
  return (
    (hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`) + rest
  )
}
