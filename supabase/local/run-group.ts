import { spawn } from 'node:child_process'

/** The most that is kept of what a program prints: its beginning says what went wrong first. */
const MOST_CHARACTERS = 1 << 24

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface GroupOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** Milliseconds after which all of it is ended. */
  timeoutMs: number
}

export interface GroupEnd {
  /** Its exit code; null where it was killed. */
  code: number | null
  tooSlow: boolean
  output: string
  complaints: string
}

/**
 * Runs a program to its end, and with it whatever it starts: they are one process group, which ends
 * with this process however a signal ends it (only `kill -9` leaves it no time).
 *
 * @throws what `spawn` says where there is no such program
 */
export function runGroup(
  program: string,
  args: string[],
  { cwd, env, timeoutMs }: GroupOptions,
): Promise<GroupEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: wrangler and npm start others, which no signal to the first one reaches.
      detached: true,
    })
    const endAll = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    // Where nobody else listens to a signal it ends this process as it would without us.
    const endOn = (signal: NodeJS.Signals) => {
      over()
      endAll()
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    }
    process.once('exit', endAll)
    for (const signal of SIGNALS) process.once(signal, endOn)
    let tooSlow = false
    const timer = setTimeout(() => {
      tooSlow = true
      endAll()
    }, timeoutMs)
    const over = () => {
      clearTimeout(timer)
      process.off('exit', endAll)
      for (const signal of SIGNALS) process.off(signal, endOn)
    }
    const said = { output: '', complaints: '' }
    const collect = (what: keyof typeof said) => (chunk: Buffer) => {
      if (said[what].length < MOST_CHARACTERS) said[what] += chunk
    }
    child.stdout.on('data', collect('output'))
    child.stderr.on('data', collect('complaints'))
    child.once('error', (error) => {
      over()
      reject(error)
    })
    child.once('close', (code) => {
      over()
      resolve({ code, tooSlow, ...said })
    })
  })
}
