import { useBeforeUnload, useBlocker } from '@remix-run/react'
import { useCallback, useEffect } from 'react'

/**
 * Asks before a page with changes that are not saved is left. Forms that post to the page itself
 * pass. Without JavaScript there is nothing to ask, and the browser keeps what was entered.
 *
 * @returns asks now, and says whether to go on
 */
export function useUnsavedWarning(unsaved: boolean, question: string): () => boolean {
  useBeforeUnload(
    useCallback(
      (event) => {
        if (unsaved) event.preventDefault()
      },
      [unsaved],
    ),
  )
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    if (window.confirm(question)) blocker.proceed()
    else blocker.reset()
  }, [blocker, question])
  return useCallback(() => !unsaved || window.confirm(question), [unsaved, question])
}
