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
  { file: 'supabase/**/*.test.ts', why: 'tests' },
  { file: 'supabase/local/dev.ts', why: 'the watch loop of npm run dev; its parts are tested' },
  {
    file: 'supabase/local/end-with-parent.ts',
    why: 'ends its process; tried by tests that kill npm start as a process',
  },
]
