/** The providers whose models can answer. */
export const PROVIDERS = [
  'openai',
  'anthropic',
  'workers-ai',
  'openai-compatible',
  'local',
  'scripted',
] as const

export type ModelProvider = (typeof PROVIDERS)[number]
