import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdfFile, wordFile, wordParagraph } from '../../fixtures/office-files'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym
let newPath: string
beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/documents/new')
})
afterAll(() => gym?.app.stop())

const entered = { title: 'Mine', summary: 'In short.', body: 'Written before.' }

/** Sends the form of a document with a file, as a browser without a script does. */
function bring(
  by: TestBrowser,
  file: File | null,
  fields: Record<string, string> = entered,
  to = newPath,
) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('source', file ?? new File([], ''))
  form.set('intent', 'import')
  return by.post(to, form)
}

const named = (name: string, bytes: Uint8Array | string) => new File([bytes as BlobPart], name)

const area = (html: string) =>
  /<textarea[^>]*name="body"[^>]*>\n?([\s\S]*?)<\/textarea>/.exec(html)?.[1]

const count = async () => {
  const { rows } = await gym.app.sql.query('select count(*)::int as n from public.content_items')
  return rows[0].n as number
}

describe('a file that is brought into a document’s form', () => {
  it('fills it in one batch, below what was written, and saves nothing', async () => {
    const before = await count()
    const from = gym.app.logged.length
    const page = await bring(gym.coach, named('a.docx', wordFile(wordParagraph('From Word'))))
    const html = await page.text()
    expect(page.status).toBe(200)
    // One for the action, one for the page.
    expect(batchesSince(gym.app, from)).toBe(2)
    expect(area(html)).toBe('Written before.\n\nFrom Word')
    expect(html).toContain('value="Mine"')
    expect(words(html)).toContain('The file was read, and nothing is saved yet')
    expect(await count()).toBe(before)
  })

  it('gives an empty form a name too', async () => {
    const file = named('a.html', '<h1>House rules</h1><p>Be kind.</p><script>alert(1)</script>')
    const html = await (await bring(gym.coach, file, { title: '', summary: '', body: '' })).text()
    expect(html).toContain('value="House rules"')
    expect(area(html)).toBe('Be kind.')
  })

  it('fills the form of what is there already, which keeps its version', async () => {
    const made = await gym.coach.post(newPath, { ...entered, title: 'Filled', intent: 'save' })
    const to = made.location ?? ''
    const file = named('a.pdf', await pdfFile([[['From a PDF', 12]]]))
    const html = await (await bring(gym.coach, file, { ...entered, version: '1' }, to)).text()
    expect(area(html)).toBe('Written before.\n\nFrom a PDF')
    expect(html).toMatch(/name="version" value="1"/)
    const { rows } = await gym.app.sql.query(
      `select version, body from public.documents d join public.content_items i using (id)
       where i.title = 'Filled'`,
    )
    expect(rows).toEqual([{ version: 1, body: 'Written before.' }])
  })

  it.each<[string, () => Promise<File | null> | File | null, number, string]>([
    ['no file', () => null, 422, 'Choose a file first'],
    [
      'a picture',
      () => named('a.pdf', Buffer.from('89504e470d0a1a0a', 'hex')),
      422,
      'is no Markdown',
    ],
    ['a PDF without text', async () => named('a.pdf', await pdfFile([[]])), 422, 'no text in this'],
    [
      'a PDF with a password',
      async () => named('a.pdf', await pdfFile([[['Secret', 12]]], 'open')),
      422,
      'wants a password',
    ],
    ['a file that is too large', () => named('a.txt', 'a'.repeat(6_000_000)), 413, 'too large'],
  ])(
    '%s is told beside the field, and all that was entered stays',
    async (_, make, status, said) => {
      const page = await bring(gym.coach, await make())
      const html = await page.text()
      expect(page.status).toBe(status)
      expect(words(html)).toContain(said)
      expect(html).toContain('id="document-source-error"')
      expect(area(html)).toBe('Written before.')
      expect(html).toContain('value="Mine"')
    },
  )

  it('is read for coaches alone', async () => {
    const file = named('a.md', 'Text')
    expect((await bring(gym.member, file)).status).toBe(403)
    expect((await bring(gym.stranger, file)).status).toBe(404)
    expect((await bring(gym.app.visitor(), file)).status).not.toBe(200)
  })
})
