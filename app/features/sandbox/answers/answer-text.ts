import type { AnswerStorage } from './answer-job'

/** Longest answer that is kept, in UTF-16 units; the database holds the same limit. */
export const longestAnswer = 200_000

/** Pieces that one call stores at most. */
const storedAtOnce = 128

/** Units in one stored piece; the last one is written anew as it grows. */
const pieceLength = 1_024

const prefix = 'text:'
const loneHalves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * The text of an answer as it grows: whole in memory, in pieces in storage.
 *
 * It holds no null byte, which Postgres refuses, and no half of a character: a first half waits for
 * its second, which a provider may send apart.
 */
export class AnswerText {
  readonly #storage: AnswerStorage
  readonly #onStorageError: (error: unknown) => void
  #whole = ''
  #lastPiece = ''
  #pieces = 0
  #firstHalf = ''

  constructor(storage: AnswerStorage, onStorageError: (error: unknown) => void) {
    this.#storage = storage
    this.#onStorageError = onStorageError
  }

  get whole(): string {
    return this.#whole
  }

  get length(): number {
    return this.#whole.length
  }

  /** Takes up what an earlier life of the object stored. */
  async load(): Promise<void> {
    const pieces = await this.#storage.list<string>({ prefix })
    this.#whole = [...pieces.values()].join('')
    this.#pieces = pieces.size
  }

  /**
   * Adds what a model said.
   *
   * @returns false when the limit is reached; what fits was added.
   */
  append(said: string): boolean {
    let text = this.#firstHalf + said.replaceAll('\0', '')
    this.#firstHalf = /[\ud800-\udbff]$/.exec(text)?.[0] ?? ''
    text = text.slice(0, text.length - this.#firstHalf.length).replace(loneHalves, '\ufffd')
    const room = longestAnswer - this.#whole.length
    const fits = text.length <= room
    if (!fits) text = text.slice(0, room).replace(/[\ud800-\udbff]$/, '')
    this.#whole += text
    this.#store(text)
    return fits
  }

  /** Forgets everything in memory. */
  clear(): void {
    this.#whole = ''
    this.#lastPiece = ''
    this.#pieces = 0
    this.#firstHalf = ''
  }

  #store(text: string): void {
    const changed: [string, string][] = []
    let rest = text
    while (rest !== '') {
      const part = rest.slice(0, pieceLength - this.#lastPiece.length)
      rest = rest.slice(part.length)
      this.#lastPiece += part
      changed.push([`${prefix}${String(this.#pieces).padStart(6, '0')}`, this.#lastPiece])
      if (this.#lastPiece.length >= pieceLength) {
        this.#pieces += 1
        this.#lastPiece = ''
      }
    }
    // Not waited for: memory has it, and Postgres gets it within the second.
    for (let at = 0; at < changed.length; at += storedAtOnce) {
      const entries = Object.fromEntries(changed.slice(at, at + storedAtOnce))
      this.#storage.put(entries).catch(this.#onStorageError)
    }
  }
}
