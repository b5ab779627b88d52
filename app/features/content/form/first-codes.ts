import type { Codes } from './kind-form'

/** The first code of each field; the form as a whole has the empty name, and is left out. */
export function firstCodes(error: Record<string, string[] | null> | null | undefined): Codes {
  const codes: Codes = {}
  for (const [name, found] of Object.entries(error ?? {})) {
    if (name && found?.[0]) codes[name] = found[0]
  }
  return codes
}
