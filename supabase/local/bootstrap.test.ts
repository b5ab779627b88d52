import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let root: string
const stamp = () => readFile(path.join(root, 'node_modules', '.installed'), 'utf8')

/** A project of the bootstrap's own: one development package, whose program is called `node`. */
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aigym-bootstrap-'))
  await mkdir(path.join(root, 'supabase', 'local'), { recursive: true })
  const bootstrap = new URL('./bootstrap.mjs', import.meta.url)
  await cp(bootstrap, path.join(root, 'supabase', 'local', 'bootstrap.mjs'))
  await writeFile(path.join(root, 'supabase', 'local', 'start.ts'), '')
  const devDependencies = { pinned: 'file:pinned' }
  const pinned = { name: 'pinned', version: '1.0.0', bin: { node: 'node.sh' } }
  const json = (file: string, value: object) =>
    writeFile(path.join(root, file), JSON.stringify(value))
  await mkdir(path.join(root, 'pinned'))
  await json('pinned/package.json', pinned)
  await writeFile(path.join(root, 'pinned', 'node.sh'), '#!/bin/sh\necho pinned\n', { mode: 0o755 })
  await json('package.json', { name: 'small', version: '1.0.0', devDependencies })
  await json('package-lock.json', {
    ...{ name: 'small', version: '1.0.0', lockfileVersion: 3, requires: true },
    packages: {
      '': { name: 'small', version: '1.0.0', devDependencies },
      'node_modules/pinned': { resolved: 'pinned', link: true },
      pinned: { ...pinned, dev: true },
    },
  })
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Without what an `npm test` above us set, which names its own project. */
const inherited = Object.fromEntries(
  Object.entries<string | undefined>(process.env).filter(
    ([name]) => !/^npm_|^NODE_ENV$/i.test(name),
  ),
)

const starting = (env: NodeJS.ProcessEnv) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const file = path.join(root, 'supabase', 'local', 'bootstrap.mjs')
    execFile(
      process.execPath,
      [file, 'start'],
      { env: { ...inherited, ...env }, timeout: 50_000 },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    )
  })

describe('the bootstrap', { timeout: 60_000 }, () => {
  it.each([{ NODE_ENV: 'production' }, { npm_config_omit: 'dev' }])(
    'installs what development needs, whatever npm was told to leave out: %j',
    async (env) => {
      const { code, out } = await starting(env)
      expect(out).toMatch(/pinned\n$/)
      expect(code).toBe(0)
      expect(await stamp()).toMatch(/^[0-9a-f]{64}$/)
    },
  )

  it('says in a line that the pinned Node is not there, and asks npm again next time', async () => {
    const bin = path.join(root, 'tools')
    await mkdir(bin)
    await writeFile(path.join(bin, 'npm'), '#!/bin/sh\nmkdir -p node_modules\n', { mode: 0o755 })
    const env = { PATH: `${bin}${path.delimiter}${process.env.PATH}` }
    for (let tries = 1; tries <= 2; tries += 1) {
      const { code, out, err } = await starting(env)
      expect(out).toMatch(/^Installing/)
      expect(err).toMatch(/^npm left the pinned Node out[^\n]*\n$/)
      expect(code).toBe(1)
      await expect(stamp()).rejects.toThrow('ENOENT')
    }
  })

  it('says in a line that the pinned Node does not run', async () => {
    await writeFile(path.join(root, 'pinned', 'node.sh'), '#!/no/such/shell\n', { mode: 0o755 })
    const { code, err } = await starting({})
    expect(err).toMatch(/^The pinned Node could not be started \(spawn[^\n]*ENOENT\)[^\n]*\n$/)
    expect(code).toBe(1)
  })
})
