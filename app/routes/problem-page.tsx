import {
  isRouteErrorResponse,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { ButtonLink } from '~/ui/atoms/button'
import { type Strings, stringsFor, useStrings } from '~/ui/strings'
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
    return { code: error.status === 404 ? 'not-found' : 'unexpected', requestId }
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

interface WayOn {
  href: string
  words: string
}

/** Problems that another try at the same address may end. */
const PASSING = new Set(['unexpected', 'unavailable', 'auth.unavailable', 'timeout', 'limited'])
/** Problems of a form that was sent: the page that holds it is the next step. */
const OF_A_FORM = new Set(['too-large', 'other-origin', 'invalid', 'conflict'])

/** The two most likely ways on, the likelier first. */
function waysOn(code: string, here: string, signedIn: boolean, { errors }: Strings): WayOn[] {
  const home = signedIn
    ? { href: '/dashboard', words: errors.goDashboard }
    : { href: '/', words: errors.goHome }
  if (PASSING.has(code)) return [{ href: here, words: errors.tryAgain }, home]
  if (OF_A_FORM.has(code)) return [{ href: here, words: errors.openAgain }, home]
  if (signedIn) return [home, { href: '/communities', words: errors.goCommunities }]
  return [home, { href: '/login', words: errors.signIn }]
}

/** What happened, what was kept, the two likely ways on, and the id to quote. */
export function ProblemPage({ problem, signedIn }: { problem: Problem; signedIn: boolean }) {
  const strings = useStrings()
  const { errors } = strings
  const { pathname, search } = useLocation()
  const { title, detail } = textOf(strings, problem.code)
  const here = pathname.startsWith('/problem/') ? '' : pathname + search
  const [first, second] = waysOn(problem.code, here, signedIn, strings)
  return (
    <main id="content" className="page page-narrow">
      <h1>{title}</h1>
      <p className="lede">{detail}</p>
      {problem.retryAfter && <p>{errors.retryIn(problem.retryAfter)}</p>}
      <p className="buttons">
        {first && (
          <ButtonLink variant="primary" href={first.href}>
            {first.words}
          </ButtonLink>
        )}
        {second && <ButtonLink href={second.href}>{second.words}</ButtonLink>}
      </p>
      {problem.requestId && (
        <p className="hint">
          {errors.quoteId} <code>{problem.requestId}</code>
        </p>
      )}
    </main>
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
