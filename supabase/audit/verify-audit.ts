import pg from 'pg'
import { headName } from '../../app/features/operations/audit-head.ts'
import { archivedMonths, checksumOf, loadMonth } from '../archive/archive-months.ts'
import { platformChain } from './digest.ts'
import type { HeadSource } from './head-sources.ts'
import { type HeadKeys, openHead, readSignedChains } from './signed-heads.ts'
import { type ChainReport, walkChain } from './walk-chain.ts'

interface VerifyOptions {
  /** Postgres as its owner. */
  databaseUrl: string
  heads: HeadSource
  keys: HeadKeys
  /** The folder that `npm run archive` moved old months to; none: every row is in the database. */
  archive?: string
}

/**
 * Compares every chain of the audit with what was signed and laid outside.
 *
 * Heads are read first and the database after, in one moment of its own: what was laid outside had
 * been committed by then.
 *
 * @returns a report for each chain, the platform's first
 */
export async function verifyAudit(options: VerifyOptions): Promise<ChainReport[]> {
  const { databaseUrl, heads, keys } = options
  const signed = await readSignedChains(heads, keys)
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await layOut(client, options.archive)
    await client.query('begin transaction isolation level repeatable read read only')
    const { rows } = await client.query<{ chain: string }>(
      `select chain::text from private.audit_tips
       union select chain::text from private.audit_waiting
       union select chain::text from private.audit_chain
       union select coalesce(community_id, '00000000-0000-0000-0000-000000000000')::text
         from public.security_audit`,
    )
    const chains = new Set([...rows.map(({ chain }) => chain), ...signed.keys()])
    const reports: ChainReport[] = []
    for (const chain of [...chains].sort()) {
      const report = await walkChain(client, chain, signed.get(chain))
      report.trouble ??= await findLostHead(client, options, report)
      // The platform's chain is the one that tells of archived months, and was just seen to be whole.
      if (chain === platformChain) report.trouble ??= await findBentFile(client, options.archive)
      reports.push(report)
    }
    await client.query('rollback')
    return reports
  } finally {
    await client.end()
  }
}

/** `all_audit`, for this connection: what the database holds, and what was moved to files. */
async function layOut(client: pg.ClientBase, archive: string | undefined): Promise<void> {
  await client.query('create temp table archived_audit (like public.security_audit)')
  for (const month of archive ? archivedMonths(archive, 'public.security_audit') : []) {
    await loadMonth(client, archive ?? '', month, 'archived_audit')
  }
  await client.query('create index on archived_audit (id)')
  await client.query('create index on archived_audit (community_id)')
  await client.query('analyze archived_audit')
  // A month that was just read back stands in both places: once is enough.
  await client.query(
    `create temp view all_audit as
     select * from public.security_audit
     union all
     select * from archived_audit
     where not exists (
       select from public.security_audit where security_audit.id = archived_audit.id
     )`,
  )
}

/** An archived month of any table that is not the one whose leaving the audit tells of. */
async function findBentFile(
  client: pg.ClientBase,
  archive: string | undefined,
): Promise<ChainReport['trouble']> {
  const { rows } = await client.query<{ month: string; sha256: string }>(
    `select distinct on (subject_id) subject_id as month, details ->> 'sha256' as sha256
     from all_audit
     where action = 'archive.month-archived' and community_id is null
     order by subject_id, id desc`,
  )
  const told = new Map(rows.map(({ month, sha256 }) => [month, sha256]))
  for (const { parent, month } of archive ? archivedMonths(archive) : []) {
    const wanted = told.get(month)
    // What a run wrote that was cut off before the month left.
    if (wanted === undefined) continue
    if ((await checksumOf(archive ?? '', month)) === wanted) continue
    const text = `the file of ${month} (${parent}) is not the one that the audit tells of`
    return { what: 'archive', place: null, id: null, text }
  }
  return null
}

/** A head that the database was told to lie outside, and that does not. */
async function findLostHead(
  client: pg.ClientBase,
  { heads, keys }: VerifyOptions,
  { chain, signedPlace }: ChainReport,
): Promise<ChainReport['trouble']> {
  const { rows } = await client.query<{ place: number; hash: string }>(
    `select place::int, encode(hash, 'hex') as hash from private.audit_heads
     where chain = $1 and place > $2 order by place desc limit 1`,
    [chain, signedPlace],
  )
  const newest = rows[0]
  if (!newest) return null
  const name = headName(chain, newest.place)
  // It may have been laid since the heads were read.
  const text = await heads.read(name)
  if (text !== null && openHead(text, keys).hash === newest.hash) return null
  return {
    what: 'heads',
    place: newest.place,
    id: null,
    text: `the head of place ${newest.place} was laid outside, and is not there (${name})`,
  }
}
