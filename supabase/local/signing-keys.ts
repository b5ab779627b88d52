import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Secrets } from './postgres/secrets.ts'

/** An Ed25519 key pair as a JWK. */
export interface SigningKey {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
  d: string
  kid: string
}

/** A new key pair for signing. */
export function makeSigningKey(): SigningKey {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (!x || !d) throw new Error('the key has no parts')
  const kid = createHash('sha256').update(x).digest('base64url').slice(0, 16)
  return { kty: 'OKP', crv: 'Ed25519', x, d, kid }
}

/** The embedded installation's key pair, made at first use and kept beside its passwords. */
export function auditKeyOf(secrets: Secrets): SigningKey {
  return secrets.get('audit.signing-key', makeSigningKey)
}

/** The same for what it exports; others know the installation by it. */
export function exportKeyOf(secrets: Secrets): SigningKey {
  return secrets.get('export.signing-key', makeSigningKey)
}
