import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'
import { heldEnd, type Outcome } from '../answers/answer-job'
import { longestWaitMs } from '../answers/answer-turn'
import type { Answers } from '../answers/answers.server'
import { endAnswer } from '../answers/ask-agent.server'
import type { SaidMessage } from '../conversation/conversation'
import { type Following, followAnswer } from './follow-answer.server'
import type { LiveEnd, LiveEvent } from './live-events'

/** Milliseconds for which a reader is kept, given those that a model may take once it is asked. */
export const readersLimit = (modelMs: number) => longestWaitMs + modelMs + 60_000

export interface Telling {
  db: Database
  answers: Answers
  log: Log
  /** The answer as it is kept, as far as it had come when somebody looked. */
  said: Pick<SaidMessage, 'id' | 'text' | 'status' | 'failure'>
  /** Whose it is: the person who asked. */
  ownerId: string
  /** Whether it is the reader's own, who alone may end one that nobody makes any more. */
  mine: boolean
  /** UTF-16 units of the text that the reader has. */
  from: number
  /** Of whoever reads. */
  language: string
  /** The answer as the page shows it, from its whole text. */
  render(text: string): Promise<string>
  /** Milliseconds after which it is given up. */
  longestMs: number
  /**
   * Of a reader who did not ask: whether they may still read it.
   *
   * @throws AppError once they may not
   */
  mayStill?: () => Promise<unknown>
}

/** Milliseconds after which somebody who did not ask is looked at again. */
const LOOK_AGAIN_MS = 4_000

/**
 * Tells an answer, be it that it is still made or over: its text from unit `from` on as it comes,
 * then one end with the whole of it rendered. While it waits for its turn, where it stands.
 *
 * @param signal the reader has left
 * @throws AppError `answer.unreachable` (503) when its maker can't be reached
 */
export async function* tellAnswer(
  telling: Telling,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  yield* tellKept(telling)
  if (telling.said.status !== 'streaming') return
  const following = followAnswer(followingOf(telling), signal)
  const outcome = yield* telling.mayStill ? whileAllowed(following, telling.mayStill) : following
  yield await tellEnd(telling, outcome)
}

/** The events of an answer while its reader may read it: the asker is cut off where it is saved. */
async function* whileAllowed<Result>(
  following: AsyncGenerator<LiveEvent, Result>,
  mayStill: () => Promise<unknown>,
): AsyncGenerator<LiveEvent, Result> {
  let lookAt = Date.now() + LOOK_AGAIN_MS
  try {
    for (;;) {
      const step = await following.next()
      if (Date.now() >= lookAt) {
        await mayStill()
        lookAt = Date.now() + LOOK_AGAIN_MS
      }
      if (step.done) return step.value
      yield step.value
    }
  } finally {
    // Hangs up, where it is not over by itself.
    await following.return(undefined as Result)
  }
}

/** What is told of an answer that was over when somebody looked; nothing of one that is being made. */
async function* tellKept({ said, from, render }: Telling): AsyncGenerator<LiveEvent> {
  const { status, failure, text } = said
  if (status === 'streaming') return
  if (text.length > from) yield { type: 'text', text: text.slice(from), at: text.length }
  yield { type: 'end', end: { status, failure, html: await render(text) } }
}

/** The end of an answer that was being made when somebody looked. */
export async function tellEnd(
  telling: Telling,
  { text, status, failure }: Outcome,
): Promise<LiveEvent> {
  const { said, render } = telling
  const held = failure === heldEnd.failure
  const kept = !held && text.length < said.text.length ? said.text : text
  const end = status === 'gone' ? await settle(telling, kept) : { status, failure }
  return { type: 'end', end: { ...end, html: await render(kept) } }
}

/** How to follow it. */
export const followingOf = ({
  answers,
  said,
  ownerId,
  from,
  language,
  longestMs,
}: Telling): Following => ({
  ...{ answers, from, language, longestMs },
  place: { ownerId, answerId: said.id },
})

/** Nobody makes the answer any more: its row is told, so that the person may try again at once. */
async function settle({ db, log, mine, said }: Telling, kept: string): Promise<LiveEnd> {
  const status = kept === '' ? 'failed' : 'cut_off'
  if (mine) {
    await endAnswer(db, said.id, status, 'lost').catch((error: unknown) =>
      log.error('answer.not-ended', { answerId: said.id }, error),
    )
  }
  return { status, failure: 'lost' }
}
