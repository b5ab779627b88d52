import { sql } from 'kysely'
import type { RunBatch } from '~/data/batch'
import { openDatabase } from '~/data/database.server'
import type { Claims } from '~/platform/auth/actor'
import type { Log } from '~/platform/log.server'
import { maskedPath, type SecurityEvent } from '~/platform/security-events'

interface Recording {
  run: RunBatch
  /** Whose request it was; null for nobody. The database looks for their session itself. */
  claims: Claims | null
  events: readonly SecurityEvent[]
  request: { method: string; pathname: string }
  log: Log
}

/**
 * Keeps what a request was denied, in a transaction of its own: the denied one was rolled back. Never
 * rejects; what could not be kept is logged.
 */
export async function recordEvents(recording: Recording): Promise<void> {
  const { run, claims, events, request, log } = recording
  const db = openDatabase({ run, claims: null, log, job: true })
  const community = /^\/c\/([a-z0-9-]{1,48})(?:[/.]|$)/.exec(request.pathname)?.[1]
  const who = JSON.stringify(claims ?? {})
  try {
    await Promise.all(
      events.map((event) => {
        const whole = {
          ...event,
          community,
          method: request.method,
          route: maskedPath(request.pathname),
        }
        return db.write(
          sql`select private.record_event(${who}::jsonb, ${JSON.stringify(whole)}::jsonb)`,
        )
      }),
    )
  } catch (error) {
    log.error('audit.event', { actions: events.map(({ action }) => action).join(' ') }, error)
  }
}
