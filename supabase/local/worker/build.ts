import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { diskIsFull, diskTrouble } from '../postgres/disk-trouble.ts'
import { takeLock } from '../postgres/lock.ts'
import { runGroup } from '../run-group.ts'

/** What the built Worker is made from. */
const SOURCES = [
  'app',
  'public',
  'package-lock.json',
  'remix.config.js',
  'vite.config.ts',
  'wrangler.toml',
]

const BUILD_LIMIT_MS = 300_000

async function filesUnder(root: string, entry: string): Promise<string[]> {
  const full = path.join(root, entry)
  const entries = await readdir(full, { recursive: true, withFileTypes: true }).catch(() => null)
  if (!entries) return [entry]
  return entries
    .filter((each) => each.isFile() && !/\.(test|stories)\.tsx?$/.test(each.name))
    .map((each) => path.relative(root, path.join(each.parentPath, each.name)))
}

/** A digest of all that the build is made from. */
export async function sourceDigest(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of (await filesUnder(root, source)).sort()) {
      hash.update(`${file}\0`)
      hash.update(await readFile(path.join(root, file)))
    }
  }
  return hash.digest('hex')
}

async function run(root: string, program: string, args: string[]): Promise<void> {
  const file = path.join(root, 'node_modules', '.bin', program)
  const end = await runGroup(file, args, {
    cwd: root,
    timeoutMs: BUILD_LIMIT_MS,
    env: { ...process.env, NODE_ENV: 'production', WRANGLER_SEND_METRICS: 'false' },
  })
  if (end.code === 0) return
  // What went wrong comes first; the rest is stacks and lists of files.
  const output = `${end.complaints}\n${end.output}`.trim().split('\n').slice(0, 20).join('\n')
  if (/ENOSPC|EDQUOT|no space left on device/i.test(output)) {
    throw diskIsFull(path.join(root, 'build'))
  }
  throw new Error(`${program} ${args.join(' ')} failed:\n${output}`)
}

/**
 * Builds the Worker when what is built is stale: Vite makes the app, then wrangler makes exactly
 * what it would deploy (`deploy --dry-run`).
 *
 * @returns whether anything was built
 */
export async function buildWorker(root: string, say: (line: string) => void): Promise<boolean> {
  const stamp = path.join(root, 'build', 'digest')
  // Looking writes nothing: what is built already is served on a disk that is full, too.
  if ((await staleDigest(root, stamp)) === undefined) return false
  const file = path.join(root, 'build.lock')
  // Two builds at once would write over each other's files.
  const lock = await takeLock(file, BUILD_LIMIT_MS).catch((error: unknown) => {
    throw diskTrouble(error, file) ?? error
  })
  try {
    // Whoever had the lock before may have built the same.
    const digest = await staleDigest(root, stamp)
    if (digest === undefined) return false
    // A build that is cut off leaves halves, whichever sources they were made from.
    await rm(stamp, { force: true })
    say('Building the app')
    await run(root, 'remix', ['vite:build', '--logLevel', 'warn'])
    say('Bundling the Worker')
    await run(root, 'wrangler', ['deploy', '--dry-run', '--outdir', 'build/worker'])
    await writeFile(stamp, digest)
    return true
  } finally {
    lock.release()
  }
}

/** The digest of sources that are not what was built; undefined where they are. */
async function staleDigest(root: string, stamp: string): Promise<string | undefined> {
  const digest = await sourceDigest(root)
  return (await readFile(stamp, 'utf8').catch(() => '')) === digest ? undefined : digest
}
