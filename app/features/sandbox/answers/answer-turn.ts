import { AppError } from '~/platform/errors'
import type { AnswerEnd, AnswerJob, Clock, Place } from './answer-job'

/** Asks whether an answer may be made now: null, or where it stands. */
export type TakeTurn = (job: Pick<AnswerJob, 'answerId' | 'claims'>) => Promise<Place | null>

/** Milliseconds that an answer waits for its turn before it is given up. */
export const longestWaitMs = 5 * 60_000

/** Milliseconds between two questions: who stands far back asks seldom. */
const pauseMs = ({ before }: Place) => Math.min(750 + before * 250, 5_000)

interface Waiting {
  job: AnswerJob
  take: TakeTurn
  clock: Clock
  /** Aborted when nobody wants the answer any more. */
  signal: AbortSignal
  /** Told where the answer stands, each time it is known. */
  told: (place: Place) => void
}

/**
 * Waits until an answer may be made. Never rejects.
 *
 * @returns the failure with which it ends where its turn does not come, null where it may begin, or
 *   where nobody wants it any more
 */
export async function awaitTurn(waiting: Waiting): Promise<AnswerEnd['failure']> {
  const { job, take, clock, signal, told } = waiting
  const until = clock.now() + longestWaitMs
  let place: Place | null = job.place ?? { before: 0, own: false }
  while (place && !signal.aborted) {
    told(place)
    await clock.sleep(pauseMs(place), signal)
    if (signal.aborted) break
    if (clock.now() >= until) return 'queue.long'
    try {
      place = await take(job)
    } catch (error) {
      // A database that is away for a moment: the place is kept for as long as for any answer.
      if (error instanceof AppError && error.status < 500 && error.status !== 429) return error.code
    }
  }
  return null
}
