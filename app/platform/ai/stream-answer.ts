import { AppError } from '../errors'
import { type Deadlines, holdToDeadlines } from './deadlines'
import { modelFailure, nameFailure } from './failures'
import type { ModelPart, ModelRequest, ModelUsage, OpenPicture } from './model'
import { toPrompt } from './prompt'
import type { SdkCall, SdkModel, SdkPart } from './sdk'

/** A provider's model, loaded when the first answer needs it, and what it wants beside the prompt. */
export interface LoadedModel {
  model: SdkModel
  options?: Pick<SdkCall, 'providerOptions'>
}

/** Streams one answer of an SDK model; see `Model.stream` for what it yields and throws. */
export async function* streamAnswer(
  load: () => Promise<LoadedModel>,
  deadlines: Deadlines,
  request: ModelRequest,
  signal: AbortSignal,
  open: OpenPicture = async () => null,
): AsyncGenerator<ModelPart, void, undefined> {
  const held = holdToDeadlines(deadlines, signal)
  let answering = false
  let reader: ReadableStreamDefaultReader<SdkPart> | undefined
  try {
    const call = Promise.all([load(), toPrompt(request, open)]).then(([loaded, prompt]) =>
      loaded.model.doStream({
        ...loaded.options,
        prompt,
        abortSignal: held.signal,
        ...(request.temperature == null ? {} : { temperature: request.temperature }),
        ...(request.maxOutputTokens == null ? {} : { maxOutputTokens: request.maxOutputTokens }),
      }),
    )
    const { stream } = await held.wait(call)
    reader = stream.getReader()
    let finish: Extract<SdkPart, { type: 'finish' }> | undefined
    while (true) {
      const { done, value: part } = await held.wait(reader.read())
      if (done) break
      if (part.type === 'error') throw nameFailure(part.error, true)
      if (part.type === 'finish') finish = part
      if (part.type.startsWith('reasoning') || part.type === 'ping') held.markAlive()
      if (part.type === 'text-delta' && part.delta !== '') {
        held.markAlive()
        answering = true
        yield { type: 'text', text: part.delta }
      }
    }
    yield { type: 'end', reason: endOf(finish, answering), usage: usageOf(finish) }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw error instanceof AppError ? error : nameFailure(error, reader !== undefined)
  } finally {
    held.close()
    reader?.cancel().catch(() => {}) // Already closed or broken: there is nothing left to end.
  }
}

function endOf(
  finish: Extract<SdkPart, { type: 'finish' }> | undefined,
  answered: boolean,
): 'stop' | 'other' {
  const reason = finish?.finishReason
  switch (reason?.unified) {
    case 'content-filter':
      throw modelFailure('ai.blocked', 'content filter')
    case 'length':
      throw modelFailure('ai.limit', 'output limit')
    case 'stop':
    case 'tool-calls':
    case 'other':
      // A provider that says "stop" and nothing else has not answered.
      if (!answered) throw modelFailure('ai.cut-off', 'empty answer')
      return reason.unified === 'stop' ? 'stop' : 'other'
    default:
      throw modelFailure('ai.cut-off', 'no end')
  }
}

function usageOf(finish: Extract<SdkPart, { type: 'finish' }> | undefined): ModelUsage {
  return {
    inputTokens: finish?.usage.inputTokens.total ?? null,
    outputTokens: finish?.usage.outputTokens.total ?? null,
  }
}
