import { type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from 'react'
import { VisuallyHidden } from '../atoms/hidden'
import { Icon } from '../atoms/icon'

/**
 * A few choices behind one button. It opens without JavaScript; with it, Escape, a choice, or
 * going elsewhere close it. `label` is read out where `children` of the button show only a sign.
 */
export function Menu({
  button,
  label,
  children,
}: {
  button: ReactNode
  label?: string
  children: ReactNode
}) {
  const ref = useRef<HTMLDetailsElement>(null)

  function close() {
    if (ref.current) ref.current.open = false
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !ref.current?.open) return
    close()
    ref.current.querySelector('summary')?.focus()
  }
  function onBlur(event: FocusEvent) {
    // No related target: the window lost focus, or a part that takes none was pressed.
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close()
  }
  function onClick(event: MouseEvent) {
    if ((event.target as Element).closest('a')) close()
  }

  return (
    <details ref={ref} className="menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <summary className="button button-quiet">
        {button}
        {label && <VisuallyHidden>{label}</VisuallyHidden>}
        <Icon name="down" className="icon-turn" />
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears its links' clicks. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link's Enter is a click. */}
      <div className="menu-panel" onClick={onClick}>
        {children}
      </div>
    </details>
  )
}
