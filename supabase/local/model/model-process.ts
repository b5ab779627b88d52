import { type ChildProcess, fork } from 'node:child_process'

export interface ModelProcess {
  baseUrl: string
  /** The child's process id now; another one after a crash. */
  pid(): number | undefined
  stop(): Promise<void>
}

interface ModelProcessOptions {
  /** The script that serves, and its arguments without the port. */
  script: string
  args: string[]
  log: (line: string) => void
  /** Milliseconds from start to serving. */
  readyMs?: number
}

interface Ready {
  baseUrl: string
  port: number
}

const stopMs = 5_000
/** A model that crashes more often than this in its life stays down. */
const restarts = 5

/**
 * Keeps a serving child process: starts it again on the same port when it crashes, and ends it with
 * this process, however this one ends.
 *
 * @throws Error of one line when it does not come to serve.
 */
export async function startModelProcess(options: ModelProcessOptions): Promise<ModelProcess> {
  const { log } = options
  let stopping = false
  let crashes = 0
  let child: ChildProcess

  const launch = async (port: number): Promise<Ready> => {
    const started = start(options, port)
    child = started.child
    const ready = await started.ready
    started.child.once('exit', () => {
      if (stopping) return
      crashes += 1
      if (crashes > restarts) {
        log('The local model crashed too often and stays down; npm start starts it again')
        return
      }
      log('The local model crashed; starting it again')
      launch(ready.port).catch((error: Error) => log(`The local model is down: ${error.message}`))
    })
    return ready
  }

  const { baseUrl } = await launch(0)
  return {
    baseUrl,
    pid: () => child.pid,
    async stop() {
      stopping = true
      await end(child)
    },
  }
}

function start({ script, args, readyMs = 90_000 }: ModelProcessOptions, port: number) {
  const child = fork(script, [...args, String(port)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  })
  let complaints = ''
  child.stderr?.on('data', (part: Buffer) => {
    complaints = (complaints + part).slice(-2_000)
  })
  const ready = new Promise<Ready>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(why))
    }
    const timer = setTimeout(() => fail('it did not come up in time'), readyMs)
    child.once('message', (message) => {
      clearTimeout(timer)
      resolve(message as Ready)
    })
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code, signal) => {
      const words = complaints.trim().split('\n').at(-1) ?? ''
      fail(`it ended with ${signal ?? `code ${code}`}${words ? `: ${words}` : ''}`)
    })
  })
  return { child, ready }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await ended
  clearTimeout(timer)
}
