import { useEffect, useState } from 'react'
import { Spinner } from '~/ui/atoms/progress'

interface GrowingAnswerProps {
  id: string
  /** As far as it was saved when the page was made. */
  text: string
  /** Said while nothing has come. */
  label: string
  onEnd: () => void
}

/**
 * An answer that is being made: what was saved of it, and with a script each word as it comes. A stream
 * that breaks is taken up by the browser; where none comes, the page looks again by itself.
 */
export function GrowingAnswer({ id, text, label, onEnd }: GrowingAnswerProps) {
  const [come, setCome] = useState('')
  const [waits, setWaits] = useState<string | null>(null)
  useEffect(() => {
    const stream = new EventSource(`/api/answers/${id}`)
    let whole = ''
    const hear = <Data,>(event: string, tell: (data: Data) => void) =>
      stream.addEventListener(event, ({ data }) => tell(JSON.parse(data)))
    hear('text', (piece: string) => {
      whole += piece
      setCome(whole)
    })
    hear('waits', setWaits)
    hear('end', () => {
      stream.close()
      onEnd()
    })
    return () => stream.close()
  }, [id, onEnd])
  const shown = come.length > text.length ? come : text
  if (shown === '') return <Spinner label={waits ?? label} />
  return <div className="whitespace-pre-wrap">{shown}</div>
}
