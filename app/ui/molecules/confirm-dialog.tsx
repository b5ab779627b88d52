import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button, type ButtonVariant, buttonClass } from '../atoms/button'
import { Icon, type IconName } from '../atoms/icon'
import { useHydrated } from '../hydrated'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'

/**
 * A question before something that is hard to take back. Without JavaScript it unfolds in place;
 * with it, it is the browser's own dialog, which holds the focus and hears Escape. `children` is
 * the form that does it, with its button.
 */
export function ConfirmDialog({
  trigger,
  icon,
  variant = 'danger',
  title,
  text,
  children,
}: {
  /** The words of the button that asks. */
  trigger: string
  icon?: IconName
  variant?: ButtonVariant
  title: string
  text?: ReactNode
  children: ReactNode
}) {
  const common = useWords(commonWords)
  const hydrated = useHydrated()
  const ref = useRef<HTMLDialogElement>(null)
  const folded = useRef<HTMLDetailsElement>(null)
  const wasOpen = useRef(false)
  const titleId = useId()

  useEffect(() => {
    // Whoever unfolded the question before the script came keeps it open.
    if (!hydrated) wasOpen.current = folded.current?.open ?? false
    else if (wasOpen.current) ref.current?.showModal()
  }, [hydrated])

  const question = (
    <div>
      <h2 id={titleId}>{title}</h2>
      {text && <p className="mt-2">{text}</p>}
    </div>
  )

  if (!hydrated) {
    return (
      <details ref={folded} className="confirm">
        <summary className={buttonClass({ variant })}>
          {icon && <Icon name={icon} />}
          {trigger}
        </summary>
        <div className="confirm-panel">
          {question}
          <div className="buttons">{children}</div>
        </div>
      </details>
    )
  }
  return (
    <>
      <Button
        type="button"
        variant={variant}
        icon={icon}
        aria-haspopup="dialog"
        onClick={() => ref.current?.showModal()}
      >
        {trigger}
      </Button>
      <dialog
        ref={ref}
        className="confirm-panel"
        aria-labelledby={titleId}
        onSubmit={() => ref.current?.close()}
      >
        {question}
        <div className="buttons">
          {children}
          <form method="dialog">
            <Button>{common.cancel}</Button>
          </form>
        </div>
      </dialog>
    </>
  )
}
