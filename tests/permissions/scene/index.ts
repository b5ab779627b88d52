import { audit } from './audit.ts'
import { automationRuns } from './automation-runs.ts'
import { content } from './content.ts'
import { exchange } from './exchange.ts'
import { experiments } from './experiments.ts'
import { grants } from './grants.ts'
import { groups } from './groups.ts'
import { knowledge } from './knowledge.ts'
import { models } from './models.ts'
import { people } from './people.ts'
import { platform } from './platform.ts'
import { repositories } from './repositories.ts'
import { sandbox } from './sandbox.ts'
import type { Scene } from './scene.ts'
import { search } from './search.ts'
import { sharing } from './sharing.ts'
import { tallies } from './tallies.ts'

const parts: Scene[] = [
  people,
  groups,
  content,
  repositories,
  automationRuns,
  exchange,
  sandbox,
  sharing,
  knowledge,
  models,
  experiments,
  platform,
  grants,
  audit,
  search,
  tallies,
]

const merged = <T>(pick: (part: Scene) => Record<string, T>): Record<string, T> =>
  Object.assign({}, ...parts.map(pick))

/** All that stands in the database while permissions are tried, in the order it is planted. */
export const scene: Scene = {
  plant: parts.map(({ plant }) => plant).join('\n'),
  rows: merged((part) => part.rows),
  oneByOne: parts.flatMap((part) => part.oneByOne),
  values: merged((part) => part.values),
  inserts: merged((part) => part.inserts),
  calls: merged((part) => part.calls),
}
