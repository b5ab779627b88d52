import type { SaidMessage } from '~/features/sandbox/conversation'
import type { ShownMessage } from '~/features/sandbox/thread'
import { renderMarkdown } from '~/platform/markdown/render-markdown.server'
import { momentOf } from '~/ui/moment'
import { wordsIn } from '~/ui/strings/catalogue'
import { commonWords } from '~/ui/strings/common'

/** A message as the page shows it: answers rendered, times in words. */
export function toShown(message: SaidMessage, now: number, language: string): ShownMessage {
  const { id, author, text, status, failure, model, at, superseded } = message
  const rendered = author === 'agent' && status !== 'streaming'
  return {
    id,
    author,
    text: rendered ? '' : text,
    html: rendered ? renderMarkdown(text) : null,
    status,
    failure,
    model,
    time: momentOf(at, now, wordsIn(language, commonWords)),
    superseded,
  }
}
