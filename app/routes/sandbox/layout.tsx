import { Outlet } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { lateFeed } from '~/features/sandbox/live/late-feed'
import { LiveFeedContext } from '~/features/sandbox/live/use-live-feed'

/** Holds what the browser follows while the person stays in the sandbox; it has no address. */
export default function SandboxLayout() {
  const [feed] = useState(() => lateFeed())
  useEffect(() => {
    feed.prepare()
    return () => feed.leave()
  }, [feed])
  return (
    <LiveFeedContext.Provider value={feed}>
      <Outlet />
    </LiveFeedContext.Provider>
  )
}
