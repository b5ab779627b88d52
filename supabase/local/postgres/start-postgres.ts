import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bootstrap, type LoginRole, passwordOf, prepareCluster } from './cluster.ts'
import { diskTrouble } from './disk-trouble.ts'
import { freePort } from './free-port.ts'
import { launchServer, type Server } from './launch.ts'
import { clearStalePidFile, LockHeld, takeLock } from './lock.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { StartError } from './start-error.ts'
import type { WaysDown } from './step-down.ts'

export interface PostgresOptions {
  /** Where the data is kept. Made when it is not there. */
  dataDir: string
  /** The passwords' file; `secrets.json` beside the data unless told. */
  secretsFile?: string
  /** A fixed port; a free one unless told. */
  port?: number
  /** Gets a line for each step that takes time. */
  log?: (line: string) => void
  /** Further server settings, as in postgresql.conf. */
  settings?: Record<string, string>
  /** A folder that is removed when this process is killed before it could stop Postgres. */
  cleanUp?: string
  /** Done before the data is looked at, when nobody else can be on it any more. */
  beforehand?: () => Promise<void>
  /** How root steps down; tests try each way. */
  waysDown?: WaysDown
}

export interface LocalPostgres {
  host: string
  port: number
  dataDir: string
  secrets: Secrets
  /** `supabase_admin`, who may do all: for setting up only. */
  superuserUrl: string
  /** `postgres`, with hosted Supabase's rights: for migrations and seeds. */
  postgresUrl: string
  /** `aigym_worker`, who can log in after `allowWorkerLogin`. */
  workerUrl: string
  /** `supabase_auth_admin`, for the Auth server. */
  authUrl: string
  /** Settles with one line when Postgres ends without having been asked to. */
  crashed: Promise<string>
  stop(): Promise<void>
}

const host = '127.0.0.1'
const biggestLog = 10 * 1024 * 1024

/**
 * Starts Postgres 17 on 127.0.0.1 with Supabase's roles and schemas. It ends with this process,
 * however this process ends.
 *
 * @throws StartError with one line that says what to do: data in use, port taken, disk full, …
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const dataDir = resolve(options.dataDir)
  const log = options.log ?? (() => {})
  const secrets = openSecrets(options.secretsFile ?? join(dirname(dataDir), 'secrets.json'))
  const lock = await takeLock(`${dataDir}.lock`).catch((error: unknown) => {
    if (error instanceof LockHeld) throw inUse(dataDir, error.pid)
    throw diskTrouble(error, dataDir) ?? error
  })
  try {
    await waitForOrphan(dataDir)
    await options.beforehand?.()
    const { binaries, launcher } = await prepareCluster(dataDir, secrets, log, {
      waysDown: options.waysDown,
      // Who does not ask for safe writes does not wait for a first one either.
      noSync: options.settings?.fsync === 'off',
    })
    const server = await launch(options, (port) => ({
      program: binaries.postgres,
      dataDir,
      port,
      launcher,
      logFile: freshLog(`${dataDir}.log`),
      settings: options.settings ?? {},
      ...(options.cleanUp === undefined ? {} : { cleanUp: options.cleanUp }),
    }))
    const urlFor = (role: LoginRole) =>
      `postgres://${role}:${passwordOf(secrets, role)}@${host}:${server.port}/postgres`
    try {
      await bootstrap(urlFor('supabase_admin'), secrets)
    } catch (error) {
      await server.stop()
      throw error
    }
    return {
      host,
      port: server.port,
      dataDir,
      secrets,
      superuserUrl: urlFor('supabase_admin'),
      postgresUrl: urlFor('postgres'),
      workerUrl: urlFor('aigym_worker'),
      authUrl: urlFor('supabase_auth_admin'),
      crashed: server.crashed,
      async stop() {
        await server.stop()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw diskTrouble(error, dataDir) ?? error
  }
}

type Launch = Parameters<typeof launchServer>[0]

/** A free port may be gone by the time Postgres asks for it: then the next one. */
async function launch(
  { port }: PostgresOptions,
  settingsFor: (port: number) => Launch,
): Promise<Server & { port: number }> {
  for (let tries = 1; ; tries += 1) {
    const candidate = port ?? (await freePort())
    try {
      return { ...(await launchServer(settingsFor(candidate))), port: candidate }
    } catch (error) {
      const taken = error instanceof StartError && error.message.startsWith('Port ')
      if (port !== undefined || !taken || tries === 5) throw error
    }
  }
}

/** After a kill -9 of the starter its Postgres needs a moment to shut down. */
async function waitForOrphan(dataDir: string): Promise<void> {
  const giveUpAt = Date.now() + 20_000
  for (;;) {
    const pid = clearStalePidFile(dataDir)
    if (pid === undefined) return
    if (Date.now() > giveUpAt) throw inUse(dataDir, pid)
    await sleep(100)
  }
}

function inUse(dataDir: string, pid: number): StartError {
  return new StartError(
    `AI GYM is already running on ${dataDir} (process ${pid}): end that one first (Ctrl-C there, or kill ${pid}).`,
  )
}

/** The server's own log, beside the data; begun anew when it has grown large. */
function freshLog(file: string): string {
  if (existsSync(file) && statSync(file).size > biggestLog) rmSync(file)
  return file
}
