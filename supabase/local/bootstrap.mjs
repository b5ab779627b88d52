// The way into every npm script. It runs on whatever Node the machine has (20 or newer) and needs no
// package: it installs what the lock file names when that has changed, then hands over to the pinned
// Node in node_modules.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = path.join(root, 'node_modules', '.bin')
const pinned = path.join(bin, 'node')
const programs = {
  start: 'supabase/local/start.ts',
  dev: 'supabase/local/dev.ts',
  test: 'tests/run.ts',
  check: 'tests/check.ts',
  'test:policies': 'tests/permissions/prove.ts',
  'test:chaos': 'tests/chaos/run.ts',
  'docs:permissions': 'tests/permissions/document.ts',
  deploy: 'supabase/deploy.ts',
  'install-database': 'supabase/install.ts',
  'rollback-database': 'supabase/roll-back.ts',
  flags: 'supabase/flags.ts',
  'import:legacy': 'supabase/legacy/import.ts',
  backup: 'supabase/backup/backup.ts',
  'database:health': 'supabase/health/health.ts',
  'docs:schema': 'tests/schema/document.ts',
  restore: 'supabase/backup/restore.ts',
  'keys:reseal': 'supabase/reseal.ts',
  'audit:verify': 'supabase/audit/verify.ts',
  archive: 'supabase/archive/archive.ts',
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

function digestOfLock() {
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  return createHash('sha256')
    .update(lock)
    .update(process.platform + process.arch)
    .digest('hex')
}

function install() {
  const packages = lstatSync(path.join(root, 'node_modules'), { throwIfNoEntry: false })
  // A second checkout that borrows the first one's: npm would empty what the link leads to.
  if (packages?.isSymbolicLink()) return
  const stamp = path.join(root, 'node_modules', '.installed')
  const digest = digestOfLock()
  const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
  if (isInstalled && existsSync(pinned)) return
  console.log('Installing the locked packages (a minute or two, once) …')
  // Tools are development's and optional packages, which NODE_ENV=production or npm's settings omit.
  const all = ['--include=dev', '--include=optional']
  const words = ['ci', ...all, '--no-audit', '--no-fund', '--loglevel=error']
  const { error, status } = spawnSync('npm', words, { cwd: root, stdio: 'inherit' })
  if (error?.code === 'ENOENT') fail('npm was not found. Install Node.js 20 or newer with npm.')
  if (status !== 0)
    fail('Installing failed. Is the network there, and the disk not full? Then try again.')
  if (!existsSync(pinned))
    fail(
      'npm left the pinned Node out (is ignore-scripts set? See npm config list). Then try again.',
    )
  writeFileSync(stamp, digest)
}

function run(command, words) {
  const program =
    programs[command] ?? (command?.startsWith('bench:') && `tests/bench/${command.slice(6)}.ts`)
  if (!program || !existsSync(path.join(root, program))) fail(`There is no command ${command}.`)
  const child = spawn(pinned, [path.join(root, program), ...words], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: bin + path.delimiter + process.env.PATH },
  })
  child.on('error', ({ message }) =>
    fail(`The pinned Node could not be started (${message}): remove node_modules, then try again.`),
  )
  let isTold = false
  const tell = (signal) => {
    isTold = true
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tell(signal))
  // When this process is killed outright its end of the channel closes, which the program notices.
  // When only npm above it is killed, nobody tells us: look. Once, since a second signal cuts an
  // orderly end short.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && !isTold && tell('SIGTERM'), 1_000).unref()
  child.on('exit', (code, signal) => {
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 143))
  })
}

const [major] = process.versions.node.split('.')
if (Number(major) < 20) fail(`AI GYM needs Node.js 20 or newer; this is ${process.version}.`)
install()
run(process.argv[2], process.argv.slice(3))
