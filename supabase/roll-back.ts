import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { hasAudit, tellAudit } from './audit/tell-audit.ts'
import { newestMigration, rollBack } from './local/postgres/roll-back.ts'
import { StartError } from './local/postgres/start-error.ts'
import { withClient } from './local/postgres/with-client.ts'
import { reachDatabase } from './reach-database.ts'
import { runCommand } from './run-command.ts'

export interface RollBackCommand {
  words: string[]
  env: NodeJS.ProcessEnv
  say: (line: string) => void
  /** Asks the operator; undefined where nobody sits there. */
  ask?: (question: string) => Promise<string>
  /** The folder that holds `supabase/`; the project's own unless told. */
  workDir?: string
}

/**
 * `npm run rollback-database`: takes the newest migration back. What that would lose is said before it
 * happens, and then it asks, or wants `--yes`.
 */
export async function rollBackDatabase({
  words,
  env,
  say,
  ask,
  workDir,
}: RollBackCommand): Promise<void> {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  })
  const database = await reachDatabase(env, say)
  try {
    const name = positionals[0] ?? (await newestName(database.ownerUrl))
    await rollBack(database.ownerUrl, name, {
      ...(workDir === undefined ? {} : { workDir }),
      async confirm(losses) {
        say(`Rolling back ${name} in ${database.name} LOSES:`)
        for (const loss of losses) say(`  ${loss}`)
        if (values.yes) return true
        if (!ask) {
          say('Make a backup (npm run backup), then add --yes if that may go.')
          return false
        }
        return (await ask('Make a backup first. Type yes to lose this: ')).trim() === 'yes'
      },
      async afterwards(client) {
        if (!(await hasAudit(client))) return
        const subject = { kind: 'migration', id: name }
        await tellAudit(client, { action: 'database.rolled-back', subject, details: {} })
      },
    })
    say(`Rolled back ${name} in ${database.name}`)
    say('The next start or install-database applies it again, unless its file is gone by then')
  } finally {
    await database.leave()
  }
}

async function newestName(url: string): Promise<string> {
  const newest = await withClient(url, newestMigration)
  if (!newest) throw new StartError('No migration was applied to this database.')
  return `${newest.version}_${newest.name}`
}

if (import.meta.main) {
  const terminal = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : undefined
  await runCommand((say) =>
    rollBackDatabase({
      words: process.argv.slice(2),
      env: process.env,
      say,
      ...(terminal ? { ask: (question) => terminal.question(question) } : {}),
    }),
  )
  terminal?.close()
}
