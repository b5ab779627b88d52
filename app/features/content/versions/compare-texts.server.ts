import { diffLines, diffWordsWithSpace } from 'diff'

/** A piece of a line, and whether the other side lacks it. */
export interface Piece {
  text: string
  changed: boolean
}

/** Lines of two texts that stand beside each other; null where one side has none. */
export interface Pair {
  before: Piece[] | null
  after: Piece[] | null
}

/** Milliseconds for one text: beyond, it is shown as changed throughout. */
const PATIENCE = 250

/** Two texts line by line, side by side, with the words in which changed lines differ. */
export function compareTexts(before: string, after: string): Pair[] {
  const parts = diffLines(before, after, { timeout: PATIENCE }) ?? [
    { value: before, removed: true, added: false, count: 1 },
    { value: after, removed: false, added: true, count: 1 },
  ]
  const pairs: Pair[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]
    if (!part) continue
    const lines = linesOf(part.value)
    if (!part.removed && !part.added) {
      pairs.push(...lines.map((line) => ({ before: same(line), after: same(line) })))
      continue
    }
    const next = parts[at + 1]
    const replaced = part.removed && next?.added
    if (replaced) at += 1
    pairs.push(
      ...pairUp(
        part.removed ? lines : [],
        replaced ? linesOf(next.value) : part.added ? lines : [],
      ),
    )
  }
  return pairs
}

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n')
const same = (line: string): Piece[] => [{ text: line, changed: false }]
const whole = (line: string): Piece[] => [{ text: line, changed: true }]

function pairUp(before: string[], after: string[]): Pair[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => {
    const [old, now] = [before[at], after[at]]
    if (old === undefined || now === undefined) {
      return {
        before: old === undefined ? null : whole(old),
        after: now === undefined ? null : whole(now),
      }
    }
    const words = diffWordsWithSpace(old, now, { timeout: PATIENCE, maxEditLength: 400 })
    if (!words) return { before: whole(old), after: whole(now) }
    return {
      before: words
        .filter(({ added }) => !added)
        .map(({ value, removed }) => ({ text: value, changed: removed })),
      after: words
        .filter(({ removed }) => !removed)
        .map(({ value, added }) => ({ text: value, changed: added })),
    }
  })
}
