import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { hasAudit } from '../../audit/tell-audit.ts'
import { applyMigrations } from '../../local/postgres/migrations.ts'
import { StartError } from '../../local/postgres/start-error.ts'
import type { LocalPostgres } from '../../local/postgres/start-postgres.ts'
import { withClient } from '../../local/postgres/with-client.ts'
import { appliedMigrations } from '../make-backup.ts'
import type { StoredObjects } from '../stored-objects.ts'
import { bringBackObjects, type ObjectsOutcome } from './bring-back-objects.ts'
import { mergeTable, type Outcome } from './merge.ts'
import { type OpenedBackup, openBackup } from './opened-backup.ts'
import { type Part, pick } from './pick.ts'
import { parentsFirst, quoted, readTables, type Table } from './tables.ts'

export interface BringBackOptions {
  file: string
  key: Buffer
  part: Part
  /** The live database, as one who may switch triggers off for the session. */
  adminUrl: string
  /** Opens the stored files of the live installation; null when nobody said where they are. */
  liveObjects: () => Promise<StoredObjects | null>
  env?: NodeJS.ProcessEnv
  /** Does it all and takes it back. */
  dryRun: boolean
  /** Rows that are there in another form become the backup's; a person's own rows never do. */
  overwrite: boolean
  say: (line: string) => void
}

const batch = 2_000
const lockTimeoutMs = 5_000

/**
 * Brings one community, or one content item with what belongs to it, back from a backup into the live
 * database: in one transaction, and again without doubling.
 *
 * Accounts are never brought back: a row that needs a person who is gone is left out, and said.
 *
 * @throws StartError with one line when something stands in the way; nothing is changed then
 */
