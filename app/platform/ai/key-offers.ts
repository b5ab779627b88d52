import { KEYED_PROVIDERS, type KeyedProvider, type KeyPlace } from './key-place'
import type { ModelEnv } from './model-env'

/** A provider, and the address at which it is asked. */
export type KeyOffer = Pick<KeyPlace, 'provider' | 'address'>

/** How an offer is named in a form. */
export const offerName = ({ provider, address }: KeyOffer): string =>
  `${provider} ${address}`.trim()

const isKeyed = (provider: string): provider is KeyedProvider =>
  (KEYED_PROVIDERS as readonly string[]).includes(provider)

/**
 * What keys can be set for here: providers at their own address, and the addresses that the environment
 * names. No other: whoever sets a key does not choose where the server sends what people write.
 */
export function keyOffers(
  env: Pick<ModelEnv, 'AI_PROVIDER' | 'AI_BASE_URL' | 'AI_FALLBACKS'>,
): KeyOffer[] {
  const named = [
    { provider: env.AI_PROVIDER ?? 'scripted', address: env.AI_BASE_URL ?? '' },
    ...(env.AI_FALLBACKS ?? []).map(({ provider, baseUrl = '' }) => ({
      provider,
      address: baseUrl,
    })),
  ].flatMap(({ provider, address }) => (isKeyed(provider) ? [{ provider, address }] : []))
  const all: KeyOffer[] = [
    { provider: 'openai', address: '' },
    { provider: 'anthropic', address: '' },
    ...named.filter(({ provider, address }) => address !== '' || provider !== 'openai-compatible'),
  ]
  return [...new Map(all.map((offer) => [offerName(offer), offer])).values()]
}
