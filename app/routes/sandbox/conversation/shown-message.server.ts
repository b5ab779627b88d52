import type { SaidMessage } from '~/features/sandbox/conversation/conversation'
import type { ShownMessage } from '~/features/sandbox/conversation/thread'
import { type AnswerPlace, answerHtml } from '~/features/sandbox/live/answer-html.server'
import type { Person } from '~/platform/auth/actor'
import type { FileLinks } from '~/platform/storage/file-links.server'
import { linkFiles } from '~/platform/storage/file-links.server'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'

/** A message as the page shows it: answers rendered, times in words, files with links for its reader. */
export async function toShown(
  message: SaidMessage,
  now: number,
  where: AnswerPlace,
  { links, actor }: { links: FileLinks | null; actor: Person },
): Promise<ShownMessage> {
  const { id, author, text, status, failure, model, at, byAgent, sources, rating, report } = message
  const { place, beside, previousId, nextId, leftOut, given } = message
  const rendered = author === 'agent' && status !== 'streaming'
  return {
    id,
    author,
    text: rendered ? '' : text,
    html: rendered ? await answerHtml(text, { sources, leftOut, given }, where) : null,
    status,
    failure,
    model,
    time: momentOf(at, now, wordsIn(where.language, commonWords)),
    byAgent,
    given,
    rating,
    report,
    ...(message.files.length > 0 && { files: await linkFiles(message.files, links, actor) }),
    branch: beside > 1 ? { place, beside, previousId, nextId } : null,
  }
}
