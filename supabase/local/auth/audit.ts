import { randomUUID } from 'node:crypto'
import type { Tx } from './database.ts'
import type { Json, User } from './users.ts'

const kinds = {
  login: 'account',
  logout: 'account',
  user_signedup: 'team',
  user_repeated_signup: 'user',
  user_confirmation_requested: 'user',
  user_recovery_requested: 'user',
  user_modified: 'user',
  user_updated_password: 'user',
  token_refreshed: 'token',
  token_revoked: 'token',
} as const

export type AuditAction = keyof typeof kinds

/** Writes down what an account did. */
export async function record(tx: Tx, actor: User, action: AuditAction, traits?: Json) {
  const payload = {
    actor_id: actor.id,
    actor_via_sso: actor.is_sso_user,
    actor_username: actor.email ?? '',
    action,
    log_type: kinds[action],
    ...(traits === undefined ? {} : { traits }),
  }
  await tx.query(
    `insert into auth.audit_log_entries (instance_id, id, payload, created_at, ip_address)
     values ('00000000-0000-0000-0000-000000000000', $1, $2, now(), '')`,
    [randomUUID(), payload],
  )
}
