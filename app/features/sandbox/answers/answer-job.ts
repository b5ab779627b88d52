import type { Row } from '~/data/tables'
import type { ChosenModel } from '~/platform/ai/create-model'
import type { SealedKey } from '~/platform/ai/key-place'
import type { ModelRequest } from '~/platform/ai/model'
import type { ModelProvider } from '~/platform/ai/providers'
import type { Claims } from '~/platform/auth/actor'

/**
 * What an answer becomes: a message of a conversation, what a step of an automation gives, or nothing
 * that is kept, where a coach tries an agent out.
 */
export type AnswerOf = 'message' | 'step' | 'trial'

/** Where an answer stands among those of its community that wait for their turn. */
export interface Place {
  /** People who wait before its own. */
  before: number
  /** Whether other answers of the same person are in the way. */
  own: boolean
}

/** An answer that is to be made: whose it is, and what the model is asked. */
export interface AnswerJob {
  /** Id of the message, step or trial that the answer becomes. */
  answerId: string
  /** A message where it is not said. */
  of?: AnswerOf
  /** The asker's. What is saved is saved under them. */
  claims: Claims
  /** What the answer begins with: what was kept of one that broke off. */
  begun?: string
  /** Where it stands among those that wait; one without may begin at once. */
  place?: Place
  request: ModelRequest
  /** Stored, with its sealed keys, only while it waits for its turn; null where the environment says all. */
  means?: AnswerMeans | null
}

/** What an answer is made with, as the database has it. */
export interface AnswerMeans {
  /** Null where none is set. */
  keys: SealedKey[] | null
  /** The agent's own, in the order in which they are asked; null where the environment's answer. */
  models?: ChosenModel[] | null
  /** Whether it is looked through, a sentence at a time, before anybody is shown it. */
  looked?: boolean
  /** What a provider is to look at before a model is asked; null where that is nothing. */
  unlooked?: string | null
}

export type AnswerStatus = Row<'messages'>['status']

/** How an answer ended. `failure` is an AppError code, null when nothing went wrong. */
export interface AnswerEnd {
  status: Exclude<AnswerStatus, 'streaming'>
  failure: string | null
}

/** What has become of an answer, as whoever reads it may know; `gone` when its maker knows it no more. */
export interface Outcome {
  status: AnswerEnd['status'] | 'gone'
  failure: string | null
  text: string
}

/** What an answer took, for the ledger. Tokens are null where the provider did not count them. */
export interface AnswerFigures {
  provider: ModelProvider
  /** What the provider calls the model. */
  model: string
  /** Id of the row whose key it was asked with. */
  key?: string
  inputTokens: number | null
  outputTokens: number | null
  firstWordMs: number | null
  /** Null where the maker was interrupted: how long it had taken was lost with it. */
  durationMs: number | null
}

/** One saving of an answer, whole each time: a later one holds all that an earlier one held. */
export interface AnswerSave {
  answerId: string
  of: AnswerOf
  claims: Claims
  text: string
  status: AnswerStatus
  failure: string | null
  /** Label of the model that answers. */
  model: string
  /** With the end: what the answer took, where that is known. */
  figures: AnswerFigures | null
}

export type Verdict = 'continue' | 'stop' | 'held'

/** How an answer ends whose community holds what it says. */
export const heldEnd: AnswerEnd = { status: 'cut_off', failure: 'held.answer' }

/**
 * Puts an answer where it is kept for good.
 *
 * @returns `stop` when no more of it is wanted: the person stopped it, or may no longer have it.
 *   `held` when its community holds what it says: that is kept, and shown to nobody.
 * @throws AppError of a status below 500 when trying again can't help, anything else when it can.
 */
export type SaveAnswer = (save: AnswerSave) => Promise<Verdict>

/** A write that nothing the object says has to wait for; other writes hold back what it says. */
export interface Unheld {
  allowUnconfirmed?: boolean
}

/** The part of a Durable Object's storage that an answer needs. */
export interface AnswerStorage {
  get<T>(key: string): Promise<T | undefined>
  put(entries: Record<string, unknown>, options?: Unheld): Promise<void>
  list<T>(options: { prefix: string }): Promise<Map<string, T>>
  deleteAll(): Promise<void>
  /** @param at milliseconds since the epoch */
  setAlarm(at: number, options?: Unheld): Promise<void>
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms`, or at once when `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
