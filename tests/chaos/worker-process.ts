import { readdir, readFile } from 'node:fs/promises'

/** The workerd processes that this one started. */
async function workers(): Promise<number[]> {
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    // `pid (name) state parent …`
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? []
    if (name?.startsWith('workerd') && Number(parent) === process.pid) found.push(Number(entry))
  }
  return found
}

/** Kills the served Worker at once, without a word to it, as a machine that fails does. */
export async function killWorker(): Promise<void> {
  const mine = await workers()
  if (mine.length === 0) throw new Error('this process runs no workerd')
  for (const pid of mine) process.kill(pid, 'SIGKILL')
}
