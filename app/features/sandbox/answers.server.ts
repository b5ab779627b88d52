import type { Claims } from '~/platform/auth/actor'
import type { AnswerJob, AnswerObject } from './answer-object.server'

/** The answers that are being made, wherever they are made. */
export interface Answers {
  /** Begins an answer. A second start of the same answer changes nothing. */
  start(job: AnswerJob): Promise<void>
  /** Server-sent events from character `from` on, then as they come. */
  attach(answerId: string, from: number): Promise<ReadableStream<Uint8Array>>
  /** Ends an answer early; what came is kept. */
  stop(answerId: string): Promise<void>
}

export type { AnswerJob, Claims }

/** Answers made by Durable Objects, each named by its message's id. */
export function createAnswers(objects: DurableObjectNamespace): Answers {
  const objectOf = (answerId: string) =>
    objects.get(objects.idFromName(answerId)) as unknown as Pick<
      AnswerObject,
      'start' | 'attach' | 'stop'
    >
  return {
    start: (job) => objectOf(job.answerId).start(job),
    attach: (answerId, from) => objectOf(answerId).attach(from),
    stop: (answerId) => objectOf(answerId).stop(),
  }
}
