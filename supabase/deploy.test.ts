import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deploy } from './deploy.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aigym-deploy-'))
  for (const folder of ['app', 'public', 'build', 'node_modules/.bin']) {
    await mkdir(path.join(root, folder), { recursive: true })
  }
  const single = ['package-lock.json', 'remix.config.js', 'vite.config.ts', 'wrangler.toml']
  for (const file of single) await writeFile(path.join(root, file), '')
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Stands in for a tool of node_modules, and notes what it was asked. */
const tool = (name: string, script = 'true') =>
  writeFile(
    path.join(root, 'node_modules', '.bin', name),
    `#!/bin/sh\necho ${name} "$@" >> asked\n${script}\n`,
    { mode: 0o755 },
  )
const asked = () => readFile(path.join(root, 'asked'), 'utf8')

it('builds, then deploys with the words given', async () => {
  await tool('remix')
  await tool('wrangler')
  await deploy(root, ['--env', 'staging'], () => {})
  expect((await asked()).trim().split('\n')).toEqual([
    'remix vite:build --logLevel warn',
    'wrangler deploy --dry-run --outdir build/worker',
    'wrangler deploy --env staging',
  ])
})

it('deploys nothing that could not be built, and says when wrangler refused', async () => {
  await tool('remix', 'exit 1')
  await tool('wrangler')
  await expect(deploy(root, [], () => {})).rejects.toThrow(/^remix/)
  expect(await asked()).not.toContain('wrangler')
  await tool('remix')
  await tool('wrangler', 'test "$2" = --dry-run')
  await expect(deploy(root, [], () => {})).rejects.toThrow(/^The Worker was not deployed/)
})
