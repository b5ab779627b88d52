import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { MOST_FILES } from './message-files'

/** Words that are copied from a document bring a picture of themselves along: the words are meant. */
const bringsFiles = (carried: DataTransfer | null): carried is DataTransfer =>
  carried?.types.includes('Files') === true && !carried.types.includes('text/plain')

/**
 * Attaches files that are dropped on the form of the next message, or pasted into it, one after the
 * other as the page of files does.
 *
 * @param path that page's; null where files do not go along with messages
 * @returns the code of why the last one was refused, and whether one is on its way
 */
export function useDroppedFiles(path: string | null): { wrong: string | null; sending: boolean } {
  const { submit, data, state } = useFetcher<{ wrong: string }>()
  const [waiting, setWaiting] = useState<File[]>([])

  useEffect(() => {
    const composer = document.getElementById('composer')
    if (!composer || path === null) return
    const leaving = new AbortController()
    const { signal } = leaving
    const mark = (on: boolean) => {
      composer.style.outline = on ? '2px dashed' : ''
    }
    const take = (event: Event, carried: DataTransfer | null) => {
      mark(false)
      if (!bringsFiles(carried)) return
      event.preventDefault()
      // One more than a message takes: the server says that it is too many.
      const files = [...carried.files].slice(0, MOST_FILES + 1)
      setWaiting((before) => [...before, ...files])
    }
    composer.addEventListener('paste', (event) => take(event, event.clipboardData), { signal })
    composer.addEventListener('drop', (event) => take(event, event.dataTransfer), { signal })
    composer.addEventListener('dragleave', () => mark(false), { signal })
    composer.addEventListener(
      'dragover',
      (event) => {
        if (!bringsFiles(event.dataTransfer)) return
        event.preventDefault()
        mark(true)
      },
      { signal },
    )
    return () => leaving.abort()
  }, [path])

  useEffect(() => {
    const [file, ...rest] = waiting
    if (state !== 'idle' || !file || path === null) return
    setWaiting(rest)
    const form = new FormData()
    // Before the file, as all that says what to do with it.
    form.set('from', 'talk')
    form.set('file', file)
    submit(form, { method: 'post', action: path, encType: 'multipart/form-data' })
  }, [waiting, state, path, submit])

  return { wrong: data?.wrong ?? null, sending: state === 'submitting' }
}
