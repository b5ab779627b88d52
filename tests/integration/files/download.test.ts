import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFileLinks } from '~/platform/storage/file-links.server'
import { words } from '../content/gym'
import { type FileGym, fileOf, linkIn, PNG, type StoredFile, startFileGym } from './gym-with-files'

let gym: FileGym
let item: string
let cover: StoredFile
let link: string
beforeAll(async () => {
  gym = await startFileGym()
  item = await gym.item('document')
  await gym.upload(gym.coach, item, fileOf(PNG, 'Größe.png'))
  const [file] = await gym.filesOf(item)
  if (!file) throw new Error('the cover is not there')
  cover = file
  link = linkIn(await (await gym.coach.get(gym.path(`admin/files/${item}`))).text(), cover.name)
})
afterAll(() => gym?.stop())

const bytesOf = async (page: { body: ReadableStream<Uint8Array> | null }) =>
  Buffer.from(await new Response(page.body).arrayBuffer())

/** Who has it, by whom the database lets see it. */
const plain = (file: StoredFile) => `/files/${file.id}/${encodeURIComponent(file.name)}`

async function attached(text: string, name: string): Promise<StoredFile> {
  const into = await gym.item('document')
  await gym.upload(gym.coach, into, fileOf(text, name), 'attachment')
  const [file] = await gym.filesOf(into)
  if (!file) throw new Error(`${name} is not there`)
  return file
}

describe('a file by its link', () => {
  it('comes whole, with all that keeps it to one person and from running', async () => {
    const from = gym.app.logged.length
    const page = await gym.coach.get(link)
    expect(page.status).toBe(200)
    expect((await bytesOf(page)).equals(PNG)).toBe(true)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'content-disposition': `inline; filename="Gr__e.png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.png`,
      'accept-ranges': 'bytes',
      etag: `"${cover.id}"`,
      vary: expect.stringMatching(/cookie/i),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox$/),
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(page.headers.get('cache-control')).toMatch(/^private, max-age=\d{3,4}, no-transform$/)
    // The database is not asked.
    const asked = gym.app.logged.slice(from).filter(({ event }) => event === 'database.batch')
    expect(asked).toEqual([])
  })

  it.each([
    ['bytes=0-3', 0, 4],
    ['bytes=100-', 100, PNG.length - 100],
    ['bytes=-5', PNG.length - 5, 5],
  ])('comes in part: %s', async (range, offset, length) => {
    const page = await gym.coach.get(link, { range })
    expect(page.status).toBe(206)
    expect(page.headers.get('content-range')).toBe(
      `bytes ${offset}-${offset + length - 1}/${PNG.length}`,
    )
    const part = await bytesOf(page)
    expect(part.equals(PNG.subarray(offset, offset + length))).toBe(true)
  })

  it.each(['bytes=99999999-', 'bytes=0-1,3-4', 'bytes=-0'])('has no %s', async (range) => {
    const page = await gym.coach.get(link, { range })
    expect(page.status).toBe(416)
    expect(page.headers.get('content-range')).toBe(`bytes */${PNG.length}`)
    expect(await bytesOf(page)).toHaveLength(0)
  })

  it('is not sent again to who has it, and whole to who has something else', async () => {
    const tag = `"${cover.id}"`
    const known = await gym.coach.get(link, { 'if-none-match': tag })
    expect([known.status, (await bytesOf(known)).length]).toEqual([304, 0])
    const same = await gym.coach.get(link, { range: 'bytes=0-3', 'if-range': tag })
    expect(same.status).toBe(206)
    const other = await gym.coach.get(link, { range: 'bytes=0-3', 'if-range': '"another"' })
    expect(other.status).toBe(200)
  })

  it('that is bent, or somebody else’s, opens nothing and says so on a page', async () => {
    for (const bent of [
      link.replace(/proof=(.)/, (_, first) => `proof=${first === '_' ? 'x' : '_'}`),
      link.replace('image%2Fpng', 'text%2Fhtml'),
      link.replace(/until=\d/, 'until=9'),
    ]) {
      const page = await gym.coach.get(bent)
      expect(page.status).toBe(403)
      expect(words(await page.text())).toContain('This link does not open the file')
    }
    for (const other of [gym.otherCoach, gym.member, gym.stranger]) {
      expect((await other.get(link)).status).toBe(403)
    }
    const visit = await gym.app.visitor().get(link)
    expect(visit.location).toMatch(/^\/login\?next=/)
  })

  it('that is too old leads who may still see it to a new one, and nobody else', async () => {
    const { rows } = await gym.app.sql.query(
      `select id, email from auth.users where email in ('member@testfield.test',
         'coach@elsewhere.test') order by email desc`,
    )
    const secret = String(gym.app.vars.FILE_LINK_SECRET)
    const old = openFileLinks(secret, () => Date.now() - 3_600_000)
    const { id, name, media_type: mediaType, bytes } = cover
    const [member, stranger] = await Promise.all(
      rows.map((person) => old.link({ id, name, mediaType, bytes }, person.id)),
    )
    const page = await gym.member.get(member ?? '')
    expect(page.status).toBe(302)
    expect(page.headers.get('cache-control')).toContain('no-store')
    const led = await gym.member.follow(page)
    expect((await bytesOf(led)).equals(PNG)).toBe(true)
    expect((await gym.stranger.get(stranger ?? '')).status).toBe(404)
  })
})

describe('a file by its address', () => {
  it('leads a member to their own link, when its item is published', async () => {
    const page = await gym.member.follow(await gym.member.get(plain(cover)))
    expect(page.status).toBe(200)
    const draft = await gym.item('document', 'draft')
    await gym.upload(gym.coach, draft, fileOf(PNG, 'draft.png'))
    const [hidden] = await gym.filesOf(draft)
    if (!hidden) throw new Error('the file is not there')
    expect((await gym.coach.get(plain(hidden))).status).toBe(302)
    const kept = await gym.member.get(plain(hidden))
    expect(kept.status).toBe(404)
    expect(words(await kept.text())).toContain('This file is not here')
  })

  it('is nothing for another community, or for an id that is none', async () => {
    expect((await gym.stranger.get(plain(cover))).status).toBe(404)
    expect((await gym.coach.get('/files/none/a.png')).status).toBe(404)
    const nobody = '0190a000-0000-7000-8000-000000000001'
    expect((await gym.coach.get(`/files/${nobody}/a.png`)).status).toBe(404)
  })

  it('whose object was lost is not here', async () => {
    const lost = await attached('lost', 'lost.txt')
    await gym.bucket.delete(lost.id)
    const page = await gym.coach.follow(await gym.coach.get(plain(lost)))
    expect(page.status).toBe(404)
  })
})

describe('what could run', () => {
  it.each([
    [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      'a.svg',
      'image/svg+xml',
    ],
    ['<!doctype html><script>alert(1)</script>', 'a.html', 'text/html; charset=utf-8'],
  ])('is saved and not opened, and could do nothing if it were: %s', async (text, name, type) => {
    const file = await attached(text, name)
    const page = await gym.coach.follow(await gym.coach.get(plain(file)))
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe(type)
    expect(page.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/(^|; )sandbox$/)
    expect(policy).not.toMatch(/allow-|script-src/)
  })
})
