// With its ending: a command that runs on Node alone imports this file.
import { fromBase64Url, toBase64Url } from './base64url.ts'

/** What is kept sealed: unreadable without the key of the environment that is named. */
export interface Sealed {
  /** The nonce and what AES-GCM made of the text, in base64url. */
  sealed: string
  /** Id of the key that opens it. */
  sealedWith: string
}

export interface Sealer {
  /** Id of the key that seals. */
  keyId: string
  /** Whether it can open what was sealed with a key. */
  knows(id: string): boolean
  /** @param bound what it belongs to: in another place it does not open */
  seal(text: string, bound: string): Promise<Sealed>
  /** @throws Error where the environment has not its key, or it was changed; of neither it says a word */
  open(sealed: Sealed, bound: string): Promise<string>
}

/** `id:key` with commas between, keys of 32 bytes in base64 or base64url. */
export const SEALING_KEYS_FORM =
  /^\s*[\w.-]{1,40}:[\w+/-]{43}=?(\s*,\s*[\w.-]{1,40}:[\w+/-]{43}=?)*\s*$/

const NONCE = 12

/**
 * Seals with the first of the keys, opens with any: so that one can take the place of another while
 * both are there.
 *
 * @param keys as `SEALING_KEYS` has them
 * @throws Error where they have another form; it says nothing of them
 */
export function openSealer(keys: string): Sealer {
  if (!SEALING_KEYS_FORM.test(keys))
    throw new Error('SEALING_KEYS is not of the form id:key,id:key')
  const known = keys.split(',').map((one) => {
    const [id = '', key = ''] = one.trim().split(':')
    return { id, key }
  })
  const keyId = known[0]?.id ?? ''
  const keyOf = (id: string, use: 'encrypt' | 'decrypt') => {
    const found = known.find((one) => one.id === id)
    if (!found) throw new Error(`the environment has no sealing key ${id}`)
    return crypto.subtle.importKey('raw', fromBase64Url(found.key), 'AES-GCM', false, [use])
  }
  const settings = (nonce: Uint8Array<ArrayBuffer>, bound: string) => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: new TextEncoder().encode(bound),
  })
  return {
    keyId,
    knows: (id) => known.some((one) => one.id === id),
    async seal(text, bound) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
      const key = await keyOf(keyId, 'encrypt')
      const made = await crypto.subtle.encrypt(
        settings(nonce, bound),
        key,
        new TextEncoder().encode(text),
      )
      return {
        sealed: toBase64Url(new Uint8Array([...nonce, ...new Uint8Array(made)])),
        sealedWith: keyId,
      }
    },
    async open({ sealed, sealedWith }, bound) {
      const key = await keyOf(sealedWith, 'decrypt')
      try {
        const bytes = fromBase64Url(sealed)
        const opened = await crypto.subtle.decrypt(
          settings(bytes.slice(0, NONCE), bound),
          key,
          bytes.slice(NONCE),
        )
        return new TextDecoder().decode(opened)
      } catch {
        throw new Error(`what sealing key ${sealedWith} sealed was changed, or is in another place`)
      }
    },
  }
}
