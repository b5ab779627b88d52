import { gate, type ScriptedAnswer, type ScriptedProvider } from '../fixtures/scripted-provider.ts'
import type { ScriptedText } from './scripted-text.ts'

/** The model's side of one answer: the first asking is said chunk by chunk, a further one at once. */
export class ModelLine {
  readonly scripted: ScriptedText
  /** Chunks that were handed to the connection. */
  sent = 0
  calls = 0
  readonly #asked = gate()
  #answer: ScriptedAnswer | undefined

  constructor(scripted: ScriptedText) {
    this.scripted = scripted
  }

  /** What came of the text so far. */
  get due(): string {
    return this.scripted.due[this.sent] ?? ''
  }

  async answer(answer: ScriptedAnswer): Promise<void> {
    this.calls += 1
    if (this.calls === 1) {
      this.#answer = answer
      this.#asked.open()
      return answer.closed
    }
    for (const chunk of this.scripted.chunks) await answer.raw(chunk)
    await answer.close()
  }

  /** Resolves when the model was asked. */
  asked(): Promise<void> {
    return this.#asked.opened
  }

  /** Sends chunks up to `count` of them. */
  async send(count: number): Promise<void> {
    await this.#asked.opened
    while (this.sent < count) {
      const chunk = this.scripted.chunks[this.sent]
      if (!chunk) break
      this.sent += 1
      await this.#answer?.raw(chunk)
    }
  }

  async finish(): Promise<void> {
    await this.send(this.scripted.chunks.length)
    await this.#answer?.close()
  }

  cut(): void {
    this.#answer?.cut()
  }
}

/** Has a provider answer each message by its own line; the message names it. */
export function answerByLines(provider: ScriptedProvider): Map<string, ModelLine> {
  const lines = new Map<string, ModelLine>()
  provider.always(async (answer) => {
    const line = lines.get(answer.call.body.messages?.at(-1)?.content ?? '')
    if (!line) throw new Error('the model was asked what nobody asked')
    await line.answer(answer)
  })
  return lines
}
