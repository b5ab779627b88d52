import { type ReactNode, useState } from 'react'
import { type Tone, toneIcons } from '../atoms/badge'
import { Button } from '../atoms/button'
import { VisuallyHidden } from '../atoms/hidden'
import { Icon } from '../atoms/icon'
import { classes } from '../classes'
import { useHydrated } from '../hydrated'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

export interface FlashProps {
  tone?: Tone
  children: ReactNode
  /** A way back or on: a link, or a small form ("Undo"). */
  action?: ReactNode
  /** Called instead of hiding it here; a toast gives it. */
  onDismiss?: () => void
}

/**
 * A message about what just happened. It stands at the top of the page that a form leads to, with
 * or without JavaScript; a script adds the button that closes it.
 */
export function Flash({ tone = 'good', children, action, onDismiss }: FlashProps) {
  const common = useWords(commonWords)
  const hydrated = useHydrated()
  const [shown, setShown] = useState(true)
  if (!shown) return null
  return (
    <div className={classes('flash', `tone-${tone}`)} role={tone === 'wrong' ? 'alert' : 'status'}>
      <Icon name={toneIcons[tone]} />
      <div className="flash-body">
        <VisuallyHidden>{common.status[tone]}: </VisuallyHidden>
        {children}
        {action && <div className="buttons mt-2">{action}</div>}
      </div>
      {hydrated && (
        <Button
          type="button"
          variant="quiet"
          className="flash-close"
          onClick={onDismiss ?? (() => setShown(false))}
        >
          <Icon name="close" />
          <VisuallyHidden>{common.flash.dismiss}</VisuallyHidden>
        </Button>
      )}
    </div>
  )
}
