import { isSigned, type Signer } from '~/platform/signing.server'
import { canonical } from './canonical'
import type { Content } from './format.schema'

/** Signs all that an export says, the hashes of its files among it. */
export async function seal(content: Omit<Content, 'signature'>, signer: Signer): Promise<Content> {
  return {
    ...content,
    signature: {
      algorithm: 'Ed25519',
      publicKey: signer.publicKey,
      value: await signer.sign(canonical(content)),
    },
  }
}

/** Whether nothing of it was changed since it was signed. @param read as it was read, before any check */
export async function isSealed(read: Content): Promise<boolean> {
  const { signature, ...content } = read
  return isSigned(canonical(content), signature.publicKey, signature.value)
}
