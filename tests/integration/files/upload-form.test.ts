import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { words } from '../content/gym'
import { type FileGym, fileOf, PNG, startFileGym } from './gym-with-files'

let gym: FileGym
beforeAll(async () => {
  gym = await startFileGym()
})
afterAll(() => gym?.stop())

const rows = async () => {
  const { rows } = await gym.app.sql.query('select count(*)::int as n from public.files')
  return rows[0].n as number
}

describe('a file field without a script', () => {
  it('gives an item its cover, under a safe name and as what it is', async () => {
    const item = await gym.item('document')
    const page = await gym.upload(gym.coach, item, fileOf(PNG, 'C:\\temp\\My photo.exe'))
    expect([page.status, page.location]).toEqual([303, gym.path(`admin/files/${item}`)])
    expect(await gym.filesOf(item)).toMatchObject([
      {
        name: 'My photo.exe.png',
        media_type: 'image/png',
        bytes: PNG.length,
        state: 'stored',
        sha256: createHash('sha256').update(PNG).digest('hex'),
      },
    ])
    const next = words(await (await gym.coach.follow(page)).text())
    expect(next).toContain('My photo.exe.png is added.')
  })

  it('puts another cover in its place, and attachments one after the other', async () => {
    const item = await gym.item('document')
    await gym.upload(gym.coach, item, fileOf(PNG, 'one.png'))
    await gym.upload(gym.coach, item, fileOf(PNG, 'two.png'))
    expect((await gym.filesOf(item)).map(({ name }) => name)).toEqual(['two.png'])
    await gym.upload(gym.coach, item, fileOf('first', 'a.txt'), 'attachment')
    await gym.upload(gym.coach, item, fileOf('# second', 'b.md'), 'attachment')
    const names = (await gym.filesOf(item)).map(({ name }) => name)
    expect(names.sort()).toEqual(['a.txt', 'b.md', 'two.png'])
  })

  it('streams what is larger than a part', async () => {
    const item = await gym.item('document')
    const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(11 * 1024 * 1024)])
    const page = await gym.upload(gym.coach, item, fileOf(large, 'large.pdf'), 'attachment')
    expect(page.status).toBe(303)
    expect(await gym.filesOf(item)).toMatchObject([
      { bytes: large.length, sha256: createHash('sha256').update(large).digest('hex') },
    ])
  })

  it('takes it away again, twice if need be', async () => {
    const item = await gym.item('document')
    await gym.upload(gym.coach, item, fileOf(PNG, 'one.png'))
    const [file] = await gym.filesOf(item)
    const fields = { intent: 'remove', file: file?.id ?? '', purpose: 'cover' }
    for (let time = 0; time < 2; time += 1) {
      const page = await gym.coach.post(gym.path(`admin/files/${item}`), fields)
      expect(page.status).toBe(303)
    }
    expect(await gym.filesOf(item)).toEqual([])
  })
})

