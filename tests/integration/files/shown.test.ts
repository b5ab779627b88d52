import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, words } from '../content/gym'
import { type FileGym, fileOf, linkIn, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
beforeAll(async () => {
  gym = await startFileGym()
})
afterAll(() => gym?.stop())

/** A published item of a kind with a cover and an attachment. */
async function filed(kind: string): Promise<string> {
  const item = kind === 'agent' ? await gym.make({ intent: 'publish' }) : await gym.item(kind)
  await gym.app.sql.query(
    `update public.content_items set published_at = now() where id = $1 and published_at is null`,
    [item],
  )
  await gym.upload(gym.coach, item, fileOf(PNG, 'cover.png'))
  await gym.upload(gym.coach, item, fileOf('Read me.', 'notes.txt'), 'attachment')
  return item
}

describe.each(['agent', 'video', 'document', 'prompt', 'automation'])(
  'the files of a %s',
  (kind) => {
    it('stand on its page and its cover in the list, each in one batch', async () => {
      const item = await filed(kind)
      let before = gym.app.logged.length
      const page = await gym.member.get(gym.path(`${kind}s/${item}`))
      const html = await page.text()
      expect([page.status, batchesSince(gym.app, before)]).toEqual([200, 1])
      expect(words(html)).toContain('Attachments notes.txt 8 bytes')
      const cover = await gym.member.get(linkIn(html, 'cover.png'))
      expect([cover.status, cover.headers.get('content-type')]).toEqual([200, 'image/png'])
      expect(await (await gym.member.get(linkIn(html, 'notes.txt'))).text()).toBe('Read me.')

      before = gym.app.logged.length
      const list = await (await gym.member.get(gym.path(`${kind}s`))).text()
      expect(batchesSince(gym.app, before)).toBe(1)
      expect((await gym.member.get(linkIn(list, 'cover.png'))).status).toBe(200)
      expect(list).not.toContain('notes.txt')
    })
  },
)

describe('who has no right to them', () => {
  it('gets no page, and nothing by a link that was sent on', async () => {
    const item = await filed('document')
    const html = await (await gym.member.get(gym.path(`documents/${item}`))).text()
    const link = linkIn(html, 'notes.txt')
    expect((await gym.stranger.get(gym.path(`documents/${item}`))).status).toBe(404)
    expect((await gym.stranger.get(link)).status).toBe(403)
    expect((await gym.stranger.get(link.replace(/\?.*/, ''))).status).toBe(404)
  })

  it('sees no files of what is not published', async () => {
    const item = await gym.item('document', 'draft')
    await gym.upload(gym.coach, item, fileOf(PNG, 'draft.png'))
    expect((await gym.member.get(gym.path(`documents/${item}`))).status).toBe(404)
    const list = await (await gym.member.get(gym.path('documents'))).text()
    expect(list).not.toContain('draft.png')
  })
})

it('a picture too heavy for a list stands on its page alone', async () => {
  const item = await gym.item('prompt')
  const heavy = Buffer.concat([PNG, Buffer.alloc(700_000)])
  await gym.upload(gym.coach, item, fileOf(heavy, 'heavy.png'))
  await gym.app.sql.query(`update public.content_items set published_at = now() where id = $1`, [
    item,
  ])
  expect(await (await gym.member.get(gym.path('prompts'))).text()).not.toContain('heavy.png')
  const html = await (await gym.member.get(gym.path(`prompts/${item}`))).text()
  expect((await gym.member.get(linkIn(html, 'heavy.png'))).status).toBe(200)
})
