import type { Deadlines } from './deadlines'
import { modelFailure } from './failures'
import type { Model, OpenPicture } from './model'
import type { Fallback, ModelEnv, NetworkProvider } from './model-env'
import { createPracticePartner } from './practice-partner'
import type { ModelProvider } from './providers'
import type { RowKey } from './row-key'
import { type LoadedModel, streamAnswer } from './stream-answer'
import { whichModel } from './which-model'
import { withFallbacks } from './with-fallbacks'

/** A model that an agent is answered by. */
export interface ChosenModel {
  provider: ModelProvider
  name: string
  /** What people read. */
  label: string
}

type Fetch = typeof fetch

interface Options {
  /** Takes the place of the global one, in tests. */
  fetch?: Fetch
  /** Keys that take the place of the environment's, where they are of a model's provider and address. */
  keys?: readonly RowKey[]
  /** Who is asked in place of the environment's, in this order; none where they are left out. */
  models?: readonly ChosenModel[]
  /** Reads the pictures that stand with turns; without it none is there. */
  openPicture?: OpenPicture
}

const providerNames: Record<NetworkProvider, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  'openai-compatible': 'OpenAI-compatible',
  'workers-ai': 'Workers AI',
  local: 'this machine',
}

const required: Record<NetworkProvider, readonly (keyof ModelEnv)[]> = {
  openai: ['AI_MODEL', 'AI_API_KEY'],
  anthropic: ['AI_MODEL', 'AI_API_KEY'],
  'openai-compatible': ['AI_MODEL', 'AI_BASE_URL'],
  'workers-ai': ['AI_MODEL', 'AI'],
  local: ['AI_MODEL', 'AI_BASE_URL'],
}

/** What the environment lacks for the providers it names, a line each; empty when all is there. */
export function modelComplaints(env: ModelEnv): string[] {
  return [
    ...complaintsOf(env),
    ...(env.AI_FALLBACKS ?? []).flatMap((each, nth) =>
      complaintsOf(envOf(env, each)).map((line) => `AI_FALLBACKS, ${nth + 1}: ${line}`),
    ),
  ]
}

const envOf = (env: ModelEnv, { provider, model, baseUrl, apiKey }: Fallback): ModelEnv => ({
  ...env,
  AI_PROVIDER: provider,
  AI_MODEL: model,
  AI_BASE_URL: baseUrl,
  AI_API_KEY: apiKey,
})

/** The environment as it asks a model: at the address of the one that it names, or of its provider. */
function envFor(env: ModelEnv, { provider, name }: ChosenModel): ModelEnv {
  const named = [env, ...(env.AI_FALLBACKS ?? []).map((each) => envOf(env, each))]
  const ofProvider = named.filter((one) => one.AI_PROVIDER === provider)
  const { AI_BASE_URL, AI_API_KEY } =
    ofProvider.find((one) => one.AI_MODEL === name) ?? ofProvider[0] ?? {}
  return { ...env, AI_PROVIDER: provider, AI_MODEL: name, AI_BASE_URL, AI_API_KEY }
}

function complaintsOf(env: ModelEnv): string[] {
  const provider = env.AI_PROVIDER ?? 'scripted'
  if (provider === 'scripted') return []
  return required[provider]
    .filter((name) => !env[name])
    .map((name) => `${name}: needed by AI_PROVIDER=${provider}`)
}

/**
 * The model that answers in this environment, and those that stand in for it.
 *
 * Never throws: an environment that lacks something gives a model that fails with `ai.refused`, so
 * that a conversation says so while the rest of the product works. Providers are loaded at the
 * first answer, which keeps the Worker's start cheap.
 */
export function createModel(env: ModelEnv, options: Options = {}): Model {
  const [first, ...rest] = (options.models ?? []).map((chosen) => ({
    ...oneModel(envFor(env, chosen), options),
    label: chosen.label,
  }))
  if (first) return withFallbacks([first, ...rest])
  if ((env.AI_PROVIDER ?? 'scripted') === 'scripted') return createPracticePartner()
  const others = (env.AI_FALLBACKS ?? []).map((each) => oneModel(envOf(env, each), options))
  return withFallbacks([oneModel(env, options), ...others])
}

function oneModel(env: ModelEnv, { fetch, keys = [], openPicture }: Options): Model {
  const provider = env.AI_PROVIDER ?? 'scripted'
  if (provider === 'scripted') return createPracticePartner()
  // A key goes nowhere but to the address that it was set for.
  const key = keys.find(
    (one) => one.provider === provider && one.address === (env.AI_BASE_URL ?? ''),
  )
  const [complaint] = complaintsOf(key ? { ...env, AI_API_KEY: key.id } : env)
  const deadlines: Deadlines = {
    firstWord: env.AI_FIRST_WORD_MS ?? 20_000,
    idle: env.AI_IDLE_MS ?? 20_000,
    total: env.AI_TOTAL_MS ?? 180_000,
  }
  let loaded: LoadedModel | undefined
  const load = async (): Promise<LoadedModel> => {
    if (complaint) throw modelFailure('ai.refused', complaint)
    // The value is kept, not the promise: workerd lets no request wait for another's.
    if (!loaded) {
      const apiKey = key ? await key.open() : env.AI_API_KEY
      loaded = await loadModel(provider, { ...env, AI_API_KEY: apiKey }, fetch)
    }
    return loaded
  }
  return {
    label: `${env.AI_MODEL ?? 'no model'} (${providerNames[provider]})`,
    ...whichModel(env),
    practicePartner: false,
    ...(key ? { key: key.id } : {}),
    stream: (request, signal) => streamAnswer(load, deadlines, request, signal, openPicture),
  }
}

async function loadModel(
  provider: NetworkProvider,
  env: ModelEnv,
  fetch: Fetch | undefined,
): Promise<LoadedModel> {
  const modelId = env.AI_MODEL ?? ''
  const connection = {
    ...(env.AI_BASE_URL ? { baseURL: env.AI_BASE_URL } : {}),
    ...(env.AI_API_KEY ? { apiKey: env.AI_API_KEY } : {}),
    ...(fetch ? { fetch } : {}),
  }
  switch (provider) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return {
        model: createOpenAI(connection).responses(modelId),
        // By default OpenAI keeps what was said for 30 days; conversations are kept here only.
        options: { providerOptions: { openai: { store: false } } },
      }
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return { model: createAnthropic(connection).languageModel(modelId) }
    }
    case 'workers-ai': {
      const { createWorkersAI } = await import('workers-ai-provider')
      return { model: createWorkersAI({ binding: env.AI as Ai })(modelId) }
    }
    case 'local':
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      return {
        model: createOpenAICompatible({
          name: 'compatible',
          baseURL: '',
          ...connection,
          includeUsage: true,
        }).chatModel(modelId),
      }
    }
  }
}
