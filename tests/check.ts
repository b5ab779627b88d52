import { runStages } from './stages.ts'

/** The daily check: format, lint, types, unit tests. Under a minute. */
process.exitCode = await runStages(['lint', 'directions', 'types', 'unit'])
