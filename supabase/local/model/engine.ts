export interface ChatMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface ChatRequest {
  messages: ChatMessage[]
  /** 0 to 2; the engine's own when undefined. */
  temperature: number | undefined
  /** Tokens at most; the engine holds its own limit too. */
  maxTokens: number | undefined
}

export interface ChatEnd {
  /** `length` when the limit of tokens ended it. */
  reason: 'stop' | 'length'
  promptTokens: number
  completionTokens: number
}

/** A model in this process. The server below it knows nothing more of it. */
export interface ChatEngine {
  /** Name of the model, as requests call it. */
  model: string
  /** Answers that it makes at the same time. */
  slots: number
  /**
   * Makes one answer, handing over its text as it comes.
   *
   * @throws `signal.reason` when aborted.
   */
  chat(request: ChatRequest, onText: (text: string) => void, signal: AbortSignal): Promise<ChatEnd>
  stop(): Promise<void>
}
