import { useEffect, useRef } from 'react'
import { draftOf, forgetDraft, forgetOldDrafts, keepDraft } from './kept-drafts'
import { useLiveTurns } from './use-live-feed'

/**
 * Keeps what is typed into a conversation's form until it is sent, on this device: whoever leaves
 * the page and comes back goes on where they were. Without JavaScript nothing is kept until it is
 * sent, and a refused message comes back in its form.
 */
export function useKeptDraft(conversationId: string): void {
  const turns = useLiveTurns()
  const sent = useRef(new Set<string>())

  useEffect(() => {
    forgetOldDrafts()
    const field = document.getElementById('message')
    if (field instanceof HTMLTextAreaElement) {
      // What stands there already is newer: it was typed before this script came, or refused.
      if (field.value) keepDraft(conversationId, field.value)
      else field.value = draftOf(conversationId)
    }
    const typed = ({ target }: Event) => {
      if (target instanceof HTMLTextAreaElement && target.id === 'message') {
        keepDraft(conversationId, target.value)
      }
    }
    document.addEventListener('input', typed)
    return () => document.removeEventListener('input', typed)
  }, [conversationId])

  useEffect(() => {
    for (const { conversationId: where, answerId, asked } of turns) {
      if (where !== conversationId || !asked || sent.current.has(answerId)) continue
      sent.current.add(answerId)
      // What was typed meanwhile is the next message.
      if (draftOf(conversationId) === asked.text) forgetDraft(conversationId)
    }
  }, [conversationId, turns])
}
