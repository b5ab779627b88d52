import { parseArgs } from 'node:util'
import { withClient } from '../local/postgres/with-client.ts'
import { reachDatabase } from '../reach-database.ts'
import { runCommand } from '../run-command.ts'
import { reportHealth } from './report.ts'

/**
 * `npm run database:health`: what an operator should know of the database in `ADMIN_DATABASE_URL` (or
 * `DATABASE_URL`), else of the embedded one.
 */
export async function showHealth(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const url = env.ADMIN_DATABASE_URL ?? env.DATABASE_URL
  const database = await reachDatabase({ ...env, ...(url ? { ADMIN_DATABASE_URL: url } : {}) }, say)
  try {
    const lines = await withClient(database.adminUrl, reportHealth)
    for (const line of lines) say(line)
  } finally {
    await database.leave()
  }
}

if (import.meta.main) {
  await runCommand(async (say) => {
    parseArgs({ options: {} })
    await showHealth(process.env, say)
  })
}
