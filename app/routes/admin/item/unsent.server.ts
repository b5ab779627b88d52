import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import type { ItemFields } from '~/features/content/item'
import type { KindOnServer } from '~/features/content/kind-on-server'
import { deskPath } from '~/features/content/kinds'
import { platformPath } from '~/features/content/platform-path'
import type { Person } from '~/platform/auth/actor'
import { AppError } from '~/platform/errors'
import { forEveryone } from '../../guard.server'
import { readItemPost, refuseUnsent } from './item-post.server'
import { UNSENT, type UnsentReason } from './item-reply'

/** Why what was entered can't be answered by the page that it came from; null when it can. */
function whyUnsent({ code, status }: AppError): UnsentReason | null {
  if (code === 'session-ended') return code
  if (status >= 500) return code === 'timeout' ? code : 'unavailable'
  return null
}

/** Whether a whole page is asked for, and not its data by a script. */
const isDocument = (request: ActionFunctionArgs['request']) =>
  request.headers.get('accept')?.includes('text/html')

/**
 * An action of an item's form, for somebody who is signed in.
 *
 * Where even the form can't be shown again (the session has ended, the database is away), what was
 * entered is kept all the same: a script is told so in place, and a browser without one is asked to
 * send the post once more, to a page that needs neither and gives it back.
 */
export function forItemPosts<T, Fields extends ItemFields>(
  kind: KindOnServer<Fields>,
  run: (args: ActionFunctionArgs & { actor: Person }) => Promise<T>,
) {
  return forEveryone(async (args: ActionFunctionArgs) => {
    const { request, params, context } = args
    const copy = request.clone() as typeof request
    try {
      const { actor } = context
      if (actor.kind === 'person') return await run({ ...args, actor })
      throw actor.authDown
        ? new AppError('auth.unavailable', 503, { retryAfter: 5 })
        : new AppError('session-ended', 401)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const why = whyUnsent(error)
      const post = why && (await readItemPost(kind, copy))
      if (!why || !post?.wish.intent.match(/save|publish|submit|preview/)) throw error
      if (why === 'session-ended') context.auth.forget()
      else context.log.error('refused', { code: error.code }, error.cause ?? error)
      if (!isDocument(request)) return refuseUnsent(post, why, UNSENT[why])
      const { community, item = 'new' } = params
      const desk = community ? deskPath(community, kind.kind) : platformPath(kind.kind)
      const to = `${desk}/${item}`
      return redirect(`/unsent/${kind.kind}?${new URLSearchParams({ why, to })}`, 307)
    }
  })
}
