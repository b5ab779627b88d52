import { createHash, randomInt, randomUUID } from 'node:crypto'
import { one, type Tx } from './database.ts'
import { findUserById, type User } from './users.ts'

export type TokenType =
  | 'confirmation_token'
  | 'recovery_token'
  | 'email_change_token_new'
  | 'email_change_token_current'

/** Marks the hash of a link that was asked for with PKCE, whose GET leads to a code. */
export const pkcePrefix = 'pkce_'

/** Six digits, as many codes as there are numbers. */
export function newCode(): string {
  return randomInt(1_000_000).toString().padStart(6, '0')
}

/** What a link carries and the database keeps instead of the code. */
export function hashOf(email: string, code: string): string {
  return createHash('sha224')
    .update(email + code)
    .digest('hex')
}

/** Keeps a token for the user; an earlier one of its type no longer holds. */
export async function keepToken(
  tx: Tx,
  token: { userId: string; type: TokenType; hash: string; email: string },
): Promise<void> {
  await forgetToken(tx, token.userId, token.type)
  await tx.query(
    `insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
     values ($1, $2, $3, $4, $5)`,
    [randomUUID(), token.userId, token.type, token.hash, token.email.toLowerCase()],
  )
}

export async function forgetToken(tx: Tx, userId: string, type: TokenType): Promise<void> {
  await tx.query('delete from auth.one_time_tokens where user_id = $1 and token_type = $2', [
    userId,
    type,
  ])
}

export async function forgetAllTokens(tx: Tx, userId: string): Promise<void> {
  await tx.query('delete from auth.one_time_tokens where user_id = $1', [userId])
}

/**
 * The user whose token this is, locked so that a token is spent once however many ask at the same
 * time, and which kind it was.
 */
export async function findUserByToken(
  tx: Tx,
  hash: string,
  types: TokenType[],
): Promise<{ user: User; type: TokenType } | undefined> {
  const token = await one<{ user_id: string; token_type: TokenType }>(
    tx,
    `select user_id, token_type from auth.one_time_tokens
     where token_hash = $1 and token_type::text = any ($2) for update`,
    [hash, types],
  )
  if (token === undefined) return undefined
  const user = await findUserById(tx, token.user_id)
  return user === undefined ? undefined : { user, type: token.token_type }
}
