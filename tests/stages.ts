import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWorker } from '../supabase/local/worker/build.ts'
import { coverageExclusions } from './coverage-exclusions.ts'
import { longChecks, WITHOUT_LONG_CHECKS } from './long-checks.ts'
import type { Outcome } from './outcome-reporter.ts'
import { findChromium } from './tools/chromium.ts'
import { findPgBouncer } from './tools/pgbouncer.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

interface Count {
  passed: number
  failed: number
  skipped: number
}

interface StageContext {
  all: boolean
}

/** What Vitest is told about the long checks. */
const withLongChecks = (all: boolean) => ({ [WITHOUT_LONG_CHECKS]: all ? '' : '1' })

type Stage = (context: StageContext) => Promise<Count>

const passed: Count = { passed: 1, failed: 0, skipped: 0 }
const failed: Count = { passed: 0, failed: 1, skipped: 0 }

/** Runs a program of node_modules/.bin with its output shown. @returns its exit code */
function program(name: string, words: string[], limitMs: number, env = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, 'node_modules', '.bin', name), words, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      timeout: limitMs,
    })
    child.on('error', (error) => {
      console.error(`${name} could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code, signal) => {
      if (signal) console.error(`${name} was ended (${signal}) after ${limitMs / 60_000} minutes`)
      resolve(code ?? 1)
    })
  })
}

/** What the closing lines name: the log before them is long, and often all that is kept is its end. */
const named: string[] = []

const one = async (code: Promise<number>) => ((await code) === 0 ? passed : failed)

/** Runs Vitest and prints each test; what the closing lines should name is kept in `named`. */
async function vitest(words: string[], limitMs: number, env = {}): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aigym-tests-'))
  const file = path.join(folder, 'outcome.json')
  try {
    const reporters = ['--reporter=default', '--reporter=./tests/outcome-reporter.ts']
    const code = await program('vitest', ['run', ...words, ...reporters], limitMs, {
      ...env,
      TEST_OUTCOME: file,
    })
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text === null) return failed
    const outcome = JSON.parse(text) as Outcome
    for (const name of outcome.unsteady) named.push(`passed only when tried again: ${name}`)
    for (const name of outcome.failed) named.push(`failed: ${name}`)
    // Coverage below its threshold fails no test.
    const unsaid = code !== 0 && outcome.failed.length === 0 ? 1 : 0
    return {
      passed: outcome.passed,
      failed: outcome.failed.length + unsaid,
      skipped: outcome.skipped,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const stages = {
  async tools({ all }) {
    const chromium = await findChromium()
    console.log(`Chromium: ${chromium}`)
    const pgbouncer = await findPgBouncer()
    console.log(
      `PgBouncer: ${pgbouncer ?? 'not here and not to be installed; its tests are skipped'}`,
    )
    const auth = process.env.SUPABASE_AUTH_BIN
    console.log(
      `Real Auth server: ${auth ?? 'SUPABASE_AUTH_BIN is not set; the stand-in alone is tested'}`,
    )
    return all && !pgbouncer ? failed : passed
  },
  lint: () => one(program('biome', ['ci', '--error-on-warnings'], 120_000)),
  directions: () =>
    one(program('depcruise', ['app', '--config', '.dependency-cruiser.js'], 120_000)),
  types: () => one(program('tsc', ['--noEmit', '-p', '.'], 300_000)),
  unit: () => vitest(['--project', 'unit'], 300_000),
  covered({ all }) {
    console.log('Line coverage leaves out:')
    for (const { file, why } of coverageExclusions) console.log(`  ${file}: ${why}`)
    if (!all) {
      console.log('`npm test -- --all` alone runs:')
      for (const { file, why, covers } of longChecks) {
        console.log(`  ${file}: ${why}${covers ? `; line coverage leaves out ${covers}` : ''}`)
      }
    }
    return vitest(['--project', 'unit', '--project', 'integration', '--coverage'], 1_500_000, {
      ...withLongChecks(all),
      REQUIRE_ALL_TOOLS: all ? '1' : '',
    })
  },
  async build() {
    try {
      await buildWorker(root, (line) => console.log(line))
      return passed
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      return failed
    }
  },
  storybook: () => one(program('storybook', ['build', '--quiet', '--disable-telemetry'], 600_000)),
  e2e: ({ all }) => vitest(['--project', 'e2e'], 2_400_000, withLongChecks(all)),
  policies: () => one(program('node', ['tests/permissions/prove.ts'], 600_000)),
  chaos: () => one(program('node', ['tests/chaos/run.ts'], 600_000)),
  benches: () => vitest(['--project', 'bench'], 1_200_000),
} satisfies Record<string, Stage>

/** The closing lines: what each stage came to, what was skipped, and last `N passed, N failed`. */
export function closing(lines: string[], { passed, failed, skipped }: Count): string {
  const end = `${passed} passed, ${failed} failed`
  return ['', ...lines, '', ...(skipped > 0 ? [`${skipped} skipped`] : []), end].join('\n')
}

/**
 * Runs stages in order and prints what each came to; the last line is `N passed, N failed`.
 *
 * @returns the exit code: 0 when nothing failed
 */
export async function runStages(
  names: (keyof typeof stages)[],
  context: StageContext = { all: false },
): Promise<number> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 }
  const lines: string[] = []
  for (const name of names) {
    console.log(`\n── ${name} ──`)
    const startedAt = Date.now()
    const stage: Stage = stages[name]
    const count = await stage(context).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      return failed
    })
    total.passed += count.passed
    total.failed += count.failed
    total.skipped += count.skipped
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
    lines.push(
      `${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped, ${seconds} s`,
    )
  }
  console.log(closing([...lines, ...named], total))
  return total.failed === 0 ? 0 : 1
}
