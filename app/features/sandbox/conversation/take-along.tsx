import { useEffect, useRef, useState } from 'react'
import { Button } from '~/ui/atoms/button'
import { useHydrated } from '~/ui/hydrated'
import { CopyButton } from '~/ui/molecules/copy-button'
import { useWords } from '~/ui/strings'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { spokenPieces } from '../live/sentences'
import { useCodeCopies } from './use-code-copies'

/** Takes an answer along: copied, or read aloud by the browser. Both appear with the script. */
export function TakeAlong({ answerId }: { answerId: string }) {
  const words = useWords(messageToolsWords)
  useCodeCopies(answerId)
  return (
    <>
      <CopyButton text={() => markdownOf(answerId)} label={words.copy} />
      <ReadAloud answerId={answerId} />
    </>
  )
}

function ReadAloud({ answerId }: { answerId: string }) {
  const words = useWords(messageToolsWords)
  const hydrated = useHydrated()
  const [speaking, setSpeaking] = useState(false)
  // Held here, since some browsers forget those that nobody holds, and are silent in the middle.
  const utterances = useRef<SpeechSynthesisUtterance[]>([])
  useEffect(
    () => () => {
      if (utterances.current.length > 0) speechSynthesis.cancel()
    },
    [],
  )
  if (!hydrated || !('speechSynthesis' in window)) return null

  function press() {
    // Whatever is read now, this answer or another one, ends.
    speechSynthesis.cancel()
    if (speaking) return over()
    // A browser falls silent in the middle of an utterance of more than a quarter of a minute.
    utterances.current = spokenPieces(wordsOf(answerId)).map(
      (piece) => new SpeechSynthesisUtterance(piece),
    )
    for (const utterance of utterances.current) {
      utterance.lang = document.documentElement.lang
      utterance.onerror = over
      speechSynthesis.speak(utterance)
    }
    const last = utterances.current.at(-1)
    if (!last) return
    last.onend = over
    setSpeaking(true)
  }
  function over() {
    for (const utterance of utterances.current) utterance.onend = utterance.onerror = null
    utterances.current = []
    setSpeaking(false)
  }
  return (
    <Button
      type="button"
      variant="quiet"
      small
      icon={speaking ? 'stop' : 'play'}
      onClick={press}
      data-read-aloud=""
    >
      {speaking ? words.stopReading : words.readAloud}
    </Button>
  )
}

/** Milliseconds after which an answer's text is not waited for. */
const TEXT_MS = 5_000

/**
 * An answer as it was written, in Markdown, so that tables, lists and code are still such where it is
 * pasted; what stands on the page where that can't be had.
 */
async function markdownOf(answerId: string): Promise<string> {
  try {
    const answer = await fetch(`/api/answers/${answerId}`, {
      headers: { accept: 'text/markdown' },
      signal: AbortSignal.timeout(TEXT_MS),
    })
    const text = answer.ok ? await answer.text() : ''
    return text.trim() || wordsOf(answerId)
  } catch {
    // Offline, say.
    return wordsOf(answerId)
  }
}

/** What an answer says, as it stands on the page, without what it was made from. */
function wordsOf(answerId: string): string {
  const shown = document.getElementById(`m-${answerId}`)?.querySelector('.prose')
  if (!shown) return ''
  const own = shown.cloneNode(true) as Element
  for (const beside of own.querySelectorAll('.sources, .sr-only')) beside.remove()
  return own.textContent?.trim() ?? ''
}
