import { DurableObject } from 'cloudflare:workers'
import { createAnswerDependencies } from './answer-dependencies.server'
import type { AnswerJob } from './answer-job'
import { AnswerRun } from './answer-run'

export type { AnswerEnd, AnswerJob, AnswerStatus } from './answer-job'

/**
 * Makes one answer; named by the answer's message id. It has no authority of its own: who starts,
 * reads or stops it was allowed to by Postgres before, and what it saves goes under the asker's
 * claims.
 */
export class AnswerObject extends DurableObject {
  readonly #run: AnswerRun

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    this.#run = new AnswerRun(
      ctx.storage,
      createAnswerDependencies(env, (work) => ctx.waitUntil(work)),
    )
  }

  /** Begins the answer; a second start changes nothing. */
  start(job: AnswerJob): Promise<void> {
    return this.#run.start(job)
  }

  /** Server-sent events from UTF-16 unit `from` of the text on; any number of readers. */
  attach(from: number): Promise<ReadableStream<Uint8Array>> {
    return this.#run.attach(from)
  }

  /** Ends the answer early and keeps what came. */
  stop(): Promise<void> {
    return this.#run.stop()
  }

  override alarm(): Promise<void> {
    return this.#run.alarm()
  }
}
