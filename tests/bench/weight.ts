import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../../supabase/local/stack.ts'
import { startServedApp } from '../fixtures/served-app.ts'
import { printTable } from './table.ts'

const run = promisify(execFile)

/** What we want to weigh at most: bytes, gzipped, and milliseconds. */
export const GOALS = {
  workerBytes: 1024 * 1024,
  startMs: 50,
  scriptBytes: 100 * 1024,
  paintBytes: 14 * 1024,
}

/**
 * What a test holds today. Two goals are not reached yet: the start (the AI providers are read with
 * everything else) and the scripts (the whole catalogue travels with every page).
 */
export const HELD = { ...GOALS, startMs: 90, scriptBytes: 110 * 1024 }

export interface Weight {
  /** The Worker that would be deployed, gzipped. */
  workerBytes: number
  /** CPU until the Worker's module has run, the least of several starts. */
  startMs: number
  pages: PageWeight[]
}

export interface PageWeight {
  path: string
  /** JavaScript that a first load of the page asks for, gzipped. */
  scriptBytes: number
  /** HTML and CSS of its first paint, gzipped. */
  paintBytes: number
}

const size = (content: string | Buffer) => gzipSync(content, { level: 9 }).byteLength

interface Profile {
  nodes: { id: number; callFrame: { functionName: string } }[]
  samples: number[]
  timeDeltas: number[]
}

async function startTime(): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aigym-startup-'))
  const file = path.join(folder, 'startup.cpuprofile')
  try {
    const wrangler = path.join(projectRoot, 'node_modules', '.bin', 'wrangler')
    await run(wrangler, ['check', 'startup', '--outfile', file], {
      cwd: projectRoot,
      timeout: 120_000,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    })
    const profile = JSON.parse(await readFile(file, 'utf8')) as Profile
    const idle = new Set(
      profile.nodes.flatMap(({ id, callFrame }) =>
        callFrame.functionName === '(idle)' ? [id] : [],
      ),
    )
    const micros = profile.samples.reduce(
      (sum, id, at) => sum + (idle.has(id) ? 0 : (profile.timeDeltas[at] ?? 0)),
      0,
    )
    return micros / 1000
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function weighPage(base: string, page: string): Promise<PageWeight> {
  const html = await (await fetch(base + page)).text()
  const addresses = (pattern: RegExp) => [
    ...new Set([...html.matchAll(pattern)].map((match) => match[1] ?? '')),
  ]
  const weigh = async (list: string[]) => {
    const files = await Promise.all(
      list.map(async (each) => Buffer.from(await (await fetch(base + each)).arrayBuffer())),
    )
    return files.reduce((sum, file) => sum + size(file), 0)
  }
  const styles = addresses(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g)
  const scripts = addresses(/["'](\/assets\/[^"']+\.js)["']/g)
  return {
    path: page,
    scriptBytes: await weigh(scripts),
    paintBytes: size(html) + (await weigh(styles)),
  }
}

/** Weighs the Worker and the pages that a newcomer meets first. */
export async function measureWeight(): Promise<Weight> {
  const app = await startServedApp()
  try {
    const pages: PageWeight[] = []
    for (const page of ['/', '/login', '/signup']) pages.push(await weighPage(app.url, page))
    const worker = await readFile(path.join(projectRoot, 'build', 'worker', 'worker.js'))
    const starts = [await startTime(), await startTime(), await startTime()]
    return { workerBytes: size(worker), startMs: Math.min(...starts), pages }
  } finally {
    await app.stop()
  }
}

if (import.meta.main) {
  const { workerBytes, startMs, pages } = await measureWeight()
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`
  printTable(
    ['what', 'measured', 'goal'],
    [
      ['Worker, gzipped', kib(workerBytes), kib(GOALS.workerBytes)],
      ['CPU to start', `${startMs.toFixed(0)} ms`, `${GOALS.startMs} ms`],
      ...pages.flatMap(({ path: page, scriptBytes, paintBytes }) => [
        [`${page} JavaScript`, kib(scriptBytes), kib(GOALS.scriptBytes)],
        [`${page} HTML and CSS`, kib(paintBytes), kib(GOALS.paintBytes)],
      ]),
    ],
  )
}
