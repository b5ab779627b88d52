/** What was denied, or failed at a way in: the audit keeps it, apart from the request's own work. */
export interface SecurityEvent {
  action: 'access.denied' | `auth.${'sign-in' | 'sign-up' | 'mail' | 'code' | 'link' | 'password'}`
  outcome: 'denied' | 'failed'
  /** Why, as a code. */
  code: string
  /** The address that was named, in small letters; the audit keeps a reference, never itself. */
  email?: string
}

/** Takes note of security events while a request runs. */
export interface SecurityEvents {
  note(event: SecurityEvent): void
}

/** One request may tell so much at most. */
const MOST = 3

/** A notebook of one request. The same action is noted once: the first reason is the true one. */
export function openSecurityEvents(): SecurityEvents & { noted(): readonly SecurityEvent[] } {
  const events: SecurityEvent[] = []
  return {
    note(event) {
      const known = events.some(({ action }) => action === event.action)
      if (!known && events.length < MOST) events.push(event)
    },
    noted: () => events,
  }
}

/**
 * A path as the audit keeps it: only words that addresses of ours are made of. Ids, and whatever
 * else a visitor wrote there, become `:any`.
 */
export function maskedPath(pathname: string): string {
  const path = pathname.replace(/(\/_root)?\.data$/, '') || '/'
  const masked = path
    .split('/')
    .map((part, at, all) => {
      if (at === 2 && all[1] === 'c') return ':community'
      return part === '' || /^[a-z]+(-[a-z]+)*$/.test(part) ? part : ':any'
    })
    .join('/')
  return masked.length <= 120 ? masked : '/:any'
}
