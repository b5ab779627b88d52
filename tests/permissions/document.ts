import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Actor, actorNames, actors, type Mark } from './actors.ts'
import { expectations } from './expectations/index.ts'
import type { Expectation } from './read-table.ts'
import { numberOf, sentenceNames, sentences, standing } from './sentences.ts'

const file = fileURLToPath(new URL('../../docs/permissions.md', import.meta.url))

const signs: Record<Mark, string> = {
  '+': '✓',
  '.': '·',
  x: '✗',
  '-': '–',
  '401': '401',
  '403': '403',
  '404': '404',
  '409': '409',
  '422': '422',
  '429': '429',
}

const row = (cells: string[]) => `| ${cells.join(' | ')} |`
const standingOf = (actor: Actor) => {
  const sentence = standing[actor]
  return sentence === undefined ? '' : String(numberOf(sentence))
}
const title = (actor: Actor) => actor.replace('-', ' ')

function grid(lines: Expectation[]): string {
  const head = ['', 'says', ...actorNames.map(title)]
  return [
    row(head),
    row(head.map((_, at) => (at === 0 ? '---' : ':-:'))),
    ...lines.map((line) =>
      row([
        label(line),
        String(numberOf(line.sentence)),
        ...actorNames.map((actor) => signs[line.marks[actor]]),
      ]),
    ),
  ].join('\n')
}

function label({ operation, columns, what }: Expectation): string {
  const columnsNamed =
    columns.length === 0 ? '' : ` ${columns.map((name) => `\`${name}\``).join(', ')}`
  const object = what === '*' ? 'any other' : what
  return `**${operation}**${columnsNamed}: ${object}`
}

function sections(lines: Expectation[], heading: string): string {
  return [...new Set(lines.map(({ subject }) => subject))]
    .map((subject) => {
      const about = lines.filter((line) => line.subject === subject)
      const name =
        about[0]?.operation === 'call'
          ? `${subject}()`
          : subject.replace('.*', ': every other table of the schema')
      return `${heading} ${name}\n\n${grid(about)}`
    })
    .join('\n\n')
}

/** docs/permissions.md, as it should be. */
export function permissionsDocument(): string {
  const of = (test: (line: Expectation) => boolean) => expectations.filter(test)
  return `# Who may do what

Made by \`npm run docs:permissions\` from the expectations in \`tests/permissions\`; edit those. A test
tries every cell below on a real database, with real tokens and through the app's own way to Postgres,
and fails when one is not so, when a table or function has no expectations, or when this page is stale.
\`npm run test:policies\` breaks each policy in turn and demands that the test notices.

## In sentences

${sentenceNames.map((name) => `${numberOf(name)}. ${sentences[name]}`).join('\n')}

## Who is meant

${row(['column', 'who', 'says'])}
${row(['---', '---', ':-:'])}
${actorNames.map((actor) => row([title(actor), actors[actor], standingOf(actor)])).join('\n')}

## What the signs say

- ✓ it happens: the row is read, added, changed or deleted, the function does its work
- · nothing is there: no row is read or changed, and no error tells that there is one
- ✗ refused, by the policy that checks a new row or by the function itself; a number is the function's
  answer (404: no such thing, for you)
- – refused before any row is looked at: nobody was granted it
- 401, 403 in the columns *revoked* and *suspended*: turned away before anything runs

"says" is the number of the sentence that a line follows; the columns of who is not signed in, kept out
or without a second factor that they owe follow the sentences that the table above names. In the lines of one table, an operation
without a row's name ("any other") stands for all rows and all columns not named.

## Tables

${sections(
  of(({ way, operation }) => way === 'app' && operation !== 'call'),
  '###',
)}

## Functions

What people may call. A function checks who asks; behind it, the policies of the next part hold.

${sections(
  of(({ operation }) => operation === 'call'),
  '###',
)}

## What the product's own functions reach

Functions that do more than the person may do by themself run as \`aigym_definer\`, which row-level
security holds like everybody else. Here each of its rights is tried through a function that checks
nothing, for each person: so far would a mistake in a function reach.

${sections(
  of(({ way }) => way === 'functions'),
  '###',
)}
`
}

/** docs/permissions.md, as it is. */
export const keptDocument = (): string => readFileSync(file, 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, permissionsDocument())
