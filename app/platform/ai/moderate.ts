import { z } from 'zod'
import { lazily } from '../lazily'

/** What a provider's moderation found: `unchecked` where it could not look, whatever the reason. */
export type Looked = 'fine' | 'harmful' | 'unchecked'

/** What of the environment decides who looks at messages. */
export interface ModerationEnv {
  AI_MODERATION_URL?: string | undefined
  AI_MODERATION_KEY?: string | undefined
  AI_MODERATION_MODEL?: string | undefined
}

/** Milliseconds that it has to answer. */
const WITHIN_MS = 5_000

/** As OpenAI has it: https://platform.openai.com/docs/api-reference/moderations */
const found = lazily(() =>
  z.object({ results: z.array(z.object({ flagged: z.boolean() })).min(1) }),
)

/**
 * Has a text looked at by a provider's moderation. Never rejects: what is not certain is `unchecked`,
 * for whoever asks to decide.
 *
 * @param signal gives it up
 */
export async function moderate(
  { AI_MODERATION_URL: url, AI_MODERATION_KEY: key, AI_MODERATION_MODEL: model }: ModerationEnv,
  text: string,
  {
    fetch: ask = fetch,
    signal,
    withinMs = WITHIN_MS,
  }: { fetch?: typeof fetch; signal?: AbortSignal; withinMs?: number } = {},
): Promise<Looked> {
  if (!url) return 'unchecked'
  const limit = AbortSignal.timeout(withinMs)
  try {
    const response = await ask(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      body: JSON.stringify({ model, input: text }),
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
      // Wherever it leads, neither the key nor the text follows.
      redirect: 'manual',
    })
    if (!response.ok) {
      await response.body?.cancel()
      return 'unchecked'
    }
    const { results } = found().parse(await response.json())
    return results.some(({ flagged }) => flagged) ? 'harmful' : 'fine'
  } catch {
    return 'unchecked'
  }
}
