import type { LiveFeed, LiveTurn } from './live-feed'

/** What the sandbox's pages do with their feed. */
export interface Feed
  extends Pick<LiveFeed, 'subscribe' | 'turns' | 'ask' | 'follow' | 'resume' | 'leave'> {
  /** Fetches the feed's code before somebody asks for it. Never rejects. */
  prepare(): void
}

/** What may go wrong is fetched beforehand, since it may be the connection. */
const feedAndWords = () =>
  Promise.all([import('./live-feed'), import('../conversation/problem-words')]).then(
    ([feed]) => feed,
  )

/**
 * A feed whose code is no part of the first load: what is asked of it waits until the code is there.
 * Where it can't be fetched, an answer counts as lost and a post as unsure, to be tried again.
 */
export function lateFeed(
  load: () => Promise<{ LiveFeed: new () => LiveFeed }> = feedAndWords,
): Feed {
  const listeners = new Set<() => void>()
  let feed: LiveFeed | undefined
  /** Answers to follow as soon as the code is there. */
  let waiting: readonly LiveTurn[] = []

  const ring = () => {
    for (const listener of listeners) listener()
  }
  const wait = (turns: readonly LiveTurn[]) => {
    waiting = turns
    ring()
  }

  /** @throws whatever kept the code from being fetched */
  async function fetched(): Promise<LiveFeed> {
    if (feed) return feed
    try {
      const { LiveFeed } = await load()
      if (!feed) {
        feed = new LiveFeed()
        feed.subscribe(ring)
        for (const { conversationId, answerId } of waiting) feed.follow(conversationId, answerId)
      }
      return feed
    } catch (error) {
      wait(waiting.map((turn) => ({ ...turn, phase: 'lost' as const })))
      throw error
    }
  }

  const prepare = () => {
    fetched().catch(() => {
      // Whoever needs it tries again.
    })
  }

  return {
    prepare,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    turns: () => feed?.turns() ?? waiting,
    async ask(fields, text) {
      const there = await fetched().catch(() => null)
      if (!there) return { ok: false, code: 'unsure', retryAfter: null }
      return there.ask(fields, text)
    },
    follow(conversationId, answerId) {
      if (feed) return feed.follow(conversationId, answerId)
      if (waiting.some((turn) => turn.answerId === answerId)) return
      const turn = { conversationId, answerId, asked: null, text: '', end: null }
      wait([...waiting, { ...turn, phase: 'growing' }])
      prepare()
    },
    resume(answerId) {
      if (feed) return feed.resume(answerId)
      wait(
        waiting.map((each) => (each.answerId === answerId ? { ...each, phase: 'growing' } : each)),
      )
      prepare()
    },
    leave() {
      waiting = []
      feed?.leave()
    },
  }
}
