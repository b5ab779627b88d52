import { type Actor, actorNames, groups, keptOut, like, type Mark, owesFactor } from './actors.ts'
import { isSentence, type SentenceName } from './sentences.ts'

/** As whom SQL runs: as the app's role, or as one of the product's own definer functions. */
export type Way = 'app' | 'functions'
export type Operation = 'select' | 'insert' | 'update' | 'delete' | 'call'

/** One line of the expectations. */
export interface Expectation {
  way: Way
  /** A table, or a function's name for `call`. */
  subject: string
  operation: Operation
  /** The columns that an update names. */
  columns: string[]
  /** The planted row, the insert or the call that is tried; `*`: whatever no other line names. */
  what: string
  sentence: SentenceName
  /** What each actor meets with. */
  marks: Record<Actor, Mark>
}

const symbols = new Set<string>(['+', '.', 'x', '-', '401', '403', '404', '409', '422', '429'])
const operations = new Set<string>(['select', 'insert', 'update', 'delete', 'call'])

/**
 * Reads a table of expectations: the name of a table or function at the margin, below it indented
 * lines `operation  what  sentence  marks`, two spaces or more between the fields. The marks are
 * groups such as `+ owner coach  x rival  . rest`.
 *
 * @throws Error that names the line it can't read
 */
export function readTable(way: Way, text: string): Expectation[] {
  const found: Expectation[] = []
  let subject: string | undefined
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    if (!line.startsWith(' ')) {
      subject = line.trim()
      continue
    }
    const [head = '', what, sentence, ...marks] = line.trim().split(/\s{2,}/)
    const [operation = '', ...columns] = head.split(/[\s,]+/)
    if (
      subject === undefined ||
      !operations.has(operation) ||
      what === undefined ||
      sentence === undefined ||
      !isSentence(sentence)
    ) {
      throw new Error(`The expectations have a line that can't be read: "${line.trim()}"`)
    }
    found.push({
      way,
      subject,
      operation: operation as Operation,
      columns,
      what,
      sentence,
      marks: readMarks(marks.join(' '), operation, line, way),
    })
  }
  return found
}

function readMarks(text: string, operation: string, line: string, way: Way): Record<Actor, Mark> {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const isNever = words.length === 1 && words[0] === '-'
  let rest: Mark = isNever ? '-' : operation === 'insert' ? 'x' : '.'
  const told = new Map<Actor, Mark>()
  let symbol: Mark | undefined
  for (const word of words) {
    if (symbols.has(word)) {
      symbol = word as Mark
      continue
    }
    if (symbol === undefined) throw new Error(`No mark before "${word}": "${line.trim()}"`)
    if (word === 'rest') {
      rest = symbol
      continue
    }
    const named = groups[word] ?? actorNames.filter((name) => name === word)
    if (named.length === 0) throw new Error(`Nobody is called "${word}": "${line.trim()}"`)
    for (const actor of named) told.set(actor, symbol)
  }
  const marks = actorNames.map((actor): [Actor, Mark] => {
    const out = keptOut[actor]
    if (out !== undefined) return [actor, out]
    const base = like[actor]
    const mark =
      told.get(actor) ??
      (base === undefined ? undefined : told.get(base)) ??
      // What the app's role may do is granted to who is signed in, and to nobody else.
      (actor === 'nobody' && way === 'app' ? '-' : rest)
    const owes = owesFactor.includes(actor) && !told.has(actor) && way === 'app' && mark !== '-'
    return [actor, owes ? withoutFactor(operation, rest) : mark]
  })
  return Object.fromEntries(marks) as Record<Actor, Mark>
}

/** What meets those who owe a second factor. */
function withoutFactor(operation: string, rest: Mark): Mark {
  // A function that only reads finds nothing; one that acts asks for the factor first.
  if (operation === 'call') return rest === '.' ? '.' : '403'
  return operation === 'insert' ? 'x' : '.'
}
