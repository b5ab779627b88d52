import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/cloudflare'
import { type Asked, beginAnswer, sourcesOf } from '~/features/sandbox/answers/ask-agent.server'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import { passAnswer } from '~/features/sandbox/live/pass-answer.server'
import { readersLimit } from '~/features/sandbox/live/tell-answer.server'
import { AppError } from '~/platform/errors'
import { readFields } from '../form.server'
import { askFromForm, personOf } from '../sandbox/ask.server'
import { eventStream } from './event-stream.server'
import { problemJson } from './problem-json.server'

/**
 * Takes a message, or the wish for another answer, and tells the answer as it is made: one round
 * trip to the database, then `ids`, then `text` events and one `end`.
 */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  try {
    const actor = personOf(context)
    const fields = await readFields(request)
    const slug = fields.community ?? ''
    const asked = await askFromForm(context, slug, fields)
    const { db, answers, log, later } = context
    // Not awaited: whoever attaches waits for the start, and the words come a hop earlier.
    later(beginAnswer(asked, { db, answers, actor, log }))
    return eventStream(tell(context, actor.userId, slug, asked))
  } catch (error) {
    return problemJson(error, context)
  }
}

function tell(
  { db, env, answers, log, language }: AppLoadContext,
  ownerId: string,
  slug: string,
  asked: Asked,
): ReadableStream<Uint8Array> {
  const { conversationId, personMessageId, answerId, begun: text } = asked.job
  const { refused, again } = asked
  const ended = again !== null ? 'complete' : text === '' ? 'failed' : 'cut_off'
  return passAnswer({
    db,
    answers,
    log,
    ids: { conversationId, personMessageId, answerId },
    said: {
      id: answerId,
      text: again ?? (refused ? text : ''),
      status: refused || again !== null ? ended : 'streaming',
      failure: refused,
    },
    ownerId,
    mine: true,
    render: (text) =>
      answerHtml(
        text,
        { sources: sourcesOf(asked), leftOut: asked.leftOut, given: again !== null },
        { slug, language: language.tag },
      ),
    language: language.tag,
    from: 0,
    longestMs: readersLimit(env.AI_TOTAL_MS),
    onError: (error) => log.warn('answer.reader-lost', { error: String(error) }),
  })
}

/** Only a post means anything here. */
export function loader({ context }: { context: AppLoadContext }): Response {
  return problemJson(new AppError('not-found', 404), context)
}
