import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { errors, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Secrets } from '../postgres/secrets.ts'
import { AuthError } from './auth-error.ts'

/** Signs and verifies access tokens with one ES256 key. */
export interface SigningKey {
  /** The JWKS that anyone may see. */
  jwks: { keys: JWK[] }
  sign(claims: JWTPayload): Promise<string>
  /** @throws AuthError `bad_jwt` */
  verify(token: string, now: Date): Promise<JWTPayload>
}

/** The private key as Supabase Auth takes it in `GOTRUE_JWT_KEYS`; made at first use, then kept. */
export function signingJwk(secrets: Secrets): JWK {
  return secrets.get('auth.signingKey', (): JWK => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' }) as Record<string, string>
    return {
      ...({ kty, crv, x, y, d } as JWK),
      kid: randomUUID(),
      alg: 'ES256',
      use: 'sig',
      key_ops: ['sign', 'verify'],
    }
  })
}

export async function openSigningKey(jwk: JWK): Promise<SigningKey> {
  const { d: _private, key_ops: _uses, ...rest } = jwk
  const publicJwk: JWK = { ...rest, key_ops: ['verify'] }
  // The key's own list of uses would forbid one half of the pair each.
  const { key_ops: _signUses, use: _use, ...privateJwk } = jwk
  const privateKey = await importJWK(privateJwk, 'ES256')
  const publicKey = await importJWK(rest, 'ES256')
  const header = { alg: 'ES256', typ: 'JWT', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) }
  return {
    jwks: { keys: [publicJwk] },
    sign: (claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey),
    async verify(token, now) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: ['ES256'],
          currentDate: now,
        })
        return payload
      } catch (error) {
        const why =
          error instanceof errors.JWTExpired
            ? 'token has invalid claims: token is expired'
            : (error as Error).message
        throw new AuthError(
          403,
          'bad_jwt',
          `invalid JWT: unable to parse or verify signature, ${why}`,
        )
      }
    },
  }
}
