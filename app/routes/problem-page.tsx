import {
  isRouteErrorResponse,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { useWords } from '~/ui/strings'
import { entryOf } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'
import { errorsWords } from '~/ui/strings/errors'
import { ErrorPage, type WayOn } from '~/ui/templates/error-page'
import type { RootData } from '../root-data'
import { isProblem, type Problem } from './problem-shape'
import { type Matches, pageTitle, wordsOf } from './titles'

/** What an error boundary was given, as a Problem. Anything unforeseen is `unexpected`. */
export function toProblem(error: unknown, requestId = ''): Problem {
  if (isRouteErrorResponse(error)) {
    if (isProblem(error.data)) return error.data
    if (error.status === 404) return { code: 'not-found', requestId }
    return { code: error.status < 500 ? 'invalid' : 'unexpected', requestId }
  }
  return { code: 'unexpected', requestId }
}

type Common = (typeof commonWords)['english']
type Errors = (typeof errorsWords)['english']

function textOf({ byCode }: Errors, code: string) {
  // What has no words of its own is told by the kind of problem: `item.not-found` is not found.
  return entryOf(byCode, code) ?? entryOf(byCode, code.replace(/^.*\./, '')) ?? byCode.unexpected
}

/** The title of a page that could not be shown, for a route's `meta`. */
export function problemTitle(matches: Matches, error: unknown): { title: string }[] {
  return pageTitle(matches, textOf(wordsOf(matches, errorsWords), toProblem(error).code).title)
}

/** Problems that another try at the same address may end. */
const PASSING = new Set(['unexpected', 'unavailable', 'auth.unavailable', 'timeout', 'limited'])
/** Problems of a form that was sent: the page that holds it is the next step. */
const OF_A_FORM = new Set(['method', 'too-large', 'other-origin', 'invalid', 'conflict'])

/** The two most likely ways on, the likelier first. */
function waysOn(
  code: string,
  here: string,
  signedIn: boolean,
  errors: Errors,
  common: Common,
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
  const common = useWords(commonWords)
  const errors = useWords(errorsWords)
  const { pathname, search } = useLocation()
  const { title, detail } = textOf(errors, problem.code)
  const here = pathname.startsWith('/problem/') ? '' : pathname + search
  return (
    <ErrorPage
      title={title}
      detail={detail}
      requestId={problem.requestId}
      ways={waysOn(problem.code, here, signedIn, errors, common)}
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
