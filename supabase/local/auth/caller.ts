import { isUuid } from '../../../app/platform/uuid.ts'
import { AuthError } from './auth-error.ts'
import type { AuthContext } from './context.ts'
import type { Tx } from './database.ts'
import type { AuthRequest } from './requests.ts'
import { findSession, type Session } from './sessions.ts'
import { findUserById, isBanned, type User } from './users.ts'

export interface Caller {
  user: User
  /** Undefined for a token that names no session. */
  session: Session | undefined
}

/**
 * Who asks, by the access token in the request. A token whose session has ended is refused, however
 * long it would still hold.
 *
 * @throws AuthError `no_authorization`, `bad_jwt`, `user_not_found`, `session_not_found`, `user_banned`
 */
export async function callerOf(
  context: AuthContext,
  tx: Tx,
  request: AuthRequest,
): Promise<Caller> {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.header('authorization') ?? '')?.[1]
  if (bearer === undefined) {
    throw new AuthError(401, 'no_authorization', 'This endpoint requires a valid Bearer token')
  }
  const now = new Date()
  const claims = await context.key.verify(bearer, now)
  if (claims.sub === undefined || claims.sub === '') {
    throw new AuthError(403, 'bad_jwt', 'invalid claim: missing sub claim')
  }
  if (!isUuid(claims.sub)) {
    throw new AuthError(400, 'bad_jwt', 'invalid claim: sub claim must be a UUID')
  }
  const user = await findUserById(tx, claims.sub)
  if (user === undefined) {
    throw new AuthError(403, 'user_not_found', 'User from sub claim in JWT does not exist')
  }
  const session = await sessionOf(tx, claims.session_id)
  if (isBanned(user, now)) throw new AuthError(403, 'user_banned', 'User is banned')
  return { user, session }
}

async function sessionOf(tx: Tx, id: unknown): Promise<Session | undefined> {
  if (id === undefined || id === '') return undefined
  if (typeof id !== 'string' || !isUuid(id)) {
    throw new AuthError(403, 'bad_jwt', 'invalid claim: session_id claim must be a UUID')
  }
  const session = await findSession(tx, id)
  if (session === undefined) {
    throw new AuthError(
      403,
      'session_not_found',
      'Session from session_id claim in JWT does not exist',
    )
  }
  return session
}
