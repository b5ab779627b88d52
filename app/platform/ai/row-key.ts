import type { Sealer } from '../sealing'
import { modelFailure } from './failures'
import { openKey, type SealedKey } from './key-place'

/** A key that models are asked with, opened when the first of them is. */
export interface RowKey extends Pick<SealedKey, 'id' | 'provider' | 'address'> {
  /** @throws AppError `ai.refused` where it can't be opened */
  open(): Promise<string>
}

/**
 * The keys that an answer is asked with, in the order in which they count. One that can't be opened
 * refuses: no other is charged in its place.
 *
 * @param sealer null where the environment has no key to open them with
 */
export const rowKeys = (sealer: Sealer | null, keys: readonly SealedKey[]): RowKey[] =>
  keys.map((key) => ({
    id: key.id,
    provider: key.provider,
    address: key.address,
    async open() {
      if (!sealer) throw modelFailure('ai.refused', 'SEALING_KEYS is not set')
      try {
        return await openKey(sealer, key)
      } catch (error) {
        throw modelFailure('ai.refused', error instanceof Error ? error.message : 'not opened')
      }
    },
  }))
