/** Our own outline icons on a 24-unit grid: one line, one weight, always beside a word. */
import { classes } from '../classes'

const shapes = {
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21a8 8 0 0 1 16 0',
  agent:
    'M5 9h14v10H5ZM12 9V5M9.5 13v2M14.5 13v2M2.5 13v3M21.5 13v3M12 5a1 1 0 1 0 0-2 1 1 0 0 0 0 2Z',
  alert: 'M12 4 2.5 20h19ZM12 10v4.5M12 17.2v.1',
  archive: 'M3 5h18v4H3ZM5 9v10h14V9M10 13h4',
  back: 'M20 12H5M11 6l-6 6 6 6',
  chat: 'M4 5h16v12H10l-5 4v-4H4Z',
  check: 'm5 12.5 4.5 4.5L19 7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  close: 'm6 6 12 12M18 6 6 18',
  copy: 'M8 8h12v12H8ZM16 8V4H4v12h4',
  down: 'm6 9 6 6 6-6',
  draft: 'M4 20h4L19 9l-4-4L4 16ZM13 7l4 4',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  forward: 'M4 12h15M13 6l6 6-6 6',
  good: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12.5l2.8 2.8L16 9.5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.1',
  lock: 'M5 11h14v9H5ZM8 11V8a4 4 0 0 1 8 0v3',
  mail: 'M3 6h18v12H3ZM3 7l9 6 9-6',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20a6.5 6.5 0 0 1 13 0M15.5 4.3a3.5 3.5 0 0 1 0 6.4M17.5 14.2a6.5 6.5 0 0 1 4 5.8',
  play: 'M7 4.5v15L19.5 12Z',
  plus: 'M12 5v14M5 12h14',
  automation: 'M4 4h6v5H4ZM14 15h6v5h-6ZM7 9v3.5a5 5 0 0 0 5 5h2M11.5 15l2.5 2.5-2.5 2.5',
  retry: 'M20 11a8 8 0 1 0-.8 5M20 4v7h-7',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16.2 16.2 21 21',
  send: 'M12 20V5M6 11l6-6 6 6',
  signOut: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
  stop: 'M6 6h12v12H6Z',
  trash: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  undo: 'M9 5 4 10l5 5M4 10h10a5.5 5.5 0 0 1 0 11h-3',
  video: 'M3 5h18v14H3ZM10 9v6l5-3Z',
  wrong: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9l6 6M15 9l-6 6',
} as const

export type IconName = keyof typeof shapes

/** Every icon's name, for the story that shows them all. */
export const iconNames = Object.keys(shapes) as IconName[]

/** Icons that point along the line of reading, and turn round where that runs right to left. */
const directed: ReadonlySet<IconName> = new Set(['back', 'forward', 'external', 'signOut', 'undo'])

/** A drawing beside a word; hidden from screen readers, which read the word. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={classes('icon', directed.has(name) && 'icon-turns', className)}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
