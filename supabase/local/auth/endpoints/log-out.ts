import { record } from '../audit.ts'
import { invalid } from '../auth-error.ts'
import { callerOf } from '../caller.ts'
import { inTransaction } from '../database.ts'
import type { Endpoint } from '../requests.ts'
import { endSessions } from '../sessions.ts'

/** `POST /logout?scope=global|local|others`: ends sessions at once. */
export const logOut: Endpoint = async (context, request) =>
  inTransaction(context.pool, async (tx) => {
    const { user, session } = await callerOf(context, tx, request)
    const scope = request.query.get('scope') || 'global'
    if (!['global', 'local', 'others'].includes(scope)) {
      throw invalid(`Unsupported logout scope "${scope}"`)
    }
    await record(tx, user, 'logout')
    const which =
      session === undefined || scope === 'global'
        ? {}
        : scope === 'local'
          ? { only: session.id }
          : { except: session.id }
    await endSessions(tx, user.id, which)
    return { status: 204 }
  })
