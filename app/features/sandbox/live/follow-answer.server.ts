import { within } from '~/platform/deadline.server'
import { AppError } from '~/platform/errors'
import type { Outcome } from '../answers/answer-job'
import type { AnswerPlace, Answers } from '../answers/answers.server'
import { type LiveEvent, readEvents } from './live-events'

/** Milliseconds that the maker of an answer has to take a reader. */
const ATTACH_MS = 4_000
/** And to say how it ended: all who read it ask for that at once. */
const OUTCOME_MS = 15_000
/** Its heartbeat comes every ten seconds. */
const SILENCE_MS = 25_000
/** Tries after a broken stream, each from where the last one ended. */
const TRIES = 2

export interface Following {
  answers: Answers
  place: AnswerPlace
  /** UTF-16 units of the text that the reader has. */
  from: number
  /** Of whoever reads. */
  language: string
  /** Milliseconds after which it is given up, whatever comes. */
  longestMs: number
}

/**
 * An answer from unit `from` on, as it is made; a stream that breaks is taken up again where it
 * broke.
 *
 * @param signal hangs up
 * @returns what has become of it
 * @throws AppError `answer.unreachable` (503) when its maker can't be reached, or not any more
 */
export async function* followAnswer(
  following: Following,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent, Outcome> {
  const { longestMs } = following
  const until = Date.now() + longestMs
  let { from } = following
  let cause: unknown
  for (let broken = 0; broken < TRIES; broken += 1) {
    try {
      const stream = await attach({ ...following, from })
      for await (const event of readEvents(stream, SILENCE_MS, signal)) {
        if (event.type === 'text') from = event.at
        yield event
        if (Date.now() > until) throw new AppError('timeout', 504)
      }
      return await outcomeOf(following)
    } catch (error) {
      cause = error
      if (signal.aborted || Date.now() > until) break
    }
  }
  throw new AppError('answer.unreachable', 503, { cause })
}

/** The events of an answer, as browsers get them, until it is over or they break off. */
export async function attach({ answers, place, from, language }: Omit<Following, 'longestMs'>) {
  const attaching = answers.attach(place, from, language)
  try {
    return await within(ATTACH_MS, attaching)
  } catch (error) {
    // One that comes after all is not left open.
    attaching.then((late) => late.cancel()).catch(() => {})
    throw error
  }
}

/**
 * What has become of an answer whose events ended.
 *
 * @throws Error when it is still being made: they broke off
 */
export async function outcomeOf({
  answers,
  place,
}: Pick<Following, 'answers' | 'place'>): Promise<Outcome> {
  const outcome = await within(OUTCOME_MS, answers.outcome(place))
  if (!outcome) throw new Error('the stream ended before the answer')
  return outcome
}
