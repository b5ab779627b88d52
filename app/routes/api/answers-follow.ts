import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import { findAnswer } from '~/features/sandbox/conversation/find-conversation.server'
import { noteFollowing } from '~/features/sandbox/conversation/note-reading.server'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import { passAnswer } from '~/features/sandbox/live/pass-answer.server'
import { readersLimit } from '~/features/sandbox/live/tell-answer.server'
import { personOf } from '../sandbox/ask.server'
import { eventStream } from './event-stream.server'
import { problemJson } from './problem-json.server'

/**
 * Tells an answer from `?from=` (UTF-16 units that the reader has) or `Last-Event-ID` on, as it is
 * made; to whoever accepts Markdown alone, what it says so far. Postgres says first whether the person
 * may read it.
 */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  try {
    const actor = personOf(context)
    const { db, env, answers, log, language } = context
    const asked =
      request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('from')
    const { ownerId, mine, slug, sources, leftOut, given, ...said } = await findAnswer(
      db,
      actor,
      params.answer,
    )
    if (!mine) await noteFollowing(db, said.id)
    if (request.headers.get('accept') === 'text/markdown') return markdown(said.text)
    const from = /^\d{1,7}$/.test(asked ?? '') ? Number(asked) : 0
    const longestMs = readersLimit(env.AI_TOTAL_MS)
    const where = { slug, language: language.tag }
    const render = (text: string) => answerHtml(text, { sources, leftOut, given }, where)
    return eventStream(
      passAnswer({
        ...{ db, answers, log, said, ownerId, mine, render, from, longestMs },
        language: language.tag,
        ...(mine ? {} : { mayStill: () => findAnswer(db, actor, said.id) }),
        onError: (error) => log.warn('answer.reader-lost', { error: String(error) }),
      }),
    )
  } catch (error) {
    return problemJson(error, context)
  }
}

const markdown = (text: string) =>
  new Response(text, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'cache-control': 'private, no-store',
    },
  })
