import type { AppLoadContext } from '@remix-run/cloudflare'
import { openSigner, type Signer } from '~/platform/signing.server'

/** What this installation signs exports with; null where it has no key. */
export async function exportSigner({ env }: AppLoadContext): Promise<Signer | null> {
  const { EXPORT_SIGNING_KEY: jwk } = env
  return jwk ? openSigner(jwk, 'EXPORT_SIGNING_KEY') : null
}
