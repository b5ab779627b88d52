import type { ModelProvider } from './providers'

/** A provider that is asked over the network. */
export type NetworkProvider = Exclude<ModelProvider, 'scripted'>

/** What of the environment decides which model answers. Milliseconds where it says Ms. */
export interface ModelEnv {
  AI_PROVIDER?: ModelProvider | undefined
  AI_MODEL?: string | undefined
  AI_BASE_URL?: string | undefined
  AI_API_KEY?: string | undefined
  AI_FIRST_WORD_MS?: number | undefined
  AI_IDLE_MS?: number | undefined
  AI_TOTAL_MS?: number | undefined
  /** The Workers AI binding. */
  AI?: Ai | undefined
  /** Who is asked, in this order, where that model can't answer. */
  AI_FALLBACKS?: readonly Fallback[] | undefined
}

/** A model that stands in for another. */
export interface Fallback {
  provider: NetworkProvider
  model: string
  baseUrl?: string | undefined
  apiKey?: string | undefined
}
