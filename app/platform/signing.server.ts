import { z } from 'zod'
import { lazily } from './lazily'

/** An Ed25519 key pair as a JWK (RFC 8037), the private part `d` among it. */
const signingKey = lazily(() =>
  z.object({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string().regex(/^[\w-]{43}$/),
    d: z.string().regex(/^[\w-]{43}$/),
    kid: z.string().min(1).max(100),
  }),
)

export interface Signer {
  keyId: string
  /** The signature of a text, in base64url. */
  sign(text: string): Promise<string>
}

/**
 * A signer from a JWK as the environment gives it.
 *
 * @throws Error when it is no Ed25519 key pair with a `kid`; the message holds nothing of it
 */
export async function openSigner(jwk: string): Promise<Signer> {
  let parsed: z.infer<ReturnType<typeof signingKey>>
  let key: CryptoKey
  try {
    parsed = signingKey().parse(JSON.parse(jwk))
    const { kty, crv, x, d } = parsed
    key = await crypto.subtle.importKey('jwk', { kty, crv, x, d }, 'Ed25519', false, ['sign'])
  } catch {
    throw new Error('AUDIT_SIGNING_KEY is no Ed25519 key pair as a JWK with a kid')
  }
  return {
    keyId: parsed.kid,
    async sign(text) {
      const bytes = await crypto.subtle.sign('Ed25519', key, new TextEncoder().encode(text))
      const binary = String.fromCharCode(...new Uint8Array(bytes))
      return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
    },
  }
}
