import { useEffect, useRef } from 'react'
import type { ServedDraft } from '../conversation/conversation'
import { useLiveTurns } from '../live/use-live-feed'
import { draftOf, forgetDraft } from './kept-drafts'
import { fieldOf, useTypedDraft } from './use-typed-draft'

/** Keeps what is typed into a conversation's form until a message has gone from there. */
export function useKeptDraft(conversationId: string, served: ServedDraft): void {
  const turns = useLiveTurns()
  const sent = useRef(new Set<string>())
  const teller = useTypedDraft(conversationId, served)

  useEffect(() => {
    for (const { conversationId: where, answerId, asked } of turns) {
      if (where !== conversationId || !asked || sent.current.has(answerId)) continue
      sent.current.add(answerId)
      // What was typed meanwhile is the next message.
      if (draftOf(conversationId)?.text === asked.text) forgetDraft(conversationId)
      const left = fieldOf()?.value ?? ''
      teller.sent(left === asked.text ? '' : left)
    }
  }, [conversationId, turns, teller])
}
