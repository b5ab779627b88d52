import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { inWords } from '../run-command.ts'
import { takeLock } from './postgres/lock.ts'
import { startPostgres } from './postgres/start-postgres.ts'
import { buildWorker, sourceDigest } from './worker/build.ts'

vi.mock('./postgres/lock.ts', async (original) => ({
  ...(await original<typeof import('./postgres/lock.ts')>()),
  // As Node tells of a write, which names no file.
  takeLock: vi.fn(async () => {
    const error = new Error('ENOSPC: no space left on device, write')
    throw Object.assign(error, { code: 'ENOSPC', syscall: 'write', errno: -28 })
  }),
}))

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aigym-full-'))
  await mkdir(path.join(root, 'app'))
  await mkdir(path.join(root, 'build'))
  const single = ['package-lock.json', 'remix.config.js', 'vite.config.ts', 'wrangler.toml']
  for (const file of ['app/worker.ts', 'public', ...single]) {
    await writeFile(path.join(root, file), 'source')
  }
})
afterEach(async () => {
  vi.mocked(takeLock).mockClear()
  await rm(root, { recursive: true, force: true })
})

const toldOf = async (work: Promise<unknown>) => inWords(await work.catch((error) => error))

describe('a disk without room for a lock', () => {
  it('does not keep what is built from being served', async () => {
    await writeFile(path.join(root, 'build', 'digest'), await sourceDigest(root))
    await expect(buildWorker(root, () => {})).resolves.toBe(false)
    expect(takeLock).not.toHaveBeenCalled()
  })

  it('is told in one line that names the place, by the build and by Postgres', async () => {
    const line = (place: string) =>
      `The disk is full: ${place} could not be written. Free some space, then start again.`
    const file = path.join(root, 'build.lock')
    expect(await toldOf(buildWorker(root, () => {}))).toBe(line(file))
    const dataDir = path.join(root, 'postgres', 'data')
    expect(await toldOf(startPostgres({ dataDir }))).toBe(line(dataDir))
  })
})
