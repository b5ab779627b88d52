import path from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '../local/postgres/start-error.ts'
import { dataDirOf } from '../reach-database.ts'
import { runCommand } from '../run-command.ts'
import { platformChain } from './digest.ts'
import { openEmbedded } from './embedded.ts'
import { type HeadSource, headsInFolder, headsInLocalBucket } from './head-sources.ts'
import { readKeys } from './signed-heads.ts'
import { verifyAudit } from './verify-audit.ts'
import type { ChainReport } from './walk-chain.ts'

/** What a report says, in lines. */
export function describeChain(report: ChainReport): string[] {
  const { chain, places, signedPlace, signedAt, waiting, trouble } = report
  const name = chain === platformChain ? 'The platform' : `Community ${chain}`
  const lines = [
    signedAt
      ? `${name}: ${places} rows in their places, signed up to ${signedPlace} (${signedAt.toISOString()})`
      : `${name}: ${places} rows in their places, none signed`,
  ]
  const tail = Math.max(0, places - signedPlace)
  if (tail > 0) {
    lines.push(`  Tail: no signed head covers places ${signedPlace + 1} to ${places} yet`)
  }
  if (waiting > 0) lines.push(`  Tail: ${waiting} rows wait for their place`)
  if (trouble) lines.push(`  BENT: ${trouble.text}`)
  return lines
}

/**
 * `npm run audit:verify`: of the embedded installation, or of the database in ADMIN_DATABASE_URL (or
 * DATABASE_URL) with the heads in `--heads`, a folder that is a copy of the bucket. Months that were
 * archived are read from `--archive`, where `npm run archive` put them unless told.
 *
 * @returns the exit code: 0 when no chain was bent
 */
export async function verify(
  words: string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number> {
  const { values } = parseArgs({
    args: words,
    options: { heads: { type: 'string' }, archive: { type: 'string' } },
  })
  const stopping = new AsyncDisposableStack()
  try {
    let databaseUrl = env.ADMIN_DATABASE_URL ?? env.DATABASE_URL
    let key = env.AUDIT_VERIFY_KEY ?? env.AUDIT_SIGNING_KEY
    let heads: HeadSource | undefined = values.heads ? headsInFolder(values.heads) : undefined
    if (!databaseUrl) {
      const embedded = await openEmbedded(dataDirOf(env), say)
      stopping.defer(() => embedded.leave())
      databaseUrl = embedded.databaseUrl
      key ??= embedded.key
      heads ??= await headsInLocalBucket(embedded.buckets)
    }
    if (!heads) {
      throw new StartError('Give --heads, a folder with the signed heads: a copy of their bucket.')
    }
    if (!key) {
      throw new StartError('Set AUDIT_VERIFY_KEY to the key that signs heads, or its public part.')
    }
    const source = heads
    stopping.defer(() => source.close())
    const keys = (() => {
      try {
        return readKeys(key)
      } catch (error) {
        throw new StartError(
          `AUDIT_VERIFY_KEY is no Ed25519 key as a JWK: ${(error as Error).message}`,
        )
      }
    })()
    const archive = path.resolve(values.archive ?? path.join(dataDirOf(env), 'archive'))
    const reports = await verifyAudit({ databaseUrl, heads, keys, archive })
    for (const report of reports) for (const line of describeChain(report)) say(line)
    const bent = reports.filter(({ trouble }) => trouble !== null).length
    const rows = reports.reduce((sum, { places }) => sum + places, 0)
    say(
      bent === 0
        ? `Nothing was bent: ${rows} rows in ${reports.length} chains`
        : `${bent} of ${reports.length} chains were bent`,
    )
    return bent === 0 ? 0 : 1
  } finally {
    await stopping.disposeAsync()
  }
}

if (import.meta.main) {
  await runCommand(async (say) => {
    process.exitCode = await verify(process.argv.slice(2), process.env, say)
  })
}
