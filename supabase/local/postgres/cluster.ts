import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findBinaries, type PostgresBinaries } from './binaries.ts'
import { explainFailure } from './failures.ts'
import { cleanEnvironment } from './launch.ts'
import { randomPassword, type Secrets } from './secrets.ts'
import { StartError } from './start-error.ts'
import { chooseLauncher, chownTree, type Launcher, type WaysDown } from './step-down.ts'

/** The roles of the embedded cluster that log in. `aigym_worker` is made by a migration. */
export const loginRoles = [
  'supabase_admin',
  'postgres',
  'authenticator',
  'supabase_auth_admin',
  'aigym_worker',
] as const
export type LoginRole = (typeof loginRoles)[number]

const initdbMs = 120_000

export const bootstrapSql = readFileSync(new URL('./bootstrap.sql', import.meta.url), 'utf8')

/** A role's password in the embedded cluster, made at first use. */
export function passwordOf(secrets: Secrets, role: LoginRole): string {
  return secrets.get(`postgres.${role}`, randomPassword)
}

export interface PreparedCluster {
  binaries: PostgresBinaries
  launcher: Launcher
}

/**
 * Makes a data folder when there is none yet, and finds out how to run Postgres on it.
 *
 * A first start that was cut off leaves nothing behind that a second one would take for data.
 */
export async function prepareCluster(
  dataDir: string,
  secrets: Secrets,
  log: (line: string) => void,
  options: { waysDown?: WaysDown | undefined; noSync?: boolean } = {},
): Promise<PreparedCluster> {
  const binaries = findBinaries()
  const parent = dirname(dataDir)
  try {
    mkdirSync(parent, { recursive: true })
  } catch (error) {
    throw new StartError(`Cannot make the folder ${parent}: ${(error as Error).message}`)
  }
  const draft = `${dataDir}.new`
  const isNew = !existsSync(join(dataDir, 'PG_VERSION'))
  if (isNew) {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
  }
  const workDir = isNew ? draft : dataDir
  const launcher = chooseLauncher(workDir, binaries.postgres, options.waysDown)
  if (isNew) {
    log('Making a new Postgres cluster')
    await initialise(draft, binaries, launcher, {
      password: passwordOf(secrets, 'supabase_admin'),
      noSync: options.noSync ?? false,
    })
    renameSync(draft, dataDir)
  } else if (!secrets.has('postgres.supabase_admin')) {
    log('Setting new passwords: the file that held them is gone')
    await resetSuperuser(dataDir, binaries, launcher, passwordOf(secrets, 'supabase_admin'))
  }
  return { binaries, launcher }
}

async function initialise(
  dataDir: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
  { password, noSync }: { password: string; noSync: boolean },
): Promise<void> {
  // initdb wants the password in a file, in a folder it can reach, and its own folder empty.
  const passwordFile = `${dataDir}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (launcher.owner) chownTree(passwordFile, launcher.owner)
  try {
    await run(launcher, dataDir, [
      binaries.initdb,
      ...['-D', dataDir, '-U', 'supabase_admin', '--auth=scram-sha-256'],
      ...[`--pwfile=${passwordFile}`, '--encoding=UTF8', '--no-instructions'],
      // Sorting and case rules that come with Postgres: the same on every machine.
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(noSync ? ['--no-sync'] : []),
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Single-user mode asks for no password: whoever can write the files may set a new one. */
async function resetSuperuser(
  dataDir: string,
  binaries: PostgresBinaries,
  launcher: Launcher,
  password: string,
): Promise<void> {
  await run(
    launcher,
    dataDir,
    [binaries.postgres, '--single', '-D', dataDir, 'postgres'],
    `alter role supabase_admin password '${password}'\n`,
  )
}

function run(launcher: Launcher, dataDir: string, command: string[], input = ''): Promise<void> {
  const words = [...launcher.prefix, ...command]
  return new Promise((resolve, reject) => {
    const child = spawn(words[0] ?? '', words.slice(1), {
      ...launcher.spawn,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: cleanEnvironment(),
      cwd: '/',
      timeout: initdbMs,
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(explainFailure(output, { dataDir: dataDir.replace(/\.new$/, '') })),
    )
  })
}

/** Lays roles, rights and schemas (once) and sets every login role's password. Can be repeated. */
export async function bootstrap(superuserUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ laid: boolean }>(
      `select exists (select from pg_namespace where nspname = 'auth') as laid`,
    )
    if (rows[0]?.laid !== true) await client.query(bootstrapSql)
    // Apart from that file, since clusters of earlier starts shall have it too.
    await client.query('create extension if not exists pg_stat_statements with schema extensions')
    const { rows: present } = await client.query<{ rolname: string }>(
      'select rolname from pg_roles where rolcanlogin',
    )
    for (const role of loginRoles) {
      if (role === 'supabase_admin' || !present.some((row) => row.rolname === role)) continue
      await client.query(
        `alter role ${role} password ${client.escapeLiteral(passwordOf(secrets, role))}`,
      )
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
}
