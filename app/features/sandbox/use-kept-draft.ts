import { useEffect, useRef, useState } from 'react'
import { draftTeller } from './draft-teller'
import { draftOf, forgetDraft, forgetOldDrafts, keepDraft } from './kept-drafts'
import { useLiveTurns } from './use-live-feed'

const fieldOf = () => {
  const field = document.getElementById('message')
  return field instanceof HTMLTextAreaElement ? field : null
}

/**
 * Keeps what is typed into a conversation's form until it is sent, on this device and at the server:
 * whoever leaves the page and comes back, here or elsewhere, goes on where they were. Without
 * JavaScript a button keeps it.
 *
 * @param served the draft that came with the page
 */
export function useKeptDraft(conversationId: string, served: string | null): void {
  const turns = useLiveTurns()
  const sent = useRef(new Set<string>())
  const [teller] = useState(() => draftTeller(conversationId))
  const [first] = useState(served ?? '')

  useEffect(() => {
    forgetOldDrafts()
    const field = fieldOf()
    const kept = draftOf(conversationId)
    if (field) {
      // What stands there is newest: it was typed before this script came, or refused.
      if (field.value !== first) teller.typed(field.value)
      else if (kept && !kept.there) {
        // The server has not heard of it.
        field.value = kept.text
        teller.typed(kept.text)
      } else keepDraft(conversationId, first, true)
    }
    const typed = ({ target }: Event) => {
      if (target instanceof HTMLTextAreaElement && target.id === 'message') {
        teller.typed(target.value)
      }
    }
    const submitted = ({ target, submitter }: SubmitEvent) => {
      if (target instanceof HTMLFormElement && target.id === 'composer' && !keeps(submitter)) {
        teller.sending()
      }
    }
    document.addEventListener('input', typed)
    document.addEventListener('submit', submitted, true)
    document.addEventListener('visibilitychange', teller.leave)
    return () => {
      document.removeEventListener('input', typed)
      document.removeEventListener('submit', submitted, true)
      document.removeEventListener('visibilitychange', teller.leave)
      teller.leave()
    }
  }, [conversationId, first, teller])

  useEffect(() => {
    for (const { conversationId: where, answerId, asked } of turns) {
      if (where !== conversationId || !asked || sent.current.has(answerId)) continue
      sent.current.add(answerId)
      // What was typed meanwhile is the next message.
      if (draftOf(conversationId)?.text === asked.text) forgetDraft(conversationId)
      teller.sent(fieldOf()?.value ?? '')
    }
  }, [conversationId, turns, teller])
}

/** Whether a button keeps what is typed, and sends no message. */
const keeps = (submitter: HTMLElement | null) =>
  submitter instanceof HTMLButtonElement && submitter.formNoValidate
