/** How far a chain is, as the Worker signs it: all its rows since the head before. */
export interface AuditHead {
  /** A community's id, or nothing but zeros for the platform's. */
  chain: string
  /** The place of the first row in `rows`, and of the last. */
  from: number
  place: number
  /** The chain's hash at `place`, in hex. */
  hash: string
  /** When it was signed, by the Worker's clock. */
  at: string
  /** Each row's id and the digest of what it says, in hex. */
  rows: [id: string, digest: string][]
}

/** A head as it lies outside: `body` is an AuditHead in JSON, and is what was signed. */
export interface SignedHead {
  body: string
  keyId: string
  /** Ed25519, base64url. */
  signature: string
}

/** Where a head lies. Names sort as places do. */
export function headName(chain: string, place: number): string {
  return `audit-heads/${chain}/${String(place).padStart(15, '0')}.json`
}
