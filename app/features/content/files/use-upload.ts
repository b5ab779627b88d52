import { useEffect, useRef, useState } from 'react'
import type { FilePurpose } from './file-purposes'

/** Where an upload is. */
export type UploadStage =
  | { name: 'idle' }
  | { name: 'going'; done: number; all: number }
  | { name: 'added'; file: string }
  /** `broken`: going on from where it stopped may help. */
  | { name: 'failed'; code: string; broken: boolean }

interface Place {
  /** Null: the platform. */
  community: string | null
  item: string
  purpose: FilePurpose
  onAdded: () => void
}

/** Uploads in parts, by code that loads with the first one. */
export function useUpload({ community, item, purpose, onAdded }: Place) {
  const [stage, setStage] = useState<UploadStage>({ name: 'idle' })
  const stopper = useRef<AbortController | null>(null)
  // What was begun is remembered: a page that is left in the middle goes on when it is opened again.
  const leaving = useRef(false)
  useEffect(() => {
    const leave = () => {
      leaving.current = true
    }
    addEventListener('pagehide', leave)
    return () => removeEventListener('pagehide', leave)
  }, [])

  async function start(chosen: File) {
    const stop = new AbortController()
    stopper.current = stop
    setStage({ name: 'going', done: 0, all: chosen.size })
    try {
      const { uploadFile, UploadError, shrinkPicture } = await import('./upload-parts')
      try {
        const file =
          purpose === 'cover' || purpose === 'poster' ? await shrinkPicture(chosen) : chosen
        await uploadFile({
          ...{ community, item, purpose, file, signal: stop.signal },
          onProgress: (done) => setStage({ name: 'going', done, all: file.size }),
        })
        setStage({ name: 'added', file: file.name })
        onAdded()
      } catch (error) {
        if (stop.signal.aborted) setStage({ name: 'idle' })
        else if (error instanceof UploadError) {
          setStage({ name: 'failed', code: error.code, broken: error.broken })
        } else if (!leaving.current) throw error
      }
    } catch {
      setStage({ name: 'failed', code: 'unexpected', broken: true })
    }
  }

  return { stage, start, stop: () => stopper.current?.abort() }
}
