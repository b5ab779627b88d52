import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { type Scripting, scriptings, watchErrors } from '../fixtures/chromium'
import { serveFilm, silentFilm, silentWebm } from '../fixtures/silent-film'
import { alive, isSound, openStage, press, soon } from '../fixtures/stage'

const stage = openStage((context) =>
  context.route('https://films.test/**', serveFilm(silentFilm(60))),
)

const coach = 'coach@aigym.test'
const member = 'member@aigym.test'
const ADDRESS = 'https://films.test/lesson.webm'

/** Where the player is, in whole seconds. */
const secondOf = (page: Page) =>
  page.locator('video').evaluate((video) => Math.floor((video as HTMLVideoElement).currentTime))

async function published(page: Page, scripting: Scripting): Promise<string> {
  const name = `Better questions ${scripting}`
  await page.goto('/c/northside/admin/videos/new')
  if (scripting === 'on') await alive(page)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Address').fill(ADDRESS)
  await page.getByLabel('Length').fill('1:00')
  await press(page, 'Add a chapter')
  const first = page.getByRole('group', { name: 'Chapter 1', exact: true })
  await first.waitFor()
  await expect
    .poll(() => first.evaluate((element) => element === document.activeElement), soon)
    .toBe(true)
  await first.getByLabel('Begins at').fill('2:30')
  await first.getByLabel('Name of the chapter').fill('And then')
  await page
    .getByLabel('Captions or transcript')
    .fill(
      'WEBVTT\n\n00:02.000 --> 00:04.000\nHello\n\n00:41.000 --> 00:44.000\nAsk a better question',
    )
  await press(page, 'Publish video')
  await page.locator('.error-summary').waitFor()
  expect(await page.locator('.error-summary li').allTextContents()).toEqual([
    expect.stringContaining('The video has ended by then'),
  ])
  await isSound(page, scripting)
  await first.getByLabel('Begins at').fill('0:30')
  await press(page, 'Publish video')
  await page.getByText('is published').waitFor()
  return name
}

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach gives a video with chapters and captions, and a member watches it', async () => {
    const name = await published(await stage.pageOf(coach, scripting), scripting)
    const page = await stage.pageOf(member, scripting)
    const errors = watchErrors(page)
    await page.goto('/c/northside/videos')
    if (scripting === 'on') await alive(page)
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.locator('video, iframe').count()).toBe(0)
    await isSound(page, scripting)

    await page.getByRole('link', { name: 'And then' }).click()
    await page.locator('video').waitFor()
    await expect.poll(() => secondOf(page), soon).toBeGreaterThanOrEqual(30)
    if (scripting === 'on') await alive(page)
    await isSound(page, scripting)

    // The search keeps the player, and what it finds leads to its second.
    await page.getByLabel('Search what is said').fill('better')
    await press(page, 'Search')
    await page.getByText('One place has “better”').waitFor()
    await page.locator('.lines a', { hasText: '0:41' }).first().click()
    await expect.poll(() => secondOf(page), soon).toBeGreaterThanOrEqual(41)
    if (scripting === 'on') {
      await page.locator('video').evaluate((video) => (video as HTMLVideoElement).pause())
      await expect
        .poll(() => page.locator('#progress ~ .field label').textContent(), soon)
        .toMatch(/stopped at 0:4/)
    } else {
      await page.getByLabel('Where you stopped').fill('0:45')
      await press(page, 'Keep my place')
      await page.getByText('Your place is kept').waitFor()
    }
    await page.goto(page.url().replace(/\?.*/, ''))
    await page.getByRole('link', { name: /^Resume at 0:4/ }).waitFor()
    await press(page, 'Mark as watched')
    await page.getByText('You have watched this video').first().waitFor()
    await isSound(page, scripting)
    if (scripting === 'on') expect(errors).toEqual([])
  })
})

