import type { Claims } from '~/platform/auth/actor'
import type { Outcome } from './answer-job'
import type { AnswerJob, AnswerObject } from './answer-object.server'

/** Where an answer is made: with the others of the person who asked. */
export interface AnswerPlace {
  /** The asker's id. */
  ownerId: string
  answerId: string
}

/** The answers that are being made, wherever they are made. */
export interface Answers {
  /** Says that this person is about to ask, so that nothing has to wake up then. Never throws. */
  expect(ownerId: string): void
  /** Begins an answer. A second start of the same answer changes nothing. */
  start(job: AnswerJob): Promise<void>
  /** Has the next steps of a run done; comes back at once. */
  goOn(run: string, claims: Claims): Promise<void>
  /** Server-sent events from UTF-16 unit `from` on, then as they come, as browsers get them. */
  attach(place: AnswerPlace, from: number, language: string): Promise<ReadableStream<Uint8Array>>
  /** How an answer ended whose events did; null when it is still being made: they broke off. */
  outcome(place: AnswerPlace): Promise<Outcome | null>
  /** Ends an answer early; what came is kept. */
  stop(place: AnswerPlace): Promise<void>
}

export type { AnswerJob, Claims }

/** Answers made by Durable Objects, one for each person who asks. */
export function createAnswers(objects: DurableObjectNamespace): Answers {
  const objectOf = (ownerId: string) =>
    objects.get(objects.idFromName(ownerId)) as unknown as Pick<
      AnswerObject,
      'ready' | 'start' | 'goOn' | 'follow' | 'outcome' | 'stop'
    >
  return {
    expect(ownerId) {
      // Nothing depends on it; where it fails, the start says why.
      Promise.resolve()
        .then(() => objectOf(ownerId).ready())
        .catch(() => {})
    },
    start: (job) => objectOf(job.claims.sub).start(job),
    goOn: (run, claims) => objectOf(claims.sub).goOn(run, claims),
    attach: ({ ownerId, answerId }, from, language) =>
      objectOf(ownerId).follow(answerId, from, language),
    outcome: ({ ownerId, answerId }) => objectOf(ownerId).outcome(answerId),
    stop: ({ ownerId, answerId }) => objectOf(ownerId).stop(answerId),
  }
}
