import { keepDraft } from './kept-drafts'

/** Milliseconds of a pause in the typing after which the server is told. */
const PAUSE_MS = 1_500

/** Bytes that a page which is being left may still send. */
const LEAVING_BYTES = 60_000

export interface DraftTeller {
  /** These words are to be kept, once there is a pause. */
  typed(text: string): void
  /** The page is being left: what waits for a pause goes now. */
  leave(): void
  /** What was typed is on its way as a message, and is no draft any more. */
  sending(): void
  /** The message has arrived: what stands in the field now is the next one. */
  sent(text: string): void
}

/**
 * Has the server keep what is typed into a conversation, so that it stands there on other devices. A
 * telling that fails is made up for by the next one, or when the page is opened again: the device
 * keeps the words and that the server has them not.
 */
export function draftTeller(conversation: string): DraftTeller {
  let waiting: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let onTheWay = 0

  async function tell(leaving = false) {
    clearTimeout(timer)
    if (waiting === null) return
    const text = waiting
    waiting = null
    const body = new URLSearchParams({ conversation, message: text })
    const keepalive = leaving && body.toString().length < LEAVING_BYTES
    onTheWay += 1
    try {
      const answer = await fetch('/api/drafts', { method: 'POST', body, keepalive })
      if (!answer.ok) return
      const { at } = (await answer.json()) as { at: string }
      if (waiting === null) keepDraft(conversation, text, Date.parse(at))
    } catch {
      // As above.
    } finally {
      onTheWay -= 1
    }
  }

  function typed(text: string) {
    keepDraft(conversation, text)
    waiting = text
    clearTimeout(timer)
    timer = setTimeout(() => void tell(), PAUSE_MS)
  }

  return {
    typed,
    leave: () => void tell(true),
    sending() {
      clearTimeout(timer)
      waiting = null
    },
    sent(text) {
      // A telling that was overtaken by the message brought its words back.
      if (text !== '' || onTheWay > 0) typed(text)
    },
  }
}
