import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ORIGIN } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesSince, words } from '../content/gym'
import { type FileGym, fileOf, linkIn, MP4_HEAD, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
let root: TestBrowser

beforeAll(async () => {
  gym = await startFileGym()
  await gym.app.sql.query(
    `insert into public.platform_admins (user_id)
     select id from auth.users where email = 'other@testfield.test'`,
  )
  root = gym.otherCoach
})
afterAll(() => gym?.stop())

/** A published document of the platform, with versions of two publications, given to some. */
async function make(to: string[]): Promise<string> {
  const title = `Platform ${crypto.randomUUID()}`
  const made = await root.post('/admin/content/documents/new', {
    title,
    body: 'First words.',
    intent: 'publish',
  })
  expect(made.status).toBe(303)
  const id = made.location?.split('/').pop() ?? ''
  for (const slug of to) {
    await gym.app.sql.query(
      `insert into public.content_assignments (item_id, community_id, assigned_by)
       select $1, c.id, u.id from public.communities c, auth.users u
       where c.slug = $2 and u.email = 'other@testfield.test'`,
      [id, slug],
    )
  }
  return id
}

const pageOf = (item: string) => `/admin/content/files/${item}`

async function upload(by: TestBrowser, item: string, file: File, purpose = 'attachment') {
  const form = new FormData()
  form.set('purpose', purpose)
  form.set('back', '')
  form.set('file', file)
  return by.upload(pageOf(item), form)
}

const versionOf = async (item: string) => {
  const { rows } = await gym.app.sql.query(
    'select version from public.content_items where id = $1',
    [item],
  )
  return String(rows[0].version)
}

describe('files of what is the platform’s', () => {
  it('are given and taken by super admins, and read where the item was given, nowhere else', async () => {
    const item = await make(['testfield'])
    const before = gym.app.logged.length
    const empty = words(await (await root.get(pageOf(item))).text())
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(empty).toContain('Nothing is attached yet.')
    const added = await upload(root, item, fileOf('Only for some.', 'notes.txt'))
    expect([added.status, added.location]).toEqual([303, pageOf(item)])
    await upload(root, item, fileOf(PNG, 'cover.png'), 'cover')
    const [file] = (await gym.filesOf(item)).filter(({ name }) => name === 'notes.txt')
    const address = `/files/${file?.id}/notes.txt`
    // A link is one person's own; the bare address asks the database.
    const shown = await (await gym.member.get(gym.path(`documents/${item}`))).text()
    const link = linkIn(shown, 'notes.txt')
    expect(await (await gym.member.get(link)).text()).toBe('Only for some.')
    expect((await gym.member.get(address)).status).toBe(302)
    expect((await gym.stranger.get(address)).status).toBe(404)
    expect((await gym.stranger.get(link)).status).toBe(403)
    // Taken back from the community, it is there for nobody.
    await gym.app.sql.query('delete from public.content_assignments where item_id = $1', [item])
    expect((await gym.member.get(address)).status).toBe(404)
    expect((await root.get(address)).status).toBe(302)
    await root.post(pageOf(item), { file: file?.id ?? '', purpose: 'attachment' })
    expect((await gym.filesOf(item)).map(({ name }) => name)).toEqual(['cover.png'])
  })

  it('of a draft are read by nobody but super admins', async () => {
    const item = await make(['testfield'])
    await upload(root, item, fileOf('Not yet.', 'draft.txt'))
    await gym.app.sql.query(`update public.content_items set status = 'draft' where id = $1`, [
      item,
    ])
    const [file] = await gym.filesOf(item)
    expect((await gym.member.get(`/files/${file?.id}/draft.txt`)).status).toBe(404)
    expect((await gym.coach.get(`/files/${file?.id}/draft.txt`)).status).toBe(404)
  })

  it('are no coach’s and no member’s to change, by no address', async () => {
    const item = await make(['testfield'])
    await upload(root, item, fileOf('Stays.', 'stays.txt'))
    const [file] = await gym.filesOf(item)
    for (const [by, status] of [
      [gym.coach, 403],
      [gym.member, 403],
      // Who has not been given it is not told that it is there.
      [gym.stranger, 404],
    ] as const) {
      expect((await by.get(pageOf(item))).status).toBe(403)
      expect((await upload(by, item, fileOf('Bent', 'bent.txt'))).status).toBe(status)
      await by.post(pageOf(item), { file: file?.id ?? '', purpose: 'attachment' })
    }
    // As an item of the community that it was given to, nor of one that there is none of.
    expect((await gym.coach.get(gym.path(`admin/files/${item}`))).status).toBe(404)
    expect((await gym.upload(gym.coach, item, fileOf('Bent', 'b.txt'), 'attachment')).status).toBe(
      404,
    )
    expect((await gym.coach.get(`/c/nowhere/admin/files/${item}`)).status).toBe(404)
    expect((await gym.app.visitor().get(pageOf(item))).location).toMatch(/^\/login/)
    expect((await gym.filesOf(item)).map(({ name }) => name)).toEqual(['stays.txt'])
    // Nor does a file of a community come to hang from it by the way of scripts.
    const own = await gym.item('document')
    expect((await root.get(pageOf(own))).status).toBe(404)
  })

  it('are sent in parts too, where no community is named', async () => {
    const item = await make([])
    const begin = (by: TestBrowser) =>
      by.post('/api/uploads', { item, purpose: 'attachment', name: 'a.txt', bytes: '5' })
    expect((await begin(gym.coach)).status).toBe(404)
    const begun = await begin(root)
    expect(begun.status).toBe(201)
    const { id } = JSON.parse(await begun.text()) as { id: string }
    const part = new Request(`${ORIGIN}/api/uploads/${id}/parts?number=1&purpose=attachment`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'application/octet-stream' },
      body: 'Parts',
    })
    expect((await root.send(part)).status).toBe(200)
    const target = { intent: 'finish', item, purpose: 'attachment' }
    expect((await root.post(`/api/uploads/${id}`, target)).status).toBe(200)
    expect(await gym.filesOf(item)).toMatchObject([{ name: 'a.txt', bytes: 5, state: 'stored' }])
  })

  it('tell what is refused beside a field', async () => {
    const item = await make([])
    const page = await upload(root, item, fileOf(MP4_HEAD, 'film.mp4'), 'video')
    expect(page.status).toBe(422)
    const html = await page.text()
    expect(html).toContain('id="attachment-file-error"')
    expect(words(html)).toContain('has no place for such a file')
  })
})