describe('with JavaScript on', () => {
  it('a link to a second that a script opens plays as well', async () => {
    const page = await stage.pageOf(member, 'on')
    const errors = watchErrors(page)
    await page.goto('/c/northside/videos')
    await alive(page)
    const link = page.getByRole('link', { name: 'Better questions on', exact: true })
    const path = await link.getAttribute('href')
    await page.evaluate((to) => {
      const { __remixRouter: router } = window as unknown as {
        __remixRouter: { navigate(to: string): void }
      }
      router.navigate(to)
    }, `${path}?t=30`)
    await expect.poll(() => page.locator('video').count(), soon).toBe(1)
    await expect.poll(() => secondOf(page), soon).toBe(30)
    expect(errors).toEqual([])
  })

  it('what is played is kept while one watches and when one leaves, and keys move the player', async () => {
    const coachPage = await stage.pageOf(coach, 'on')
    const name = 'Better questions on'
    const page = await stage.pageOf(member, 'on')
    await page.goto('/c/northside/videos')
    await page.getByRole('link', { name, exact: true }).click()
    await press(page, 'Begin again, as if not watched')
    await page.getByText('You have not begun it yet').first().waitFor()
    await page.getByRole('link', { name: 'Play', exact: true }).click()
    const video = page.locator('video')
    await video.waitFor()
    await alive(page)
    await page.waitForLoadState('networkidle')
    const set = (seconds: number, rate: number) =>
      video.evaluate(
        (element, [at, speed]) => {
          const player = element as HTMLVideoElement
          player.playbackRate = speed ?? 1
          player.currentTime = at ?? 0
          return player.play()
        },
        [seconds, rate],
      )
    await set(0, 8)
    await expect.poll(() => secondOf(page), soon).toBeGreaterThanOrEqual(20)
    await video.focus()
    await page.keyboard.press('k')
    expect(await video.evaluate((element) => (element as HTMLVideoElement).paused)).toBe(true)
    const share = page.locator('#progress ~ .field label')
    await expect.poll(() => share.textContent(), soon).toMatch(/watched (3|4)\d %/)
    const before = await secondOf(page)
    await page.keyboard.press('l')
    expect(await secondOf(page)).toBe(before + 10)
    await page.keyboard.press('m')
    expect(await video.evaluate((element) => (element as HTMLVideoElement).muted)).toBe(true)
    // Leaving while it plays keeps the place as well.
    await set(50, 1)
    await expect.poll(() => secondOf(page), soon).toBeGreaterThanOrEqual(52)
    const there = page.url().replace(/\?.*/, '')
    await page.goto('/c/northside/dashboard')
    // The browser sends the last word when it likes: after the page that it left.
    const resume = page.getByRole('link', { name: /^Resume at 0:5/ })
    const resumes = () => page.goto(there).then(() => resume.count())
    await expect.poll(resumes, soon).toBe(1)
    await coachPage.close()
  })
})

/** A published video whose film a coach uploads. */
async function uploaded(): Promise<string> {
  const { rows } = await stage.app.sql.query<{ id: string }>(
    `with item as (
       insert into public.content_items
         (community_id, kind, title, slug, status, published_at, owner_id)
       select c.id, 'video', 'A film of ours', $1, 'published', now(), m.user_id
       from public.communities c
       join public.memberships m on m.community_id = c.id and m.role = 'community_admin'
       where c.slug = 'northside' limit 1 returning id
     ), video as (
       insert into public.videos (id, duration_seconds) select id, 60 from item returning id
     )
     insert into public.video_chapters (video_id, starts_at_second, title)
     select id, 30, 'And then' from video returning video_id as id`,
    [`film-${crypto.randomUUID()}`],
  )
  return rows[0]?.id ?? ''
}

describe.each<Scripting>(['on', 'off'])('with JavaScript %s', (scripting) => {
  it('an uploaded film plays from here, from any second on', async () => {
    const id = await uploaded()
    const by = await stage.pageOf(coach, scripting)
    await by.goto(`/c/northside/admin/files/${id}`)
    if (scripting === 'on') await alive(by)
    for (const [name, buffer] of [
      ['film.webm', Buffer.from('This is no film.')],
      ['film.webm', silentWebm(60)],
    ] as const) {
      await by.locator('#video-file').setInputFiles({ name, mimeType: 'video/webm', buffer })
      await by.locator('form:has(#video-file)').getByRole('button', { name: 'Upload' }).click()
      const answer = buffer.length < 100 ? 'This is no MP4 and no WebM' : 'film.webm is added.'
      await by.getByText(answer).first().waitFor()
    }
    await isSound(by, scripting)

    const page = await stage.pageOf(member, scripting)
    const errors = watchErrors(page)
    await page.goto(`/c/northside/videos/${id}`)
    await page.getByText('your browser loads up to').waitFor()
    expect(await page.locator('video').count()).toBe(0)
    const part = page.waitForResponse((response) => /\/files\/.*webm/.test(response.url()))
    await page.getByRole('link', { name: 'And then' }).click()
    expect([200, 206]).toContain((await part).status())
    await expect.poll(() => secondOf(page), soon).toBeGreaterThanOrEqual(30)
    expect(
      await page.locator('video').evaluate((video) => (video as HTMLVideoElement).duration),
    ).toBeCloseTo(60, 0)
    await isSound(page, scripting)
    if (scripting === 'off') return
    await alive(page)
    await page.locator('video').evaluate((video) => (video as HTMLVideoElement).pause())
    await page.locator('video').focus()
    await page.keyboard.press('l')
    await expect.poll(() => secondOf(page), soon).toBeGreaterThanOrEqual(40)
    await page.goto(`/c/northside/videos/${id}`)
    await page.getByRole('link', { name: /^Resume at 0:[34]/ }).waitFor()
    expect(errors).toEqual([])
  })
})
