import {
  isRouteErrorResponse,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type Strings, stringsFor, useStrings } from '~/ui/strings'
import { ErrorPage, type WayOn } from '~/ui/templates/error-page'
import type { RootData } from '../root'
import type { Problem } from './guard.server'
import { pageTitle } from './titles'

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'requestId' in value
}

/** What an error boundary was given, as a Problem. Anything unforeseen is `unexpected`. */
export function toProblem(error: unknown, requestId = ''): Problem {
  if (isRouteErrorResponse(error)) {
    if (isProblem(error.data)) return error.data
    if (error.status === 404) return { code: 'not-found', requestId }
    return { code: error.status < 500 ? 'invalid' : 'unexpected', requestId }
  }
  return { code: 'unexpected', requestId }
}

function textOf({ errors }: Strings, code: string) {
  const text = errors.byCode[code] ?? errors.byCode.unexpected
  return text ?? { title: code, detail: '' }
}

/** The title of a page that could not be shown, for a route's `meta`. */
export function problemTitle(error: unknown): { title: string }[] {
  return pageTitle(textOf(stringsFor(undefined), toProblem(error).code).title)
}

/** Problems that another try at the same address may end. */
const PASSING = new Set(['unexpected', 'unavailable', 'auth.unavailable', 'timeout', 'limited'])
/** Problems of a form that was sent: the page that holds it is the next step. */
const OF_A_FORM = new Set(['too-large', 'other-origin', 'invalid', 'conflict'])

/** The two most likely ways on, the likelier first. */
function waysOn(
  code: string,
  here: string,
  signedIn: boolean,
  { errors, common }: Strings,
): WayOn[] {
  const home = signedIn
    ? { href: '/dashboard', label: errors.goDashboard }
    : { href: '/', label: errors.goHome }
  if (PASSING.has(code)) return [{ href: here, label: errors.tryAgain }, home]
  if (OF_A_FORM.has(code)) return [{ href: here, label: errors.openAgain }, home]
  if (code === 'suspended') {
    return [
      { href: '/', label: errors.goHome },
      { href: '/logout', label: common.account.signOut },
    ]
  }
  if (signedIn) return [home, { href: '/communities', label: errors.goCommunities }]
  return [home, { href: '/login', label: errors.signIn }]
}

/** What happened, what was kept, the two likely ways on, and the id to quote. */
export function ProblemPage({ problem, signedIn }: { problem: Problem; signedIn: boolean }) {
  const strings = useStrings()
  const { errors } = strings
  const { pathname, search } = useLocation()
  const { title, detail } = textOf(strings, problem.code)
  const here = pathname.startsWith('/problem/') ? '' : pathname + search
  return (
    <ErrorPage
      title={title}
      detail={detail}
      requestId={problem.requestId}
      ways={waysOn(problem.code, here, signedIn, strings)}
    >
      {problem.retryAfter && <p className="mt-2">{errors.retryIn(problem.retryAfter)}</p>}
    </ErrorPage>
  )
}

/** The body of a route's `ErrorBoundary`: the section around it stays. */
export function ProblemBoundary() {
  const error = useRouteError()
  const root = useRouteLoaderData<RootData>('root')
  return (
    <ProblemPage problem={toProblem(error, root?.requestId)} signedIn={root?.signedIn ?? false} />
  )
}