describe('what is refused is told beside the field, and leaves nothing behind', () => {
  it.each<[string, File | null, string, number, string]>([
    ['nothing', null, 'cover', 422, 'Choose a file first.'],
    ['0 bytes', fileOf('', 'empty.png'), 'cover', 422, 'This file is empty.'],
    ['a text for a cover', fileOf('words', 'a.png'), 'cover', 422, 'This is no picture'],
    ['a video that is no video', fileOf('A film.', 'film.mp4'), 'video', 422, 'no MP4 and no WebM'],
    ['captions that are none', fileOf('Hello', 'a.vtt'), 'captions', 422, 'These are no captions'],
    [
      'captions out of order',
      fileOf(
        'WEBVTT\r\n\r\n00:05.000 --> 00:06.000\r\nb\r\n\r\n00:01.000 --> 00:02.000\r\na',
        'a.vtt',
      ),
      'captions',
      422,
      'Line 6: These words begin before',
    ],
    ['captions without words', fileOf('WEBVTT', 'a.vtt'), 'captions', 422, 'hold no words'],
    [
      'an SVG for a cover',
      fileOf('<svg onload="alert(1)"/>', 'a.svg'),
      'cover',
      422,
      'This is no picture',
    ],
    [
      'a program',
      fileOf(Buffer.from('4d5a90000300', 'hex'), 'a.pdf'),
      'attachment',
      422,
      'not of a kind',
    ],
    [
      'more than a cover may have',
      fileOf(Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]), 'large.png'),
      'cover',
      413,
      'This file is too large.',
    ],
  ])('%s', async (_what, file, purpose, status, said) => {
    const item = await gym.item(/video|captions/.test(purpose) ? 'video' : 'document')
    const before = await rows()
    const page = await gym.upload(gym.coach, item, file, purpose)
    expect(page.status).toBe(status)
    const html = await page.text()
    expect(words(html)).toContain(said)
    expect(html).toMatch(new RegExp(`id="${purpose}-file-error"`))
    expect(await gym.filesOf(item)).toEqual([])
    expect(await rows()).toBe(before)
    // Looked for by key: what lay there is gone.
    const { objects } = await gym.bucket.list()
    const { rows: known } = await gym.app.sql.query('select id from public.files')
    expect(objects.map(({ key }) => key).sort()).toEqual(known.map(({ id }) => id).sort())
  })

  it('what the kind of the item has no place for, which the database knows too', async () => {
    const item = await gym.item('document')
    const before = await rows()
    const film = fileOf(Buffer.from('1a45dfa3934282847765626d', 'hex'), 'film.webm')
    expect((await gym.upload(gym.coach, item, film, 'video')).status).toBe(422)
    const captions = fileOf('WEBVTT\n\n00:01.000 --> 00:02.000\nHello', 'a.vtt')
    expect((await gym.upload(gym.coach, item, captions, 'captions')).status).toBe(422)
    expect(await rows()).toBe(before)
    await gym.upload(gym.coach, item, fileOf(PNG, 'one.png'))
    for (const purpose of ['video', 'captions', 'poster']) {
      await expect(
        gym.app.sql.query(
          `insert into public.content_files (item_id, file_id, purpose)
           select item_id, file_id, $2 from public.content_files where item_id = $1`,
          [item, purpose],
        ),
      ).rejects.toMatchObject({ code: 'AG422', detail: 'file.purpose' })
    }
  })

  it('more than the community may store', async () => {
    const item = await gym.item('document')
    await gym.app.sql.query(
      `insert into public.community_limits (community_id, stored_bytes)
       select community_id, (select sum(bytes) from public.files f
         where f.community_id = i.community_id) + 2000
       from public.content_items i where id = $1`,
      [item],
    )
    try {
      const page = await gym.upload(gym.coach, item, fileOf(PNG, 'a.png'))
      expect(page.status).toBe(409)
      expect(words(await page.text())).toContain('stored as much as it may')
      const small = await gym.upload(gym.coach, item, fileOf('small', 'a.txt'), 'attachment')
      expect(small.status).toBe(303)
    } finally {
      await gym.app.sql.query('delete from public.community_limits')
    }
  })

  it.each(['.'.repeat(20), `${'x'.repeat(500)}.png`, '🎉🎉.png'])(
    'a name such as %s is no reason',
    async (name) => {
      const item = await gym.item('agent')
      expect((await gym.upload(gym.coach, item, fileOf(PNG, name))).status).toBe(303)
      const [file] = await gym.filesOf(item)
      expect(file?.name).toMatch(/\.png$/)
      expect(Buffer.byteLength(file?.name ?? '')).toBeLessThanOrEqual(180)
    },
  )

  it('a member’s, a stranger’s and a visitor’s', async () => {
    const item = await gym.item('document')
    const before = await rows()
    expect((await gym.upload(gym.member, item, fileOf(PNG, 'a.png'))).status).toBe(403)
    expect((await gym.upload(gym.stranger, item, fileOf(PNG, 'a.png'))).status).toBe(404)
    const visit = await gym.upload(gym.app.visitor(), item, fileOf(PNG, 'a.png'))
    expect(visit.location).toMatch(/^\/login/)
    const theirs = await gym.item('document', 'published', 'elsewhere')
    expect((await gym.upload(gym.coach, theirs, fileOf(PNG, 'a.png'))).status).toBe(404)
    expect(await rows()).toBe(before)
  })

  it('a form that breaks off', async () => {
    const item = await gym.item('document')
    const before = await rows()
    const body = [
      '--cut\r\ncontent-disposition: form-data; name="purpose"\r\n\r\ncover\r\n',
      '--cut\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n',
      PNG.toString('latin1').slice(0, 70_000),
    ].join('')
    const page = await gym.coach.send(
      new Request(`http://127.0.0.1:8787${gym.path(`admin/files/${item}`)}`, {
        method: 'POST',
        headers: {
          origin: 'http://127.0.0.1:8787',
          'content-type': 'multipart/form-data; boundary=cut',
        },
        body: Buffer.from(body, 'latin1'),
      }),
    )
    expect(page.status).toBe(422)
    expect(await gym.filesOf(item)).toEqual([])
    expect(await rows()).toBe(before)
  })
})
