/** Our own outline icons on a 24-unit grid: one line, one weight, always beside a word. */
import { classes } from '../classes'
import drawings from './icons.svg?url'

/** The names of the drawings in `icons.svg`, which the browser loads once, and no script carries. */
export type IconName =
  | 'account'
  | 'agent'
  | 'alert'
  | 'archive'
  | 'back'
  | 'chat'
  | 'check'
  | 'clock'
  | 'close'
  | 'copy'
  | 'down'
  | 'draft'
  | 'external'
  | 'eye'
  | 'forward'
  | 'good'
  | 'info'
  | 'lock'
  | 'mail'
  | 'more'
  | 'people'
  | 'play'
  | 'plus'
  | 'automation'
  | 'retry'
  | 'search'
  | 'send'
  | 'signOut'
  | 'star'
  | 'stop'
  | 'trash'
  | 'undo'
  | 'video'
  | 'wrong'

/** Icons that point along the line of reading, and turn round where that runs right to left. */
const directed: ReadonlySet<IconName> = new Set(['back', 'forward', 'external', 'signOut', 'undo'])

/** A drawing beside a word; hidden from screen readers, which read the word. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={classes('icon', directed.has(name) && 'icon-turns', className)}
      aria-hidden="true"
      focusable="false"
    >
      <use href={`${drawings}#${name}`} />
    </svg>
  )
}
