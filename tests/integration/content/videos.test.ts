import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym
let newPath: string
const editPath = (id: string) => gym.path(`admin/videos/${id}`)
const watchPath = (id: string, query = '') => gym.path(`videos/${id}${query}`)

type Fields = Record<string, string>

const chapter = (at: number, starts: string, title: string): Fields => ({
  [`chapters[${at}].at`]: starts,
  [`chapters[${at}].title`]: title,
})

const CAPTIONS = [
  'WEBVTT',
  '00:01.000 --> 00:04.000\r\nGood morning',
  '00:30.500 --> 00:34.000\r\nAsk a better question',
].join('\r\n\r\n')

const filledIn = (fields: Fields = {}): Fields => ({
  title: `Video ${crypto.randomUUID()}`,
  summary: 'What it shows.',
  address: 'https://films.test/one.webm',
  length: '1:00',
  ...chapter(0, '0:30', 'And then'),
  ...chapter(1, '0', 'Hello'),
  transcript: CAPTIONS,
  intent: 'save',
  ...fields,
})

async function make(fields: Fields = {}): Promise<string> {
  const page = await gym.coach.post(newPath, filledIn(fields))
  gym.coach.cookies.delete('flash')
  const id = /\/admin\/videos\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

const stored = async (id: string) => {
  const { rows } = await gym.app.sql.query(
    `select address, duration_seconds::float8 as seconds, transcript,
       array(select starts_at_second::float8 || ' ' || title from public.video_chapters
         where video_id = id order by starts_at_second) as chapters
     from public.videos where id = $1`,
    [id],
  )
  return rows[0]
}

const progress = async (id: string) => {
  const { rows } = await gym.app.sql.query(
    `select reached::float8 as reached, share::float8 as share, watched::text as watched,
       completed_at is not null as completed
     from public.content_progress where item_id = $1`,
    [id],
  )
  return rows
}

const say = (id: string, fields: Fields, headers = {}) =>
  gym.member.post(`${watchPath(id)}/progress`, fields, headers)

/** What a browser says of a link that somebody pressed on one of our pages. */
const pressed = { 'sec-fetch-site': 'same-origin', 'sec-fetch-user': '?1' }

beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/videos/new')
})
afterAll(() => gym?.app.stop())

describe('a video’s form without JavaScript', () => {
  it('adds and removes chapters by posts that keep every word and save nothing', async () => {
    const typed = filledIn({ title: 'Only looked at' })
    const html = await (await gym.coach.post(newPath, { ...typed, intent: 'chapters.add' })).text()
    expect(html.match(/name="chapters\[\d\]\.at"/g)).toHaveLength(3)
    expect(html).toMatch(/<fieldset[^>]*autofocus/)
    expect(html).toContain('Ask a better question</textarea>')
    const less = await (
      await gym.coach.post(newPath, { ...typed, intent: 'chapters.remove.0' })
    ).text()
    expect(less.match(/name="chapters\[\d\]\.title"/g)).toHaveLength(1)
    expect(less).toContain('value="Hello"')
    const { rows } = await gym.app.sql.query(
      `select 1 from public.content_items where title = 'Only looked at'`,
    )
    expect(rows).toEqual([])
  })

  it('saves its chapters in order, and gives all back as it was', async () => {
    const id = await make()
    expect(await stored(id)).toEqual({
      address: 'https://films.test/one.webm',
      seconds: 60,
      transcript: CAPTIONS.replaceAll('\r\n', '\n'),
      chapters: ['0 Hello', '30 And then'],
    })
    const html = await (await gym.coach.get(editPath(id))).text()
    expect(fieldValue(html, 'chapters[1].at')).toBe('0:30')
    expect(fieldValue(html, 'length')).toBe('1:00')
  })

  it.each([
    [{ address: 'http://films.test/a.mp4' }, 'address', 'begins with http://'],
    [{ address: 'https://films.test/page' }, 'address', 'no video that can play here'],
    [{ address: 'what is this' }, 'address', 'no video that can play here'],
    [{ length: '-5' }, 'length', 'Write minutes and seconds'],
    [{ title: 'x'.repeat(500) }, 'title', 'has 500 characters; at most 120 fit'],
    [chapter(0, '-5', 'Before'), 'chapters0at', 'Nothing begins before 0:00'],
    [chapter(0, '1:01', 'After'), 'chapters0at', 'The video has ended by then'],
    [chapter(0, '0:00', 'Twice'), 'chapters1at', 'Another chapter begins at this time'],
    [chapter(0, '0:10', ''), 'chapters0title', 'Give the chapter a name'],
    [chapter(0, '0:10', 'y'.repeat(500)), 'chapters0title', 'at most 120 fit'],
    [
      { transcript: 'WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na' },
      'transcript',
      'Line 6: These words begin before the ones above them',
    ],
    [
      { transcript: '1\n00:00:05,000 --> 00:00:06,000\nb' },
      'transcript',
      'Line 2: This looks like captions',
    ],
    [
      { transcript: 'WEBVTT\n\n09:05.000 --> 09:06.000\nb' },
      'transcript',
      'Line 3: The video has ended by then',
    ],
  ])('says what is wrong beside its field: %j', async (fields, control, message) => {
    const page = await gym.coach.post(newPath, filledIn(fields))
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(html).toContain(`href="#video-${control}"`)
    expect(html).toContain(`id="video-${control}-error"`)
    expect(words(html)).toContain(message)
    expect(html).toContain('What it shows.</textarea>')
  })

  it('says at once what is wrong with its captions and what is wrong elsewhere', async () => {
    const page = await gym.coach.post(
      newPath,
      filledIn({ title: '', transcript: 'WEBVTT\n\nHello' }),
    )
    const html = await page.text()
    expect(html).toContain('id="video-title-error"')
    expect(words(html)).toContain('Line 3: There is no time above these words')
  })

  it('is a draft without an address, and asks for one before it is published', async () => {
    const id = await make({ address: '' })
    expect((await stored(id))?.address).toBeNull()
    for (const [path, fields] of [
      [editPath(id), { version: '1' }],
      [newPath, {}],
    ] as [string, Fields][]) {
      const page = await gym.coach.post(
        path,
        filledIn({ ...fields, address: '', intent: 'publish' }),
      )
      const html = await page.text()
      expect(page.status).toBe(422)
      expect(html).toContain('id="video-address-error"')
      expect(words(html)).toContain('Members need something to watch')
    }
  })
})

