import type { Expectation } from '../read-table.ts'
import { audit } from './audit.ts'
import { automationRuns } from './automation-runs.ts'
import { content } from './content.ts'
import { exchange } from './exchange.ts'
import { experiments } from './experiments.ts'
import { functions } from './functions.ts'
import { grants } from './grants.ts'
import { groups } from './groups.ts'
import { knowledge } from './knowledge.ts'
import { models } from './models.ts'
import { people } from './people.ts'
import { platform } from './platform.ts'
import { repositories } from './repositories.ts'
import { sandbox } from './sandbox.ts'
import { search } from './search.ts'
import { sharing } from './sharing.ts'
import { tallies } from './tallies.ts'

/** Who may do what, whole. */
export const expectations: Expectation[] = [
  ...sandbox,
  ...sharing,
  ...knowledge,
  ...grants,
  ...people,
  ...groups,
  ...content,
  ...repositories,
  ...automationRuns,
  ...exchange,
  ...models,
  ...experiments,
  ...platform,
  ...audit,
  ...search,
  ...tallies,
  ...functions,
]
