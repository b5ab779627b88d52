import type { Catalogue, Table } from './catalogue.ts'
import { expand } from './expand.ts'
import type { Expectation, Operation, Way } from './read-table.ts'
import { sentenceNames, standing } from './sentences.ts'

const operations: Operation[] = ['select', 'insert', 'update', 'delete']

/** What the expectations don't say, or say of what is not there; each line tells what to add. */
export function findGaps(told: Expectation[], catalogue: Catalogue): string[] {
  const expectations = expand(told, catalogue)
  const gaps: string[] = []
  const lines = (way: Way, subject: string, operation: Operation) =>
    expectations.filter(
      (line) => line.way === way && line.subject === subject && line.operation === operation,
    )

  for (const [name, table] of catalogue.tables) {
    for (const operation of operations) {
      if (lines('app', name, operation).length === 0) gaps.push(silent(name, operation))
    }
    gaps.push(...forgottenColumns(name, table, lines('app', name, 'update')))
    const read = lines('app', name, 'select').flatMap(({ columns }) => columns)
    for (const column of table.hidden.filter((each) => !read.includes(each))) {
      gaps.push(`Nobody may read ${name}.${column}: add "select ${column}  *  <sentence>  -".`)
    }
    for (const operation of table.functionsMay) {
      if (lines('functions', name, operation).length > 0) continue
      gaps.push(
        `aigym_definer may ${operation} ${name}, and tests/permissions/expectations/functions.ts ` +
          'has no line for whom: add one.',
      )
    }
    const named = lines('functions', name, 'update').flatMap(({ columns }) => columns)
    for (const column of table.functionsUpdate.filter((each) => !named.includes(each))) {
      gaps.push(`aigym_definer may update ${name}.${column}, and functions.ts has no line for it.`)
    }
  }
  for (const name of catalogue.functions) {
    if (lines('app', name, 'call').length > 0) continue
    gaps.push(
      `The function public.${name}() has no expectations. Add to tests/permissions/expectations ` +
        `"${name}" with a line "call  …  <sentence>  + <who may>  x rest", and the call to ` +
        'tests/permissions/scene.',
    )
  }
  const known = new Set([...catalogue.tables.keys(), ...catalogue.functions])
  for (const subject of new Set(expectations.map((line) => line.subject))) {
    if (!known.has(subject)) gaps.push(`There is no ${subject} any more: take its lines out.`)
  }
  const cited = new Set([
    ...expectations.map(({ sentence }) => sentence),
    ...Object.values(standing),
  ])
  for (const name of sentenceNames) {
    if (!cited.has(name)) gaps.push(`No line cites the sentence ${name}: take it out.`)
  }
  return gaps
}

function silent(name: string, operation: Operation): string {
  const what = operation === 'select' || operation === 'delete' ? '<planted row>' : '…'
  return (
    `The table ${name} has no expectations for ${operation}. Add to tests/permissions/expectations ` +
    `"${name}" with a line "${operation}  ${what}  <sentence>  + <who may>" for a row that ` +
    `tests/permissions/scene plants, or "${operation}  *  <sentence>  -" where nobody may.`
  )
}

function forgottenColumns(name: string, table: Table, updates: Expectation[]): string[] {
  if (updates.length === 0 || updates.some(({ what }) => what === '*')) return []
  const named = updates.flatMap(({ columns }) => columns)
  return table.columns
    .filter((column) => !named.includes(column))
    .map(
      (column) =>
        `No line says who may update ${name}.${column}. Name it, or add "update  *  <sentence>  -".`,
    )
}
