import { hashSync } from 'bcryptjs'
import type { JSONWebKeySet } from 'jose'
import type pg from 'pg'
import type { Claims } from '../../app/platform/auth/actor.ts'
import { createVerifier } from '../../app/platform/auth/verify.server.ts'
import type { LocalPostgres } from '../../supabase/local/postgres/start-postgres.ts'
import { startTestAuth, type TestAuth } from '../fixtures/auth.ts'
import { type Actor, actorNames } from './actors.ts'
import { email, person } from './names.ts'

const password = 'try-what-they-may'

/** SQL that makes the actors' accounts. */
export function accountsSql(): string {
  const hash = hashSync(password, 4)
  const accounts = actorNames.filter((actor) => actor !== 'nobody')
  return accounts
    .map(
      (actor) => `
      insert into auth.users (
        instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
        raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
        confirmation_token, recovery_token, email_change_token_new, email_change
      ) values (
        '00000000-0000-0000-0000-000000000000', '${person(actor)}', 'authenticated',
        'authenticated', '${email(actor)}', '${hash}', now(),
        '{"provider": "email", "providers": ["email"]}', '{"display_name": "${actor}"}',
        now(), now(), '', '', '', ''
      );
      insert into auth.identities
        (provider_id, user_id, identity_data, provider, created_at, updated_at)
      values ('${person(actor)}', '${person(actor)}',
        '{"sub": "${person(actor)}", "email": "${email(actor)}"}', 'email', now(), now());
      ${actor.includes('-aal') ? factorSql(actor) : ''}`,
    )
    .join('\n')
}

const factorSql = (actor: Actor) => `
      insert into auth.mfa_factors
        (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret)
      values (gen_random_uuid(), '${person(actor)}', 'phone', 'totp', 'verified', now(), now(),
        'JBSWY3DPEHPK3PXP');`

/**
 * Signs everybody in at the Auth server and verifies their tokens as the Worker does; then suspends
 * who is to be suspended, and ends the session of who is to have none.
 */
export async function signEverybodyIn(
  postgres: LocalPostgres,
  owner: pg.Client,
): Promise<Map<Actor, Claims | null>> {
  const auth = await startTestAuth({ target: 'stand-in', postgres })
  try {
    const verify = createVerifier({
      issuer: auth.issuer,
      fetchKeys: async () =>
        (await (await fetch(`${auth.url}/auth/v1/.well-known/jwks.json`)).json()) as JSONWebKeySet,
    })
    const claims = new Map<Actor, Claims | null>([['nobody', null]])
    for (const actor of actorNames.filter((name) => name !== 'nobody')) {
      const verified = await verify(await tokenOf(auth, owner, actor))
      if (typeof verified === 'string') throw new Error(`the token of ${actor} is ${verified}`)
      claims.set(actor, verified)
    }
    await owner.query('update public.profiles set suspended_at = now() where id = $1', [
      person('suspended'),
    ])
    await owner.query('delete from auth.sessions where user_id = $1', [person('revoked')])
    return claims
  } finally {
    await auth.stop()
  }
}

/** Signs in with the password; and, where it is to be, on with a second factor. */
async function tokenOf(auth: TestAuth, owner: pg.Client, actor: Actor): Promise<string> {
  const first = await ask(auth, 'password', { email: email(actor), password })
  if (!actor.endsWith('-aal2')) return first.access_token
  // What a challenge that was met leaves behind.
  await owner.query(`update auth.sessions set aal = 'aal2' where user_id = $1`, [person(actor)])
  const second = await ask(auth, 'refresh_token', { refresh_token: first.refresh_token })
  return second.access_token
}

interface Tokens {
  access_token: string
  refresh_token: string
}

async function ask(auth: TestAuth, grant: string, body: object): Promise<Tokens> {
  const response = await fetch(`${auth.url}/auth/v1/token?grant_type=${grant}`, {
    method: 'POST',
    headers: { apikey: auth.anonKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`no token: ${response.status} ${JSON.stringify(answer)}`)
  return answer as Tokens
}
