import { availableParallelism } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ChatEnd, ChatEngine, ChatMessage } from './engine.ts'
import { fitMessages } from './fit-messages.ts'

// The part of node-llama-cpp that is used here. It is installed apart from the app, so its own types
// are not at hand.
interface LlamaModule {
  getLlama(options: object): Promise<Llama>
  LlamaChat: new (options: { contextSequence: Sequence; chatWrapper: object }) => LlamaChat
  ChatMLChatWrapper: new () => ChatWrapper
}
interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>
  dispose(): Promise<void>
}
interface LlamaModel {
  tokenizer: object
  tokenize(text: string): unknown[]
  createContext(options: { contextSize: number; sequences: number }): Promise<{
    getSequence(): Sequence
  }>
}
interface Sequence {
  tokenMeter: { usedOutputTokens: number }
}
interface ChatWrapper {
  generateContextState(options: { chatHistory: object[] }): {
    contextText: { tokenize(tokenizer: object): unknown[] }
  }
}
interface LlamaChat {
  generateResponse(
    history: object[],
    options: object,
  ): Promise<{ metadata: { stopReason: string } }>
  dispose(): void
}

export interface LlamaEngineOptions {
  /** Where `node_modules/node-llama-cpp` is. */
  runtimeDir: string
  /** A GGUF file whose model speaks ChatML. */
  modelPath: string
  model: string
}

/**
 * Tokens of a conversation that are read; what is older is left out. Two cores read some 260 a
 * second, so that more would keep people waiting for the first word.
 */
const room = 960
const longestAnswer = 1_024
/** With some to spare, so that the engine's own cutting never begins. */
const contextSize = room + longestAnswer + 64
const slots = 2

/** Loads a model into this process; takes a second or two. */
export async function loadLlamaEngine(options: LlamaEngineOptions): Promise<ChatEngine> {
  const entry = path.join(options.runtimeDir, 'node_modules/node-llama-cpp/dist/index.js')
  const { getLlama, LlamaChat, ChatMLChatWrapper }: LlamaModule = await import(
    pathToFileURL(entry).href
  )
  const llama = await getLlama({
    // The only build for Apple's chips is the one for their GPU.
    gpu: process.platform === 'darwin' && process.arch === 'arm64' ? 'metal' : false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: 'error',
    // Its default is at least four; on two cores that made 0.3 tokens a second instead of 60.
    maxThreads: availableParallelism(),
  })
  const model = await llama.loadModel({ modelPath: options.modelPath })
  const context = await model.createContext({ contextSize, sequences: slots })
  const free = Array.from({ length: slots }, () => context.getSequence())
  const wrapper = new ChatMLChatWrapper()

  const engine: ChatEngine = {
    model: options.model,
    slots,
    async chat(request, onText, signal): Promise<ChatEnd> {
      const sequence = free.pop()
      if (!sequence) throw new Error('asked for more answers at a time than there are slots')
      const chat = new LlamaChat({ contextSequence: sequence, chatWrapper: wrapper })
      try {
        const maxTokens = Math.min(request.maxTokens ?? longestAnswer, longestAnswer)
        const fitting = fitMessages(request.messages, room, (text) => model.tokenize(text).length)
        const history = toHistory(fitting)
        const before = sequence.tokenMeter.usedOutputTokens
        const { metadata } = await chat.generateResponse(history, {
          onTextChunk: onText,
          signal,
          temperature: request.temperature ?? 0.3,
          topP: 0.9,
          // So small a model repeats itself without.
          repeatPenalty: { penalty: 1.1 },
          maxTokens,
        })
        signal.throwIfAborted()
        const { contextText } = wrapper.generateContextState({ chatHistory: history })
        return {
          reason: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
          promptTokens: contextText.tokenize(model.tokenizer).length,
          completionTokens: sequence.tokenMeter.usedOutputTokens - before,
        }
      } finally {
        chat.dispose()
        free.push(sequence)
      }
    },
    stop: () => llama.dispose(),
  }
  // The first evaluation takes seconds; better before somebody waits for it.
  const hello: ChatMessage = { role: 'user', content: 'Hello' }
  const warmUp = { messages: [hello], temperature: 0, maxTokens: 1 }
  await engine.chat(warmUp, () => {}, AbortSignal.timeout(60_000))
  return engine
}

function toHistory(messages: ChatMessage[]): object[] {
  const history = messages.map(({ role, content }) =>
    role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
  // The answer that is to be made is a turn too.
  return [...history, { type: 'model', response: [] }]
}
