import type { Model } from './model'
import type { ModelEnv } from './model-env'

/** What identifies a model, in the list that operators keep. */
export type WhichModel = Pick<Model, 'provider' | 'name'>

/** The models that may answer in this environment, the one that is asked first, without loading them. */
export function whichModels(
  env: Pick<ModelEnv, 'AI_PROVIDER' | 'AI_MODEL' | 'AI_FALLBACKS'>,
): WhichModel[] {
  const others = (env.AI_FALLBACKS ?? []).map(({ provider, model }) => ({ provider, name: model }))
  const asked = whichModel(env)
  return asked.provider === 'scripted' ? [asked] : [asked, ...others]
}

/** The model that is asked in this environment. */
export function whichModel(env: Pick<ModelEnv, 'AI_PROVIDER' | 'AI_MODEL'>): WhichModel {
  const { AI_PROVIDER: provider = 'scripted', AI_MODEL: name = 'no model' } = env
  return provider === 'scripted' ? { provider, name: 'scripted' } : { provider, name }
}
