import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../stack.ts'
import { workerOptionsOf } from './serve.ts'

it('takes no part of a real installation’s Hyperdrive, and does not stumble over it', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'aigym-serve-'))
  try {
    const file = path.join(root, 'wrangler.toml')
    await cp(path.join(projectRoot, 'wrangler.toml'), file)
    const before = workerOptionsOf(root)
    await writeFile(file, '\n[[hyperdrive]]\nbinding = "HYPERDRIVE"\nid = "1a2b"\n', { flag: 'a' })
    expect(workerOptionsOf(root)).toEqual(before)
    expect(before.hyperdrives).toEqual({})
    expect(before.compatibilityFlags).toContain('nodejs_compat')
  } finally {
    await rm(root, { recursive: true })
  }
}, 30_000)
