import type { ReactNode } from 'react'
import { classes } from '../classes'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'
import { Icon, type IconName } from './icon'

export type Tone = 'good' | 'careful' | 'wrong' | 'note'

/** The sign that goes with each meaning. */
export const toneIcons: Record<Tone, IconName> = {
  good: 'good',
  careful: 'alert',
  wrong: 'wrong',
  note: 'info',
}

/** A state in a word and a sign. */
export function Badge({
  tone,
  icon,
  children,
}: {
  tone?: Tone
  icon?: IconName
  children: ReactNode
}) {
  const name = icon ?? (tone && toneIcons[tone])
  return (
    <span className={classes('badge', tone && `tone-${tone}`)}>
      {name && <Icon name={name} />}
      {children}
    </span>
  )
}

export type ContentStatus = 'draft' | 'in_review' | 'published' | 'archived'

const statusLooks: Record<ContentStatus, { icon: IconName; tone?: Tone }> = {
  draft: { icon: 'draft', tone: 'careful' },
  in_review: { icon: 'clock', tone: 'note' },
  published: { icon: 'good', tone: 'good' },
  archived: { icon: 'archive' },
}

/** Where a piece of content stands in its life. */
export function StatusBadge({ status }: { status: ContentStatus }) {
  const common = useWords(commonWords)
  return <Badge {...statusLooks[status]}>{common.status[status]}</Badge>
}
