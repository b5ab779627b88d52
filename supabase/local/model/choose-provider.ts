import { findOllama, type Ollama } from './find-ollama.ts'
import {
  type LocalModel,
  type LocalModelOptions,
  type NoLocalModel,
  startLocalModel,
} from './start-local-model.ts'

export interface ChosenProvider {
  /** The Worker's `AI_…` variables. */
  vars: Record<string, string>
  /** One line for the end of the start: what answers, and what to do for something better. */
  label: string
  stop(): Promise<void>
}

export interface ChooseOptions {
  /** The environment of `npm start`. Only `AI_…` is looked at. */
  env: Readonly<Record<string, string | undefined>>
  dir: string
  log: (line: string) => void
  /** The parts that a test replaces. */
  startLocal?: (options: LocalModelOptions) => Promise<LocalModel | NoLocalModel>
  findOther?: (wanted?: string) => Promise<Ollama | null>
}

const common = [
  ...['AI_FALLBACKS', 'AI_FIRST_WORD_MS', 'AI_IDLE_MS', 'AI_TOTAL_MS'],
  ...['AI_MODERATION_URL', 'AI_MODERATION_KEY', 'AI_MODERATION_MODEL'],
]
const settings = ['AI_PROVIDER', 'AI_MODEL', 'AI_BASE_URL', 'AI_API_KEY']
const elsewhere = ['openai', 'anthropic', 'openai-compatible', 'workers-ai']
const nothing = async () => {}

/**
 * Who answers on this machine: the provider that `AI_PROVIDER` names; else the local model; else an
 * Ollama that is here; else the scripted practice partner. Never throws.
 */
export async function chooseProvider(options: ChooseOptions): Promise<ChosenProvider> {
  const { env, startLocal = startLocalModel, findOther = findOllama } = options
  const provider = env.AI_PROVIDER
  const shared = pick(env, common)
  if (provider && elsewhere.includes(provider)) {
    const vars = { ...shared, ...pick(env, settings) }
    return { vars, label: `${env.AI_MODEL ?? 'AI_MODEL is not set'} (${provider})`, stop: nothing }
  }
  if (provider && provider !== 'local' && provider !== 'scripted') {
    const known = [...elsewhere, 'local', 'scripted'].join(', ')
    options.log(`AI_PROVIDER=${provider} is not known and left aside; known are: ${known}`)
  }
  if (provider === 'scripted') return scripted(shared, 'as AI_PROVIDER says')

  const local = await startLocal(options)
  if (!('reason' in local)) {
    const { baseUrl, model, label, stop } = local
    const vars = { AI_PROVIDER: 'local', AI_MODEL: model, AI_BASE_URL: baseUrl }
    return { vars: { ...shared, ...vars }, label, stop }
  }
  const ollama = await findOther(env.AI_MODEL)
  if (ollama) {
    const { baseUrl, model } = ollama
    const vars = { AI_PROVIDER: 'local', AI_MODEL: model, AI_BASE_URL: baseUrl }
    return {
      vars: { ...shared, ...vars },
      label: `${model}, from Ollama on this machine`,
      stop: nothing,
    }
  }
  return scripted(shared, local.reason)
}

function scripted(shared: Record<string, string>, why: string): ChosenProvider {
  const advice =
    'For a model: install Python 3 with pip, or start Ollama, or set AI_PROVIDER (see the README)'
  return {
    vars: { ...shared, AI_PROVIDER: 'scripted' },
    label: `a scripted practice partner, no model (${why}). ${advice}.`,
    stop: nothing,
  }
}

function pick(env: ChooseOptions['env'], names: string[]): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const name of names) if (env[name]) picked[name] = env[name]
  return picked
}
