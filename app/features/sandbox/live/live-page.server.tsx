import type { ReactElement } from 'react'
import { AppError } from '~/platform/errors'
import { htmlOf } from '~/ui/html-of.server'
import { type LiveEnd, untilLeft } from './live-events'
import { type Telling, tellAnswer } from './tell-answer.server'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text as HTML shows it, in any cut. */
const escapeText = (text: string) => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? '')

interface LiveAnswer extends Omit<Telling, 'from'> {
  /** What stands under the answer at its end; `unreachable` when its maker can't be asked. */
  ending: (end: LiveEnd | 'unreachable') => ReactElement
}

/**
 * An answer as part of a page, written in order: each word as it comes, escaped; at the end the
 * same, rendered, while CSS takes the raw words and Stop away, since nothing can be unwritten.
 */
export function liveAnswer({
  ending,
  ...telling
}: LiveAnswer): (nonce: string) => AsyncIterable<string> {
  const write = async function* (nonce: string, signal: AbortSignal): AsyncGenerator<string> {
    let shown = ''
    let places = 0
    yield '<div data-live="words" class="whitespace-pre-wrap">'
    let end: LiveEnd | 'unreachable' = 'unreachable'
    try {
      for await (const event of tellAnswer({ ...telling, from: 0 }, signal)) {
        if (event.type === 'text') {
          shown += event.text
          yield escapeText(event.text)
        } else if (event.type === 'waits') {
          // What was written stays: the next word on where it stands hides the one before.
          yield `<style nonce="${nonce}">[data-place="${places}"]{display:none}</style>`
          places += 1
          if (event.words) {
            yield `<span class="hint" data-place="${places}">${escapeText(event.words)}</span>`
          }
        } else if (event.type === 'end') end = event.end
        else yield '<!-- -->'
      }
    } catch (error) {
      if (signal.aborted) return
      const expected = error instanceof AppError
      telling.log.error('answer.unreachable', {}, (expected && error.cause) || error)
    }
    const kept = shown.length < telling.said.text.length ? telling.said.text : shown
    // Of what is held nothing is rendered.
    const html = end === 'unreachable' ? await telling.render(kept) : (end.html ?? '')
    yield '</div>'
    yield `<style nonce="${nonce}">[data-live=words],.answering{display:none!important}</style>`
    yield `<div class="prose" data-live="end">${html}</div>`
    yield await htmlOf(ending(end))
  }
  return (nonce) => untilLeft((signal) => write(nonce, signal))
}
