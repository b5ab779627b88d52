import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym

/** Publishes an item of a community of the test's own, minutes ago, and answers its id. */
async function plant(
  kind: 'video' | 'document' | 'agent',
  title: string,
  { seconds, body = '', ago = 1 }: { seconds?: number; body?: string; ago?: number } = {},
): Promise<string> {
  const { rows } = await gym.app.sql.query<{ id: string }>(
    `insert into public.content_items (community_id, kind, title, slug, status, published_at)
     select id, $1, $2, gen_random_uuid(), 'published', now() - $3 * interval '1 minute'
     from public.communities where slug = 'testfield' returning id`,
    [kind, title, ago],
  )
  const id = rows[0]?.id ?? ''
  if (kind === 'video') {
    await gym.app.sql.query('insert into public.videos (id, duration_seconds) values ($1, $2)', [
      id,
      seconds,
    ])
  } else if (kind === 'document') {
    await gym.app.sql.query('insert into public.documents (id, body) values ($1, $2)', [id, body])
  } else await gym.app.sql.query('insert into public.agents (id) values ($1)', [id])
  return id
}

/** Says how far a person is with an item. */
const reach = (id: string, share: number, done = false, email = 'member@testfield.test') =>
  gym.app.sql.query(
    `insert into public.content_progress (user_id, item_id, share, seen_at, completed_at)
     select id, $1, $2, now(), case when $3::boolean then now() end
     from auth.users where email = $4`,
    [id, share, done, email],
  )

const tag = (id: string, name: string) =>
  gym.app.sql.query(
    `with tag as (
       insert into public.tags (community_id, name)
       select id, $2 from public.communities where slug = 'testfield'
       on conflict do nothing returning id
     )
     insert into public.content_tags (item_id, tag_id)
     select $1::uuid, id from tag
     union select $1::uuid, id from public.tags where name = $2`,
    [id, name],
  )

const read = async (rest: string, who = gym.member) => {
  const page = await who.get(gym.path(rest))
  expect(page.status).toBe(200)
  return page.text()
}
const titles = (html: string) =>
  [...html.matchAll(/href="\/c\/testfield\/\w+\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(
    ([, title]) => title ?? '',
  )
const link = (html: string, rel: string) => {
  const found = new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html)?.[0] ?? ''
  return /href="([^"]*)"/.exec(found)?.[1]?.replaceAll('&amp;', '&')
}

beforeAll(async () => {
  gym = await startGym()
  const done = await plant('video', 'Seen film', { seconds: 3_900, ago: 1 })
  const begun = await plant('video', 'Half film', { seconds: 725, ago: 2 })
  const opened = await plant('video', 'Opened film', { seconds: 45, ago: 3 })
  await plant('video', 'Fresh film', { ago: 4 })
  await reach(done, 1, true)
  await reach(begun, 0.4)
  await reach(opened, 0)
  for (const id of [done, begun, opened]) await tag(id, 'Basics')
  await tag(done, 'Seen')
  // Of nobody else's progress.
  await reach(opened, 0.9, true, 'coach@testfield.test')
})
afterAll(() => gym?.app.stop())

describe('a row of the library', () => {
  it('tells how long a video takes and how far one is, in one batch', async () => {
    const before = gym.app.logged.length
    const html = words(await read('videos'))
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain('1 hour 5 minutes · Watched')
    expect(html).toContain('12 minutes · 40 % watched')
    expect(html).toContain('Opened film 45 seconds')
    expect(html).not.toContain('45 seconds · ')
    const coachs = words(await read('videos', gym.coach))
    expect(coachs).toContain('45 seconds · Watched')
    expect(coachs).not.toContain('40 % watched')
  })

  it('tells about how long a document is read, and nothing of an agent', async () => {
    const long = await plant('document', 'Long page', { body: 'word '.repeat(2_800), ago: 2 })
    await plant('document', 'Short page', { body: 'A line.' })
    await reach(long, 0.2)
    await plant('agent', 'Partner')
    const html = words(await read('documents'))
    expect(html).toContain('10 minutes to read · 20 % read')
    expect(html).toContain('Short page New 1 minute to read')
    expect(words(await read('documents?q=page'))).toContain('10 minutes to read · 20 % read')
    expect(words(await read('agents'))).not.toMatch(/to read|minute/)
  })
})

