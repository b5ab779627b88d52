interface LongCheck {
  file: string
  why: string
  /** What is tested by it alone, and counted with it alone. */
  covers?: string
}

/**
 * Test files that only `npm test -- --all` and CI run, each with the reason: the daily run ends within
 * a quarter of an hour. Vitest itself runs them like any other.
 */
export const longChecks: LongCheck[] = [
  {
    file: 'tests/e2e/every-page.test.ts',
    why: 'axe on every page, in both themes, with scripts and without: six minutes',
  },
  {
    file: 'tests/e2e/pieces.test.ts',
    why: 'axe and pictures of each story of the design system: two minutes',
  },
  {
    file: 'tests/e2e/second-language.test.ts',
    why: 'builds the product once more, with a second language in it: a minute',
  },
  {
    file: 'tests/integration/local/start.test.ts',
    why: 'the product started from nothing, again and again: a minute',
  },
  {
    file: 'tests/integration/sandbox/local-model.test.ts',
    why: 'fetches a real model and what runs it, 180 MB, and asks it',
  },
  {
    file: 'tests/integration/backup/*.test.ts',
    why: 'whole installations backed up, restored and refused: four minutes',
    covers: 'supabase/backup/**/*.ts',
  },
]

/** The environment variable that leaves them out. */
export const WITHOUT_LONG_CHECKS = 'WITHOUT_LONG_CHECKS'
