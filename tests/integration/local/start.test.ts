import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../supabase/local/postgres/free-port'
import { isAlive } from '../../../supabase/local/postgres/lock'
import { projectRoot } from '../../../supabase/local/stack'
import { start } from '../../../supabase/local/start'

const env = { AI_PROVIDER: 'scripted' }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aigym-start-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function isDown(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    () => false,
    () => true,
  )
}

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`waited a minute for: ${what}`)
    await sleep(100)
  }
}

describe('start', () => {
  it('serves the product with the demo, keeps data across starts, refuses a second start', async () => {
    const dataDir = path.join(folder, 'kept')
    const said: string[] = []
    const options = { dataDir, env, say: (line: string) => said.push(line) }
    const first = await start({ ...options, port: await freePort(), reset: false })
    const ready = await fetch(`${first.url}/readyz`)
    expect(await ready.json()).toMatchObject({ status: 'ready' })
    expect(said.join('\n')).toContain(`AI GYM runs at ${first.url}`)
    expect(said.join('\n')).toContain('member@aigym.test')
    expect(said.join('\n')).toContain('scripted practice partner')

    const again = start({ ...options, port: await freePort(), reset: false })
    await expect(again).rejects.toThrow(/already running/)
    const anew = start({ ...options, port: await freePort(), reset: true })
    await expect(anew).rejects.toThrow(/^AI GYM is already running on [^\n]*$/)
    expect((await readdir(dataDir)).sort()).toEqual(['buckets', 'mailbox', 'objects', 'postgres'])
    const still = await fetch(`${first.url}/readyz`)
    expect(await still.json()).toMatchObject({ status: 'ready' })

    const client = new pg.Client({ connectionString: first.postgres.superuserUrl })
    await client.connect()
    await client.query(`update public.communities set name = 'Renamed' where slug = 'northside'`)
    await first.samples
    // A dozen of each kind, brought over the import page; the seed itself has five of the agents.
    const { rows: kinds } = await client.query(
      `select i.kind, count(*)::int as n from public.content_items i
       join public.communities c on c.id = i.community_id
       where c.slug = 'northside' and i.deleted_at is null group by 1 order by 1`,
    )
    expect(kinds).toEqual(
      ['agent', 'automation', 'document', 'prompt', 'video'].map((kind) => ({ kind, n: 12 })),
    )
    const { rows: files } = await client.query(
      `select count(*)::int as n from public.content_files`,
    )
    expect(files[0].n).toBe(40)
    await client.end()
    await first.stop()
    expect(await isDown(first.url)).toBe(true)

    const nameAfter = async (reset: boolean) => {
      const stack = await start({ ...options, port: await freePort(), reset })
      await stack.samples
      const reader = new pg.Client({ connectionString: stack.postgres.superuserUrl })
      await reader.connect()
      const { rows } = await reader.query(
        `select name, (select count(*)::int from public.content_imports) as imports
         from public.communities where slug = 'northside'`,
      )
      expect(rows[0].imports).toBe(1)
      await reader.end()
      await stack.stop()
      return rows[0]?.name
    }
    expect(await nameAfter(false)).toBe('Renamed')
    expect(await nameAfter(true)).toBe('Northside')
  }, 180_000)

  it('says in one line that its port is taken, before it starts anything', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const said: string[] = []
    const starting = start({ port, reset: false, env, say: (line) => said.push(line) })
    await expect(starting).rejects.toThrow(`Port ${port} is taken`)
    expect(said).toEqual([])
    other.close()
  })
})

const lockOf = (dataDir: string) => path.join(dataDir, 'postgres', 'data.lock')

/** `npm start` as a process, in a group of its own as under a terminal; resolves when it serves. */
async function startAsProcess(dataDir: string) {
  const port = await freePort()
  const child = spawn(process.execPath, ['supabase/local/bootstrap.mjs', 'start'], {
    cwd: projectRoot,
    detached: true,
    env: { ...process.env, ...env, DATA_DIR: dataDir, PORT: String(port), NODE_OPTIONS: '' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const said = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said.text += chunk
    })
  }
  await until('the start', () => said.text.includes('AI GYM runs') || child.exitCode !== null)
  expect(said.text).toContain('AI GYM runs')
  const pidFile = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
  const postgres = Number((await readFile(pidFile, 'utf8')).split('\n')[0])
  return { child, pid: child.pid ?? 0, ended, said, postgres, url: `http://127.0.0.1:${port}` }
}

describe('npm start as a process', { timeout: 120_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'ends in order and leaves nothing running after %s',
    async (signal) => {
      const dataDir = path.join(folder, signal)
      const { child, url, postgres } = await startAsProcess(dataDir)
      child.kill(signal)
      await until('the Worker to end', () => isDown(`${url}/healthz`))
      await until('Postgres to end', () => !isAlive(postgres))
      // Whatever ends it at once leaves its lock behind.
      await until('the lock to go', () => !existsSync(lockOf(dataDir)))
    },
  )

  it('ends in order on Ctrl-C, which a terminal sends to all of its group', async () => {
    const dataDir = path.join(folder, 'group')
    const { pid, ended, postgres } = await startAsProcess(dataDir)
    process.kill(-pid, 'SIGINT')
    expect(await ended).toBe(130)
    expect(isAlive(postgres)).toBe(false)
    expect(existsSync(lockOf(dataDir))).toBe(false)
  })

  it('says that its Postgres died, and ends', async () => {
    const dataDir = path.join(folder, 'crash')
    const { ended, said, postgres, url } = await startAsProcess(dataDir)
    process.kill(postgres, 'SIGKILL')
    expect(await ended).toBe(1)
    expect(said.text).toMatch(
      /^Postgres ended by itself \(SIGKILL\): the end of .*data\.log says more\.$/m,
    )
    expect(await isDown(`${url}/healthz`)).toBe(true)
    expect(existsSync(lockOf(dataDir))).toBe(false)
  })
})
