import { useEffect, useRef, useState } from 'react'
import { wholeSentences } from './sentences'

/** Markdown's signs, which a reader would spell out. */
const MARKS = /[*_`#>|~]+/g

/**
 * A growing answer for those who listen: whole sentences, politely, each once. The words on the
 * screen change too often to be read out. Before the first of them, where it stands while it waits.
 */
export function SpokenAnswer({
  text,
  over,
  waits,
}: {
  text: string
  over: boolean
  waits?: string | null | undefined
}) {
  const spoken = useRef(0)
  const [sentences, setSentences] = useState<{ at: number; words: string }[]>([])
  useEffect(() => {
    const end = over ? text.length : wholeSentences(text)
    if (end <= spoken.current) return
    const words = text.slice(spoken.current, end).replace(MARKS, '').trim()
    const at = spoken.current
    spoken.current = end
    // A few stay, so that a reader that is behind still finds them.
    if (words) setSentences((before) => [...before.slice(-4), { at, words }])
  }, [text, over])
  return (
    <div className="sr-only" aria-live="polite" data-spoken="">
      {waits && <p>{waits}</p>}
      {sentences.map(({ at, words }) => (
        <p key={at}>{words}</p>
      ))}
    </div>
  )
}
