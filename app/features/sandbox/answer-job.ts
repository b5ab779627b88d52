import type { ModelRequest } from '~/platform/ai/model'
import type { Claims } from '~/platform/auth/actor'

/** An answer that is to be made: whose it is, and what the model is asked. */
export interface AnswerJob {
  /** Id of the message that the answer becomes; names the Durable Object too. */
  answerId: string
  /** The asker's. What is saved is saved under them. */
  claims: Claims
  request: ModelRequest
}

export type AnswerStatus = 'streaming' | 'complete' | 'stopped' | 'cut_off' | 'failed'

/** How an answer ended. `failure` is an AppError code, null when nothing went wrong. */
export interface AnswerEnd {
  status: Exclude<AnswerStatus, 'streaming'>
  failure: string | null
}

/** One saving of an answer, whole each time: a later one holds all that an earlier one held. */
export interface AnswerSave {
  answerId: string
  claims: Claims
  text: string
  status: AnswerStatus
  failure: string | null
  /** Label of the model that answers. */
  model: string
}

/**
 * Puts an answer where it is kept for good.
 *
 * @returns `stop` when no more of it is wanted: the person stopped it, or may no longer have it.
 * @throws AppError of a status below 500 when trying again can't help, anything else when it can.
 */
export type SaveAnswer = (save: AnswerSave) => Promise<'continue' | 'stop'>

/** The part of a Durable Object's storage that an answer needs. */
export type AnswerStorage = Pick<
  DurableObjectStorage,
  'get' | 'put' | 'list' | 'deleteAll' | 'setAlarm'
>

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
