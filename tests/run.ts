import { parseArgs } from 'node:util'
import { runStages } from './stages.ts'

/** All tests; `--all` adds the long checks and lets no part be skipped. */
const { values } = parseArgs({ options: { all: { type: 'boolean', default: false } } })
process.exitCode = await runStages(
  values.all
    ? [
        'tools',
        'lint',
        'directions',
        'types',
        'covered',
        'build',
        'storybook',
        'e2e',
        'policies',
        'chaos',
        'benches',
      ]
    : ['tools', 'lint', 'directions', 'types', 'covered', 'build', 'e2e'],
  { all: values.all },
)
