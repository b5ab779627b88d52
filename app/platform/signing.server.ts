import { z } from 'zod'
import { fromBase64Url, toBase64Url } from './base64url'
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
  /** What others check a signature with, in base64url. */
  publicKey: string
  /** The signature of a text, in base64url. */
  sign(text: string): Promise<string>
}

/**
 * A signer from a JWK as the environment gives it.
 *
 * @param name of the variable that holds it, for the message
 * @throws Error when it is no Ed25519 key pair with a `kid`; the message holds nothing of it
 */
export async function openSigner(
  jwk: string,
  name: 'AUDIT_SIGNING_KEY' | 'EXPORT_SIGNING_KEY',
): Promise<Signer> {
  let parsed: z.infer<ReturnType<typeof signingKey>>
  let key: CryptoKey
  try {
    parsed = signingKey().parse(JSON.parse(jwk))
    const { kty, crv, x, d } = parsed
    key = await crypto.subtle.importKey('jwk', { kty, crv, x, d }, 'Ed25519', false, ['sign'])
  } catch {
    throw new Error(`${name} is no Ed25519 key pair as a JWK with a kid`)
  }
  return {
    keyId: parsed.kid,
    publicKey: parsed.x,
    async sign(text) {
      const bytes = await crypto.subtle.sign('Ed25519', key, new TextEncoder().encode(text))
      return toBase64Url(new Uint8Array(bytes))
    },
  }
}

/** Whether a text was signed with the other half of a public key; both in base64url. */
export async function isSigned(text: string, publicKey: string, signature: string) {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey }
    const key = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify'])
    const bytes = new TextEncoder().encode(text)
    return await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), bytes)
  } catch {
    // No key, or no signature.
    return false
  }
}
