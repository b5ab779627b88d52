import { DurableObject } from 'cloudflare:workers'
import type { Claims } from '~/platform/auth/actor'
import { placeWords } from '../conversation/place-words.server'
import { createAnswerDependencies } from './answer-dependencies.server'
import { AnswerDesk } from './answer-desk'
import type { AnswerJob, Outcome } from './answer-job'

export type { AnswerEnd, AnswerJob, AnswerStatus } from './answer-job'

/**
 * Makes the answers of one person; named by the person's id. It has no authority of its own: who
 * starts, reads or stops an answer was allowed to by Postgres before, and what it saves goes under
 * the asker's claims.
 */
export class AnswerObject extends DurableObject {
  readonly #desk: AnswerDesk
  readonly #goOn: (run: string, claims: Claims) => Promise<void>

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    const dependencies = createAnswerDependencies(
      env,
      (work) => ctx.waitUntil(work),
      (job) => this.#desk.start(job),
    )
    this.#desk = new AnswerDesk(ctx.storage, dependencies)
    this.#goOn = (run, claims) => dependencies.goOn({ run }, claims)
  }

  /** Wakes up, and changes nothing: for whoever is about to start an answer. */
  ready(): Promise<void> {
    return this.#desk.ready()
  }

  /** Begins an answer; a second start changes nothing. */
  start(job: AnswerJob): Promise<void> {
    return this.#desk.start(job)
  }

  /** Does the next steps of a run; whoever asked does not wait for them. */
  async goOn(run: string, claims: Claims): Promise<void> {
    this.ctx.waitUntil(this.#goOn(run, claims))
  }

  /**
   * Server-sent events from UTF-16 unit `from` of the text on, until it is over; any number of readers.
   * Not `attach`, which told the end as well in a release before: the two refuse each other, and readers
   * come back.
   *
   * @param language in which it is said where an answer stands that waits for its turn
   */
  follow(answerId: string, from: number, language: string): Promise<ReadableStream<Uint8Array>> {
    return this.#desk.attach(answerId, from, placeWords(language))
  }

  /** How an answer ended and what there is of it; null while it is being made. */
  outcome(answerId: string): Promise<Outcome | null> {
    return this.#desk.outcome(answerId)
  }

  /** Ends an answer early and keeps what came. */
  stop(answerId: string): Promise<void> {
    return this.#desk.stop(answerId)
  }

  override alarm(): Promise<void> {
    return this.#desk.alarm()
  }
}
