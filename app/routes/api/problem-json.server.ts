import type { AppLoadContext } from '@remix-run/cloudflare'
import { AppError } from '~/platform/errors'

/** What went wrong, for a script: `{ code, requestId }` with the status and `Retry-After`. */
export function problemJson(thrown: unknown, context: AppLoadContext): Response {
  const { auth, log, requestId, securityEvents } = context
  const error =
    thrown instanceof AppError ? thrown : new AppError('unexpected', 500, { cause: thrown })
  const { code, status, cause, retryAfter } = error
  if (status >= 500) log.error('refused', { code }, cause ?? error)
  if (status === 403) securityEvents.note({ action: 'access.denied', outcome: 'denied', code })
  if (code === 'session-ended') auth.forget()
  const headers = new Headers()
  if (retryAfter) headers.set('retry-after', String(retryAfter))
  return Response.json({ code, requestId }, { status, headers })
}
