import type pg from 'pg'
import {
  type AuditRow,
  auditColumns,
  digestOf,
  firstHash,
  missingDigest,
  nextHash,
  platformChain,
  timeOf,
} from './digest.ts'
import type { SignedChain } from './signed-heads.ts'

/** The first thing that is wrong with a chain. */
export interface Trouble {
  /** `archive`: a file of an archived month, whosever rows are in it. */
  what: 'changed' | 'removed' | 'inserted' | 'cut off' | 'heads' | 'archive'
  place: number | null
  /** The row's id, where it is about one. */
  id: string | null
  text: string
}

export interface ChainReport {
  chain: string
  /** Rows in their places, in the database. */
  places: number
  /** The last place that a signed head outside covers, and when it was signed. */
  signedPlace: number
  signedAt: Date | null
  /** Rows that have no place yet. */
  waiting: number
  trouble: Trouble | null
}

interface Link {
  place: number
  link_id: string
  link_digest: string
  link_hash: string
  row: AuditRow | null
}

const PAGE = 5_000
/** No transaction that writes to the audit lasts so long: a row that enters later was backdated. */
const LATE_MS = 60 * 60_000

/**
 * Walks one chain, place by place, and stops at the first that is not as it was signed.
 *
 * @param client in one transaction that sees one moment, begun after the heads were read; it has
 *   `all_audit`
 */
export async function walkChain(
  client: pg.ClientBase,
  chain: string,
  signed: SignedChain | undefined,
): Promise<ChainReport> {
  const rows = signed?.rows ?? []
  const heads = signed?.heads ?? []
  const last = heads.at(-1)
  const report: ChainReport = {
    chain,
    places: 0,
    signedPlace: last?.place ?? 0,
    signedAt: last ? new Date(last.at) : null,
    waiting: 0,
    trouble: null,
  }
  let hash = firstHash(chain)
  let head = 0
  walking: for (;;) {
    const links = await readLinks(client, chain, report.places)
    for (const link of links) {
      const place = report.places + 1
      while (heads[head + 1] && (heads[head + 1]?.place ?? 0) < place) head += 1
      const before = heads[head] && (heads[head]?.place ?? 0) < place ? heads[head]?.at : undefined
      report.trouble = await checkPlace(
        client,
        { chain, place, link, hash, before },
        rows[place - 1],
      )
      if (report.trouble) break walking
      hash = link.link_hash
      report.places = place
    }
    if (links.length < PAGE) break
  }
  if (!report.trouble && report.places < rows.length) {
    const [id] = rows[report.places] ?? [null]
    const count = rows.length - report.places
    report.trouble = {
      what: 'cut off',
      place: report.places + 1,
      id,
      text: `cut off after place ${report.places}: ${count} signed rows are gone, the first is ${id}`,
    }
  }
  if (!report.trouble && signed?.trouble) {
    report.trouble = { what: 'heads', place: null, id: null, text: signed.trouble }
  }
  report.trouble ??= await checkOutsiders(client, chain)
  report.waiting = await count(
    client,
    'select count(*) from private.audit_waiting where chain = $1',
    chain,
  )
  return report
}

interface Place {
  chain: string
  place: number
  link: Link
  /** The hash at the place before. */
  hash: string
  /** When the newest head that does not cover this place was signed, in milliseconds. */
  before: number | undefined
}

async function checkPlace(
  client: pg.ClientBase,
  { chain, place, link, hash, before }: Place,
  expected: [id: string, digest: string] | undefined,
): Promise<Trouble | null> {
  const trouble = (what: Trouble['what'], id: string, text: string): Trouble => ({
    what,
    place,
    id,
    text: `place ${place}, row ${id}: ${text}`,
  })
  if (expected && (link.place !== place || link.link_id !== expected[0])) {
    const [id] = expected
    const { rows } = await client.query(
      'select from private.audit_chain where chain = $1 and audit_id = $2 and place > $3',
      [chain, id, place],
    )
    if (link.place === place && rows.length > 0) {
      return trouble('inserted', link.link_id, 'inserted, no signed head knows it')
    }
    return trouble('removed', id, 'removed')
  }
  if (link.place !== place) return trouble('removed', link.link_id, `what stood before it is gone`)
  if (link.link_digest === missingDigest) {
    return trouble('removed', link.link_id, 'removed before it got its place')
  }
  const { row } = link
  if (!row) return trouble('removed', link.link_id, 'removed')
  const digest = digestOf(row)
  if (digest !== (expected?.[1] ?? link.link_digest)) {
    return trouble('changed', row.id, 'changed after it was written')
  }
  if (digest !== link.link_digest || link.link_hash !== nextHash(hash, place, row.id, digest)) {
    return trouble('changed', row.id, 'its entry in the chain was changed')
  }
  if ((row.community_id ?? platformChain) !== chain) {
    return trouble('inserted', row.id, 'it belongs to another chain')
  }
  if (before !== undefined && timeOf(row.id) < before - LATE_MS) {
    const [said, entered] = [new Date(timeOf(row.id)), new Date(before)]
    return trouble(
      'inserted',
      row.id,
      `it says ${said.toISOString()} and entered after ${entered.toISOString()}`,
    )
  }
  return null
}

/** Rows of the chain that did not come by the one way in. */
async function checkOutsiders(client: pg.ClientBase, chain: string): Promise<Trouble | null> {
  const community = chain === platformChain ? null : chain
  const { rows: strays } = await client.query<{ id: string }>(
    `select id::text from all_audit as a
     where community_id is not distinct from $1::uuid
       and not exists (select from private.audit_chain where audit_id = a.id)
       and not exists (select from private.audit_waiting where audit_id = a.id)
     order by id limit 1`,
    [community],
  )
  const stray = strays[0]?.id
  if (stray) {
    const text = `row ${stray}: inserted past the one way in, it waits for no place`
    return { what: 'inserted', place: null, id: stray, text }
  }
  const { rows: gone } = await client.query<{ id: string }>(
    `select audit_id::text as id from private.audit_waiting
     where chain = $1
       and not exists (select from all_audit where all_audit.id = audit_id)
     order by audit_id limit 1`,
    [chain],
  )
  const missing = gone[0]?.id
  if (!missing) return null
  const text = `row ${missing}: removed before it got its place`
  return { what: 'removed', place: null, id: missing, text }
}

async function readLinks(client: pg.ClientBase, chain: string, after: number): Promise<Link[]> {
  const { rows } = await client.query<Omit<Link, 'row'> & AuditRow & { there: boolean }>(
    `select place::int, audit_id::text as link_id, encode(digest, 'hex') as link_digest,
       encode(hash, 'hex') as link_hash, all_audit.id is not null as there, ${auditColumns}
     from private.audit_chain
     left join all_audit on all_audit.id = audit_id
     where chain = $1 and place > $2
     order by place limit ${PAGE}`,
    [chain, after],
  )
  return rows.map(({ place, link_id, link_digest, link_hash, there, ...row }) => ({
    place,
    link_id,
    link_digest,
    link_hash,
    row: there ? row : null,
  }))
}

async function count(client: pg.ClientBase, text: string, chain: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(text, [chain])
  return Number(rows[0]?.count ?? 0)
}
