import type { FilePurpose } from './file-purposes'
import type { UploadState } from './uploads.server'

/** A file and where it is to go. */
export interface Upload {
  /** Null: the platform. */
  community: string | null
  item: string
  purpose: FilePurpose
  file: File
  signal: AbortSignal
  /** Bytes that are there. */
  onProgress: (done: number) => void
}

/** What ended an upload. `code` is one of the catalogue; `broken` where going on may help. */
export class UploadError extends Error {
  readonly code: string
  readonly broken: boolean

  constructor(code: string, broken: boolean) {
    super(code)
    this.code = code
    this.broken = broken
  }
}

/** Milliseconds before each further try of a request that did not come through. */
const WAITS = [500, 2_000, 6_000]

/** Where this browser remembers uploads that are under way: a page that is opened again goes on. */
const memoryOf = ({ item, purpose, file }: Upload) =>
  `upload ${item} ${purpose} ${file.name} ${file.size} ${file.lastModified}`

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function remember(key: string, id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(key)
    else localStorage.setItem(key, id)
  } catch {
    // A browser that keeps nothing begins anew after a reload, and no worse.
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/** Asks, and asks again where the network or the server failed; a refusal is told at once. */
async function ask<T>(address: string, init: RequestInit, signal: AbortSignal): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    let answer: Response | undefined
    try {
      answer = await fetch(address, { ...init, signal })
    } catch (error) {
      if (signal.aborted) throw error
    }
    if (answer?.ok) return (await answer.json()) as T
    if (answer && answer.status < 500 && answer.status !== 429) {
      const said = (await answer.json().catch(() => ({}))) as { code?: string }
      throw new UploadError(said.code ?? 'unexpected', false)
    }
    const wait = WAITS[tries]
    if (wait === undefined) throw new UploadError('unexpected', true)
    await pause(wait, signal)
  }
}

/** Where a file is to go, as fields; the platform is no community. */
const targetOf = ({ community, item, purpose }: Upload) => ({
  ...(community === null ? {} : { community }),
  item,
  purpose,
})

async function begin(upload: Upload): Promise<UploadState> {
  const { file, signal } = upload
  const key = memoryOf(upload)
  const id = remembered(key)
  if (id !== null) {
    try {
      return await ask<UploadState>(`/api/uploads/${id}`, {}, signal)
    } catch (error) {
      if (!(error instanceof UploadError) || error.broken || error.code === 'session-ended') {
        throw error
      }
      remember(key, null)
    }
  }
  const body = new URLSearchParams({
    ...targetOf(upload),
    name: file.name,
    bytes: String(file.size),
  })
  const begun = await ask<UploadState>('/api/uploads', { method: 'POST', body }, signal)
  remember(key, begun.id)
  return begun
}

/**
 * Sends a file in parts, and goes on where an earlier try stopped.
 *
 * @throws UploadError when it can't, or not now; the reason of the signal when it was stopped
 */
export async function uploadFile(upload: Upload): Promise<void> {
  const { purpose, file, signal, onProgress } = upload
  const key = memoryOf(upload)
  const { id, bytes, partBytes, parts, stored } = await begin(upload)
  const there = new Set(parts)
  const count = Math.max(1, Math.ceil(bytes / partBytes))
  const sizeOf = (number: number) => Math.min(partBytes, bytes - (number - 1) * partBytes)
  let done = parts.reduce((sum, number) => sum + sizeOf(number), 0)
  onProgress(done)
  try {
    for (let number = 1; number <= count && !stored; number += 1) {
      if (there.has(number)) continue
      const start = (number - 1) * partBytes
      const query = new URLSearchParams({ number: String(number), purpose })
      await ask(
        `/api/uploads/${id}/parts?${query}`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: file.slice(start, start + sizeOf(number)),
        },
        signal,
      )
      done += sizeOf(number)
      onProgress(done)
    }
    const body = new URLSearchParams({ intent: 'finish', ...targetOf(upload) })
    await ask(`/api/uploads/${id}`, { method: 'POST', body }, signal)
    remember(key, null)
  } catch (error) {
    const over = error instanceof UploadError && !error.broken && error.code !== 'session-ended'
    if (over || signal.aborted) {
      remember(key, null)
      await drop(id)
    }
    throw error
  }
}

/** Says that the rest will not come. Where that is not heard, the sweep finds it in a day. */
async function drop(id: string): Promise<void> {
  const body = new URLSearchParams({ intent: 'drop' })
  await fetch(`/api/uploads/${id}`, { method: 'POST', body, keepalive: true }).catch(() => {})
}
