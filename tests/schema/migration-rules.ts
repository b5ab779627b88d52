/** What a rule found in a migration. */
export interface Finding {
  rule: string
  /** The beginning of the statement. */
  statement: string
}

interface Rule {
  name: string
  /** Tells whether a statement breaks it; `table` is a table that was there before this migration. */
  breaks: (statement: string) => boolean
}

const alters = (action: RegExp) => (statement: string) =>
  /^alter table\b/i.test(statement) && action.test(statement)

/**
 * Statements that hold a lock for as long as a table is large, or that code of the release before
 * trips over.
 */
const rules: Rule[] = [
  {
    name: 'index',
    breaks: (text) => /^create (unique )?index\b/i.test(text) && !/\bconcurrently\b/i.test(text),
  },
  {
    name: 'constraint',
    breaks: (text) =>
      alters(/\badd (constraint \S+ )?(foreign key|check|unique|primary key|exclude)\b/i)(text) &&
      !/\bnot valid\b|\busing index\b/i.test(text),
  },
  {
    name: 'reference',
    breaks: (text) =>
      alters(/\badd (column )?(?!constraint\b)[^;]*\breferences\b/i)(text) &&
      !/\bnot valid\b/i.test(text),
  },
  { name: 'not-null', breaks: alters(/\bset not null\b/i) },
  {
    name: 'needed-column',
    breaks: (text) =>
      alters(/\badd column\b[^,]*\bnot null\b/i)(text) && !/\bdefault\b/i.test(text),
  },
  {
    name: 'computed-default',
    breaks: alters(
      /\badd column\b[^,]*\b(generated always as \(|default [^,]*(random|uuid|clock_timestamp|nextval)\w*\()/i,
    ),
  },
  { name: 'type', breaks: alters(/\balter (column )?\S+ (set data )?type\b/i) },
  {
    name: 'drop',
    breaks: (text) =>
      /^drop table\b/i.test(text) ||
      alters(/\bdrop (column )?(?!constraint\b|default\b|not null\b|identity\b|expression\b)\S/i)(
        text,
      ),
  },
  { name: 'rename', breaks: alters(/\brename\b/i) },
  {
    name: 'whole-table',
    breaks: (text) => /^(vacuum full|cluster|lock table|truncate|reindex)\b/i.test(text),
  },
]

/** Cuts SQL into statements, with the comments above each; strings and dollar quotes stay whole. */
export function cutStatements(sql: string): { comments: string; text: string }[] {
  const statements: { comments: string; text: string }[] = []
  let [comments, text] = ['', '']
  const piece =
    /--[^\n]*\n?|\/\*.*?\*\/|(\$\w*\$).*?\1|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|[^-/$'";]+|./gs
  for (const [part] of sql.matchAll(piece)) {
    if (part.startsWith('--') || part.startsWith('/*')) {
      if (text.trim() === '') comments += part
      else text += ' '
    } else if (part === ';') {
      statements.push({ comments, text: text.trim().replace(/\s+/g, ' ') })
      comments = ''
      text = ''
    } else {
      // What stands inside a function is its own affair, and words in strings are no statements.
      text += /^(\$|')/.test(part) ? "''" : part
    }
  }
  if (text.trim() !== '') statements.push({ comments, text: text.trim().replace(/\s+/g, ' ') })
  return statements
}

/** The table that a statement works on, without its schema, or undefined. */
function tableOf(text: string): string | undefined {
  const found =
    /^alter table (?:if exists )?(?:only )?(\S+)/i.exec(text) ??
    /^create (?:unique )?index (?:concurrently )?(?:if not exists )?\S* ?on (?:only )?([^\s(]+)/i.exec(
      text,
    ) ??
    /^(?:drop table|truncate(?: table)?|lock table) (?:if exists )?(\S+)/i.exec(text)
  return found?.[1]?.replace(/["(]/g, '')
}

/**
 * What a migration does to tables that were there before it and may be large by now. A statement with
 * `-- allow <rule>: <reason>` in the comment above it may do it.
 */
export function findDangers(sql: string): Finding[] {
  const findings: Finding[] = []
  const made = new Set<string>()
  for (const { comments, text } of cutStatements(sql)) {
    const created =
      /^create (?:(?:global |local )?temp(?:orary)? |unlogged )?table (?:if not exists )?([^\s(]+)/i.exec(
        text,
      )
    if (created?.[1]) made.add(created[1].replaceAll('"', ''))
    const table = tableOf(text)
    if (table !== undefined && made.has(table)) {
      // A table that this migration made and gave another name is still its own.
      const renamed = /\brename to (\S+)/i.exec(text)?.[1]
      if (renamed) made.add(table.replace(/[^.]+$/, renamed))
      continue
    }
    for (const { name, breaks } of rules) {
      const isAllowed = new RegExp(`-- allow ${name}: \\S`).test(comments)
      if (breaks(text) && !isAllowed) {
        findings.push({ rule: name, statement: text.slice(0, 120) })
      }
    }
  }
  return findings
}
