import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findAnswer } from '~/features/sandbox/find-conversation.server'
import { readersLimit, tellAnswer } from '~/features/sandbox/tell-answer.server'
import { personOf } from '../sandbox/ask.server'
import { eventStream } from './event-stream.server'
import { problemJson } from './problem-json.server'

/**
 * Tells an answer from `?from=` (UTF-16 units that the reader has) or `Last-Event-ID` on, as it is
 * made. Postgres says first whether the person may read it.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  try {
    const actor = personOf(context)
    const { db, env, answers, log } = context
    const asked =
      request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('from')
    const { ownerId, mine, ...said } = await findAnswer(db, actor, params.answer)
    const from = /^\d{1,7}$/.test(asked ?? '') ? Number(asked) : 0
    const longestMs = readersLimit(env.AI_TOTAL_MS)
    return eventStream(
      (signal) => tellAnswer({ db, answers, log, said, ownerId, mine, from, longestMs, signal }),
      (error) => log.warn('answer.reader-lost', { error: String(error) }),
    )
  } catch (error) {
    return problemJson(error, context)
  }
}
