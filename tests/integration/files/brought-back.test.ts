import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, words } from '../content/gym'
import { type FileGym, fileOf, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
beforeAll(async () => {
  gym = await startFileGym()
})
afterAll(() => gym?.stop())

const text = (fields: Record<string, string> = {}) => ({
  ...{ title: `Document ${crypto.randomUUID()}`, summary: '', body: 'Words', intent: 'save' },
  ...fields,
})
const editPath = (id: string) => gym.path(`admin/documents/${id}`)

/** Sends a form of a document where its page says, and answers the document's id. */
async function send(address: string, fields: Record<string, string>): Promise<string> {
  const page = await gym.coach.post(address, fields)
  gym.coach.cookies.delete('flash')
  const id = /\/admin\/documents\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

/** Where the form of a page is sent to. */
function actionIn(html: string): string {
  const form = /<form[^>]*\bid="item"[^>]*>/.exec(html)?.[0] ?? ''
  const action = /\baction="([^"]*)"/.exec(form)?.[1]
  if (!action) throw new Error(`it goes nowhere: ${form}`)
  return action.replaceAll('&amp;', '&')
}

const names = async (id: string) => (await gym.filesOf(id)).map(({ name }) => name).sort()

/** A document that was published with two files, and has another cover and one more by now. */
async function changed(title: string) {
  const id = await send(gym.path('admin/documents/new'), text({ title }))
  await gym.upload(gym.coach, id, fileOf(PNG, 'first.png'))
  await gym.upload(gym.coach, id, fileOf('Notes.', 'notes.txt'), 'attachment')
  await send(editPath(id), text({ title, intent: 'publish', version: '1' }))
  await gym.upload(gym.coach, id, fileOf(PNG, 'second.png'))
  await gym.upload(gym.coach, id, fileOf('More.', 'more.txt'), 'attachment')
  return id
}

describe('a version', () => {
  it('says which files it had, beside those that are there now, in one batch', async () => {
    const id = await changed(`Compared ${crypto.randomUUID()}`)
    const before = gym.app.logged.length
    const page = await gym.coach.get(`${editPath(id)}/versions?from=1&to=now`)
    const said = words(await page.text())
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(said).toMatch(
      /Files Version 1 What is saved now Attachments: notes\.txt \(6 bytes\) .*first.*more/,
    )
    expect(said).toMatch(/\(new\) Cover picture: second\.png/)
  })

  it('brings its files back with it, and says so before', async () => {
    const title = `Back ${crypto.randomUUID()}`
    const id = await changed(title)
    const html = await (await gym.coach.get(`${editPath(id)}?version=1`)).text()
    expect(words(html)).toContain('its files come back, too (notes.txt, first.png)')
    const version = fieldValue(html, 'version') ?? ''
    // A refusal on the way keeps what the form was opened for.
    const refused = await gym.coach.post(actionIn(html), text({ title: '', version }))
    expect(refused.status).toBe(422)
    await send(actionIn(await refused.text()), text({ title, version }))
    expect(await names(id)).toEqual(['first.png', 'notes.txt'])
    // What is saved after that leaves them alone.
    await gym.upload(gym.coach, id, fileOf(PNG, 'third.png'))
    const page = await (await gym.coach.get(editPath(id))).text()
    await send(actionIn(page), text({ title, version: fieldValue(page, 'version') ?? '' }))
    expect(await names(id)).toEqual(['notes.txt', 'third.png'])
  })

  it('without files takes away what was added since', async () => {
    const title = `Bare ${crypto.randomUUID()}`
    const id = await send(gym.path('admin/documents/new'), text({ title, intent: 'publish' }))
    await gym.upload(gym.coach, id, fileOf(PNG, 'later.png'))
    const html = await (await gym.coach.get(`${editPath(id)}?version=1`)).text()
    expect(words(html)).toContain('files that were added since go, too')
    await send(actionIn(html), text({ title, version: fieldValue(html, 'version') ?? '' }))
    expect(await names(id)).toEqual([])
  })

  it('goes through a review with its files where one is asked for', async () => {
    const title = `Reviewed ${crypto.randomUUID()}`
    const id = await changed(title)
    const review = (yes: boolean) =>
      gym.app.sql.query(
        `update public.communities set review_before_publish = $1 where slug = 'testfield'`,
        [yes],
      )
    await review(true)
    try {
      const html = await (await gym.coach.get(`${editPath(id)}?version=1`)).text()
      const fields = text({ title, version: fieldValue(html, 'version') ?? '' })
      expect((await gym.coach.post(actionIn(html), fields)).status).toBe(409)
      expect(await names(id)).toEqual(['more.txt', 'notes.txt', 'second.png'])
      await send(actionIn(html), { ...fields, intent: 'submit' })
      expect(await names(id)).toEqual(['first.png', 'notes.txt'])
      const { rows } = await gym.app.sql.query(
        'select status from public.content_items where id = $1',
        [id],
      )
      expect(rows[0].status).toBe('in_review')
    } finally {
      await review(false)
    }
  })
})

describe('a copy', () => {
  it('has the files of its original, once, and leaves the original its own', async () => {
    const id = await changed(`Original ${crypto.randomUUID()}`)
    const address = gym.path(`admin/documents/new?copy=${id}`)
    const html = await (await gym.coach.get(address)).text()
    const fields = text({ key: fieldValue(html, 'key') ?? '' })
    const copy = await send(actionIn(html), fields)
    const all = ['more.txt', 'notes.txt', 'second.png']
    expect(await names(copy)).toEqual(all)
    // The same form again, after a file was taken away, brings none back.
    const [file] = (await gym.filesOf(copy)).filter(({ name }) => name === 'more.txt')
    const removal = { intent: 'remove', file: file?.id ?? '', purpose: 'attachment' }
    await gym.coach.post(gym.path(`admin/files/${copy}`), removal)
    expect(await send(actionIn(html), { ...fields, body: 'Other words' })).toBe(copy)
    expect(await names(copy)).toEqual(['notes.txt', 'second.png'])
    expect(await names(id)).toEqual(all)
  })

  it('has none of another community’s item, whoever names it', async () => {
    const theirs = await gym.item('document', 'published', 'elsewhere')
    const page = await gym.upload(gym.coach, theirs, fileOf(PNG, 'theirs.png'))
    expect(page.status).toBe(404)
    const form = new FormData()
    for (const [name, value] of [
      ['purpose', 'cover'],
      ['back', ''],
    ] as const) {
      form.set(name, value)
    }
    form.set('file', fileOf(PNG, 'theirs.png'))
    await gym.stranger.upload(`/c/elsewhere/admin/files/${theirs}`, form)
    expect(await names(theirs)).toEqual(['theirs.png'])
    const copy = await send(gym.path(`admin/documents/new?copy=${theirs}`), text())
    expect(await names(copy)).toEqual([])
  })
})
