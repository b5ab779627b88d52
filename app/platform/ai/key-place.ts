import type { Sealed, Sealer } from '../sealing'

/** The providers that are asked with a key which may stand in a row. */
export const KEYED_PROVIDERS = ['openai', 'anthropic', 'openai-compatible'] as const
export type KeyedProvider = (typeof KEYED_PROVIDERS)[number]

/** Whose a key is, and where it may be sent: what it is sealed for. */
export interface KeyPlace {
  /** The community's slug; empty for the platform's. */
  of: string
  provider: KeyedProvider
  /** Empty for the provider's own address. */
  address: string
}

/** A key of a provider as a row has it. */
export interface SealedKey extends KeyPlace, Sealed {
  id: string
}

const boundTo = ({ of, provider, address }: KeyPlace) => `${of}\n${provider}\n${address}`

export const sealKey = (sealer: Sealer, text: string, place: KeyPlace): Promise<Sealed> =>
  sealer.seal(text, boundTo(place))

/** @throws Error where it can't be opened; it holds nothing of the key */
export const openKey = (sealer: Sealer, key: KeyPlace & Sealed): Promise<string> =>
  sealer.open(key, boundTo(key))
