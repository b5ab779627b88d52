/** How many tries a key has, and for how long they count. */
export interface Limit {
  tries: number
  seconds: number
}

export interface Verdict {
  allowed: boolean
  /** Seconds until a try is free again; 0 when allowed. */
  retryAfter: number
}

/** Counts tries. `key` names what is limited, such as `login:account:<digest>`. */
export interface Limits {
  take(key: string, limit: Limit): Promise<Verdict>
}

/** The last tries of one key, in milliseconds since the epoch, oldest first. */
export type Tries = number[]

/**
 * Takes one try from a sliding window. A refused try does not count, so that somebody who keeps
 * knocking is let in when the window has passed.
 */
export function takeTry(
  tries: Tries,
  { tries: most, seconds }: Limit,
  now: number,
): { tries: Tries; verdict: Verdict } {
  const living = tries.filter((at) => now - at < seconds * 1000)
  const oldest = living[0]
  if (living.length >= most && oldest !== undefined) {
    const retryAfter = Math.max(1, Math.ceil((oldest + seconds * 1000 - now) / 1000))
    return { tries: living, verdict: { allowed: false, retryAfter } }
  }
  return { tries: [...living, now], verdict: { allowed: true, retryAfter: 0 } }
}
