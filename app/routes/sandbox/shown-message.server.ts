import { type AnswerPlace, answerHtml } from '~/features/sandbox/answer-html.server'
import type { SaidMessage } from '~/features/sandbox/conversation'
import type { ShownMessage } from '~/features/sandbox/thread'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'

/** A message as the page shows it: answers rendered, times in words. */
export async function toShown(
  message: SaidMessage,
  now: number,
  where: AnswerPlace,
): Promise<ShownMessage> {
  const { id, author, text, status, failure, model, at, byAgent, sources, rating, report } = message
  const { place, beside, previousId, nextId } = message
  const rendered = author === 'agent' && status !== 'streaming'
  return {
    id,
    author,
    text: rendered ? '' : text,
    html: rendered ? await answerHtml(text, sources, where) : null,
    status,
    failure,
    model,
    time: momentOf(at, now, wordsIn(where.language, commonWords)),
    byAgent,
    rating,
    report,
    branch: beside > 1 ? { place, beside, previousId, nextId } : null,
  }
}
