import path from 'node:path'
import { parseArgs } from 'node:util'
import { dataDirOf, reachDatabase } from '../reach-database.ts'
import { runCommand } from '../run-command.ts'
import { archiveMonths, readArchive } from './archive-months.ts'

/**
 * `npm run archive`: takes old months out of the tables that may lose them, into files. With
 * `-- --read ai_runs_2024_11` it reads one back into a table of its own. The database is the one in
 * ADMIN_DATABASE_URL, else the embedded one; the files are in `-- --to`, else beside its data.
 */
async function archive(words: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { values } = parseArgs({
    args: words,
    options: { to: { type: 'string' }, read: { type: 'string' } },
  })
  const folder = path.resolve(values.to ?? path.join(dataDirOf(env), 'archive'))
  const database = await reachDatabase(env, (line) => console.log(line))
  try {
    if (values.read) {
      const table = await readArchive(database.ownerUrl, folder, values.read)
      console.log(`Read back into ${table}. Drop it when you have seen it.`)
      return
    }
    const archived = await archiveMonths(database.ownerUrl, folder)
    for (const { month, rows } of archived) console.log(`${month}: ${rows} rows`)
    console.log(`${archived.length} months archived to ${folder}`)
  } finally {
    await database.leave()
  }
}

await runCommand(() => archive(process.argv.slice(2), process.env))
