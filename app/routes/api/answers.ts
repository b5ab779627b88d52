import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/cloudflare'
import { type Asked, beginAnswer, sourcesOf } from '~/features/sandbox/answers/ask-agent.server'
import { placeWords } from '~/features/sandbox/conversation/place-words.server'
import { answerHtml } from '~/features/sandbox/live/answer-html.server'
import type { LiveEvent } from '~/features/sandbox/live/live-events'
import { readersLimit, tellAnswer } from '~/features/sandbox/live/tell-answer.server'
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
    const asked = await askFromForm(context, fields.community ?? '', fields)
    const { db, answers, log } = context
    // Not awaited: whoever attaches waits for the start, and the words come a hop earlier.
    const begun = beginAnswer(asked, { db, answers, actor, log })
    return eventStream(
      (signal) => tell(context, actor.userId, fields.community ?? '', asked, begun, signal),
      (error) => log.warn('answer.reader-lost', { error: String(error) }),
    )
  } catch (error) {
    return problemJson(error, context)
  }
}

async function* tell(
  { db, env, answers, log, language }: AppLoadContext,
  ownerId: string,
  slug: string,
  asked: Asked,
  begun: Promise<void>,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const { conversationId, personMessageId, answerId, begun: text } = asked.job
  const { refused, again } = asked
  const ended = again !== null ? 'complete' : text === '' ? 'failed' : 'cut_off'
  yield { type: 'ids', ids: { conversationId, personMessageId, answerId } }
  yield* tellAnswer({
    db,
    answers,
    log,
    said: {
      id: answerId,
      text: again ?? (refused ? text : ''),
      status: refused || again !== null ? ended : 'streaming',
      failure: refused,
    },
    ownerId,
    mine: true,
    render: (text) =>
      answerHtml(text, sourcesOf(asked), { slug, language: language.tag }, again !== null),
    waits: placeWords(language.tag),
    from: 0,
    longestMs: readersLimit(env.AI_TOTAL_MS),
    signal,
  })
  await begun
}

/** Only a post means anything here. */
export function loader({ context }: { context: AppLoadContext }): Response {
  return problemJson(new AppError('not-found', 404), context)
}
