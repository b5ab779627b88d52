import { type Actor, actorNames, type Mark } from './actors.ts'
import type { Catalogue, Table } from './catalogue.ts'
import { expand } from './expand.ts'
import { person } from './names.ts'
import type { Expectation, Operation, Way } from './read-table.ts'
import type { Key, Scene, Sql } from './scene/scene.ts'

/** One cell of the matrix: what one actor meets with. */
export interface Cell {
  expectation: Expectation
  actor: Actor
  /** The column that an update or insert names, where the cell is about that. */
  column?: string
  expected: Mark
  /** The row that it is about, where it is about one. */
  key?: string
}

/** One statement, which one actor sends, and the cells that its effect decides. */
export interface Try {
  actor: Actor
  way: Way
  subject: string
  operation: Operation
  sql: string
  /** The tables to look at afterwards. */
  looks: string[]
  /** A call leaves its mark in each of these; an empty list: it answers something. */
  changes: string[] | undefined
  cells: Cell[]
}

/** Wraps SQL so that it runs the way it is meant to: `select` answers `key`. */
function along(way: Way, operation: Operation, sql: string): string {
  if (way === 'app') return sql
  return operation === 'select'
    ? `select matrix.through_function($tried$${sql}$tried$) as key`
    : `select matrix.run_through_function($tried$${sql}$tried$)`
}

const keyOf = (key: Key, actor: Actor) => {
  const value = typeof key === 'function' ? key(person(actor), actor) : key
  return Array.isArray(value) ? value.join(' ') : value
}
const sqlOf = (sql: Sql, actor: Actor) =>
  typeof sql === 'function' ? sql(person(actor), actor) : sql

/** The columns that the named inserts of a table fill. */
const filled = (statements: string[]) =>
  new Set(
    statements.flatMap((sql) =>
      (/\(([^)]*)\)\s*(?:values|select)/.exec(sql)?.[1] ?? '')
        .split(',')
        .map((name) => name.trim()),
    ),
  )

/**
 * Makes statements of the expectations, for each actor. Reads, updates and deletions name no row:
 * each reaches as far as it can, and its effect decides the cells of all planted rows.
 *
 * @throws Error when a line names a row, an insert or a call that the scene does not have
 */
export function planTries(expectations: Expectation[], scene: Scene, catalogue: Catalogue): Try[] {
  const about = new Map<string, Expectation[]>()
  for (const line of expand(expectations, catalogue)) {
    const name = `${line.way} ${line.subject}`
    about.set(name, [...(about.get(name) ?? []), line])
  }
  return [...about.values()].flatMap((lines) => {
    const [{ way, subject }] = lines as [Expectation]
    const table = catalogue.tables.get(subject)
    return actorNames.flatMap((actor) =>
      table === undefined
        ? lines.map((line) => tryCall(line, scene, actor))
        : planTable(way, subject, table, lines, scene, actor),
    )
  })
}

function tryCall(line: Expectation, scene: Scene, actor: Actor): Try {
  const call = scene.calls[line.subject]?.[line.what]
  if (line.operation !== 'call' || call === undefined) throw missing('call', line)
  return {
    actor,
    way: line.way,
    subject: line.subject,
    operation: 'call',
    sql: sqlOf(call.sql, actor),
    looks: call.changes,
    changes: call.changes,
    cells: [{ expectation: line, actor, expected: line.marks[actor] }],
  }
}

function planTable(
  way: Way,
  subject: string,
  table: Table,
  lines: Expectation[],
  scene: Scene,
  actor: Actor,
): Try[] {
  const of = (operation: Operation) => lines.filter((line) => line.operation === operation)
  const cell = (line: Expectation, column?: string): Cell => {
    const cell: Cell = { expectation: line, actor, expected: line.marks[actor] }
    if (column !== undefined) cell.column = column
    if (line.what === '*' || line.operation === 'insert') return cell
    const key = scene.rows[subject]?.[line.what]
    if (key === undefined) throw missing('row', line)
    return { ...cell, key: keyOf(key, actor) }
  }
  const attempt = (operation: Operation, sql: string, cells: Cell[]): Try => ({
    actor,
    way,
    subject,
    operation,
    sql: along(way, operation, sql),
    looks: operation === 'select' ? [] : [subject],
    changes: undefined,
    cells,
  })
  const tries: Try[] = []

  const selects = of('select').filter(({ columns }) => columns.length === 0)
  if (selects.length > 0) {
    const cells = selects.map((line) => cell(line))
    tries.push(attempt('select', `select ${table.key} as key from ${table.sql} as t`, cells))
  }
  for (const line of of('select')) {
    for (const column of line.columns) {
      tries.push(
        attempt('select', `select ${column} as key from ${table.sql}`, [cell(line, column)]),
      )
    }
  }

  const updates = of('update')
  const named = new Set(updates.flatMap(({ columns }) => columns))
  for (const column of table.columns) {
    const about = named.has(column)
      ? updates.filter(({ columns }) => columns.includes(column))
      : updates.filter(({ what }) => what === '*')
    if (about.length === 0) continue
    const value = scene.values[`${subject}.${column}`]
    if (value === undefined && named.has(column)) throw missing(`value for ${column}`, about[0])
    tries.push(
      attempt(
        'update',
        `update ${table.sql} set ${column} = ${value ?? 'default'}`,
        about.map((line) => cell(line, column)),
      ),
    )
  }

  const deletes = of('delete')
  if (deletes.length > 0) {
    const cells = deletes.map((line) => cell(line))
    if (scene.oneByOne.includes(subject)) {
      for (const one of cells) {
        const where = `${table.key} = '${one.key}'`
        tries.push(attempt('delete', `delete from ${table.sql} as t where ${where}`, [one]))
      }
    } else tries.push(attempt('delete', `delete from ${table.sql}`, cells))
  }

  const inserts = of('insert')
  const statements: string[] = []
  for (const line of inserts) {
    const known = scene.inserts[subject]?.[line.what]
    if (known === undefined && line.what !== '*') throw missing('insert', line)
    if (known === undefined) continue
    const sql = sqlOf(known, actor)
    if (line.marks.owner !== '-') statements.push(sql)
    tries.push(attempt('insert', sql, [cell(line)]))
  }
  // Whatever no insert fills may not be filled.
  const first = way === 'app' ? inserts[0] : undefined
  const fillable = filled(statements)
  for (const column of table.columns.filter((name) => first && !fillable.has(name))) {
    const cells = [{ ...cell(first as Expectation, column), expected: ungranted(first, actor) }]
    tries.push(attempt('insert', `insert into ${table.sql} (${column}) values (default)`, cells))
  }
  return tries
}

/** Whom private.enter() keeps out meets with that, before anything else. */
const ungranted = (line: Expectation | undefined, actor: Actor): Mark => {
  const mark = line?.marks[actor]
  return mark === '401' || mark === '403' ? mark : '-'
}

function missing(what: string, line: Expectation | undefined): Error {
  return new Error(
    `tests/permissions/scene has no ${what} for ${line?.subject} ${line?.operation} "${line?.what}".`,
  )
}
