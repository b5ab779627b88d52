import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import type { z } from 'zod'
import { AppError } from '~/platform/errors'
import { parseFields, refuseInvalid } from '../form.server'
import { refuseAuth, refuseTry } from './refused.server'
import { startFloor, takeTry, type WayIn } from './ways-in.server'

interface Attempt<T> {
  way: WayIn
  schema: () => z.ZodType<T>
  /** Whether a success takes as long as a refusal too: where it could tell that an account exists. */
  evenSuccess?: boolean
  /** Asks Auth. Resolves to the path that follows; throws a redirect to lead elsewhere. */
  run: (entered: T) => Promise<string>
}

/**
 * What every form does by which somebody becomes known: its fields are checked, a try is taken, Auth
 * is asked, and a refusal comes no sooner than the floor allows.
 *
 * @returns the form again, with what was wrong
 * @throws a redirect where `run` says
 */
export async function tryWayIn<T extends { email: string }>(
  context: AppLoadContext,
  fields: Record<string, string>,
  { way, schema, evenSuccess = false, run }: Attempt<T>,
) {
  const parsed = parseFields(fields, schema)
  if ('reply' in parsed) return refuseInvalid(parsed.reply)
  const verdict = await takeTry(context, way, parsed.value.email)
  if (!verdict.allowed) return refuseTry(fields, verdict.retryAfter)
  const floor = startFloor()
  let path: string
  try {
    if (context.actor.kind === 'nobody' && context.actor.authDown) {
      throw new AppError('auth.unavailable', 503)
    }
    path = await run(parsed.value)
  } catch (error) {
    await floor()
    return refuseAuth(fields, error)
  }
  if (evenSuccess) await floor()
  throw redirect(path, 303)
}
