import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('an empty library', () => {
  it('tells a member what will stand here and where to go now', async () => {
    const html = await (await gym.member.get(gym.path('agents'))).text()
    expect(words(html)).toContain('No agents yet')
    expect(html).toContain('href="/c/testfield/dashboard"')
    expect(html).not.toContain('/admin/agents/new')
  })

  it('leads a coach to making one', async () => {
    const html = await (await gym.coach.get(gym.path('agents'))).text()
    expect(html).toContain('href="/c/testfield/admin/agents/new"')
  })
})

describe('the library', () => {
  it('shows what is published, newest first, in one batch', async () => {
    const older = await gym.make({ title: 'Older partner', intent: 'publish' })
    const newer = await gym.make({ title: 'Newer partner', intent: 'publish' })
    await gym.make({ title: 'Hidden draft' })
    const before = gym.app.logged.length
    const page = await gym.member.get(gym.path('agents'))
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html.indexOf(newer)).toBeGreaterThan(0)
    expect(html.indexOf(older)).toBeGreaterThan(html.indexOf(newer))
    expect(words(html)).toContain('2 agents')
    expect(html).not.toContain('Hidden draft')
    // A coach reads the library as members do.
    const coachs = await (await gym.coach.get(gym.path('agents'))).text()
    expect(words(coachs)).toContain('2 agents')
    expect(coachs).not.toContain('Hidden draft')
  })

  it('is searched by every word, as it is typed and as it was meant', async () => {
    await gym.make({ title: 'Sales 100% real', summary: 'Prices and doubts', intent: 'publish' })
    const search = async (q: string) =>
      words(await (await gym.member.get(gym.path(`agents?q=${encodeURIComponent(q)}`))).text())
    expect(await search('DOUBTS sales')).toContain('Sales 100% real')
    expect(await search('doubts sales')).toContain('1 of 3 agents with “doubts sales”')
    expect(await search('100%')).toContain('1 of 3 agents')
    expect(await search('dou')).toContain('Sales 100% real')
    expect(await search('salse')).toContain('Nothing has exactly “salse”. This comes near it.')
    expect(await search('%')).toContain('No agent has “%”')
    expect(await search('_')).toContain('No agent has “_”')
    expect(await search('\\')).toContain('No agent has')
    const nothing = await gym.member.get(gym.path(`agents?q=${encodeURIComponent('<b>x</b>')}`))
    expect(nothing.status).toBe(200)
    const html = await nothing.text()
    expect(html).not.toContain('<b>x</b>')
    expect(html).toContain('Show all agents')
    expect((await gym.member.get(gym.path('agents?q=%00sales'))).status).toBe(200)
  })

  it('is paged by key, both ways, and each agent stands on one page only', async () => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select id, 'agent', 'Many ' || n, 'many-' || n, 'published', now() - n * interval '1 day'
         from public.communities, generate_series(1, 45) as n where slug = 'testfield'
         returning id
       ) insert into public.agents (id) select id from made`,
    )
    const titles = (html: string) =>
      [...html.matchAll(/href="\/c\/testfield\/agents\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(
        ([, title]) => title ?? '',
      )
    const link = (html: string, rel: string) => {
      const tag = new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html)?.[0] ?? ''
      return /href="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&')
    }
    const pages: string[][] = []
    let next: string | undefined = gym.path('agents?q=many&sort=newest')
    let last = ''
    while (next) {
      last = await (await gym.member.get(next)).text()
      pages.push(titles(last))
      next = link(last, 'next')
    }
    expect(pages.map((page) => page.length)).toEqual([20, 20, 5])
    expect(pages.flat()).toEqual(Array.from({ length: 45 }, (_, at) => `Many ${at + 1}`))
    const back = await (await gym.member.get(link(last, 'prev') ?? '')).text()
    expect(titles(back)).toEqual(pages[1])
    const first = await (await gym.member.get(link(back, 'prev') ?? '')).text()
    expect(titles(first)).toEqual(pages[0])
    expect(link(first, 'prev')).toBeUndefined()
  })

  it('takes a place in the list that is none of ours as the beginning', async () => {
    for (const place of ['x', '2026-99-01T00:00:00~1', `2026-01-01T00:00:00~'; drop`, '%00']) {
      const page = await gym.member.get(gym.path(`agents?older=${encodeURIComponent(place)}`))
      expect(page.status).toBe(200)
      expect(words(await page.text())).toContain('48 agents')
    }
  })

  it('says so when a page has become empty', async () => {
    const place = '2001-01-01T00:00:00.000001~00000000-0000-7000-8000-000000000000'
    const html = await (await gym.member.get(gym.path(`agents?older=${place}`))).text()
    expect(words(html)).toContain('Nothing more on this page')
  })

  it('is not there for somebody of another community', async () => {
    expect((await gym.stranger.get(gym.path('agents'))).status).toBe(404)
    const nobody = await gym.app.visitor().get(gym.path('agents'))
    expect(nobody.location).toMatch(/^\/login\?next=/)
  })
})

