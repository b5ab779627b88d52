import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { explainCrash, explainFailure } from './failures.ts'
import type { Launcher } from './step-down.ts'

/**
 * Starts a program that ends with this process, however this process ends.
 *
 * The shell leaves a watcher behind and then becomes the program. The watcher reads a pipe whose
 * other end only this process holds: when it closes (even by kill -9), the watcher asks Postgres to
 * shut down at once (SIGINT), then to drop everything (SIGQUIT), and removes $CLEAN if there is one
 * and the program got as far as being ready (else it is tried again on the same folder).
 * It is nobody's child, so that Postgres does not take it for one of its own.
 */
const guarded = `exec 3<&0 </dev/null
(
  (
    cat <&3 >/dev/null 2>&1
    kill -INT $$ 2>/dev/null
    tries=0
    while kill -0 $$ 2>/dev/null && test $tries -lt 15; do sleep 1; tries=$((tries + 1)); done
    kill -QUIT $$ 2>/dev/null && sleep 1
    test -n "$CLEAN" && test -e "$CLEAN/.was-ready" && rm -rf "$CLEAN"
  ) >/dev/null 2>&1 &
)
exec "$@" 3<&-`

const shutdownMs = 10_000
const startMs = 60_000

export interface ServerSettings {
  program: string
  dataDir: string
  port: number
  launcher: Launcher
  logFile: string
  /** Further settings, as in postgresql.conf. */
  settings: Record<string, string>
  /** A folder that goes when the server has ended and this process with it. */
  cleanUp?: string
}

export interface Server {
  /** Settles with one line when Postgres ends without having been asked to. */
  crashed: Promise<string>
  stop(): Promise<void>
}

/**
 * Runs `postgres` on a data folder and waits until it takes connections.
 *
 * @throws StartError with one line when it does not come up
 */
export async function launchServer(options: ServerSettings): Promise<Server> {
  const { dataDir, port, launcher, logFile } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    lc_messages: 'C',
    // As on hosted Supabase; npm run database:health asks it for slow queries.
    shared_preload_libraries: 'pg_stat_statements',
    ...options.settings,
  }
  const words = [
    ...launcher.prefix,
    ...['sh', '-c', guarded, 'sh', options.program, '-D', dataDir],
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const log = openSync(logFile, 'a+', 0o600)
  const logStart = fstatSync(log).size
  const child = spawn(words[0] ?? 'sh', words.slice(1), {
    ...launcher.spawn,
    // A session of its own: Ctrl-C reaches the starter, which decides the order of the ends.
    detached: true,
    stdio: ['pipe', log, log],
    env: cleanEnvironment(options.cleanUp),
    cwd: '/',
  })
  let output = ''
  const ended = new Promise<void>((resolve) => {
    const finish = () => {
      // By its handle: the watcher, which ends with the pipe, may have removed the file.
      output = readFrom(log, logStart)
      closeSync(log)
      child.stdin?.destroy()
      resolve()
    }
    child.once('exit', finish)
    // A program that could not be started has no exit.
    child.once('error', () => child.pid === undefined && finish())
  })
  // A pipe broken by the program's end is no news.
  child.stdin?.on('error', () => {})

  if (!(await untilReady(child, dataDir, ended))) {
    await stopChild(child, ended)
    throw explainFailure(output, { dataDir, port })
  }
  child.unref()
  if (options.cleanUp !== undefined) writeFileSync(join(options.cleanUp, '.was-ready'), '')
  let stopping = false
  return {
    crashed: ended.then(() => {
      const how = child.signalCode ?? `code ${child.exitCode}`
      if (stopping) return new Promise<string>(() => {})
      return explainCrash(output, { dataDir, logFile, how })
    }),
    stop() {
      stopping = true
      return stopChild(child, ended)
    },
  }
}

function readFrom(file: number, start: number): string {
  const bytes = Buffer.alloc(Math.min(fstatSync(file).size - start, 64 * 1024))
  readSync(file, bytes, 0, bytes.length, fstatSync(file).size - bytes.length)
  return bytes.toString('utf8')
}

async function untilReady(child: ChildProcess, dataDir: string, ended: Promise<void>) {
  const giveUpAt = Date.now() + startMs
  let running = true
  ended.then(() => {
    running = false
  })
  while (running && Date.now() < giveUpAt) {
    if (isReady(dataDir, child.pid)) return true
    await sleep(20)
  }
  return false
}

/** Postgres writes its own number first and its state in the eighth line of its pid file. */
function isReady(dataDir: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

/** Fast shutdown; after ten seconds immediate; after five more by force. */
async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', shutdownMs],
    ['SIGQUIT', shutdownMs / 2],
    ['SIGKILL', shutdownMs / 2],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    const timer = new AbortController()
    await Promise.race([
      ended,
      sleep(patience, undefined, { signal: timer.signal }).catch(() => {}),
    ])
    timer.abort()
  }
}

/** Nothing of the caller's environment (PGDATA, LC_ALL, …) may change how the server behaves. */
export function cleanEnvironment(cleanUp = ''): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', CLEAN: cleanUp }
}
