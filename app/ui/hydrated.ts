import { useEffect, useState } from 'react'

/**
 * False on the server and until the script runs in the browser, then true.
 *
 * A piece shows its plain form first and its livelier one after, so that a page whose script is
 * off, blocked or late still works.
 */
export function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(false)
  useEffect(() => setHydrated(true), [])
  return hydrated
}
