/** What line coverage counts, tested or not: all code of the product, in whatever it is written. */
export const covered = ['app/**/*.{ts,tsx,js,jsx,mjs,cjs}', 'supabase/**/*.{ts,tsx,js,jsx,mjs,cjs}']

/**
 * Files that line coverage leaves out, each with the reason. The list may not grow unsaid: a test
 * holds its length, and the coverage stage prints it.
 */
export const coverageExclusions: { file: string; why: string }[] = [
  { file: 'app/**/*.test.{ts,tsx}', why: 'tests' },
  { file: 'app/**/*.stories.tsx', why: 'stories; a unit test renders each' },
  { file: 'app/**/*.d.ts', why: 'types' },
  { file: 'app/data/schema.types.ts', why: 'types, made from the schema' },
  { file: 'app/worker.ts', why: 'runs on workerd only; every end-to-end test goes through it' },
  { file: 'app/entry.client.tsx', why: 'runs in the browser only; end-to-end tests' },
  {
    file: 'app/platform/markdown/draw-diagram.js',
    why: 'runs in a frame of the browser, sent as it stands; end-to-end tests of diagrams',
  },
  { file: 'supabase/**/*.test.ts', why: 'tests' },
  {
    file: 'supabase/local/bootstrap.mjs',
    why: 'runs in a process of its own, on any Node; tried by a test that starts it',
  },
  { file: 'supabase/local/dev.ts', why: 'the watch loop of npm run dev; its parts are tested' },
  {
    file: 'supabase/local/end-with-parent.ts',
    why: 'ends its process; tried by tests that kill npm start as a process',
  },
]
