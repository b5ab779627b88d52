/** Where a conversation's draft stands on the device. */
const PREFIX = 'draft:'
const KEPT_MS = 30 * 24 * 3_600_000

interface Draft {
  text: string
  at: number
  /** When the server kept these words, by its clock, in milliseconds; null where it has not heard of them. */
  there: number | null
}

/** What was typed and not sent; null where there is nothing, and where the browser keeps nothing. */
export function draftOf(conversationId: string): Pick<Draft, 'text' | 'there'> | null {
  return read(PREFIX + conversationId)
}

export function keepDraft(conversationId: string, text: string, there: number | null = null): void {
  if (text.trim() === '' && there !== null) {
    forgetDraft(conversationId)
    return
  }
  try {
    const draft: Draft = { text, at: Date.now(), there }
    localStorage.setItem(PREFIX + conversationId, JSON.stringify(draft))
  } catch {
    // Storage that is full or switched off: the words stay in the form, and nowhere else.
  }
}

export function forgetDraft(conversationId: string): void {
  try {
    localStorage.removeItem(PREFIX + conversationId)
  } catch {
    // There is nothing to forget.
  }
}

/** Those of a month ago, and what nobody can read. */
export function forgetOldDrafts(now = Date.now()): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue
      const draft = read(key)
      if (!draft || now - draft.at > KEPT_MS) localStorage.removeItem(key)
    }
  } catch {
    // As above.
  }
}

function read(key: string): Draft | null {
  try {
    const draft: Partial<Draft> | null = JSON.parse(localStorage.getItem(key) ?? 'null')
    if (typeof draft?.text !== 'string' || typeof draft.at !== 'number') return null
    return {
      text: draft.text,
      at: draft.at,
      there: typeof draft.there === 'number' ? draft.there : null,
    }
  } catch {
    return null
  }
}
