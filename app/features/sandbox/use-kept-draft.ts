import { useEffect, useRef, useState } from 'react'
import type { ServedDraft } from './conversation'
import { draftTeller } from './draft-teller'
import { draftOf, forgetDraft, forgetOldDrafts, keepDraft } from './kept-drafts'
import { useLiveTurns } from './use-live-feed'

/** Milliseconds for which a page may be made while a draft is kept. */
const OVERLAP_MS = 2_000

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
export function useKeptDraft(conversationId: string, served: ServedDraft): void {
  const turns = useLiveTurns()
  const sent = useRef(new Set<string>())
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

/** Whether a button keeps what is typed, and sends no message. */
const keeps = (submitter: HTMLElement | null) =>
  submitter instanceof HTMLButtonElement && submitter.formNoValidate
