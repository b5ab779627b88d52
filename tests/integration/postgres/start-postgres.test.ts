import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { isAlive } from '../../../supabase/local/postgres/lock.ts'
import { StartError } from '../../../supabase/local/postgres/start-error.ts'
import {
  type LocalPostgres,
  type PostgresOptions,
  startPostgres,
} from '../../../supabase/local/postgres/start-postgres.ts'
import { waysDown } from '../../../supabase/local/postgres/step-down.ts'

const running: LocalPostgres[] = []
const folders: string[] = []

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aigym-test-'))
  folders.push(folder)
  return join(folder, 'data')
}

async function start(options: PostgresOptions): Promise<LocalPostgres> {
  const postgres = await startPostgres({ settings: { fsync: 'off' }, ...options })
  running.push(postgres)
  return postgres
}

async function sql<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])

describe('starting', { timeout: 60_000 }, () => {
  test('keeps data and passwords from one start to the next', async () => {
    const dataDir = newDataDir()
    const first = await start({ dataDir })
    await sql(first.postgresUrl, 'create table public.kept (word text)')
    await sql(first.postgresUrl, `insert into public.kept values ('still here')`)
    await first.stop()
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)

    const second = await start({ dataDir })
    expect(await sql(second.postgresUrl, 'select word from public.kept')).toEqual([
      { word: 'still here' },
    ])
    const password = (url: string) => new URL(url).password
    expect(password(second.superuserUrl)).toBe(password(first.superuserUrl))
  })

  test('tells nobody its passwords and listens on loopback only', async () => {
    const dataDir = newDataDir()
    const postgres = await start({ dataDir })
    expect(statSync(join(dirname(dataDir), 'secrets.json')).mode & 0o777).toBe(0o600)
    const [row] = await sql<{ addresses: string; sockets: string; encoding: string }>(
      postgres.superuserUrl,
      `select current_setting('listen_addresses') as addresses,
         current_setting('unix_socket_directories') as sockets,
         current_setting('server_encoding') as encoding`,
    )
    expect(row).toEqual({ addresses: '127.0.0.1', sockets: '', encoding: 'UTF8' })
    const wrong = new URL(postgres.postgresUrl)
    wrong.password = 'guess'
    await expect(sql(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  })

  test('refuses a second start on the same data, in one line', async () => {
    const dataDir = newDataDir()
    await start({ dataDir })
    await expect(startPostgres({ dataDir })).rejects.toThrow(
      new RegExp(`^AI GYM is already running on ${dataDir} \\(process ${process.pid}\\)[^\\n]*$`),
    )
  })

  test('takes over after a crash, even where another process has the old number now', async () => {
    const dataDir = newDataDir()
    const first = await start({ dataDir })
    await sql(first.postgresUrl, 'create table public.kept ()')
    const pid = postmasterOf(dataDir)
    process.kill(pid, 'SIGKILL')
    await expect(first.crashed).resolves.toMatch(/^Postgres ended by itself \(SIGKILL\)[^\n]*$/)
    await first.stop()
    const file = join(dataDir, 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(String(pid), String(process.ppid)))
    writeFileSync(`${dataDir}.lock`, JSON.stringify({ pid: process.ppid, started: 'long ago' }))

    const second = await start({ dataDir })
    expect(await sql(second.postgresUrl, 'select * from public.kept')).toEqual([])
  })

  test('sets new passwords where the file that held them is gone', async () => {
    const dataDir = newDataDir()
    const first = await start({ dataDir })
    await first.stop()
    rmSync(join(dirname(dataDir), 'secrets.json'))
    const lines: string[] = []
    const second = await start({ dataDir, log: (line) => lines.push(line) })
    expect(second.postgresUrl).not.toBe(first.postgresUrl)
    expect(await sql(second.postgresUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(lines.join()).toMatch(/new passwords/)
  })

  test('says that a port is taken', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as { port: number }
    try {
      await expect(startPostgres({ dataDir: newDataDir(), port })).rejects.toThrow(
        `Port ${port} is taken: end the program that listens there, or choose another port.`,
      )
    } finally {
      blocker.close()
    }
  })

  test('leaves nothing half-made behind after a first start that was cut off', async () => {
    const dataDir = newDataDir()
    const postgres = await start({ dataDir })
    await postgres.stop()
    rmSync(join(dataDir, 'PG_VERSION'))
    await expect(startPostgres({ dataDir })).rejects.toThrow()
    rmSync(dataDir, { recursive: true })
    const again = await start({ dataDir })
    expect(await sql(again.postgresUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

/** A disk of a few megabytes, where this machine lets us mount one. */
function smallDisk(folder: string, size: string): (() => void) | undefined {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder])
  return status === 0 ? () => void spawnSync('umount', [folder]) : undefined
}

/** Only root may, and not in every container. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'aigym-mount-'))
  const unmount = smallDisk(folder, '1m')
  unmount?.()
  rmSync(folder, { recursive: true })
  return unmount !== undefined
}

describe.skipIf(!canMount())('on a full disk', () => {
  test.each([
    ['at the first start', '12m', false],
    ['at a later start', '45m', true],
  ])('says so in one line %s', async (_when, size, isLater) => {
    const dataDir = newDataDir()
    const unmount = smallDisk(dirname(dataDir), size)
    try {
      if (isLater) {
        await (await startPostgres({ dataDir })).stop()
        const rest = statfsSync(dirname(dataDir))
        writeFileSync(join(dirname(dataDir), 'rest'), Buffer.alloc(rest.bavail * rest.bsize))
      }
      await expect(startPostgres({ dataDir })).rejects.toThrow(
        new StartError(
          `The disk is full: ${dataDir} could not be written. Free some space, then start again.`,
        ),
      )
    } finally {
      unmount?.()
    }
  })
})

describe('ending', { timeout: 90_000 }, () => {
  const holder = fileURLToPath(new URL('./hold-postgres.ts', import.meta.url))

  async function holdElsewhere(dataDir: string, cleanUp = '') {
    const child = spawn(process.execPath, [holder, dataDir, cleanUp], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve)
      child.once('exit', () => reject(new Error('it ended before it started')))
    })
    return { child, postmaster: postmasterOf(dataDir) }
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'Postgres goes when %s ends the process that started it',
    async (signal) => {
      const dataDir = newDataDir()
      const { child, postmaster } = await holdElsewhere(dataDir)
      expect(isAlive(postmaster)).toBe(true)
      child.kill(signal)
      await expect.poll(() => isAlive(postmaster), { timeout: 30_000 }).toBe(false)
      // It was asked, not killed: nothing has to be recovered.
      expect(readFileSync(`${dataDir}.log`, 'utf8')).toMatch(/database system is shut down\s*$/)
    },
  )

  test('a start right after kill -9 waits for the old Postgres to go', async () => {
    const dataDir = newDataDir()
    const { child } = await holdElsewhere(dataDir)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const postgres = await start({ dataDir })
    expect(await sql(postgres.postgresUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a throwaway folder goes too', async () => {
    const dataDir = newDataDir()
    const { child } = await holdElsewhere(dataDir, dirname(dataDir))
    child.kill('SIGKILL')
    await expect.poll(() => existsSync(dirname(dataDir)), { timeout: 30_000 }).toBe(false)
  })
})

describe.runIf(process.getuid?.() === 0)('as root', { timeout: 60_000 }, () => {
  test.each([
    ['a user namespace', 0],
    ['another user that may pass file permissions', 1],
    ['another user', 2],
  ])('steps down by %s', async (_name, way) => {
    const only: typeof waysDown = (user) => waysDown(user).slice(way, way + 1)
    const dataDir = newDataDir()
    // The last way needs a folder that the other user can reach.
    execFileSync('chmod', ['755', dirname(dataDir)])
    const postgres = await start({ dataDir, waysDown: only })
    expect(await sql(postgres.postgresUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await postgres.stop()
    // The next start may step down in another way: the data changes hands.
    const again = await start({ dataDir })
    expect(await sql(again.postgresUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('says so where no way works', async () => {
    await expect(startPostgres({ dataDir: newDataDir(), waysDown: () => [] })).rejects.toThrow(
      'Postgres refuses to run as root and found no way to step down: run npm start as an ordinary user.',
    )
  })
})
