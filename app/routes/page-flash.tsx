import { useRouteLoaderData } from '@remix-run/react'
import type { RootData } from '~/root-data'
import { Flash } from '~/ui/molecules/flash'

/** What the last action did, told once, on the page that it led to. */
export function PageFlash() {
  const root = useRouteLoaderData<RootData>('root')
  // A new message is a new element: one that was closed must not keep the next one shut.
  return root?.flash ? <Flash key={root.requestId}>{root.flash.text}</Flash> : null
}
