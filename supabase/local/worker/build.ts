import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { takeLock } from '../postgres/lock.ts'

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

function run(root: string, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const file = path.join(root, 'node_modules', '.bin', program)
    execFile(
      file,
      args,
      {
        cwd: root,
        timeout: BUILD_LIMIT_MS,
        maxBuffer: 16 * 1024 * 1024,
        env: { ...process.env, NODE_ENV: 'production', WRANGLER_SEND_METRICS: 'false' },
      },
      (error, stdout, stderr) => {
        if (!error) return resolve()
        // What went wrong comes first; the rest is stacks and lists of files.
        const output = `${stderr}\n${stdout}`.trim().split('\n').slice(0, 20).join('\n')
        reject(new Error(`${program} ${args.join(' ')} failed:\n${output}`))
      },
    )
  })
}

/**
 * Builds the Worker when what is built is stale: Vite makes the app, then wrangler makes exactly
 * what it would deploy (`deploy --dry-run`).
 *
 * @returns whether anything was built
 */
export async function buildWorker(root: string, say: (line: string) => void): Promise<boolean> {
  // Two builds at once would write over each other's files.
  const lock = await takeLock(path.join(root, 'build.lock'), BUILD_LIMIT_MS)
  try {
    const stamp = path.join(root, 'build', 'digest')
    const digest = await sourceDigest(root)
    if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return false
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
