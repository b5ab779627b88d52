import { within } from '~/platform/deadline.server'
import { AppError } from '~/platform/errors'
import type { AnswerPlace, Answers } from '../answers/answers.server'
import { type LiveEvent, readEvents } from './live-events'

/** Milliseconds that the maker of an answer has to take a reader. */
const ATTACH_MS = 4_000
/** Its heartbeat comes every ten seconds. */
const SILENCE_MS = 25_000
/** Tries after a broken stream, each from where the last one ended. */
const TRIES = 2

interface Following {
  answers: Answers
  place: AnswerPlace
  /** UTF-16 units of the text that the reader has. */
  from: number
  /** Milliseconds after which it is given up, whatever comes. */
  longestMs: number
  /** Hangs up. */
  signal: AbortSignal
}

/**
 * An answer from unit `from` on, as it is made; a stream that breaks is taken up again where it
 * broke. Ends after `end`.
 *
 * @throws AppError `answer.unreachable` (503) when its maker can't be reached, or not any more
 */
export async function* followAnswer(following: Following): AsyncGenerator<LiveEvent> {
  const { answers, place, longestMs, signal } = following
  const until = Date.now() + longestMs
  let { from } = following
  let cause: unknown
  for (let broken = 0; broken < TRIES; broken += 1) {
    try {
      const stream = await attach(answers, place, from)
      for await (const event of readEvents(stream, SILENCE_MS, signal)) {
        if (event.type === 'text') from = event.at
        yield event
        if (event.type === 'end') return
        if (Date.now() > until) throw new AppError('timeout', 504)
      }
      cause = new Error('the stream ended without an end')
    } catch (error) {
      cause = error
      if (signal.aborted || Date.now() > until) break
    }
  }
  throw new AppError('answer.unreachable', 503, { cause })
}

async function attach(answers: Answers, place: AnswerPlace, from: number) {
  const attaching = answers.attach(place, from)
  try {
    return await within(ATTACH_MS, attaching)
  } catch (error) {
    // One that comes after all is not left open.
    attaching.then((late) => late.cancel()).catch(() => {})
    throw error
  }
}
