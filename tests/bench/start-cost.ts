import { readdir, readFile } from 'node:fs/promises'
import { Miniflare } from 'miniflare'

/** Milliseconds of CPU that a Worker's start takes: the least of several starts. */
export interface StartCost {
  /** Its module's run: what `wrangler check startup` profiles. */
  run: number
  /** The reading and parsing before that, beyond what an empty Worker takes. */
  read: number
}

/** How often each Worker is started. */
const STARTS = 7

interface Bundle {
  compatibilityDate: string
  compatibilityFlags: string[]
  source: string
}

/** Processes that this one has started, however deep. */
async function descendants(pid: number | string): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map(async (thread) => {
      const children = await readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(
        () => '',
      )
      const direct = children.split(' ').filter(Boolean)
      const deeper = await Promise.all(direct.map(descendants))
      return [...direct, ...deeper.flat()]
    }),
  )
  return lists.flat()
}

/**
 * A clock of a process's CPU time in milliseconds, all its threads together. Unlike a profile's
 * samples it stands still while other programs have the processor. Where there is no /proc it is the
 * clock on the wall, and the machine had better be idle.
 */
async function cpuClock(pid: string | undefined): Promise<number> {
  if (!pid) return performance.now()
  const threads = await readdir(`/proc/${pid}/task`)
  const nanoseconds = await Promise.all(
    threads.map(async (thread) => {
      const line = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
      return Number(line.split(' ')[0])
    }),
  )
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6
}

/** Starts a Worker on a workerd of its own, and takes the clock before and after its module's run. */
async function startOnce(bundle: Bundle): Promise<StartCost> {
  const others = new Set(await descendants(process.pid))
  const startedAt = performance.now()
  const miniflare = new Miniflare({
    name: 'start-cost',
    compatibilityDate: bundle.compatibilityDate,
    compatibilityFlags: bundle.compatibilityFlags,
    modules: [
      {
        type: 'ESModule',
        path: 'start.js',
        contents: `export default {
          async fetch(request) {
            if (request.method === 'POST') await import('./worker.js')
            return new Response()
          },
        }`,
      },
      { type: 'ESModule', path: 'worker.js', contents: bundle.source },
    ],
  })
  try {
    await miniflare.ready
    const own = (await descendants(process.pid)).filter((pid) => !others.has(pid))
    const names = await Promise.all(own.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8')))
    const pid = own.find((_, at) => names[at]?.startsWith('workerd'))
    await miniflare.dispatchFetch('http://start/')
    const read = await cpuClock(pid)
    const response = await miniflare.dispatchFetch('http://start/', { method: 'POST' })
    if (!response.ok) throw new Error(`the Worker did not start: ${await response.text()}`)
    return { read: pid ? read : read - startedAt, run: (await cpuClock(pid)) - read }
  } finally {
    await miniflare.dispose()
  }
}

/** Measures the start of the Worker whose bundle lies in `file`, beside an empty Worker's. */
export async function measureStart(
  file: string,
  runtime: Omit<Bundle, 'source'>,
): Promise<StartCost> {
  const source = await readFile(file, 'utf8')
  const whole: StartCost[] = []
  const empty: StartCost[] = []
  // In turns, so that whatever else the machine does falls on both.
  for (let start = 0; start < STARTS; start += 1) {
    whole.push(await startOnce({ ...runtime, source }))
    empty.push(await startOnce({ ...runtime, source: 'export default {}' }))
  }
  // A start does the same work each time; what a shared processor does beside it only adds.
  const least = (costs: StartCost[], part: keyof StartCost) =>
    Math.min(...costs.map((cost) => cost[part]))
  return {
    run: least(whole, 'run') - least(empty, 'run'),
    read: least(whole, 'read') - least(empty, 'read'),
  }
}
