import path from 'node:path'
import { openSecrets } from '../local/postgres/secrets.ts'
import { auditKeyOf } from '../local/signing-keys.ts'
import { bucketsIn } from '../local/worker/serve.ts'
import { reachEmbedded } from '../reach-database.ts'

export interface EmbeddedAudit {
  /** Postgres as its owner. */
  databaseUrl: string
  /** Where the local bucket keeps signed heads. */
  buckets: string
  /** The signing key as a JWK. */
  key: string
  leave(): Promise<void>
}

/**
 * Reaches the audit of the installation in a data folder: its running Postgres, or one that is
 * started for this alone.
 *
 * @throws StartError when there is no database in the folder
 */
export async function openEmbedded(
  dataDir: string,
  say: (line: string) => void,
): Promise<EmbeddedAudit> {
  const { ownerUrl, leave } = await reachEmbedded(dataDir, say)
  const secrets = openSecrets(path.join(dataDir, 'postgres', 'secrets.json'))
  return {
    databaseUrl: ownerUrl,
    buckets: bucketsIn(path.join(dataDir, 'objects')),
    key: JSON.stringify(auditKeyOf(secrets)),
    leave,
  }
}
