import { spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inWords } from '../../run-command.ts'
import { isAlive } from '../postgres/lock.ts'
import { buildWorker } from './build.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aigym-build-'))
  for (const folder of ['app', 'public', 'build', 'node_modules/.bin']) {
    await mkdir(path.join(root, folder), { recursive: true })
  }
  const single = ['package-lock.json', 'remix.config.js', 'vite.config.ts', 'wrangler.toml']
  for (const file of single) await writeFile(path.join(root, file), '')
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Stands in for a tool of node_modules. */
async function tool(name: string, script: string): Promise<void> {
  const file = path.join(root, 'node_modules', '.bin', name)
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
}
const build = () => buildWorker(root, () => {})

describe('the build', () => {
  it('is made once for the same sources, and anew after one that was cut off', async () => {
    await tool('remix', 'echo made >> runs')
    await tool('wrangler', 'true')
    await expect(build()).resolves.toBe(true)
    await expect(build()).resolves.toBe(false)

    await writeFile(path.join(root, 'app', 'worker.ts'), 'another')
    await tool('wrangler', 'echo "no such binding" >&2; exit 1')
    await expect(build()).rejects.toThrow(/^wrangler deploy --dry-run.* failed:\nno such binding$/)
    // The sources are as they were; what was built of them is half overwritten.
    await rm(path.join(root, 'app', 'worker.ts'))
    await tool('wrangler', 'true')
    await expect(build()).resolves.toBe(true)
    expect(await readFile(path.join(root, 'runs'), 'utf8')).toBe('made\nmade\nmade\n')
  })

  it('tells a full disk in a line', async () => {
    await tool('remix', 'echo "Error: ENOSPC: no space left on device, write" >&2; exit 1')
    expect(inWords(await build().catch((error) => error))).toBe(
      `The disk is full: ${path.join(root, 'build')} could not be written. Free some space, then start again.`,
    )
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves nothing running when %s ends it, not even what its tools started',
    async (signal) => {
      // As wrangler does: a program that starts another and waits for it.
      await tool('remix', 'sleep 300 & echo "$$ $!" > pids; wait')
      const here = (file: string) => new URL(file, import.meta.url).href
      const script = `
        import { endWithParent } from '${here('../end-with-parent.ts')}'
        import { buildWorker } from '${here('./build.ts')}'
        endWithParent(async () => {})
        await buildWorker(${JSON.stringify(root)}, () => {})`
      const child = spawn(process.execPath, ['--input-type=module', '-e', script])
      const pids = async () =>
        (await readFile(path.join(root, 'pids'), 'utf8').catch(() => ''))
          .split(/\s+/)
          .filter(Boolean)
          .map(Number)
      await expect.poll(pids, { timeout: 20_000 }).toHaveLength(2)
      expect((await pids()).map(isAlive)).toEqual([true, true])
      child.kill(signal)
      await expect
        .poll(async () => (await pids()).map(isAlive), { timeout: 10_000 })
        .toEqual([false, false])
    },
    40_000,
  )
})
