import { randomBytes } from 'node:crypto'
import type { Secrets } from './postgres/secrets.ts'

const NAME = 'provider.sealing-keys'

/** A new key for sealing, with an id that says when it was made: `2026-11-22-a1b2:…`. */
export function makeSealingKey(): string {
  const id = `${new Date().toISOString().slice(0, 10)}-${randomBytes(2).toString('hex')}`
  return `${id}:${randomBytes(32).toString('base64url')}`
}

/** What the embedded installation seals keys of providers with, made at first use. */
export const sealingKeysOf = (secrets: Secrets): string => secrets.get(NAME, makeSealingKey)

/** Keeps other ones from the next start on. */
export const keepSealingKeys = (secrets: Secrets, keys: string): void => secrets.set(NAME, keys)
