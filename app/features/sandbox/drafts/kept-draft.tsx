import { useEffect } from 'react'
import { comparePath } from '../compare/compare'
import type { ServedDraft } from '../conversation/conversation'
import { keeps } from './keeps'
import { forgetDraft } from './kept-drafts'
import { useTypedDraft } from './use-typed-draft'

/**
 * Keeps what is typed where models are compared, as the draft of the conversation that it goes on. It
 * has been sent when the answers' page comes after it.
 */
export function KeptDraft({
  slug,
  conversation,
  served,
}: {
  slug: string
  conversation: string
  served: ServedDraft
}) {
  const teller = useTypedDraft(conversation, served)
  useEffect(() => {
    let sending = false
    const submitted = ({ submitter }: SubmitEvent) => {
      sending = !keeps(submitter)
    }
    document.addEventListener('submit', submitted, true)
    return () => {
      document.removeEventListener('submit', submitted, true)
      if (!sending || !location.pathname.startsWith(`${comparePath(slug, conversation)}/`)) return
      forgetDraft(conversation)
      teller.sent('')
    }
  }, [slug, conversation, teller])
  return null
}
