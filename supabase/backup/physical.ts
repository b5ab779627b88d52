import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { StartError } from '../local/postgres/start-error.ts'
import { fileEntry, madeEntry, walk } from './files.ts'
import type { TarSource } from './tar.ts'

/** Folders whose contents the server makes anew; Postgres wants them to be there. */
const emptied = [
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]
const leftOut =
  /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*|postmaster\.(pid|opts)|backup_label|tablespace_map)$/
const controlFile = 'global/pg_control'

/** Where the cluster lies in an archive, as it does in a data folder. */
const below = 'postgres/data/'

function isLeftOut(path: string): boolean {
  return (
    path === controlFile ||
    leftOut.test(path) ||
    emptied.some((folder) => path.startsWith(`${folder}/`))
  )
}

/**
 * A copy of a running Postgres's files that is consistent once Postgres has started on it: all files
 * as they come, and the log of everything that was written meanwhile, which the start plays back.
 *
 * @param superuserUrl logs in as `supabase_admin`
 * @param dataDir the folder that server runs on
 * @param atTheMoment copies to a scratch folder what must be of the moment that the copy shows, in the
 *   transaction in which that moment is taken, so that a lock it takes is held until then. The copies
 *   go into the archive afterwards: nobody waits for that
 */
export async function* copyCluster(
  superuserUrl: string,
  dataDir: string,
  atTheMoment: (client: pg.ClientBase, scratch: string) => Promise<TarSource[]>,
): AsyncGenerator<TarSource> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 })
  let lost: Error | undefined
  client.on('error', (error) => {
    lost = error
  })
  await client.connect()
  const scratch = await mkdtemp(join(tmpdir(), 'aigym-backup-'))
  try {
    await refuseTablespaces(client)
    // The slot keeps the log of the time from here on; it goes with this session, however that ends.
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `aigym_backup_${process.pid}_${Date.now()}`,
    ])
    const [started] = await rows<{ segment: string }>(
      client,
      `select pg_walfile_name(pg_backup_start('aigym backup', true)) as segment`,
    )
    for await (const { path, place, kind } of walk(dataDir, isLeftOut)) {
      if (kind === 'folder') {
        yield { path: below + path, kind, mode: 0o700, size: 0 }
        continue
      }
      const entry = await fileEntry(place, below + path)
      if (entry) yield entry
    }
    // Last, as Postgres's own pg_basebackup does it.
    const control = await fileEntry(join(dataDir, controlFile), below + controlFile)
    if (control) yield control
    await client.query('begin')
    await client.query(`set local idle_in_transaction_session_timeout = '60s'`)
    const copies = await atTheMoment(client, scratch)
    if (lost) throw lost
    const [stopped] = await rows<{ segment: string; label: string }>(
      client,
      'select pg_walfile_name(lsn) as segment, labelfile as label from pg_backup_stop(false)',
    )
    await client.query('commit')
    yield* copies
    yield madeEntry(`${below}backup_label`, stopped?.label ?? '')
    yield* copyLog(dataDir, started?.segment ?? '', stopped?.segment ?? '')
  } finally {
    await client.end().catch(() => {})
    await rm(scratch, { recursive: true, force: true })
  }
}

async function rows<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row[]> {
  return (await client.query<Row>(sql)).rows
}

async function refuseTablespaces(client: pg.Client): Promise<void> {
  const found = await rows<{ spcname: string }>(
    client,
    `select spcname from pg_tablespace where spcname not in ('pg_default', 'pg_global')`,
  )
  if (found.length > 0) {
    throw new StartError(
      `The tablespace ${found[0]?.spcname} lies outside the data folder, which a backup does not follow.`,
    )
  }
}

async function* copyLog(dataDir: string, from: string, to: string): AsyncGenerator<TarSource> {
  const folder = join(dataDir, 'pg_wal')
  yield { path: `${below}pg_wal/archive_status`, kind: 'folder', mode: 0o700, size: 0 }
  yield { path: `${below}pg_wal/summaries`, kind: 'folder', mode: 0o700, size: 0 }
  const wanted = readdirSync(folder)
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= from && name <= to)
    .sort()
  if (wanted[0] !== from || !existsSync(join(folder, to))) {
    throw new StartError(
      `Postgres no longer has the log from ${from} to ${to}, without which the copy is worth nothing. Try again.`,
    )
  }
  for (const name of wanted) {
    const entry = await fileEntry(join(folder, name), `${below}pg_wal/${name}`)
    if (entry) yield entry
  }
}
