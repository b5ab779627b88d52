import { createServer } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LocalAuth, startAuth } from './auth/start-auth.ts'
import { createAuthTables } from './auth/tables.ts'
import { startMailbox } from './mailbox/start-mailbox.ts'
import { freePort } from './postgres/free-port.ts'
import { applyMigrations, seed } from './postgres/migrations.ts'
import { randomPassword } from './postgres/secrets.ts'
import { StartError } from './postgres/start-error.ts'
import { type LocalPostgres, startPostgres } from './postgres/start-postgres.ts'
import { allowWorkerLogin } from './postgres/worker-login.ts'
import { removeData } from './remove-data.ts'
import { sealingKeysOf } from './sealing-keys.ts'
import { auditKeyOf, exportKeyOf } from './signing-keys.ts'
import { startClock } from './worker/clock.ts'
import { type ServedWorker, serveWorker } from './worker/serve.ts'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

export interface StackOptions {
  /** Where data is kept: Postgres, mail, the Durable Objects' storage. */
  dataDir: string
  /** The port of the product itself. Every other port is found free. */
  port: number
  /** Removes the data of earlier starts, once nobody else can be on it. */
  reset?: boolean
  /** Where people reach it when something stands before it. */
  siteUrl?: string
  /** Variables of the Worker's environment beyond those that the stack knows. */
  vars: Record<string, string>
  /** Gets one line a step. */
  say: (line: string) => void
  /** A Postgres that runs already, with tables, migrations and seed; the stack starts one if none. */
  postgres?: LocalPostgres
  /** Another way to Postgres for the Worker, such as a proxy or PgBouncer before it. */
  databaseUrl?: (postgres: LocalPostgres) => string
  /** The project whose built Worker is served; this one where none is named. */
  root?: string
  /** Hyperdrive bindings by name. */
  hyperdrives?: Record<string, string>
  /** False where nothing may happen by itself: the Worker's cron is then never fired. */
  clock?: boolean
}

export interface Stack {
  /** Where the product answers. */
  url: string
  mailboxUrl: string
  postgres: LocalPostgres
  auth: LocalAuth
  worker: ServedWorker
  stop(): Promise<void>
}

/** @throws StartError when somebody else listens on the port */
export async function refuseTakenPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EACCES' ? 'may not be used by you' : 'is taken'
      reject(
        new StartError(
          `Port ${port} ${why}: end what uses it, or choose another, as in PORT=8788 npm start.`,
        ),
      )
    })
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}

interface DataOptions {
  dataDir: string
  reset: boolean
  say: (line: string) => void
}

async function startData({ dataDir, reset, say }: DataOptions): Promise<LocalPostgres> {
  const beforehand = () => {
    say('Removing the data of earlier starts')
    return removeData(dataDir, say)
  }
  say('Starting Postgres 17')
  const postgres = await startPostgres({
    dataDir: path.join(dataDir, 'postgres', 'data'),
    log: say,
    ...(reset ? { beforehand } : {}),
  })
  try {
    await createAuthTables(postgres.authUrl)
    say('Applying migrations')
    await applyMigrations(postgres.postgresUrl, { log: say })
    await allowWorkerLogin(postgres)
    if (await seed(postgres.postgresUrl)) say('Seeded the demo communities')
    return postgres
  } catch (error) {
    await postgres.stop()
    throw error
  }
}

/**
 * Starts everything that the product needs on one machine, in order, and ends it in the opposite
 * order. What was started is ended again when a later part fails.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, port, reset = false, say } = options
  const stopping = new AsyncDisposableStack()
  try {
    const postgres = options.postgres ?? (await startData({ dataDir, reset, say }))
    if (!options.postgres) stopping.defer(() => postgres.stop())
    const appPort = port === 0 ? await freePort() : port
    const url = `http://127.0.0.1:${appPort}`
    const siteUrl = options.siteUrl ?? url

    say('Starting the Auth stand-in (for development only) and the mailbox')
    const mailbox = await startMailbox({
      dir: path.join(dataDir, 'mailbox'),
      secrets: postgres.secrets,
    })
    stopping.defer(() => mailbox.stop())
    const auth = await startAuth({
      authUrl: postgres.authUrl,
      secrets: postgres.secrets,
      siteUrl,
      mailer: mailbox,
      log: say,
    })
    stopping.defer(() => auth.stop())

    say('Starting the Worker')
    const worker = await serveWorker({
      root: options.root ?? projectRoot,
      port: appPort,
      persist: path.join(dataDir, 'objects'),
      ...(options.hyperdrives ? { hyperdrives: options.hyperdrives } : {}),
      vars: {
        APP_URL: siteUrl,
        SUPABASE_URL: auth.url,
        SUPABASE_ANON_KEY: auth.anonKey,
        DATABASE_URL: options.databaseUrl?.(postgres) ?? postgres.workerUrl,
        DATABASE_STATEMENTS: options.databaseUrl ? 'unnamed' : 'named',
        LOCAL_MAILBOX_URL: mailbox.url,
        AUDIT_SIGNING_KEY: JSON.stringify(auditKeyOf(postgres.secrets)),
        EXPORT_SIGNING_KEY: JSON.stringify(exportKeyOf(postgres.secrets)),
        FILE_LINK_SECRET: postgres.secrets.get('files.link-secret', randomPassword),
        SEALING_KEYS: sealingKeysOf(postgres.secrets),
        ...options.vars,
      },
    })
    stopping.defer(() => worker.stop())
    if (options.clock !== false) {
      const clock = startClock(worker.miniflare)
      stopping.defer(() => clock.stop())
    }
    const whole = stopping.move()
    return {
      url,
      mailboxUrl: mailbox.url,
      postgres,
      auth,
      worker,
      stop: () => whole.disposeAsync(),
    }
  } catch (error) {
    await stopping.disposeAsync()
    throw error
  }
}
