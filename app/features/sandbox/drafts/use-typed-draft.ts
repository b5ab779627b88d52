import { useEffect, useState } from 'react'
import type { ServedDraft } from '../conversation/conversation'
import { type DraftTeller, draftTeller } from './draft-teller'
import { keeps } from './keeps'
import { draftOf, forgetOldDrafts, keepDraft } from './kept-drafts'

/** Milliseconds for which a page may be made while a draft is kept. */
const OVERLAP_MS = 2_000

/** Where a message is written. */
export const fieldOf = () => {
  const field = document.getElementById('message')
  return field instanceof HTMLTextAreaElement ? field : null
}

/**
 * Keeps what is typed into a conversation's form until it is sent, on this device and at the server:
 * whoever leaves the page and comes back, here or elsewhere, goes on where they were. Without
 * JavaScript a button keeps it.
 *
 * @param served the draft that came with the page
 * @returns who tells the server, who is to be told what was sent
 */
export function useTypedDraft(conversationId: string, served: ServedDraft): DraftTeller {
  const [teller] = useState(() => draftTeller(conversationId))
  const [{ text, at }] = useState(served)

  useEffect(() => {
    forgetOldDrafts()
    const field = fieldOf()
    const kept = draftOf(conversationId)
    if (field) {
      const servedAt = Date.parse(at)
      // What stands there is newest: it was typed before this script came, or refused.
      if (field.value !== (text ?? '')) teller.typed(field.value)
      else if (kept && (kept.there ?? servedAt) > servedAt - OVERLAP_MS) {
        // The server has not heard of it, or had not when it made this page.
        field.value = kept.text
        teller.typed(kept.text)
      } else keepDraft(conversationId, text ?? '', servedAt)
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
  }, [conversationId, text, at, teller])

  return teller
}