describe('versions of what is the platform’s', () => {
  it('are listed, set beside each other, and opened to be saved again, in one batch each', async () => {
    const item = await make(['testfield'])
    const editor = `/admin/content/documents/${item}`
    const { rows } = await gym.app.sql.query(
      'select title from public.content_items where id = $1',
      [item],
    )
    await root.post(editor, {
      version: await versionOf(item),
      title: rows[0].title,
      body: 'Second words.',
      intent: 'save',
    })
    let before = gym.app.logged.length
    const page = await root.get(`${editor}/versions?from=1&to=now`)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(words(html)).toContain('Version 1 and What is saved now')
    expect(words(html)).toContain('First')
    expect(html).toContain(`href="${editor}?version=1"`)
    before = gym.app.logged.length
    const old = await (await root.get(`${editor}?version=1`)).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(old).toContain('First words.')
    expect(words(old)).toContain('The form holds version 1.')
    const saved = await root.post(`${editor}?version=1`, {
      version: await versionOf(item),
      title: rows[0].title,
      body: 'First words.',
      intent: 'save',
    })
    expect(saved.status).toBe(303)
    expect(words(await (await gym.member.get(gym.path(`documents/${item}`))).text())).toContain(
      'First words.',
    )
  })

  it('are for super admins only, and of no community’s item', async () => {
    const item = await make(['testfield'])
    const path = `/admin/content/documents/${item}/versions`
    for (const by of [gym.coach, gym.member, gym.stranger]) {
      expect((await by.get(`${path}?from=1&to=now`)).status).toBe(403)
      expect((await by.get(`/admin/content/documents/${item}?version=1`)).status).toBe(403)
    }
    expect((await gym.coach.get(gym.path(`admin/documents/${item}/versions`))).status).toBe(404)
    const own = await gym.item('document')
    expect((await root.get(`/admin/content/documents/${own}/versions`)).status).toBe(404)
    const gone = await root.get(`/admin/content/prompts/${item}/versions`)
    expect(gone.status).toBe(404)
    expect(words(await gone.text())).toContain('Account')
  })
})
