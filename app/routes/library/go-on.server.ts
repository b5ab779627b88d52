import type { AppLoadContext } from '@remix-run/cloudflare'
import type { Person } from '~/platform/auth/actor'
import { within } from '~/platform/deadline.server'

/** Milliseconds that whoever runs it has to say that it goes on. */
const START_MS = 5_000

/**
 * Has a run that was just started go on. Where that fails the run is there, and its page says that
 * it was cut off. Never rejects.
 */
export async function goOnWith(
  { answers, log }: AppLoadContext,
  { claims }: Person,
  run: string,
): Promise<void> {
  try {
    await within(START_MS, answers.goOn(run, claims))
  } catch (error) {
    log.error('run.not-begun', { run }, error)
  }
}
