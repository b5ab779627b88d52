import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentWebm } from '../../fixtures/silent-film'
import { batchesSince, words } from '../content/gym'
import { type FileGym, fileOf, linkIn, PNG, startFileGym } from './gym-with-files'

const FILM = silentWebm(60)
const CAPTIONS = 'WEBVTT\r\n\r\n00:41.000 --> 00:44.000\r\nAsk a better question'

let gym: FileGym
let item: string
const watch = (query = '') => gym.path(`videos/${item}${query}`)
beforeAll(async () => {
  gym = await startFileGym()
  item = await gym.item('video')
  await gym.upload(gym.coach, item, fileOf(FILM, 'lesson.webm'), 'video')
  await gym.upload(gym.coach, item, fileOf(CAPTIONS, 'English.vtt'), 'captions')
  await gym.upload(gym.coach, item, fileOf(PNG, 'first.png'), 'poster')
})
afterAll(() => gym?.stop())

describe('an uploaded video', () => {
  it('tells its size before it plays, and loads nothing of it', async () => {
    const before = gym.app.logged.length
    const html = await (await gym.member.get(watch())).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).not.toContain('<video')
    expect(words(html)).toContain(`loads up to ${Math.round(FILM.length / 1000)} kB from here`)
    expect(linkIn(html, 'first.png')).toBeTruthy()
    // What its captions say is read and searched, though nobody wrote a transcript.
    expect(words(html)).toContain('Ask a better question')
    const found = words(await (await gym.member.get(watch('?q=better'))).text())
    expect(found).toContain('One place has “better”')
  })

  it('is found by what its captions say, at the second at which they say it, while it has them', async () => {
    const search = async (q: string) => (await gym.member.get(gym.path(`search?q=${q}`))).text()
    expect(await search('better')).toContain(`href="${watch('?t=41')}"`)
    const more = fileOf('WEBVTT\n\n00:02.000 --> 00:03.000\nA harpsichord\0', 'Second.vtt')
    const other = await gym.item('video')
    await gym.upload(gym.coach, other, more, 'captions')
    expect(await search('harpsichord')).toContain(`videos/${other}?t=2"`)
    // What somebody wrote goes before, as on the page.
    await gym.app.sql.query(`update public.videos set transcript = 'A lute' where id = $1`, [other])
    expect(await search('harpsichord')).not.toContain(other)
    await gym.app.sql.query(`update public.videos set transcript = '' where id = $1`, [other])
    expect(await search('harpsichord')).toContain(other)
    const [file] = await gym.filesOf(other)
    await gym.coach.post(gym.path(`admin/files/${other}`), {
      intent: 'remove',
      file: file?.id ?? '',
      purpose: 'captions',
    })
    expect(await search('harpsichord')).not.toContain(other)
  })

  it('plays from here: the file in ranges, its captions, its picture, and no other site', async () => {
    const page = await gym.member.get(watch('?t=30'))
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("media-src 'self';")
    const [player = ''] = /<video[\s\S]*?<\/video>/.exec(html) ?? []
    const film = linkIn(player, 'lesson.webm')
    expect(player).toContain('#t=30"')
    expect(player).toContain('poster="/files/')
    expect(player).toMatch(/<track kind="captions" label="English"/)
    const part = await gym.member.get(film.replace(/#.*/, ''), { range: 'bytes=4-11' })
    expect([part.status, part.headers.get('content-type')]).toEqual([206, 'video/webm'])
    expect(part.headers.get('content-range')).toBe(`bytes 4-11/${FILM.length}`)
    expect(
      Buffer.from(await new Response(part.body).arrayBuffer()).equals(FILM.subarray(4, 12)),
    ).toBe(true)
    const captions = await gym.member.get(linkIn(player, 'English.vtt'))
    expect(captions.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
  })

  it('is nobody’s but the community’s', async () => {
    const html = await (await gym.member.get(watch('?t=0'))).text()
    const film = linkIn(html, 'lesson.webm').replace(/#.*/, '')
    expect((await gym.stranger.get(watch())).status).toBe(404)
    expect((await gym.stranger.get(film)).status).toBe(403)
    expect((await gym.stranger.get(film.replace(/\?.*/, ''))).status).toBe(404)
    expect((await gym.app.visitor().get(film)).status).not.toBe(200)
  })

  it('goes before an address, and without it the address plays again', async () => {
    await gym.app.sql.query(
      `update public.videos set address = 'https://films.test/one.webm' where id = $1`,
      [item],
    )
    expect(await (await gym.member.get(watch('?t=0'))).text()).not.toContain('films.test')
    const [film] = (await gym.filesOf(item)).filter(({ name }) => name === 'lesson.webm')
    await gym.coach.post(gym.path(`admin/files/${item}`), {
      intent: 'remove',
      file: film?.id ?? '',
      purpose: 'video',
    })
    expect(await (await gym.member.get(watch('?t=0'))).text()).toContain('films.test/one.webm')
  })

  it('is enough to publish a video without an address', async () => {
    const made = await gym.coach.post(gym.path('admin/videos/new'), {
      ...{ title: 'Only a file', summary: '', address: '', length: '', transcript: '' },
      intent: 'save',
    })
    const id = /([0-9a-f-]{36})$/.exec(made.location ?? '')?.[1] ?? ''
    const edit = gym.path(`admin/videos/${id}`)
    const fields = { title: 'Only a file', summary: '', address: '', length: '', transcript: '' }
    const bare = await gym.coach.post(edit, { ...fields, version: '1', intent: 'publish' })
    expect(bare.status).toBe(422)
    expect(words(await bare.text())).toContain('Members need something to watch')
    await gym.upload(gym.coach, id, fileOf(FILM, 'lesson.webm'), 'video')
    const whole = await gym.coach.post(edit, { ...fields, version: '1', intent: 'publish' })
    expect(whole.status).toBe(303)
  })
})
