import type { ModelProvider } from '~/platform/ai/model'

/** The providers whose models can answer. */
export const PROVIDERS = [
  'openai',
  'anthropic',
  'workers-ai',
  'openai-compatible',
  'local',
  'scripted',
] as const satisfies ModelProvider[]
