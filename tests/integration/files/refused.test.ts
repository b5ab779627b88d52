import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../content/gym'
import { type FileGym, fileOf, MP4_HEAD, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
beforeAll(async () => {
  gym = await startFileGym()
})
afterAll(() => gym?.stop())

const KINDS = ['agent', 'video', 'document', 'prompt', 'automation'] as const

const CAPTIONS = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello'

const FILES: Record<string, File | null> = {
  film: fileOf(MP4_HEAD, 'film.mp4'),
  picture: fileOf(PNG, 'a.png'),
  captions: fileOf(CAPTIONS, 'a.vtt'),
  text: fileOf('# Words', 'a.md'),
  program: fileOf(Buffer.from('4d5a90000300', 'hex'), 'a.exe'),
  empty: fileOf('', 'a.png'),
  nothing: null,
}

/** What a post may say that a file is for: the kinds that have such files, and what is one. */
const PURPOSES: Record<string, { kinds: readonly string[]; takes: readonly string[] }> = {
  cover: { kinds: KINDS, takes: ['picture'] },
  poster: { kinds: ['video'], takes: ['picture'] },
  video: { kinds: ['video'], takes: ['film'] },
  captions: { kinds: ['video'], takes: ['captions'] },
  source: { kinds: ['document'], takes: ['text'] },
  attachment: { kinds: KINDS, takes: ['film', 'picture', 'captions', 'text'] },
  'of-no-kind': { kinds: [], takes: [] },
  '': { kinds: [], takes: [] },
}

const posts = Object.entries(PURPOSES).flatMap(([purpose, { kinds, takes }]) =>
  Object.keys(FILES).map((file) => ({ purpose, kinds, takes, file })),
)

/** The messages beside fields, by the field's id; each must be what its field is described by. */
function toldIn(html: string): [string, string][] {
  const found = html.matchAll(/id="([a-z]+-file)-error"[^>]*>(.*?)<\/p>/g)
  return [...found].map(([, field = '', text = '']) => {
    expect(html).toMatch(new RegExp(`<input[^>]*aria-describedby="[^"]*${field}-error`))
    return [field, words(text)]
  })
}

describe.each(KINDS)('a file that is posted by hand to an item of the kind %s', (kind) => {
  it('is taken, or refused with a message beside a field', { timeout: 60_000 }, async () => {
    for (const { purpose, kinds, takes, file } of posts) {
      const item = await gym.item(kind)
      const page = await gym.upload(gym.coach, item, FILES[file] ?? null, purpose)
      const what = `${file} for ${purpose || 'nothing'}`
      const isTaken = kinds.includes(kind) && takes.includes(file)
      expect([what, page.status]).toEqual([what, isTaken ? 303 : 422])
      if (isTaken) continue
      const told = toldIn(await page.text())
      expect([what, told.length]).toEqual([what, 1])
      const hasField = kinds.includes(kind) && purpose !== 'source'
      expect([what, told[0]?.[0]]).toEqual([what, `${hasField ? purpose : 'attachment'}-file`])
      expect([what, told[0]?.[1]]).not.toEqual([what, ''])
      if (!hasField && file !== 'nothing') expect(told[0]?.[1]).toContain('has no place for')
      expect(await gym.filesOf(item)).toEqual([])
    }
  })
})
