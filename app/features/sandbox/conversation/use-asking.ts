import { type FormEvent, useRef, useState } from 'react'
import { keeps } from '../drafts/keeps'
import type { AskedIds } from '../live/live-events'
import { useLiveFeed } from '../live/use-live-feed'
import { newPostKey } from './post-key'

/** What stands in the way of a post, as the page shows it. */
export interface AskProblem {
  /** What was wanted: `send`, `retry`, … */
  intent: string
  code: string
  retryAfter: number | null
}

interface Asking {
  /** The key that the page's next post carries. */
  postKey: string
  problem: AskProblem | null
  /** A post is on its way. */
  sending: boolean
  /** Sends a form by script, in the place of the browser. */
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * Sends the sandbox's forms without loading a page. What was written leaves the field only when the
 * server has kept it; a post that failed keeps its key, so that sending again can't double it.
 *
 * @param served the key and the problem that came with the page
 * @param community the community's slug
 * @param onAsked called once the server has kept it
 */
export function useAsking(
  served: { postKey: string; problem: AskProblem | null },
  community: string,
  onAsked: (ids: AskedIds) => void,
): Asking {
  const feed = useLiveFeed()
  const busy = useRef(false)
  const [sending, setSending] = useState(false)
  const [own, setOwn] = useState<{ for: string; postKey: string; problem: AskProblem | null }>()
  // What happened here counts until the server gives the page anew.
  const { postKey, problem } = own?.for === served.postKey ? own : served

  async function send(form: HTMLFormElement, fields: URLSearchParams) {
    const text = fields.get('message')
    const intent = fields.get('intent') ?? 'send'
    const outcome = await feed.ask(fields, text)
    if (!outcome) return
    if (!outcome.ok) {
      const { code, retryAfter } = outcome
      const next = code === 'message.sent' || code === 'stale' ? newPostKey() : postKey
      setOwn({ for: served.postKey, postKey: next, problem: { intent, code, retryAfter } })
      return
    }
    const field = form.elements.namedItem('message')
    if (field instanceof HTMLTextAreaElement && field.value === text) field.value = ''
    setOwn({ for: served.postKey, postKey: newPostKey(), problem: null })
    onAsked(outcome.ids)
  }

  return {
    postKey,
    problem,
    sending,
    onSubmit(event) {
      const { submitter } = event.nativeEvent as SubmitEvent
      if (keeps(submitter)) return
      event.preventDefault()
      if (busy.current) return
      busy.current = true
      setSending(true)
      const form = event.currentTarget
      const fields = new URLSearchParams({ community })
      for (const [name, value] of new FormData(form, submitter)) {
        if (typeof value === 'string') fields.set(name, value)
      }
      void send(form, fields).finally(() => {
        busy.current = false
        setSending(false)
      })
    },
  }
}
