/** A shape that the published tests try, by the name of its test. */
type Shape =
  | '1 index'
  | '2b wrapped role'
  | '2c wrapped two functions'
  | '2f array of teams, indexed'
  | '5 fixed join'

/**
 * What a hot query is like, by how its name begins; the longest beginning counts.
 *
 * - `1 index`: the rows of one person, along an index
 * - `2b wrapped role`: whoever has a role sees all
 * - `2c wrapped two functions`: whoever has a role sees all, others their own
 * - `2f array of teams, indexed`: the rows of the communities that one is in
 * - `5 fixed join`: rows that are seen with another row, which is one's own
 *
 * Null: it writes, which none of the published tests does.
 */
const shapes: Record<string, Shape | null> = {
  community: '2f array of teams, indexed',
  person: '2c wrapped two functions',
  'my communities': '1 index',
  'open communities': '2f array of teams, indexed',
  conversation: '5 fixed join',
  answer: '5 fixed join',
  conversations: '1 index',
  recent: '1 index',
  'new agents': '2f array of teams, indexed',
  'has agents': '2f array of teams, indexed',
  library: '2f array of teams, indexed',
  agent: '5 fixed join',
  desk: '2f array of teams, indexed',
  drafts: '2f array of teams, indexed',
  'coached agent': '5 fixed join',
  members: '2f array of teams, indexed',
  requests: '2f array of teams, indexed',
  awaited: '2f array of teams, indexed',
  platform: '2b wrapped role',
  flags: '2f array of teams, indexed',
  settings: '2f array of teams, indexed',
  ...Object.fromEntries(
    [
      ...['send', 'retry', 'save', 'keep', 'stop', 'rename', 'add', 'set a', 'remove', 'decide'],
      ...['ask to join', 'take', 'found', 'make', 'delete'],
    ].map((name) => [name, null]),
  ),
}

/** @throws Error where the table does not say what a query is like */
export function shapeOf(query: string): Shape | null {
  const [longest] = Object.keys(shapes)
    .filter((name) => query.startsWith(name))
    .toSorted((a, b) => b.length - a.length)
  const shape = longest === undefined ? undefined : shapes[longest]
  if (shape === undefined) throw new Error(`tests/bench/policies/shapes.ts lacks "${query}"`)
  return shape
}