describe('an agent of the library', () => {
  it('greets, and leads into the sandbox with each of its questions', async () => {
    const id = await gym.make({
      title: 'Guide <b>bold</b>',
      greeting: 'Welcome\nto the test',
      'starterQuestions[0]': 'What & why?',
      intent: 'publish',
    })
    const before = gym.app.logged.length
    const page = await gym.member.get(gym.path(`agents/${id}`))
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(words(html)).toContain('Guide <b>bold</b>')
    expect(html).not.toContain('<b>bold</b>')
    expect(html).toContain(`href="/c/testfield/sandbox?agent=${id}"`)
    expect(html).toContain(`href="/c/testfield/sandbox?agent=${id}&amp;message=What+%26+why%3F"`)
    expect(html).not.toContain('You are a practice partner')
    expect(html).not.toContain(`/admin/agents/${id}`)
    expect(await (await gym.coach.get(gym.path(`agents/${id}`))).text()).toContain(
      `/admin/agents/${id}`,
    )
  })

  it('answers 404 with a way on when it is a draft, taken back, deleted or elsewhere', async () => {
    const draft = await gym.make()
    const taken = await gym.make({ intent: 'publish' })
    await gym.coach.post(gym.path(`admin/agents/${taken}`), { intent: 'take-back' })
    const deleted = await gym.make({ intent: 'publish' })
    await gym.coach.post(gym.path(`admin/agents/${deleted}`), { intent: 'delete' })
    for (const id of [draft, taken, deleted, crypto.randomUUID(), 'no-uuid', '%00', "' or 1=1"]) {
      const page = await gym.member.get(gym.path(`agents/${encodeURIComponent(id)}`))
      const html = await page.text()
      expect([id, page.status]).toEqual([id, 404])
      expect(words(html)).toContain('This agent is not here')
      expect(html).toContain('href="/c/testfield/agents"')
    }
    for (const id of [draft, taken, deleted]) {
      expect((await gym.coach.get(gym.path(`agents/${id}`))).status).toBe(404)
    }
    const published = await gym.make({ intent: 'publish' })
    expect((await gym.stranger.get(`/c/elsewhere/agents/${published}`)).status).toBe(404)
    const outside = await gym.stranger.get(gym.path(`agents/${published}`))
    expect(outside.status).toBe(404)
    expect(words(await outside.text())).not.toContain('This agent is not here')
  })
})

describe('a library of more than anybody counts', () => {
  it('says how many at least, and of a search what it looked through', async () => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select id, 'agent', case n when 1 then 'Needle' when 1000 then 'Haystack' else 'Straw' end,
           'straw-' || n, 'published', now() + interval '1 day' - n * interval '1 second'
         from public.communities, generate_series(1, 1001) as n where slug = 'testfield'
         returning id
       ) insert into public.agents (id) select id from made`,
    )
    const text = async (rest: string) => words(await (await gym.member.get(gym.path(rest))).text())
    expect(await text('agents')).toContain('1,000+ agents')
    expect(await text('agents?q=straw')).toContain('300+ of 1,000+ agents with “straw”')
    expect(await text('agents?q=needle')).toContain('1 of 1,000+ agents with “needle”')
    expect(await text('agents?q=haystack')).toContain('1 of 1,000+ agents with “haystack”')
    expect(await text('agents?q=nowhere')).toContain('No agent has “nowhere”')
    expect(await text('sandbox?q=straw')).toContain('300+ agents fit “straw”')
    expect(await text('sandbox?q=straw')).toContain('All agents in the library')
    expect(await text('sandbox?q=needle')).not.toContain('All agents in the library')
  })
})
