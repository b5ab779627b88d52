import type { AppLoadContext, RequestHandler, ServerBuild } from '@remix-run/cloudflare'
import { openDatabase } from '~/data/database.server'
import { createRunner } from '~/data/runner.server'
import { recordEvents } from '~/features/operations/record-events.server'
import { createAnswers } from '~/features/sandbox/answers/answers.server'
import type { Actor } from '~/platform/auth/actor'
import { CookieJar } from '~/platform/auth/cookie-jar.server'
import { createKeyring } from '~/platform/auth/keyring.server'
import { openAuthSession } from '~/platform/auth/session.server'
import { chooseLanguage, setLanguageHeaders } from '~/platform/edge/language.server'
import { lastResort } from '~/platform/edge/last-resort.server'
import { createNonce } from '~/platform/edge/nonce.server'
import { isSameOrigin } from '~/platform/edge/same-origin.server'
import { setSecurityHeaders } from '~/platform/edge/security-headers.server'
import { type Env, readEnv } from '~/platform/env.server'
import { AppError } from '~/platform/errors'
import { createLimits } from '~/platform/limits/limiter-object.server'
import { createLog } from '~/platform/log.server'
import { PROBLEM_HEADER } from '~/platform/problem-header'
import { openSecurityEvents } from '~/platform/security-events'
import { openFiles } from '~/platform/storage/open-storage.server'
import { languagesHere, type PageLanguage, pageLanguage, wordsIn } from '~/ui/strings/catalogue'
import { errorsWords } from '~/ui/strings/errors'
import { openHandlers } from './request-handlers.server'
import { admitBody } from './upload-bodies.server'

/** Paths that answer without knowing who asks. */
const ANONYMOUS = new Set(['/healthz', '/readyz'])

/** What browsers send; a page answers nothing else. */
const METHODS = ['GET', 'HEAD', 'POST']

/** A refusal as a page; as data where a script sent the form and waits for its action's answer. */
function refused({ pathname, origin }: URL, { code }: AppError): Request {
  const address = `${origin}/problem/${code}`
  if (!pathname.endsWith('.data')) return new Request(address)
  return new Request(`${address}.data`, { method: 'POST' })
}

/**
 * The way of a request: an id and a log, the size and origin of a post, the actor, then Remix.
 *
 * Everything that a person can see comes from a Remix route, refusals made here included.
 */
export async function serve(
  build: ServerBuild,
  request: Request,
  bindings: object,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  const startedAt = Date.now()
  const requestId = crypto.randomUUID()
  const url = new URL(request.url)
  const nonce = createNonce()
  const secure = url.protocol === 'https:'
  const jar = new CookieJar(request.headers.get('cookie'), secure)
  const language = pageLanguage(
    chooseLanguage(request.headers.get('accept-language'), languagesHere()),
  )
  let env: Env
  try {
    env = readEnv(bindings)
  } catch (error) {
    createLog({ requestId }).error('environment', {}, error)
    return sealed(brokenPage(requestId, language), { nonce, secure, requestId }, language)
  }
  const log = createLog({ requestId, method: request.method, path: url.pathname }, env.LOG_LEVEL)
  const events = openSecurityEvents()
  const auth = openAuthSession({
    supabaseUrl: env.SUPABASE_URL,
    anonKey: env.SUPABASE_ANON_KEY,
    secure,
    jar,
    verify: createKeyring(env),
    onRefused: (event) => events.note(event),
  })

  let refusal: AppError | undefined
  let admitted = request
  if (!isSameOrigin(request)) {
    refusal = new AppError('other-origin', 403)
    events.note({ action: 'access.denied', outcome: 'denied', code: refusal.code })
  } else if (!METHODS.includes(request.method)) refusal = new AppError('method', 405)
  else {
    try {
      admitted = await admitBody(request)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refusal = error
    }
  }

  const nobody: Actor = { kind: 'nobody', authDown: false }
  const actor = refusal || ANONYMOUS.has(url.pathname) ? nobody : await auth.actor()
  const claims = actor.kind === 'person' ? actor.claims : null
  const run = createRunner(env, waitUntil)
  const context: AppLoadContext = {
    actor,
    auth,
    jar,
    db: openDatabase({
      run,
      claims,
      log,
      expectedBatches: request.method === 'GET' ? 1 : 2,
      onDenied: (code) => events.note({ action: 'access.denied', outcome: 'denied', code }),
    }),
    env,
    limits: createLimits(env.LIMITS),
    answers: createAnswers(env.ANSWERS),
    files: openFiles(env),
    securityEvents: events,
    log,
    later: waitUntil,
    requestId,
    language,
    address: request.headers.get('cf-connecting-ip') ?? 'local',
    nonce,
    live: { html: null },
    plays: {},
  }
  const asked = refusal ? refused(url, refusal) : admitted
  let response = await answer(build, asked, context)
  const problem = response.headers.get(PROBLEM_HEADER)
  if (problem) {
    const said = new AppError(problem, response.status)
    response = await answer(build, refused(url, said), context)
  }
  const options = { nonce, secure, requestId, plays: context.plays }
  const page = sealed(response, options, language, jar)
  if (refusal?.status === 405) page.headers.set('allow', METHODS.join(', '))
  if (events.noted().length > 0) {
    const { method } = request
    const asked = { method, pathname: url.pathname }
    waitUntil(recordEvents({ run, claims, events: events.noted(), request: asked, log }))
  }
  log.info('request', { status: page.status, ms: Date.now() - startedAt })
  return page
}

let app: { build: ServerBuild; handlerOf: (pathname: string) => RequestHandler } | undefined

/** Remix's answer, or the page that needs nothing of the app where it could not give one. */
async function answer(
  build: ServerBuild,
  request: Request,
  context: AppLoadContext,
): Promise<Response> {
  if (app?.build !== build) app = { build, handlerOf: openHandlers(build) }
  try {
    const response = await app.handlerOf(new URL(request.url).pathname)(request, context)
    const gaveUp =
      response.status === 500 && response.headers.get('content-type')?.startsWith('text/plain')
    return gaveUp ? brokenPage(context.requestId, context.language) : response
  } catch (error) {
    context.log.error('unexpected', {}, error)
    return brokenPage(context.requestId, context.language)
  }
}

function brokenPage(requestId: string, { tag, dir }: PageLanguage): Response {
  const { byCode, tryAgain } = wordsIn(tag, errorsWords)
  return lastResort(requestId, { ...byCode.unexpected, tryAgain, tag, dir })
}

/** The response with the headers that every response carries, and the cookies that changed. */
function sealed(
  response: Response,
  options: Parameters<typeof setSecurityHeaders>[1],
  { tag }: PageLanguage,
  jar?: CookieJar,
): Response {
  const headers = new Headers(response.headers)
  setSecurityHeaders(headers, options)
  setLanguageHeaders(headers, tag, languagesHere())
  jar?.seal(headers)
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers })
}