export async function bringBack(options: BringBackOptions): Promise<Outcome[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'aigym-part-'))
  let backup: OpenedBackup | undefined
  try {
    const { file, key, say, env = process.env } = options
    say('Restoring the backup beside the live database')
    backup = await openBackup({ file, key, scratch, env, say })
    const { postgres, objects } = backup
    await sameSchema(postgres, options.adminUrl)
    return await withClient(postgres.superuserUrl, (from) =>
      withClient(options.adminUrl, (to) => copyPart(from, to, { ...options, objects, scratch })),
    )
  } catch (error) {
    const { code, message } = error as pg.DatabaseError
    if (error instanceof StartError || code === undefined) throw error
    throw new StartError(`Nothing was changed: ${message}`, { cause: error })
  } finally {
    await backup?.postgres.stop()
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Brings an older backup forward by the migrations, so that both sides have the same columns. */
async function sameSchema(backup: LocalPostgres, liveUrl: string): Promise<void> {
  const applied = (url: string) => withClient(url, appliedMigrations)
  const live = await applied(liveUrl)
  const before = await applied(backup.superuserUrl)
  const newer = before.find((version) => !live.includes(version))
  if (newer) {
    throw new StartError(
      `The backup knows the migration ${newer}, which the live database does not: bring that up to date first.`,
    )
  }
  if (before.length === live.length) return
  await applyMigrations(backup.postgresUrl)
  const after = await applied(backup.superuserUrl)
  if (after.join() !== live.join()) {
    throw new StartError(
      'The live database is not at the newest migration: bring it up to date first.',
    )
  }
}

async function copyPart(
  from: pg.ClientBase,
  to: pg.ClientBase,
  options: BringBackOptions & Pick<OpenedBackup, 'objects'> & { scratch: string },
): Promise<Outcome[]> {
  const { part, dryRun, overwrite, say } = options
  await from.query('begin')
  const tables = await readTables(to)
  const picked = await pick(from, tables, part)
  say(`${dryRun ? 'Would bring' : 'Bringing'} back ${picked.title}`)
  await to.query('begin')
  await to.query(`set local lock_timeout = ${lockTimeoutMs}`)
  await to.query('set local session_replication_role = replica').catch(() => {
    throw new StartError(
      'This needs a role that may set session_replication_role, such as postgres on Supabase.',
    )
  })
  // Two at once: the second one finds what the first one brought.
  await to.query(`select pg_advisory_xact_lock(hashtextextended('aigym.bring-back', 0))`)
  const outcomes: Outcome[] = []
  for (const name of parentsFirst([...picked.counts.keys()], tables)) {
    const table = tables.byName.get(name) as Table
    if (table.key.length === 0) throw new StartError(`${name} has no primary key to go by.`)
    await stage(from, to, table)
    outcomes.push(await mergeTable(to, table, tables, overwrite))
    await to.query('drop table staged')
  }
  for (const line of outcomes.flatMap(linesOf)) say(line)
  const clashes = outcomes.reduce((sum, outcome) => sum + outcome.clashes.length, 0)
  if (clashes === 0) {
    // Before the rows are there for good: an object without a row harms nobody.
    const { objects: backup, liveObjects: live, scratch } = options
    const objects = await bringBackObjects({ from, to, backup, live, scratch, dryRun })
    for (const line of linesOfObjects(objects)) say(line)
    await tellAudit(to, part, picked.id, outcomes, objects.brought)
  }
  await to.query(dryRun || clashes > 0 ? 'rollback' : 'commit')
  if (clashes > 0 && !dryRun) {
    throw new StartError(
      'Nothing was changed: other rows have what must be unique. Rename those first; they are named above.',
    )
  }
  return outcomes
}

/** New rows go in without triggers, so the audit gets one row for all of them. */
async function tellAudit(
  to: pg.ClientBase,
  part: Part,
  id: string,
  outcomes: Outcome[],
  objects: number,
): Promise<void> {
  const sum = (of: 'inserted' | 'overwritten') =>
    outcomes.reduce((total, outcome) => total + outcome[of], 0)
  const details = { inserted: sum('inserted'), overwritten: sum('overwritten'), objects }
  if (details.inserted + details.overwritten + objects === 0) return
  if (!(await hasAudit(to))) return
  await to.query('set local session_replication_role = origin')
  const [action, kind, community] =
    'community' in part
      ? ['backup.community-restored', 'community', '$3::uuid']
      : [
          'backup.item-restored',
          'item',
          '(select community_id from public.content_items where id = $3::uuid)',
        ]
  await to.query(`select private.write_audit($1, ${community}, $2, $3::text, $4)`, [
    action,
    kind,
    id,
    details,
  ])
}

/** Copies a table's picked rows into a temporary table of the live session, as text and so unchanged. */
async function stage(from: pg.ClientBase, to: pg.ClientBase, table: Table): Promise<void> {
  const { name, columns } = table
  await to.query(`create temporary table staged (like ${name}) on commit drop`)
  const list = columns.map((column) => quoted(column.name)).join(', ')
  const texts = columns.map((column) => `t.${quoted(column.name)}::text`).join(', ')
  await from.query(
    `declare rows no scroll cursor for select ${texts} from ${name} as t
     join picked on picked.part = t.tableoid and picked.place = t.ctid`,
  )
  for (;;) {
    const { rows } = await from.query<(string | null)[]>({
      text: `fetch ${batch} from rows`,
      rowMode: 'array',
    })
    if (rows.length === 0) break
    await to.query(
      `insert into staged (${list})
       select ${columns.map(({ type }, at) => `c${at}::${type}`).join(', ')}
       from unnest(${columns.map((_, at) => `$${at + 1}::text[]`).join(', ')})
         as s (${columns.map((_, at) => `c${at}`).join(', ')})`,
      columns.map((_, at) => rows.map((row) => row[at] ?? null)),
    )
  }
  await from.query('close rows')
}

function linesOfObjects({ brought, same, notes }: ObjectsOutcome): string[] {
  if (brought + same + notes.length === 0) return []
  return [
    `  stored files: ${brought} new, ${same} there already`,
    ...notes.map((note) => `    ${note}`),
  ]
}

function linesOf(outcome: Outcome): string[] {
  const { table, inserted, same, overwritten, kept, clashes, notes } = outcome
  const counts = [
    `${inserted} new`,
    `${same} there already`,
    ...(overwritten > 0 ? [`${overwritten} overwritten`] : []),
    ...(kept.length > 0 ? [`${kept.length} kept as they are now`] : []),
    ...(clashes.length > 0 ? [`${clashes.length} in conflict`] : []),
  ]
  return [
    `  ${table}: ${counts.join(', ')}`,
    ...kept.slice(0, 20).map((line) => `    kept ${line}`),
    ...clashes.map((line) => `    conflict ${line}`),
    ...notes.map((line) => `    ${line}`),
  ]
}
