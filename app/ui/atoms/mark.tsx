import { classes } from '../classes'

/**
 * Up to two letters that stand for a name: the first of its first and last word.
 * Counts whole characters, so that an emoji or a Chinese name is not cut in half.
 */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const first = words[0]
  if (first === undefined) return '?'
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : ''
  return `${firstCharacter(first)}${firstCharacter(last)}`.toLocaleUpperCase()
}

function firstCharacter(word: string): string {
  // Two letters of which the second joins nothing: asking the segmenter takes long on the server.
  if (/^[a-z0-9](?:[a-z0-9]|$)/iu.test(word)) return word.charAt(0)
  // Made here: one made at each start would cost that a tenth.
  for (const { segment } of new Intl.Segmenter().segment(word)) return segment
  return ''
}

export type MarkKind = 'community' | 'person' | 'agent'

/** The sign of a community (a court's centre circle), a person or an agent. Decoration: the name stands beside it. */
export function Mark({
  name,
  kind,
  large = false,
}: {
  name: string
  kind: MarkKind
  large?: boolean
}) {
  return (
    <span className={classes('mark', `mark-${kind}`, large && 'mark-large')} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
