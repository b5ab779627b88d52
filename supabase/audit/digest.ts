import { createHash } from 'node:crypto'

/** A row of public.security_audit as text, the way Postgres writes it. */
export interface AuditRow {
  id: string
  community_id: string | null
  action: string
  outcome: string
  actor_ref: string | null
  written_by: string
  subject_kind: string | null
  subject_id: string | null
  /** Microseconds since 1970. */
  at: string
  details: string
}

/** How a row is read from the database for its digest. */
export const auditColumns = `id::text, community_id::text, action, outcome, actor_ref::text, written_by,
  subject_kind, subject_id, (extract(epoch from at) * 1000000)::bigint::text as at,
  details::text as details`

/**
 * What a row says, as one hash: each field as its length in bytes, a colon, itself; a missing one as
 * a dash. The database computes the same by itself (private.audit_digest).
 */
export function digestOf(row: AuditRow): string {
  const { id, community_id, action, outcome, actor_ref, written_by } = row
  const { subject_kind, subject_id, at, details } = row
  const fields = [id, community_id, action, outcome, actor_ref, written_by]
  const text = [...fields, subject_kind, subject_id, at, details]
    .map((field) => (field === null ? '-' : `${Buffer.byteLength(field)}:${field}`))
    .join(',')
  return createHash('sha256').update(text).digest('hex')
}

/** The digest of a row that was gone before it got its place. */
export const missingDigest = createHash('sha256').update('missing').digest('hex')

/** The chain of the platform; every other one is a community's and has its id. */
export const platformChain = '00000000-0000-0000-0000-000000000000'

/** The hash before the first place of a chain. */
export function firstHash(chain: string): string {
  return createHash('sha256').update(`aigym.audit:${chain}`).digest('hex')
}

/** The hash at a place: of the hash before, the place, the row's id and its digest. */
export function nextHash(before: string, place: number, id: string, digest: string): string {
  const number = Buffer.alloc(8)
  number.writeBigInt64BE(BigInt(place))
  return createHash('sha256')
    .update(Buffer.from(before, 'hex'))
    .update(number)
    .update(Buffer.from(id.replaceAll('-', ''), 'hex'))
    .update(Buffer.from(digest, 'hex'))
    .digest('hex')
}

/** When a UUIDv7 was made, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
