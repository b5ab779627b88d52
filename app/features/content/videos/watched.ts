/** Seconds of a video that were played: from the first to before the second. */
export type Span = readonly [from: number, to: number]

/** The most spans that one word of them holds. */
const MOST = 100

/** Spans as they travel: `0-15,30-45`, in whole seconds. */
export const writeSpans = (spans: readonly Span[]) =>
  spans.map(([from, to]) => `${from}-${to}`).join(',')

/** Reads what travelled; what is no span is left out. */
export function readSpans(text: string): Span[] {
  return text
    .slice(0, 2_000)
    .split(',')
    .slice(0, MOST)
    .flatMap((each) => {
      const found = /^(\d{1,6})-(\d{1,6})$/.exec(each)
      const span = [Number(found?.[1]), Number(found?.[2])] as const
      return found && span[0] < span[1] ? [span] : []
    })
}

/**
 * Takes note of what is played. A second counts once it was played to its end, and a jump counts
 * nothing of what it skips.
 */
export function followSpans() {
  let spans: [number, number][] = []
  let last: number | null = null
  return {
    /** The player is at this second, and came there by playing unless it jumped. */
    at(second: number, jumped: boolean) {
      const open = spans.at(-1)
      if (last !== null && !jumped && second >= last && open) open[1] = second
      else spans.push([second, second])
      last = second
    },
    /** What was played to the end since this was last asked. */
    take(): Span[] {
      const whole = spans
        .map(([from, to]) => [Math.floor(from + 0.5), Math.floor(to + 0.5)] as const)
        .filter(([from, to]) => from < to)
      spans = last === null ? [] : [[last, last]]
      return whole
    },
  }
}
