import type { AppLoadContext, EntryContext } from '@remix-run/cloudflare'
import { RemixServer } from '@remix-run/react'
import { renderToReadableStream } from 'react-dom/server.browser'
import { LanguageProvider } from '~/ui/strings'
import { fillLiveSlot, readAhead, takeOver } from './live-page.server'
import { NonceContext } from './nonce'
import type { RootData } from './root-data'

export { ConnectionPoolObject } from '~/data/pool-object.server'
export { AuditObject } from '~/features/operations/audit-object.server'
export { AnswerObject } from '~/features/sandbox/answers/answer-object.server'
export { LimiterObject } from '~/platform/limits/limiter-object.server'
export { adoptConsole, createLog } from '~/platform/log.server'
export { scheduled } from './scheduled.server'
export { serve } from './serve.server'

/** Milliseconds after which a page that is still being rendered is given up. */
const RENDER_BUDGET_MS = 10_000

/** When to come again, if a loader or action said so; Remix leaves their headers to each route. */
function retryAfterOf({ staticHandlerContext }: EntryContext): string | null {
  const { actionHeaders, loaderHeaders } = staticHandlerContext
  const all = [...Object.values(actionHeaders), ...Object.values(loaderHeaders)]
  return all.map((headers) => headers.get('retry-after')).find(Boolean) ?? null
}

/** The scripts that make this page a live one. */
function modulesOf({ manifest, staticHandlerContext }: EntryContext): string[] {
  const routes = staticHandlerContext.matches.map(({ route }) => manifest.routes[route.id])
  return [manifest.entry, ...routes].flatMap((entry) =>
    entry ? [entry.module, ...(entry.imports ?? [])] : [],
  )
}

/**
 * Whether the page may come again as the live one: not after a post, whose words it holds, and not
 * while it shows a message that is shown once.
 */
function mayComeAgain(request: Request, { staticHandlerContext }: EntryContext): boolean {
  const root = staticHandlerContext.loaderData.root as Partial<RootData> | undefined
  return request.method === 'GET' && !root?.flash
}

/**
 * Renders a page whole, so that its status and headers are true. Where its loader left a part to be
 * made (an answer that is still coming), that part is then written in order, in its place.
 */
export default async function handleDocument(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { nonce, log, live, language } = context
  const pieces = live.html && readAhead(live.html(nonce))
  try {
    const page = await renderToReadableStream(
      <NonceContext.Provider value={nonce}>
        <LanguageProvider language={language}>
          <RemixServer
            context={remixContext}
            url={request.url}
            nonce={nonce}
            abortDelay={RENDER_BUDGET_MS}
          />
        </LanguageProvider>
      </NonceContext.Provider>,
      { nonce, onError: (error: unknown) => log.error('render', {}, error) },
    )
    await page.allReady
    headers.set('content-type', 'text/html; charset=utf-8')
    const retryAfter = retryAfterOf(remixContext)
    if (retryAfter) headers.set('retry-after', retryAfter)
    if (!pieces) return new Response(page, { status, headers })
    // The runtime's gzip would hold the words back until the end.
    headers.set('content-encoding', 'identity')
    const html = await new Response(page).text()
    const script = mayComeAgain(request, remixContext)
      ? takeOver(nonce, modulesOf(remixContext))
      : ''
    return new Response(fillLiveSlot(html, pieces, script), { status, headers })
  } catch (error) {
    await pieces?.[Symbol.asyncIterator]().return?.()
    throw error
  }
}

/** Logs what a loader or action threw, unless it is an answer or the person went away. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  if (!request.signal.aborted) context.log.error('unexpected', {}, error)
}
