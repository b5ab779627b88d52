import type { ReactNode } from 'react'
import { type Kind, libraryPath } from '~/features/content/kinds'
import type { Mark as Standing } from '~/features/content/library/seen.server'
import { Badge } from '~/ui/atoms/badge'
import { Icon } from '~/ui/atoms/icon'
import { Link } from '~/ui/atoms/link'
import { Mark } from '~/ui/atoms/mark'
import { useWords } from '~/ui/strings'
import { kindsWords } from '~/ui/strings/kinds'

/** The sign of each kind whose items have none of their own. */
const ICONS = {
  video: 'video',
  document: 'draft',
  prompt: 'chat',
  automation: 'automation',
} as const

interface ItemRowProps {
  community: string
  item: {
    id: string
    kind: Kind
    title: string
    summary: string
    cover?: string | null
    mark?: Standing
  }
  /** Whether it says what kind it is of: in a list over several. */
  named?: boolean
  /** What stands below it, smaller. */
  note?: string | null
  /** The level of its heading. */
  level?: 2 | 3
  /** Where its name leads; to its own page if not told. */
  href?: string
  actions?: ReactNode
}

/** An item in a list that members read down. */
export function ItemRow({
  community,
  item,
  named = false,
  note,
  level = 2,
  href = `${libraryPath(community, item.kind)}/${item.id}`,
  actions,
}: ItemRowProps) {
  const { kind, title, summary, cover, mark } = item
  const Heading = level === 2 ? 'h2' : 'h3'
  const { one, marks } = useWords(kindsWords)
  return (
    <li className="row">
      {cover ? (
        <img className="row-cover" src={cover} alt="" loading="lazy" />
      ) : kind === 'agent' ? (
        <Mark kind="agent" name={title} />
      ) : (
        <span className="mark mark-agent">
          <Icon name={ICONS[kind]} />
        </span>
      )}
      <div className="row-text" dir="auto">
        <Heading className="row-title">
          <Link href={href}>{title}</Link>
          {mark && (
            <>
              {' '}
              <Badge
                tone={mark === 'new' ? 'good' : 'note'}
                icon={mark === 'new' ? 'plus' : 'retry'}
              >
                {marks[mark]}
              </Badge>
            </>
          )}
        </Heading>
        {named && <p className="hint">{one[kind]}</p>}
        {summary && <p>{summary}</p>}
        {note && <p className="hint">{note}</p>}
      </div>
      {actions}
    </li>
  )
}
