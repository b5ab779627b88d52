import { parseArgs } from 'node:util'
import pg from 'pg'
import { tellAudit } from '../audit/tell-audit.ts'
import { StartError } from '../local/postgres/start-error.ts'
import { reachDatabase } from '../reach-database.ts'
import { runCommand } from '../run-command.ts'
import { applyImport } from './apply.ts'
import { type ImportPlan, planImport, readExisting } from './plan.ts'
import { readLegacy } from './read-legacy.ts'
import { undoImport } from './undo.ts'

const HOW = `Say what to do:
  npm run import:legacy -- --from postgres://…            shows what it would do, and does nothing
  npm run import:legacy -- --from postgres://… --apply    does it, in one transaction
  npm run import:legacy -- --undo                         takes it back
With --apply, --super-admins makes those super admins who ran the earlier platform.
With --undo, --even-what-came-since takes along what people made in it since.`

export interface ImportOptions {
  /** The earlier database; only read. */
  from: string
  /** This installation's, as its owner. */
  into: string
  apply: boolean
  superAdmins?: boolean
  say: (line: string) => void
}

/**
 * Brings the earlier AI GYM's people, communities, content and conversations here. Without `apply`
 * it says what it would do. Done again, it makes only what is missing.
 *
 * @throws StartError with one line; what was here is as it was
 */
export async function importLegacy(options: ImportOptions): Promise<ImportPlan> {
  const { from, into, apply, superAdmins = false, say } = options
  const data = await readLegacy(from)
  return inTransaction(into, async (client) => {
    const plan = planImport(data, await readExisting(client))
    report(plan, { apply, superAdmins }, say)
    if (apply) {
      await applyImport(client, plan, { superAdmins })
      await tell(client, 'legacy.imported', {
        people: plan.people.filter(({ isNew }) => isNew).length,
        communities: plan.communities.length,
        items: plan.items.length,
        conversations: plan.conversations.length,
      })
    }
    return plan
  })
}

/** Takes the import back. @throws StartError with one line; what was here is as it was */
export async function takeBack(options: {
  into: string
  evenWhatCameSince?: boolean
  say: (line: string) => void
}): Promise<void> {
  const { into, evenWhatCameSince = false, say } = options
  const gone = await inTransaction(into, async (client) => {
    const removed = await undoImport(client, { evenWhatCameSince })
    await tell(client, 'legacy.undone', removed)
    return removed
  })
  for (const [what, count] of Object.entries(gone)) say(`Removed ${count} ${what}`)
}

/** The audit of what an import made or took back, in its transaction: how many of what. */
function tell(
  client: pg.ClientBase,
  action: 'legacy.imported' | 'legacy.undone',
  details: Record<string, number>,
): Promise<void> {
  return tellAudit(client, { action, subject: { kind: 'import', id: 'legacy' }, details })
}

async function inTransaction<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(`begin; set local statement_timeout = '10min'`)
    // Two imports at once would double what both find missing.
    const { rows } = await client.query<{ alone: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('aigym.import', 0)) as alone`,
    )
    if (!rows[0]?.alone) throw new StartError('Another import is under way.')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`Nothing was changed: ${(error as Error).message}`)
  } finally {
    await client.end().catch(() => {})
  }
}

function report(
  plan: ImportPlan,
  { apply, superAdmins }: { apply: boolean; superAdmins: boolean },
  say: (line: string) => void,
): void {
  const fresh = plan.people.filter(({ isNew }) => isNew)
  const messages = plan.conversations.reduce((sum, { messages }) => sum + messages.length, 0)
  say(apply ? 'Importing:' : 'This would be imported (nothing is written without --apply):')
  say(`  people          ${fresh.length}, and ${plan.people.length - fresh.length} who are here`)
  say(`  communities     ${plan.communities.length}`)
  say(`  memberships     ${plan.memberships.length}`)
  say(`  content         ${plan.items.length}`)
  say(`  conversations   ${plan.conversations.length}, ${messages} messages`)
  if (plan.done > 0) say(`  ${plan.done} rows were imported before and are left as they are`)
  if (plan.superAdmins.length > 0) {
    say(
      superAdmins
        ? `  super admins    ${plan.superAdmins.length}`
        : `  ${plan.superAdmins.length} ran the earlier platform; say --super-admins if they shall run this one`,
    )
  }
  if (plan.problems.length > 0) say(`To know about (${plan.problems.length}):`)
  for (const line of plan.problems) say(`  ${line}`)
  if (plan.unread.length > 0) say('Nothing here reads, and it stays where it is:')
  for (const line of plan.unread) say(`  ${line}`)
}

function readWords(words: string[]) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        from: { type: 'string' },
        apply: { type: 'boolean', default: false },
        'super-admins': { type: 'boolean', default: false },
        undo: { type: 'boolean', default: false },
        'even-what-came-since': { type: 'boolean', default: false },
      },
    })
    if (values.undo !== (values.from === undefined)) throw new StartError(HOW)
    return values
  } catch {
    throw new StartError(HOW)
  }
}

if (import.meta.main) {
  await runCommand(async (say) => {
    const words = readWords(process.argv.slice(2))
    const { ownerUrl: into, leave } = await reachDatabase(process.env, say)
    try {
      if (words.from === undefined) {
        await takeBack({ into, evenWhatCameSince: words['even-what-came-since'], say })
      } else {
        await importLegacy({
          from: words.from,
          into,
          apply: words.apply,
          superAdmins: words['super-admins'],
          say,
        })
      }
    } finally {
      await leave()
    }
  })
}
