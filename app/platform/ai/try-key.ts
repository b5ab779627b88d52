import type { KeyOffer } from './key-offers'

/** What came of trying a key. */
export type Tried = 'works' | 'refused' | 'limited' | 'unreachable' | 'slow' | 'strange'

/** Milliseconds that a provider has to answer. */
const WITHIN_MS = 8_000

const OWN = { openai: 'https://api.openai.com/v1', anthropic: 'https://api.anthropic.com/v1' }

const outcomes: Record<number, Tried> = { 401: 'refused', 403: 'refused', 429: 'limited' }

/**
 * Asks a provider for its models, which costs nothing, with a key. Says what came of it and never what the
 * provider said: that may repeat the key.
 */
export async function tryKey(
  { provider, address }: KeyOffer,
  key: string,
  { fetch: ask = fetch, withinMs = WITHIN_MS }: { fetch?: typeof fetch; withinMs?: number } = {},
): Promise<Tried> {
  const base = address || (provider === 'openai-compatible' ? '' : OWN[provider])
  const headers: Record<string, string> =
    provider === 'anthropic'
      ? { 'x-api-key': key, 'anthropic-version': '2023-06-01' }
      : { authorization: `Bearer ${key}` }
  const limit = AbortSignal.timeout(withinMs)
  try {
    const response = await ask(`${base.replace(/\/+$/, '')}/models`, {
      headers,
      signal: limit,
      // Wherever it leads, the key doesn't follow.
      redirect: 'manual',
    })
    await response.body?.cancel()
    return response.ok ? 'works' : (outcomes[response.status] ?? 'strange')
  } catch {
    return limit.aborted ? 'slow' : 'unreachable'
  }
}
