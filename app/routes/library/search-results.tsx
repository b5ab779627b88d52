import type { FoundItem, FoundTalk, Piece } from '~/features/search/found'
import { itemPath, talkPath } from '~/features/search/found-path'
import { StatusBadge } from '~/ui/atoms/badge'
import { Icon } from '~/ui/atoms/icon'
import { Link } from '~/ui/atoms/link'
import { Mark } from '~/ui/atoms/mark'
import { Time } from '~/ui/atoms/time'
import type { Moment } from '~/ui/moment'
import { useWords } from '~/ui/strings'
import { searchWords } from '~/ui/strings/search'

/** As the library has them, of whose rows nothing else is needed here. */
const SIGNS = {
  video: 'video',
  document: 'draft',
  prompt: 'chat',
  automation: 'automation',
} as const

/** A text with what was searched for made to stand out. */
export function Marked({ pieces }: { pieces: Piece[] }) {
  // Pieces have no names, and never change their places.
  return pieces.map(({ text, found }, at) => {
    const key = `${at} ${text}`
    return found ? (
      <mark key={key} className="found">
        {text}
      </mark>
    ) : (
      <span key={key}>{text}</span>
    )
  })
}

const textOf = (pieces: Piece[]) => pieces.map(({ text }) => text).join('')

const clockOf = (second: number) =>
  `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, '0')}`

export function FoundItemRow({ community, item }: { community: string; item: FoundItem }) {
  const words = useWords(searchWords)
  const { kind, status, title, summary, passage, heading, second } = item
  return (
    <li className="row">
      {kind === 'agent' ? (
        <Mark kind="agent" name={textOf(title)} />
      ) : (
        <span className="mark mark-agent">
          <Icon name={SIGNS[kind]} />
        </span>
      )}
      <div className="row-text" dir="auto">
        <h2 className="row-title">
          <Link href={itemPath(community, item)}>
            <Marked pieces={title} />
          </Link>
        </h2>
        <p className="hint">
          {words.kind[kind]}
          {passage && heading && ` · ${words.under(heading)}`}
          {passage && second !== null && ` · ${words.at(clockOf(second))}`}
        </p>
        {summary.length > 0 && (
          <p>
            <Marked pieces={summary} />
          </p>
        )}
        {passage && (
          <blockquote>
            <Marked pieces={passage} />
          </blockquote>
        )}
      </div>
      {status !== 'published' && <StatusBadge status={status} />}
    </li>
  )
}

export function FoundTalkRow({
  community,
  talk,
}: {
  community: string
  talk: Omit<FoundTalk, 'at'> & { time: Moment }
}) {
  const words = useWords(searchWords)
  const { agent, title, passage, time } = talk
  return (
    <li className="row">
      <span className="mark mark-agent">
        <Icon name="chat" />
      </span>
      <div className="row-text" dir="auto">
        <h3 className="row-title">
          <Link href={talkPath(community, talk)}>
            <Marked pieces={title} />
          </Link>
        </h3>
        <p className="hint">
          {words.talkedWith(agent)} · <Time {...time} />
        </p>
        {passage && (
          <blockquote>
            <Marked pieces={passage} />
          </blockquote>
        )}
      </div>
    </li>
  )
}
