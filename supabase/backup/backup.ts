import path from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '../local/postgres/start-error.ts'
import { dataDirOf } from '../reach-database.ts'
import { runCommand } from '../run-command.ts'
import { dumpHosted } from './hosted.ts'
import { backupFolderOf, makeBackup } from './make-backup.ts'
import { keepRules } from './shelf.ts'

/** `npm run backup`: of the embedded installation, or of the database in ADMIN_DATABASE_URL. */
export async function backUp(
  words: string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<void> {
  const { values } = parseArgs({
    args: words,
    options: { to: { type: 'string' }, files: { type: 'string' } },
  })
  const dataDir = dataDirOf(env)
  const folder = path.resolve(values.to ?? backupFolderOf(dataDir))
  if (values.files && !env.ADMIN_DATABASE_URL) {
    throw new StartError(
      '--files goes with ADMIN_DATABASE_URL: here stored files are in every backup.',
    )
  }
  const files = values.files ? { files: path.resolve(values.files) } : {}
  const startedAt = performance.now()
  const made = env.ADMIN_DATABASE_URL
    ? await dumpHosted({ databaseUrl: env.ADMIN_DATABASE_URL, folder, dataDir, ...files, env, say })
    : await makeBackup({ dataDir, folder, env, say })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  say(`Backed up ${made.files} files, ${megabytes(made.bytes)}, in ${seconds} s: ${made.file}`)
  const { newest, days, weeks, months } = keepRules
  for (const { file } of made.pruned) say(`Removed ${path.basename(file)}`)
  say(
    `Kept are the ${newest} newest, and the last of ${days} days, ${weeks} weeks and ${months} months that have one`,
  )
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`

if (import.meta.main) {
  await runCommand((say) => backUp(process.argv.slice(2), process.env, say))
}