describe('the library by what one did', () => {
  it.each([
    ['not-begun', ['Opened film', 'Fresh film'], '2 of 4 videos that you have not begun'],
    ['begun', ['Half film'], '1 of 4 videos that you began and have not finished'],
    ['done', ['Seen film'], '1 of 4 videos that you have watched'],
  ])('shows what is %s, alone and with a search', async (mine, shown, told) => {
    const before = gym.app.logged.length
    const html = await read(`videos?mine=${mine}`)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(titles(html)).toEqual(shown)
    expect(words(html)).toContain(told)
    expect(titles(await read(`videos?mine=${mine}&q=film&sort=newest`))).toEqual(shown)
    expect(titles(await read(`videos?mine=${mine}&sort=name`))).toEqual(shown.toSorted())
  })

  it('counts the tags of what it shows, and keeps what is asked', async () => {
    const facets = (html: string) =>
      [...html.matchAll(/<a class="[^"]*\btag\b[^"]*"[^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
        ([, href, text]) => [href?.replaceAll('&amp;', '&'), words(text ?? '')],
      )
    const notBegun = await read('videos?mine=not-begun')
    expect(facets(notBegun)).toEqual([
      ['/c/testfield/videos?tag=Basics&mine=not-begun', expect.stringMatching(/Basics.*\(1\)/)],
    ])
    const done = await read('videos?mine=done')
    expect(facets(done).map(([, text]) => text)).toEqual([
      expect.stringMatching(/Basics.*\(1\)/),
      expect.stringMatching(/Seen.*\(1\)/),
    ])
    const tagged = await read('videos?mine=not-begun&tag=basics')
    expect(titles(tagged)).toEqual(['Opened film'])
    expect(words(tagged)).toContain('1 of 4 videos with the tag “basics” that you have not begun')
    expect(titles(await read('videos?mine=begun&tag=basics'))).toEqual(['Half film'])
    // The search's form keeps it too.
    expect(tagged).toContain('<input type="hidden" name="mine" value="not-begun"/>')
  })

  it('shows favourites of every kind', async () => {
    await gym.app.sql.query('delete from public.favourites')
    const html = await read('agents?mine=favourites')
    expect(words(html)).toContain('No agent among your favourites')
    await gym.app.sql.query(
      `insert into public.favourites (user_id, item_id)
       select u.id, i.id from auth.users u, public.content_items i
       where u.email = 'member@testfield.test' and i.title in ('Partner', 'Fresh film')`,
    )
    expect(titles(await read('agents?mine=favourites'))).toContain('Partner')
    expect(titles(await read('videos?mine=favourites'))).toEqual(['Fresh film'])
    // What a kind has not, and what is none of ours, narrows nothing.
    expect(titles(await read('agents?mine=done'))).toContain('Partner')
    expect(titles(await read('videos?mine=%27'))).toHaveLength(4)
  })

  describe('of many', () => {
    beforeAll(async () => {
      for (let nth = 0; nth < 45; nth += 1) {
        const id = await plant('video', `Many ${nth}`, { seconds: 60, ago: 100 + nth })
        if (nth % 2 === 0) await reach(id, 0.5)
      }
    })

    it.each([
      ['begun', 0, 23],
      ['not-begun', 1, 22],
    ])('is paged by key, both ways: %s', async (mine, from, count) => {
      const expected = Array.from({ length: count }, (_, at) => `Many ${from + 2 * at}`)
      const first = await read(`videos?mine=${mine}`)
      const second = await (await gym.member.get(link(first, 'next') ?? '')).text()
      expect([...titles(first), ...titles(second)].filter((each) => /Many/.test(each))).toEqual(
        expected,
      )
      expect(link(second, 'next')).toBeUndefined()
      const back = await (await gym.member.get(link(second, 'prev') ?? '')).text()
      expect(titles(back)).toEqual(titles(first))
    })
  })
})
