import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { AuthError, invalid } from './auth-error.ts'
import { one, type Tx } from './database.ts'
import type { Method } from './sessions.ts'

/** What a client lays down when it asks for a mail with PKCE. */
export interface Challenge {
  challenge: string
  method: 's256' | 'plain'
}

interface FlowState {
  id: string
  user_id: string | null
  code_challenge: string
  code_challenge_method: 's256' | 'plain'
  authentication_method: Method
  auth_code_issued_at: Date | null
  created_at: Date
}

/** @throws AuthError when only one half is there, or the challenge is none */
export function readChallenge(challenge: string, method: string): Challenge | undefined {
  if (challenge === '' && method === '') return undefined
  if (challenge === '' || method === '') {
    throw invalid('PKCE flow requires code_challenge_method and code_challenge')
  }
  if (challenge.length < 43 || challenge.length > 128) {
    throw invalid('code challenge has to be between 43 and 128 characters')
  }
  if (!/^[a-zA-Z._~0-9-]+$/.test(challenge)) {
    throw invalid(
      'code challenge can only contain alphanumeric characters, hyphens, periods, underscores and tildes',
    )
  }
  const kind = method.toLowerCase()
  if (kind !== 's256' && kind !== 'plain') {
    throw invalid(`unsupported code_challenge method "${method}"`)
  }
  return { challenge, method: kind }
}

export async function keepChallenge(
  tx: Tx,
  userId: string,
  method: Method,
  { challenge, method: challengeMethod }: Challenge,
): Promise<void> {
  await tx.query(
    `insert into auth.flow_state (id, user_id, auth_code, code_challenge, code_challenge_method,
       provider_type, authentication_method, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6, now(), now())`,
    [randomUUID(), userId, randomUUID(), challenge, challengeMethod, method],
  )
}

/** The code that a followed link hands to the app, which must know the verifier to spend it. */
export async function issueCode(
  tx: Tx,
  userId: string,
  method: Method,
): Promise<string | undefined> {
  const row = await one<{ auth_code: string }>(
    tx,
    `update auth.flow_state set auth_code_issued_at = now(), updated_at = now()
     where id = (select id from auth.flow_state where user_id = $1 and authentication_method = $2
       order by created_at desc, id desc limit 1)
     returning auth_code`,
    [userId, method],
  )
  return row?.auth_code
}

/** @throws AuthError when there is no such code, it is too old, or the verifier is another's */
export async function spendCode(
  tx: Tx,
  code: string,
  verifier: string,
  options: { now: Date; flowSeconds: number },
): Promise<{ userId: string; method: Method }> {
  const flow = await one<FlowState>(
    tx,
    'select * from auth.flow_state where auth_code = $1 for update',
    [code],
  )
  if (flow === undefined || flow.user_id === null) {
    throw new AuthError(
      404,
      'flow_state_not_found',
      'invalid flow state, no valid flow state found',
    )
  }
  const begun =
    flow.authentication_method === 'magiclink' && flow.auth_code_issued_at !== null
      ? flow.auth_code_issued_at
      : flow.created_at
  if (options.now.getTime() > begun.getTime() + options.flowSeconds * 1000) {
    throw new AuthError(422, 'flow_state_expired', 'invalid flow state, flow state has expired')
  }
  if (!answers(flow, verifier)) {
    throw new AuthError(
      400,
      'bad_code_verifier',
      'code challenge does not match previously saved code verifier',
    )
  }
  await tx.query('delete from auth.flow_state where id = $1', [flow.id])
  return { userId: flow.user_id, method: flow.authentication_method }
}

function answers(flow: FlowState, verifier: string): boolean {
  const given =
    flow.code_challenge_method === 'plain'
      ? verifier
      : createHash('sha256').update(verifier).digest('base64url')
  const [one_, other] = [Buffer.from(given), Buffer.from(flow.code_challenge)]
  return one_.length === other.length && timingSafeEqual(one_, other)
}
