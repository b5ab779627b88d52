import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../../supabase/local/postgres/free-port'
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

describe('npm start as a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing running after %s',
    async (signal) => {
      const dataDir = path.join(folder, signal)
      const port = await freePort()
      const child = spawn(process.execPath, ['supabase/local/bootstrap.mjs', 'start'], {
        cwd: projectRoot,
        env: { ...process.env, ...env, DATA_DIR: dataDir, PORT: String(port), NODE_OPTIONS: '' },
      })
      let output = ''
      child.stdout.on('data', (chunk: Buffer) => {
        output += String(chunk)
      })
      child.stderr.on('data', (chunk: Buffer) => {
        output += String(chunk)
      })
      await until(
        `the start (${output})`,
        () => output.includes('AI GYM runs') || child.exitCode !== null,
      )
      expect(output).toContain('AI GYM runs')
      const pidFile = path.join(dataDir, 'postgres', 'data', 'postmaster.pid')
      const postgres = Number((await readFile(pidFile, 'utf8')).split('\n')[0])
      child.kill(signal)
      await until('the Worker to end', () => isDown(`http://127.0.0.1:${port}/healthz`))
      await until('Postgres to end', () => {
        try {
          process.kill(postgres, 0)
          return false
        } catch {
          return true
        }
      })
    },
    120_000,
  )
})