describe('a video for members', () => {
  it('loads nothing from elsewhere before it is asked for, and tells what will', async () => {
    const id = await make({ intent: 'publish' })
    const before = gym.app.logged.length
    const page = await gym.member.get(watchPath(id))
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).not.toMatch(/<(video|iframe)/)
    expect(page.headers.get('content-security-policy')).not.toMatch(/films\.test/)
    expect(words(html)).toContain('1:00 long · from films.test')
    expect(html).toContain('href="https://films.test/one.webm"')
    expect(html).toContain(`href="${watchPath(id, '?t=30#player')}"`)
    expect(html).not.toContain('/admin/videos/')
  })

  it('plays a file from a second on, with its captions, and the policy lets in no more', async () => {
    const id = await make({ intent: 'publish' })
    const page = await gym.member.get(watchPath(id, '?t=30'))
    const html = await page.text()
    expect(html).toContain('src="https://films.test/one.webm#t=30"')
    expect(html).not.toMatch(/<video[^>]*autoplay/)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("media-src 'self' https://films.test")
    expect(policy).toMatch(/; frame-src 'self'(;|$)/)
    const captions = await gym.member.get(`${watchPath(id)}/captions`)
    expect(captions.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
    expect(await captions.text()).toMatch(/^WEBVTT\n\n00:01/)
    expect((await gym.stranger.get(`${watchPath(id)}/captions`)).status).toBe(404)
    const plain = await make({ intent: 'publish', transcript: 'Only words' })
    expect((await gym.member.get(`${watchPath(plain)}/captions`)).status).toBe(404)
    expect(await (await gym.member.get(watchPath(plain, '?t=0'))).text()).not.toContain('<track')
  })

  it('plays YouTube in a frame that may do little, from the host without cookies', async () => {
    const id = await make({ intent: 'publish', address: 'https://youtu.be/dQw4w9WgXcQ?si=track' })
    const page = await gym.member.get(watchPath(id, '?t=30'))
    const html = await page.text()
    const [frame = ''] = /<iframe[^>]*>/.exec(html) ?? []
    expect(frame).toContain('src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=30"')
    expect(frame).toContain('sandbox="allow-scripts allow-same-origin')
    expect(html).toContain('href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("frame-src 'self' https://www.youtube-nocookie.com")
    expect(policy).toContain(`media-src 'self';`)
  })

  it('is searched by what is said, and each place leads to its second', async () => {
    const id = await make({ intent: 'publish' })
    const html = await (await gym.member.get(watchPath(id, '?q=BETTER+ask'))).text()
    expect(words(html)).toContain('One place has “BETTER ask”')
    expect(html).toContain(`href="${watchPath(id, '?t=30&amp;q=BETTER+ask#player')}"`)
    const nothing = words(await (await gym.member.get(watchPath(id, '?q=%25<b>'))).text())
    expect(nothing).toContain('Nothing that is said has “%<b>”')
  })

  it('keeps one’s place: by chapters that are pressed, and by one’s own word', async () => {
    const id = await make({ intent: 'publish' })
    // An address that somebody was sent, or a picture elsewhere, changes nothing.
    await gym.member.get(watchPath(id, '?t=30'))
    await gym.member.get(watchPath(id, '?t=30'), { ...pressed, 'sec-fetch-site': 'cross-site' })
    // That the page was opened is kept, and nothing else.
    expect(await progress(id)).toEqual([{ completed: false, reached: 0, share: 0, watched: '{}' }])
    const before = gym.app.logged.length
    const page = await gym.member.get(watchPath(id, '?t=30'), pressed)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(await page.text()).toMatch(/<video[^>]*autoplay/)
    expect(await progress(id)).toMatchObject([{ reached: 30, share: 0, completed: false }])
    expect(words(await (await gym.member.get(watchPath(id))).text())).toContain('Resume at 0:30')

    const kept = await gym.member.post(watchPath(id, '?q=ask'), { intent: 'place', at: '0:42' })
    expect(kept.location).toBe(watchPath(id, '?q=ask'))
    const next = words(await (await gym.member.follow(kept)).text())
    expect(next).toContain('Next time you can go on at 0:42')
    expect(next).toContain('Resume at 0:42')
    for (const at of ['-5', 'soon', '', '9'.repeat(500)]) {
      const wrong = await gym.member.post(watchPath(id), { intent: 'place', at })
      expect(wrong.status).toBe(422)
      expect(words(await wrong.text())).toContain('Write the time from the start')
    }
    const late = await gym.member.post(watchPath(id), { intent: 'place', at: '2:00' })
    const html = await late.text()
    expect(words(html)).toContain('The video has ended by then')
    expect(fieldValue(html, 'at')).toBe('2:00')
    expect((await progress(id))[0]?.reached).toBe(42)
  })

  it('counts each second once, and is completed when nine tenths were watched', async () => {
    const id = await make({ intent: 'publish' })
    const before = gym.app.logged.length
    const first = await say(id, { at: '30.2', watched: '0-30', seconds: '999' })
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(JSON.parse(await first.text())).toEqual({ reached: 30.2, share: 0.5, completed: false })
    await say(id, { at: '30.2', watched: '0-30' })
    // Two devices at once.
    await Promise.all([
      say(id, { at: '40', watched: '20-40' }),
      say(id, { at: '53', watched: '45-53' }),
    ])
    expect(await progress(id)).toMatchObject([
      { watched: '{[0,40),[45,53)}', share: 0.8, completed: false },
    ])
    await say(id, { at: '59', watched: '53-60' })
    expect(await progress(id)).toMatchObject([{ share: 0.917, completed: true }])
    const html = words(await (await gym.member.get(watchPath(id))).text())
    expect(html).toContain('You have watched this video')
    expect(html).not.toContain('Resume at')
  })

  it('takes the player’s word for its length where the coach gave none', async () => {
    const id = await make({ intent: 'publish', length: '' })
    expect(JSON.parse(await (await say(id, { at: '5', watched: '0-5' })).text()).share).toBe(0)
    const known = await say(id, { at: '6', watched: '5-6', seconds: '12' })
    expect(JSON.parse(await known.text()).share).toBe(0.5)
  })

  it('is marked as watched by a press, and begun again by another', async () => {
    const id = await make({ intent: 'publish' })
    await say(id, { at: '12', watched: '0-12' })
    const page = await gym.member.post(watchPath(id), { intent: 'watched' })
    expect(words(await (await gym.member.follow(page)).text())).toContain('Marked as watched')
    expect(await progress(id)).toMatchObject([{ share: 1, completed: true, reached: 12 }])
    // Watching on takes nothing of it back.
    await say(id, { at: '13', watched: '12-13' })
    expect(await progress(id)).toMatchObject([{ share: 1, completed: true, reached: 13 }])
    await gym.member.post(watchPath(id), { intent: 'unwatched' })
    expect(await progress(id)).toEqual([{ share: 0, completed: false, reached: 0, watched: '{}' }])
  })

  it('takes progress from its own pages alone, and only what is one', async () => {
    const id = await make({ intent: 'publish' })
    const foreign = await say(id, { at: '5' }, { origin: 'https://elsewhere.test' })
    expect(foreign.status).toBe(403)
    for (const at of ['-5', '', 'NaN', '1e9']) expect((await say(id, { at })).status).toBe(422)
    expect((await say(id, { at: '1', watched: '5-1,-3-4,x' })).status).toBe(200)
    expect(await progress(id)).toMatchObject([{ watched: '{}' }])
    const draft = await make()
    expect((await say(draft, { at: '5' })).status).toBe(404)
    expect((await gym.stranger.post(`${watchPath(id)}/progress`, { at: '5' })).status).toBe(404)
    expect((await gym.member.get(`${watchPath(id)}/progress`)).status).toBe(404)
    expect((await gym.member.get(watchPath(draft))).status).toBe(404)
    expect((await gym.stranger.post(watchPath(id), { intent: 'watched' })).status).toBe(404)
    expect((await gym.app.visitor().get(watchPath(id))).location).toMatch(/^\/login/)
    expect(await progress(id)).toHaveLength(1)
  })
})
