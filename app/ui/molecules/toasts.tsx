import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useWords } from '../strings'
import { commonWords } from '../strings/common'
import { Flash, type FlashProps } from './flash'

export type ToastInput = Pick<FlashProps, 'tone' | 'children' | 'action'>

interface Toast extends ToastInput {
  id: number
}

/** More than this many at once is noise; the oldest leaves. */
const most = 3

const ShowContext = createContext<(toast: ToastInput) => void>(() => {})

/** Says something that happened without a new page. Does nothing without a `ToastProvider`. */
export function useShowToast(): (toast: ToastInput) => void {
  return useContext(ShowContext)
}

/**
 * The place where toasts appear. They stay until closed or pushed out: nobody has to read against
 * a clock. What a new page should say is a `Flash` in that page instead.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const common = useWords(commonWords)
  const [{ toasts }, setState] = useState<{ next: number; toasts: Toast[] }>({
    next: 1,
    toasts: [],
  })
  const show = useCallback((toast: ToastInput) => {
    setState(({ next, toasts }) => ({
      next: next + 1,
      toasts: [...toasts, { ...toast, id: next }].slice(-most),
    }))
  }, [])
  const dismiss = useMemo(
    () => (id: number) =>
      setState((state) => ({ ...state, toasts: state.toasts.filter((toast) => toast.id !== id) })),
    [],
  )
  return (
    <ShowContext.Provider value={show}>
      {children}
      <section className="toasts" aria-label={common.flash.region} aria-live="polite">
        {toasts.map(({ id, children, ...toast }) => (
          <Flash key={id} {...toast} onDismiss={() => dismiss(id)}>
            {children}
          </Flash>
        ))}
      </section>
    </ShowContext.Provider>
  )
}
