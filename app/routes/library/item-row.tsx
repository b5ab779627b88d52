import type { ReactNode } from 'react'
import { type Kind, libraryPath } from '~/features/content/kinds'
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
  item: { id: string; kind: Kind; title: string; summary: string; cover?: string | null }
  /** Whether it says what kind it is of: in a list over several. */
  named?: boolean
  /** What is said of it under its name. */
  note?: ReactNode
  actions?: ReactNode
}

/** An item in a list that members read down. */
export function ItemRow({ community, item, named = false, note, actions }: ItemRowProps) {
  const { id, kind, title, summary, cover } = item
  const { one } = useWords(kindsWords)
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
        <h2 className="row-title">
          <Link href={`${libraryPath(community, kind)}/${id}`}>{title}</Link>
        </h2>
        {named && <p className="hint">{one[kind]}</p>}
        {note}
        {summary && <p>{summary}</p>}
      </div>
      {actions}
    </li>
  )
}
