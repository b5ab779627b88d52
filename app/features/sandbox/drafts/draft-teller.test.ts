import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type DraftTeller, draftTeller } from './draft-teller'
import { draftOf } from './kept-drafts'

const AT = '2026-11-22T12:00:00.5Z'
const kept = () => Response.json({ at: AT })

describe('telling the server of a draft', () => {
  let told: string[]
  let answer: () => Promise<Response>
  let teller: DraftTeller
  beforeEach(() => {
    const stored = new Map<string, string>()
    vi.useFakeTimers()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    })
    told = []
    answer = async () => kept()
    vi.stubGlobal('fetch', (_: string, { body }: { body: URLSearchParams }) => {
      told.push(body.get('message') ?? 'none')
      return answer()
    })
    teller = draftTeller('a')
    return () => {
      vi.useRealTimers()
      vi.unstubAllGlobals()
    }
  })
  const pause = () => vi.advanceTimersByTimeAsync(1_500)

  it('waits for a pause, and says the last words', async () => {
    teller.typed('Half')
    await vi.advanceTimersByTimeAsync(1_000)
    teller.typed('Half a thought')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toEqual([])
    expect(draftOf('a')).toMatchObject({ text: 'Half a thought', there: null })
    await pause()
    expect(told).toEqual(['Half a thought'])
    expect(draftOf('a')).toMatchObject({ text: 'Half a thought', there: Date.parse(AT) })
  })

  it('waits for nothing when the page is left, and says nothing twice', async () => {
    teller.typed('Half')
    teller.leave()
    teller.leave()
    await pause()
    expect(told).toEqual(['Half'])
  })

  it('remembers that the server has not heard of it', async () => {
    answer = () => Promise.reject(new TypeError('offline'))
    teller.typed('Half')
    await pause()
    expect(draftOf('a')).toMatchObject({ text: 'Half', there: null })
    answer = async () => new Response(null, { status: 503 })
    teller.typed('Half a')
    await pause()
    expect(draftOf('a')).toMatchObject({ text: 'Half a', there: null })
  })

  it('does not call newer words kept when older ones are', async () => {
    let arrive = (_: Response) => {}
    answer = () => new Promise((resolve) => (arrive = resolve))
    teller.typed('Half')
    await pause()
    teller.typed('Half a thought')
    arrive(kept())
    await vi.advanceTimersByTimeAsync(0)
    expect(draftOf('a')).toMatchObject({ text: 'Half a thought', there: null })
  })

  it('says nothing of what is sent', async () => {
    teller.typed('A whole thought')
    teller.sending()
    await pause()
    teller.sent('')
    await pause()
    expect(told).toEqual([])
  })

  it('takes back what arrived after the message, and keeps what was typed meanwhile', async () => {
    let arrive = (_: Response) => {}
    answer = () => new Promise((resolve) => (arrive = resolve))
    teller.typed('A whole')
    await pause()
    teller.sending()
    teller.sent('')
    arrive(kept())
    answer = async () => kept()
    await pause()
    expect(told).toEqual(['A whole', ''])
    expect(draftOf('a')).toBeNull()
    teller.sent('The next')
    await pause()
    expect(told.at(-1)).toBe('The next')
  })
})
