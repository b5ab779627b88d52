import { AppError } from '~/platform/errors'
import type { Log } from '~/platform/log.server'
import {
  type AnswerEnd,
  type AnswerFigures,
  type AnswerJob,
  type AnswerSave,
  type Clock,
  heldEnd,
  type SaveAnswer,
  type Verdict,
} from './answer-job'

type Asked = Pick<AnswerJob, 'answerId' | 'claims' | 'of'>

/** Milliseconds between two savings of a growing answer. */
export const saveEveryMs = 1_000
/** Milliseconds without a saving after which even an answer that did not grow is saved again. */
const saveAtLeastEveryMs = 15_000
const longestPauseMs = 10_000
const longestSaveMs = 10_000
/** Pauses before the second and later tries of the last saving. */
const lastSavePausesMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000]

interface SaverOptions {
  save: SaveAnswer
  /** Label of the model that answers. */
  model: () => string
  clock: Clock
  log: Log
  /** Told of each text that is saved and not held. */
  saved?: (text: string) => void
}

/** Keeps Postgres at most about a second behind an answer, and holds out while it is down. */
export class AnswerSaver {
  readonly #options: SaverOptions

  constructor(options: SaverOptions) {
    this.#options = options
  }

  /**
   * Saves `text()` about once a second while it grows, until `over` is aborted. While it does not,
   * saving it seldom still says that somebody makes it, and hears of a stop.
   *
   * @returns why no more may be saved: the person's wish, or an error that no further try can mend;
   *   null when it was over first.
   */
  async follow(
    job: Asked,
    text: () => string,
    grown: () => Promise<void>,
    over: AbortSignal,
  ): Promise<AnswerEnd | null> {
    const { clock, log } = this.#options
    let savedLength = -1
    let pause = saveEveryMs
    while (!over.aborted) {
      await clock.sleep(pause, over)
      if (text().length === savedLength) {
        const waited = new AbortController()
        const either = AbortSignal.any([over, waited.signal])
        await Promise.race([grown(), clock.sleep(saveAtLeastEveryMs - pause, either)])
        waited.abort()
      }
      if (over.aborted) break
      const growing = text()
      try {
        const growingStill = { status: 'streaming', failure: null } as const
        const verdict = await this.#save(job, growing, growingStill, null)
        if (verdict === 'held') return heldEnd
        if (verdict === 'stop') return { status: 'stopped', failure: null }
        savedLength = growing.length
        pause = saveEveryMs
      } catch (error) {
        if (isFinal(error)) return { status: 'cut_off', failure: error.code }
        pause = Math.min(pause * 2, longestPauseMs)
        log.warn('answer.save-failed', { answerId: job.answerId, error: codeOf(error) })
      }
    }
    return null
  }

  /**
   * Saves the end of an answer, trying again for about half a minute.
   *
   * @returns true when nothing is left to save, be it that saving it was refused for good; `held`
   *   when it is kept otherwise than it was sent.
   */
  async saveEnd(
    job: Asked,
    text: string,
    end: AnswerEnd,
    figures: AnswerFigures | null,
  ): Promise<boolean | 'held'> {
    const { clock, log } = this.#options
    for (const pause of [...lastSavePausesMs, null]) {
      try {
        return (await this.#save(job, text, end, figures)) === 'held' ? 'held' : true
      } catch (error) {
        log.warn('answer.save-failed', { answerId: job.answerId, error: codeOf(error), end: true })
        if (isFinal(error)) return true
        if (pause !== null) await clock.sleep(pause)
      }
    }
    return false
  }

  async #save(
    { answerId, claims, of = 'message' }: Asked,
    text: string,
    { status, failure }: Pick<AnswerSave, 'status' | 'failure'>,
    figures: AnswerFigures | null,
  ): Promise<Verdict> {
    const { save, model, clock, saved } = this.#options
    const answered = new AbortController()
    try {
      const verdict = await Promise.race([
        save({ answerId, of, claims, text, status, failure, model: model(), figures }),
        clock.sleep(longestSaveMs, answered.signal).then(() => {
          throw new AppError('timeout', 504)
        }),
      ])
      if (verdict !== 'held') saved?.(text)
      return verdict
    } finally {
      answered.abort()
    }
  }
}

function isFinal(error: unknown): error is AppError {
  return error instanceof AppError && error.status < 500 && error.status !== 429
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'unexpected'
}
