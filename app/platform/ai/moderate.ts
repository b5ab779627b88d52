import { z } from 'zod'
import { lazily } from '../lazily'
import type { Log } from '../log.server'

/** What a provider's moderation found: `unchecked` where it could not look, whatever the reason. */
export type Looked = 'fine' | 'harmful' | 'unchecked'

/** What of the environment decides who looks at messages. */
export interface ModerationEnv {
  AI_MODERATION_URL?: string | undefined
  AI_MODERATION_KEY?: string | undefined
  AI_MODERATION_MODEL?: string | undefined
}

/** Milliseconds that it has to answer, as long as a person waits who sees nothing yet. */
const WITHIN_MS = 5_000

/** As OpenAI has it: https://platform.openai.com/docs/api-reference/moderations */
const found = lazily(() =>
  z.object({ results: z.array(z.object({ flagged: z.boolean() })).min(1) }),
)

/**
 * Has a text looked at by a provider's moderation. Never rejects: what is not certain is `unchecked`,
 * for whoever asks to decide, and the log says why.
 *
 * @param signal gives it up
 */
export async function moderate(
  { AI_MODERATION_URL: url, AI_MODERATION_KEY: key, AI_MODERATION_MODEL: model }: ModerationEnv,
  text: string,
  {
    log,
    signal,
    fetch: ask = fetch,
    withinMs = WITHIN_MS,
  }: { log: Log; signal?: AbortSignal; fetch?: typeof fetch; withinMs?: number },
): Promise<Looked> {
  if (!url) {
    log.warn('moderation.unnamed')
    return 'unchecked'
  }
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
      log.warn('moderation.refused', { status: response.status })
      await response.body?.cancel()
      return 'unchecked'
    }
    const { results } = found().parse(await response.json())
    return results.some(({ flagged }) => flagged) ? 'harmful' : 'fine'
  } catch (error) {
    // Of an answer that is not read as JSON the error may hold a part.
    if (!signal?.aborted) {
      log.warn('moderation.failed', { error: error instanceof Error ? error.name : 'unknown' })
    }
    return 'unchecked'
  }
}
