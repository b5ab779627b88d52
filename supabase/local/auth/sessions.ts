import { randomInt, randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { one, type Tx } from './database.ts'
import type { User } from './users.ts'

export interface Session {
  id: string
  user_id: string
  aal: 'aal1' | 'aal2' | 'aal3' | null
  not_after: Date | null
  created_at: Date
}

export interface RefreshToken {
  id: string
  token: string
  parent: string | null
  revoked: boolean
  session_id: string
  user_id: string
  updated_at: Date
}

/** Who asks, as far as it is kept with a session. */
export interface Client {
  userAgent: string | undefined
  ip: string | undefined
}

/** How a person proved who they are; becomes the token's `amr`. */
export type Method = 'password' | 'otp' | 'recovery' | 'magiclink' | 'email/signup' | 'email_change'

export async function createSession(
  tx: Tx,
  user: User,
  method: Method,
  client: Client,
): Promise<Session> {
  const id = randomUUID()
  await tx.query(
    `insert into auth.sessions (id, user_id, aal, created_at, updated_at, user_agent, ip)
     values ($1, $2, 'aal1', now(), now(), $3, $4)`,
    [id, user.id, client.userAgent ?? null, inet(client.ip)],
  )
  await tx.query(
    `insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
     values ($1, $2, $3, now(), now())`,
    [randomUUID(), id, method],
  )
  const session = await findSession(tx, id)
  if (session === undefined) throw new Error('the session is gone')
  return session
}

export async function findSession(tx: Tx, id: string): Promise<Session | undefined> {
  return one<Session>(tx, 'select * from auth.sessions where id = $1', [id])
}

export async function touchSession(tx: Tx, id: string, client: Client): Promise<void> {
  await tx.query(
    `update auth.sessions set refreshed_at = now() at time zone 'utc', user_agent = $2, ip = $3,
       updated_at = now()
     where id = $1`,
    [id, client.userAgent ?? null, inet(client.ip)],
  )
}

/** How the session's person proved who they are, the latest first. */
export async function methodsOf(
  tx: Tx,
  sessionId: string,
): Promise<{ method: string; timestamp: number }[]> {
  const { rows } = await tx.query<{ method: string; at: Date }>(
    `select authentication_method as method, updated_at as at from auth.mfa_amr_claims
     where session_id = $1 order by updated_at desc`,
    [sessionId],
  )
  return rows.map(({ method, at }) => ({ method, timestamp: Math.floor(at.getTime() / 1000) }))
}

/** Ends sessions; their refresh tokens go with them. */
export async function endSessions(
  tx: Tx,
  userId: string,
  which: { only?: string; except?: string } = {},
): Promise<void> {
  await tx.query(
    `delete from auth.sessions
     where user_id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3)`,
    [userId, which.only ?? null, which.except ?? null],
  )
}

export async function createRefreshToken(
  tx: Tx,
  session: { id: string; user_id: string },
  parent: RefreshToken | undefined,
): Promise<string> {
  const token = randomWord(12)
  await tx.query(
    `insert into auth.refresh_tokens
       (instance_id, token, user_id, revoked, parent, session_id, created_at, updated_at)
     values ('00000000-0000-0000-0000-000000000000', $1, $2, false, $3, $4, now(), now())`,
    [token, session.user_id, parent?.token ?? null, session.id],
  )
  return token
}

/**
 * The refresh token and its session, both locked: of requests that race with one token the second
 * waits and then sees what the first did.
 */
export async function lockRefreshToken(
  tx: Tx,
  token: string,
): Promise<{ token: RefreshToken; session: Session } | undefined> {
  // The session first, as whoever ends it does, so that the two never wait for each other.
  const session = await one<Session>(
    tx,
    `select * from auth.sessions
     where id = (select session_id from auth.refresh_tokens where token = $1) for update`,
    [token],
  )
  const row = await one<RefreshToken>(
    tx,
    'select * from auth.refresh_tokens where token = $1 for update',
    [token],
  )
  return session === undefined || row === undefined ? undefined : { token: row, session }
}

/** The session's token that is in use now. */
export async function activeRefreshToken(
  tx: Tx,
  sessionId: string,
): Promise<RefreshToken | undefined> {
  return one<RefreshToken>(
    tx,
    `select * from auth.refresh_tokens where session_id = $1 and not revoked
     order by id desc limit 1`,
    [sessionId],
  )
}

/** Spends a refresh token, or all of a session's. */
export async function revokeRefreshTokens(
  tx: Tx,
  which: { token: string } | { sessionId: string },
): Promise<void> {
  if ('token' in which) {
    await tx.query(
      'update auth.refresh_tokens set revoked = true, updated_at = now() where token = $1',
      [which.token],
    )
  } else {
    await tx.query(
      `update auth.refresh_tokens set revoked = true, updated_at = now()
       where session_id = $1 and not revoked`,
      [which.sessionId],
    )
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

function randomWord(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

function inet(ip: string | undefined): string | null {
  return ip !== undefined && isIP(ip) !== 0 ? ip : null
}
