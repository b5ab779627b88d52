import { type AppLoadContext, data, redirect } from '@remix-run/cloudflare'
import type { Refused } from '~/features/sandbox/conversation/talk-data'
import { AppError } from '~/platform/errors'

/** Why a post that the page itself can't answer is led to the one that keeps its words. */
function whyUnsent({ code, status }: AppError): string | null {
  if (code === 'session-ended') return code
  if (status >= 500) return code === 'timeout' ? code : 'unavailable'
  return null
}

/**
 * Answers a post that could not be done: the page again, with what was written and what to do.
 *
 * Where even the page can't be made (the session has ended, the database is away), the browser is
 * told to send the post once more, to a page that needs neither and gives the words back.
 */
export function refusePost(
  thrown: unknown,
  { auth, log }: AppLoadContext,
  path: string,
  fields: Record<string, string>,
) {
  const error =
    thrown instanceof AppError ? thrown : new AppError('unexpected', 500, { cause: thrown })
  const { code, status, cause, retryAfter } = error
  if (status >= 500) log.error('refused', { code }, cause ?? error)
  if (code === 'session-ended') auth.forget()
  const why = whyUnsent(error)
  if (why) {
    if (!fields.message) throw error
    return redirect(`/unsent?${new URLSearchParams({ why, to: path })}`, 307)
  }
  const written = fields.message ?? fields.title ?? ''
  const refused: Refused = {
    intent: fields.intent ?? 'send',
    code,
    retryAfter: retryAfter ?? null,
    written: written.replaceAll('\0', ''),
    chosen: fields.good ?? '',
    // The same key again where the same post is sent again; another one where other words come.
    postKey:
      code === 'message.sent' || code === 'stale' || code === 'conflict' || !fields.post_key
        ? crypto.randomUUID()
        : fields.post_key,
  }
  const headers = new Headers()
  if (retryAfter) headers.set('retry-after', String(retryAfter))
  return data(refused, { status, headers })
}
