import type { Database } from '~/data/database.server'
import type { Log } from '~/platform/log.server'
import type { Place } from '../answers/answer-job'
import { heldEnd } from '../answers/answer-job'
import { longestWaitMs } from '../answers/answer-turn'
import type { Answers } from '../answers/answers.server'
import { endAnswer } from '../answers/ask-agent.server'
import type { SaidMessage } from '../conversation/conversation'
import { followAnswer } from './follow-answer.server'
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
  /** The answer as the page shows it, from its whole text. */
  render(text: string): Promise<string>
  /** Says where it stands among those that wait for their turn. */
  waits(place: Place): string
  /** Milliseconds after which it is given up. */
  longestMs: number
  /** The reader has left. */
  signal: AbortSignal
}

/**
 * Tells an answer, be it that it is still made or over: its text from unit `from` on as it comes,
 * then one end with the whole of it rendered. While it waits for its turn, where it stands.
 *
 * @throws AppError `answer.unreachable` (503) when its maker can't be reached
 */
export async function* tellAnswer(telling: Telling): AsyncGenerator<LiveEvent> {
  const { answers, said, ownerId, from, longestMs, signal, render } = telling
  if (said.status !== 'streaming') {
    if (said.text.length > from) {
      yield { type: 'text', text: said.text.slice(from), at: said.text.length }
    }
    yield ended({ status: said.status, failure: said.failure }, await render(said.text))
    return
  }
  let whole = ''
  for await (const event of followAnswer({
    answers,
    place: { ownerId, answerId: said.id },
    from: 0,
    longestMs,
    signal,
  })) {
    if (event.type === 'text') {
      whole += event.text
      const text = event.text.slice(Math.max(0, from - (event.at - event.text.length)))
      if (text !== '') yield { type: 'text', text, at: event.at }
    } else if (event.type === 'end') {
      const grown = whole.length < said.text.length ? said.text : whole
      // What is held is not shown any more, however much of it was.
      const kept = event.end.failure === heldEnd.failure ? '' : grown
      yield ended(
        event.end.status === 'gone' ? await settle(telling, kept) : event.end,
        await render(kept),
      )
    } else if (event.type === 'place') {
      yield { type: 'waits', words: event.place && telling.waits(event.place) }
    } else yield event
  }
}

function ended(end: LiveEnd, html: string): LiveEvent {
  return { type: 'end', end: { ...end, html } }
}

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
