import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type pg from 'pg'
import { projectRoot } from '../../supabase/local/stack.ts'
import { workerOptionsOf } from '../../supabase/local/worker/serve.ts'
import { accounts, addressOf, arrangeSamples, type Role } from '../fixtures/every-page.ts'
import { startServedApp } from '../fixtures/served-app.ts'
import { HttpPerson } from './http-person.ts'
import { measureStart, type StartCost } from './start-cost.ts'
import { printTable } from './table.ts'

/** What we want to weigh at most: bytes, gzipped, and milliseconds. */
export const GOALS = {
  workerBytes: 1024 * 1024,
  startMs: 50,
  scriptBytes: 100 * 1024,
  paintBytes: 14 * 1024,
}

/** Who opens which page; the first three are what a newcomer meets. */
const WEIGHED: [Role, string[]][] = [
  ['nobody', ['/', '/login', '/signup']],
  [
    'member',
    [
      '/c/:community/dashboard',
      '/c/:community/agents',
      '/c/:community/search',
      '/c/:community/favourites',
      '/c/:community/agents/:item',
      '/c/:community/videos/:item',
      '/c/:community/documents/:item',
      '/c/:community/prompts/:item',
      '/c/:community/automations/:item',
      '/c/:community/automations/:item/runs/:run',
      '/c/:community/automations/:item/runs/:run/held/:answer',
      '/c/:community/sandbox',
      '/c/:community/sandbox/:conversationId',
      '/c/:community/sandbox/:conversation/held/:answer',
      '/c/:community/sandbox/compare',
      '/c/:community/sandbox/:conversation/compare/:asked',
      '/settings/password',
    ],
  ],
  [
    'coach',
    [
      '/c/:community/admin/content',
      '/c/:community/admin/agents/:item',
      '/c/:community/admin/agents/:item/experiment',
      '/c/:community/admin/videos/:item',
      '/c/:community/admin/documents/:item',
      '/c/:community/admin/prompts/:item',
      '/c/:community/admin/automations/:item',
      '/c/:community/admin/members',
      '/c/:community/admin/groups',
      '/c/:community/admin/groups/:group',
      '/c/:community/admin/audience/:item',
      '/c/:community/admin/files/:item',
      '/c/:community/admin/:kind/:item/versions',
      '/c/:community/admin/export',
      '/c/:community/admin/settings',
      '/c/:community/admin/answers',
      '/c/:community/admin/answers/:report',
      '/c/:community/admin/quality',
      '/c/:community/admin/comparisons',
      '/c/:community/admin/moderation',
      '/c/:community/admin/held',
      '/c/:community/admin/shared',
      '/c/:community/admin/held/:held',
      '/c/:community/admin/import',
      '/c/:community/admin/import/:import',
    ],
  ],
  [
    'super',
    [
      '/admin/content/:item',
      '/admin/content/files/:item',
      '/admin/content/:kind/:item',
      '/admin/content/:kind/:item/versions',
    ],
  ],
]

export interface Weight {
  /** The Worker that would be deployed, gzipped. */
  workerBytes: number
  start: StartCost
  pages: PageWeight[]
}

export interface PageWeight {
  /** A pattern of the route map. */
  path: string
  /** JavaScript that a first load of the page asks for, gzipped. */
  scriptBytes: number
  /** HTML and CSS of its first paint, gzipped. */
  paintBytes: number
}

const size = (content: string | Buffer) => gzipSync(content, { level: 9 }).byteLength

/** The files that a page's HTML has the browser load: what it preloads, imports and links. */
function filesOf(html: string): { scripts: string[]; styles: string[] } {
  const addresses = (pattern: RegExp) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')
  const module = html.match(/<script[^>]*type="module"[^>]*>.*?<\/script>/gs)?.join('') ?? ''
  const imports = [...module.matchAll(/(?:from|import)[\s(]*"(\/assets\/[^"]+\.js)"/g)]
  return {
    scripts: [
      ...new Set([
        ...addresses(/<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/g),
        ...imports.map(([, address]) => address ?? ''),
      ]),
    ],
    styles: [...new Set(addresses(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g))],
  }
}

async function weighPage(base: string, path: string, answer: Response): Promise<PageWeight> {
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  const html = await answer.text()
  const weigh = async (list: string[]) => {
    const files = await Promise.all(
      list.map(async (each) => Buffer.from(await (await fetch(base + each)).arrayBuffer())),
    )
    return files.reduce((sum, file) => sum + size(file), 0)
  }
  const { scripts, styles } = filesOf(html)
  return {
    path,
    scriptBytes: await weigh(scripts),
    paintBytes: size(html) + (await weigh(styles)),
  }
}

async function weighPages(base: string, sql: pg.Client): Promise<PageWeight[]> {
  const samples = await arrangeSamples(sql)
  const pages: PageWeight[] = []
  for (const [role, paths] of WEIGHED) {
    const person = new HttpPerson(base)
    if (role !== 'nobody') await person.signIn(accounts[role])
    for (const path of paths) {
      const answer = await person.get(addressOf(path, samples))
      pages.push(await weighPage(base, path, answer))
    }
  }
  return pages
}

function startOf(file: string): Promise<StartCost> {
  const { compatibilityDate = '', compatibilityFlags = [] } = workerOptionsOf(projectRoot)
  return measureStart(file, { compatibilityDate, compatibilityFlags })
}

/** Weighs the Worker, the pages that a newcomer meets first, and those where people train. */
export async function measureWeight(): Promise<Weight> {
  const app = await startServedApp()
  try {
    const pages = await weighPages(app.url, app.sql)
    const file = path.join(projectRoot, 'build', 'worker', 'worker.js')
    const worker = await readFile(file)
    return { workerBytes: size(worker), start: await startOf(file), pages }
  } finally {
    await app.stop()
  }
}

if (import.meta.main) {
  const { workerBytes, start, pages } = await measureWeight()
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`
  printTable(
    ['what', 'measured', 'goal'],
    [
      ['Worker, gzipped', kib(workerBytes), kib(GOALS.workerBytes)],
      ['CPU to start', `${start.run.toFixed(0)} ms`, `${GOALS.startMs} ms`],
      ['CPU to read it before', `${start.read.toFixed(0)} ms`, '-'],
      ...pages.flatMap(({ path: page, scriptBytes, paintBytes }) => [
        [`${page} JavaScript`, kib(scriptBytes), kib(GOALS.scriptBytes)],
        [`${page} HTML and CSS`, kib(paintBytes), kib(GOALS.paintBytes)],
      ]),
    ],
  )
}
