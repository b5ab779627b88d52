import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { flatten } from './entered'

/** Milliseconds without a keystroke after which the preview is asked for. */
const PAUSE = 400

/**
 * What members will see of what is entered, as the server renders it: asked while one writes.
 *
 * @param first what the page came with
 */
export function useLivePreview(fields: object, first: string | null): string | null {
  const { submit, data } = useFetcher<{ preview: string | null }>()
  const entered = flatten(fields)
  const text = JSON.stringify([...entered])
  const shown = useRef(text)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for what is entered.
  useEffect(() => {
    if (shown.current === text) return
    const timer = setTimeout(() => {
      shown.current = text
      const asked = new FormData()
      for (const [name, value] of entered) asked.set(name, value)
      asked.set('intent', 'preview')
      submit(asked, { method: 'post' })
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [text, submit])
  return data?.preview ?? first
}
