import path from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type KeyedProvider, openKey, sealKey } from '../app/platform/ai/key-place.ts'
import { openSealer } from '../app/platform/sealing.ts'
import { openSecrets } from './local/postgres/secrets.ts'
import { StartError } from './local/postgres/start-error.ts'
import { keepSealingKeys, makeSealingKey, sealingKeysOf } from './local/sealing-keys.ts'
import { dataDirOf, reachDatabase } from './reach-database.ts'
import { runCommand } from './run-command.ts'

interface SealedRow {
  id: string
  of: string
  provider: KeyedProvider
  address: string
  sealed: string
  sealedWith: string
}

/** What became of the keys of providers: how many, and the ids of those that nothing opened. */
export interface Resealed {
  resealed: number
  unopened: string[]
}

/**
 * Seals every key of a provider anew that is not sealed with the first sealing key. A key that somebody
 * replaces meanwhile is left as they set it.
 *
 * @param keys as `SEALING_KEYS` has them: the first seals, all open
 */
export async function reseal(databaseUrl: string, keys: string): Promise<Resealed> {
  const sealer = openSealer(keys)
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  await client.connect().catch((error: Error) => {
    throw new StartError(`The database does not answer: ${error.message}`)
  })
  const told: Resealed = { resealed: 0, unopened: [] }
  try {
    const { rows } = await client.query<SealedRow>(
      `select k.id, coalesce(c.slug, '') as of, k.provider, k.address, k.sealed,
         k.sealed_with as "sealedWith"
       from public.provider_keys as k
       left join public.communities as c on c.id = k.community_id
       where k.sealed_with <> $1
       order by k.id`,
      [sealer.keyId],
    )
    for (const row of rows) {
      let text: string
      try {
        text = await openKey(sealer, row)
      } catch {
        told.unopened.push(row.id)
        continue
      }
      const made = await sealKey(sealer, text, row)
      const { rowCount } = await client.query(
        `update public.provider_keys set sealed = $1, sealed_with = $2
         where id = $3 and sealed = $4`,
        [made.sealed, made.sealedWith, row.id, row.sealed],
      )
      told.resealed += rowCount ?? 0
    }
    return told
  } finally {
    await client.end()
  }
}

async function run(say: (line: string) => void): Promise<void> {
  const { values } = parseArgs({ options: { 'new-key': { type: 'boolean', default: false } } })
  const hosted = process.env.ADMIN_DATABASE_URL !== undefined
  if (hosted && values['new-key']) {
    say(`Put this before the others in SEALING_KEYS: ${makeSealingKey()}`)
    return
  }
  if (hosted && !process.env.SEALING_KEYS) {
    throw new StartError(
      'Set SEALING_KEYS as the Worker has it: the new key first, the old behind.',
    )
  }
  const { name, ownerUrl, leave } = await reachDatabase(process.env, say)
  try {
    const secrets = openSecrets(path.join(dataDirOf(process.env), 'postgres', 'secrets.json'))
    const keys = (hosted && process.env.SEALING_KEYS) || sealingKeysOf(secrets)
    if (values['new-key']) {
      keepSealingKeys(secrets, `${makeSealingKey()},${keys}`)
      say('A new sealing key is kept before the old. Restart AI GYM, then: npm run keys:reseal')
      return
    }
    const { resealed, unopened } = await reseal(ownerUrl, keys)
    say(
      `${name}: ${resealed} ${resealed === 1 ? 'key' : 'keys'} sealed anew with ${openSealer(keys).keyId}`,
    )
    for (const id of unopened) say(`  ${id} can’t be opened by any sealing key: set it again`)
    if (unopened.length > 0) process.exitCode = 1
    else if (!hosted) keepSealingKeys(secrets, keys.split(',')[0] ?? keys)
  } finally {
    await leave()
  }
}

if (import.meta.main) await runCommand(run)
