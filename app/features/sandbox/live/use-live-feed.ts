import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Feed } from './late-feed'
import type { LiveTurn } from './live-feed'

/** The sandbox's feed; its layout gives it. */
export const LiveFeedContext = createContext<Feed | null>(null)

export function useLiveFeed(): Feed {
  const feed = useContext(LiveFeedContext)
  if (!feed) throw new Error('no LiveFeedContext')
  return feed
}

const none: readonly LiveTurn[] = []
const nothing = () => none

/** What this page has followed since it came alive; nothing on the server. */
export function useLiveTurns(): readonly LiveTurn[] {
  const feed = useLiveFeed()
  return useSyncExternalStore(feed.subscribe, feed.turns, nothing)
}
