import type { Catalogue } from './catalogue.ts'
import type { Expectation } from './read-table.ts'

/** The subject that stands for every table of the schema `private` that has no lines of its own. */
const REST_OF_PRIVATE = 'private.*'

/** Gives each of those tables its lines. */
export function expand(expectations: Expectation[], catalogue: Catalogue): Expectation[] {
  const named = new Set(
    expectations.filter(({ way }) => way === 'app').map(({ subject }) => subject),
  )
  const unnamed = [...catalogue.tables.keys()].filter(
    (name) => name.startsWith('private.') && !named.has(name),
  )
  return expectations.flatMap((line) =>
    line.subject === REST_OF_PRIVATE ? unnamed.map((subject) => ({ ...line, subject })) : [line],
  )
}
