import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/cloudflare'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { keepFlash } from '~/platform/flash.server'
import type { Problem } from './problem-shape'

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** The path to the sign-in page that leads back to where the request was going. */
export function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url)
  const path = pathname.replace(/(\/_root)?\.data$/, '') || '/'
  const query = new URLSearchParams(search)
  query.delete('_routes')
  const rest = query.size > 0 ? `?${query}` : ''
  const next = request.method === 'GET' && path !== '/' ? path + rest : path
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`
}

/** Turns what a loader or action threw into an answer that a person understands. */
function toThrown(error: unknown, { request, context }: Args): unknown {
  if (error instanceof Response) {
    // The root's loader ran beside this one, and took the message that the next page should show.
    if (error.headers.has('location')) keepFlash(context.jar)
    return error
  }
  // An answer made with `data()`.
  if (!(error instanceof Error)) return error
  if (!(error instanceof AppError)) {
    context.log.error('unexpected', {}, error)
    const problem: Problem = { code: 'unexpected', requestId: context.requestId }
    return data(problem, { status: 500 })
  }
  if (error.code === 'session-ended') {
    context.auth.forget()
    const path = signInPath(request)
    return redirect(`${path}${path.includes('?') ? '&' : '?'}notice=session-ended`)
  }
  if (error.status === 403) {
    context.securityEvents.note({ action: 'access.denied', outcome: 'denied', code: error.code })
  }
  if (error.status >= 500) context.log.error('refused', { code: error.code }, error.cause ?? error)
  const headers = new Headers()
  if (error.retryAfter) headers.set('retry-after', String(error.retryAfter))
  const problem: Problem = {
    code: error.code,
    requestId: context.requestId,
    ...(error.retryAfter ? { retryAfter: error.retryAfter } : {}),
  }
  return data(problem, { status: error.status, headers })
}

/** A loader or action for everyone. */
export function forEveryone<A extends Args, T>(run: (args: A) => Promise<T>) {
  return async (args: A): Promise<T> => {
    try {
      return await run(args)
    } catch (error) {
      throw toThrown(error, args)
    }
  }
}

/**
 * A loader or action for somebody who is signed in; anyone else is led to the sign-in page and back.
 * Every loader and action names its own guard: a layout's protects nothing below it.
 */
export function forPeople<A extends Args, T>(run: (args: A & { actor: Person }) => Promise<T>) {
  return forEveryone<A, T>(async (args) => {
    const { actor } = args.context
    if (actor.kind === 'person') return run({ ...args, actor })
    if (actor.authDown) throw new AppError('auth.unavailable', 503, { retryAfter: 5 })
    throw redirect(signInPath(args.request))
  })
}
