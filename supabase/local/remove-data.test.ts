import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeData } from './remove-data.ts'

let root: string
let dataDir: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'aigym-reset-'))
  dataDir = path.join(root, 'data')
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function write(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(path.dirname(path.join(dataDir, file)), { recursive: true })
    await writeFile(path.join(dataDir, file), file)
  }
}

test('what an installation made goes; its lock, and what others put there, stay', async () => {
  await write('postgres/data/PG_VERSION', 'postgres/data.log', 'postgres/secrets.json')
  await write('mailbox/a.json', 'objects/one.sqlite', 'buckets/deep/two.sqlite')
  await write('postgres/data.lock', 'postgres/notes', 'www/index.html', 'archive/letters.txt')
  const said: string[] = []
  await removeData(dataDir, (line) => said.push(line))
  expect(readdirSync(dataDir).sort()).toEqual(['archive', 'postgres', 'www'])
  expect(readdirSync(path.join(dataDir, 'postgres')).sort()).toEqual(['data.lock', 'notes'])
  expect(existsSync(path.join(dataDir, 'archive', 'letters.txt'))).toBe(true)
  expect(said).toEqual([])
})

test('archived months are laid aside, each time anew, and somebody is told where', async () => {
  const said: string[] = []
  for (const month of ['ai_runs_2024_10', 'ai_runs_2024_11']) {
    await write(`archive/${month}.ndjson.gz`, `archive/${month}.json`)
    await removeData(dataDir, (line) => said.push(line))
  }
  expect(readdirSync(dataDir)).toEqual([])
  const folders = said.map((line) => /^The archived months lie in (.*) now$/.exec(line)?.[1] ?? '')
  expect(new Set(folders).size).toBe(2)
  expect(folders[0]).toMatch(/\/data\.archive-\d{8}T\d{6}Z/)
  const [first = '', second = ''] = folders
  expect(readFileSync(path.join(first, 'ai_runs_2024_10.json'), 'utf8')).toContain('2024_10')
  expect(readdirSync(second)).toEqual(['ai_runs_2024_11.json', 'ai_runs_2024_11.ndjson.gz'])
})

test('nothing goes where the months can’t be laid aside', async () => {
  // So long a name leaves no room for what is added to it.
  dataDir = path.join(root, 'd'.repeat(250))
  await write('archive/ai_runs_2024_11.json', 'mailbox/a.json')
  await expect(removeData(dataDir, () => {})).rejects.toThrow(
    /holds archived months and can't be laid aside as .*: move it yourself, then start again\.$/,
  )
  expect(readdirSync(dataDir)).toEqual(['archive', 'mailbox'])
})
