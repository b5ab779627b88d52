import { availableParallelism } from 'node:os'
import tailwindcss from '@tailwindcss/vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { coverageExclusions, covered } from './tests/coverage-exclusions.ts'
import { longChecks, WITHOUT_LONG_CHECKS } from './tests/long-checks.ts'

const alias = {
  '~': new URL('./app', import.meta.url).pathname,
  // Durable Objects run on workerd; under Node their base class is a small stand-in.
  'cloudflare:workers': new URL('./tests/fixtures/cloudflare-workers.ts', import.meta.url).pathname,
}

/** What workerd has beside what Node has. */
const setupFiles = ['tests/fixtures/workers-globals.ts']

/**
 * Real servers share the machine with these tests, and the product's own deadlines (3.5 s for Auth) can
 * pass while it stalls. What a second try passes is named in the closing lines.
 */
const ONCE_MORE = 1

/** The daily run does without the long checks, and tries journeys two files at a time. */
const isDaily = Boolean(process.env[WITHOUT_LONG_CHECKS])
const leftOut = isDaily ? longChecks : []

export default defineConfig({
  plugins: [tailwindcss()],
  resolve: { alias },
  // As in the product: an address, and nothing inlined.
  build: { assetsInlineLimit: 0 },
  test: {
    // Vitest leaves one core idle, and of two that is half: tests wait as often as they compute.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    exclude: [...configDefaults.exclude, ...leftOut.map(({ file }) => file)],
    coverage: {
      provider: 'v8',
      include: covered,
      exclude: [
        ...coverageExclusions.map(({ file }) => file),
        ...leftOut.flatMap(({ covers = [] }) => covers),
      ],
      thresholds: { lines: 90 },
      reporter: ['text-summary', 'json-summary', 'html'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['app/**/*.test.{ts,tsx}', 'supabase/**/*.test.ts', 'tests/*.test.ts'],
          setupFiles,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          setupFiles,
          testTimeout: 30_000,
          retry: ONCE_MORE,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          setupFiles: ['tests/e2e/hot-statements.ts'],
          testTimeout: 60_000,
          retry: ONCE_MORE,
          hookTimeout: 180_000,
          fileParallelism: isDaily,
        },
      },
    ],
  },
})
