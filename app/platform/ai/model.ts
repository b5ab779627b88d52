import type { ModelProvider } from './providers'

/** A picture that stands with a turn: what it lies under, and not its bytes. */
export interface TurnPicture {
  id: string
  name: string
  mediaType: string
}

/** One turn of a conversation, as it is sent to a model. */
export interface Turn {
  author: 'person' | 'agent'
  text: string
  /** Given to the model beside the text. */
  images?: readonly TurnPicture[]
}

/** Reads a picture; null where it is not there any more. */
export type OpenPicture = (id: string) => Promise<Uint8Array | null>

/** What a model is asked: the agent's instructions and the conversation, oldest turn first. */
export interface ModelRequest {
  /** Name of the agent that answers. Only the practice partner says it. */
  agentName: string
  /** The agent's system prompt; may be empty. */
  instructions: string
  history: readonly Turn[]
  /** 0 to 2; the provider's default when absent. */
  temperature?: number | null
  /** Upper bound of the answer, in tokens; the provider's default when absent. */
  maxOutputTokens?: number | null
}

/** Tokens as the provider counted them; null where it does not say. */
export interface ModelUsage {
  inputTokens: number | null
  outputTokens: number | null
}

/** Who answers, as far as people and the ledger are told. */
export type Answerer = Pick<Model, 'label' | 'name' | 'provider' | 'key'>

export type ModelPart =
  /** Before the first text: another model answers than the one that was asked; `why` is for the log. */
  | { type: 'model'; by: Answerer; why: string }
  | { type: 'text'; text: string }
  | { type: 'end'; reason: 'stop' | 'other'; usage: ModelUsage }

/** Why no answer, or no whole answer, came. `AppError.code` of what `Model.stream` throws. */
export type ModelFailure =
  | 'ai.unreachable'
  | 'ai.slow'
  | 'ai.refused'
  | 'ai.too-long'
  | 'ai.overloaded'
  | 'ai.cut-off'
  | 'ai.limit'
  | 'ai.blocked'

export interface Model {
  /** What people read beside an answer. Holds no secret. */
  label: string
  /** What the provider calls it. */
  name: string
  provider: ModelProvider
  /** Id of the row whose key it is asked with; none where the environment's is. */
  key?: string
  /** True when no model answers but a script, which the page must say. */
  practicePartner: boolean
  /**
   * Asks the model. Once a text was given nothing is tried again: what was shown can't be unsaid.
   *
   * Yields pieces of text in order and one `end`. Ending the iteration early, or aborting
   * `signal`, closes the connection to the provider.
   *
   * @throws AppError with a `ModelFailure` code; or `signal.reason` when the caller aborted.
   */
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelPart>
}
