import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym
const list = async (query = '') => {
  const page = await gym.coach.get(gym.path(`admin/agents${query}`))
  expect(page.status).toBe(200)
  return page.text()
}

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('the coach’s list', () => {
  it('teaches the next step while it is empty, in every state', async () => {
    expect(words(await list())).toContain('No agents yet')
    expect(await list()).toContain('href="/c/testfield/admin/agents/new"')
    expect(words(await list('?show=deleted'))).toContain('Nothing is deleted')
    expect(words(await list('?show=draft'))).toContain('No drafts')
    expect(words(await list('?show=published'))).toContain('Nothing is published')
    expect(words(await list('?q=zzz'))).toContain('No agent fits')
  })

  it('shows each agent with its state in a word and who made it, in one batch', async () => {
    const draft = await gym.make({ title: 'Alpha draft' })
    await gym.make({ title: 'Beta live', intent: 'publish' })
    const gone = await gym.make({ title: 'Gamma gone' })
    await gym.coach.post(gym.path(`admin/agents/${gone}`), { intent: 'delete' })
    // The message of the deletion is told once.
    await list()
    const before = gym.app.logged.length
    const html = await list()
    expect(batchesSince(gym.app, before)).toBe(1)
    const text = words(html)
    expect(text).toMatch(/Beta live Published coach just now/)
    expect(text).toMatch(/Alpha draft Draft coach just now/)
    expect(text).not.toContain('Gamma gone')
    expect(html.indexOf('Beta live')).toBeLessThan(html.indexOf('Alpha draft'))
    expect(html).toContain(`href="/c/testfield/admin/agents/${draft}"`)
  })

  it('counts each state, under the search too, and marks where one is', async () => {
    const text = words(await list())
    for (const each of ['All ( 2 )', 'Published ( 1 )', 'Drafts ( 1 )', 'Deleted ( 1 )']) {
      expect(
        text
          .replace(/<!-- -->/g, '')
          .replace(/\(\s*/g, '( ')
          .replace(/\s*\)/g, ' )'),
      ).toContain(each)
    }
    const found = words(await list('?q=alpha&show=draft'))
    expect(found).toContain('Alpha draft')
    expect(found.replace(/\(\s*/g, '(').replace(/\s*\)/g, ')')).toContain('Published (0)')
    const html = await list('?show=draft')
    expect(html).toMatch(/<a[^>]*aria-current="page"[^>]*href="[^"]*show=draft"/)
    expect(html).not.toContain('Beta live')
    // A filter that does not exist shows all.
    expect(await list('?show=other')).toContain('Beta live')
  })

  it('keeps search and state while it is paged', async () => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, updated_at)
         select id, 'agent', 'Many ' || n, 'many-' || n, now() - n * interval '1 hour'
         from public.communities, generate_series(1, 30) as n where slug = 'testfield'
         returning id
       ), agents as (insert into public.agents (id) select id from made returning id)
       insert into public.agent_instructions (agent_id) select id from agents`,
    )
    const first = await list('?q=many&show=draft')
    const titles = (html: string) => html.match(/>Many \d+</g) ?? []
    expect(titles(first)).toHaveLength(25)
    const next = /href="([^"]*older=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(next).toContain('q=many')
    expect(next).toContain('show=draft')
    const second = await (await gym.coach.get(next)).text()
    expect(titles(second)).toHaveLength(5)
    const previous = /href="([^"]*newer=[^"]*)"/.exec(second)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(titles(await (await gym.coach.get(previous)).text())).toEqual(titles(first))
    const beyond = '&older=2001-01-01T00:00:00.000001~00000000-0000-7000-8000-000000000000'
    expect(words(await list(`?show=draft${beyond}`))).toContain('Nothing more on this page')
  })

  it('keeps the state while it is searched, and when the search is left again', async () => {
    const html = await list('?q=alpha&show=draft')
    const form = /<form[^>]*role="search"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
    expect(form).toContain('<input type="hidden" name="show" value="draft"')
    expect(form).toContain('href="/c/testfield/admin/agents?show=draft"')
    expect(await list('?q=alpha')).not.toContain('name="show"')
  })

  it('says how long ago, and keeps the list of a coach whose account is gone', async () => {
    await gym.app.sql.query(
      `update public.content_items set owner_id = null where title = 'Alpha draft'`,
    )
    expect(words(await list('?q=alpha'))).toContain('a former coach')
    expect(words(await list('?q=many'))).toContain('hours ago')
  })
})

describe('more agents than anybody counts', () => {
  it('says how many at least, and no number where it knows of none', async () => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, updated_at)
         select id, 'agent', 'Straw ' || n, 'straw-' || n, 'published', now() + interval '1 day'
         from public.communities, generate_series(1, 1001) as n where slug = 'testfield'
         returning id
       ), agents as (insert into public.agents (id) select id from made returning id)
       insert into public.agent_instructions (agent_id) select id from agents`,
    )
    const facets = async (query: string) => {
      const html = await (await gym.coach.get(gym.path(`admin/agents${query}`))).text()
      const [nav = ''] = /<nav aria-label="Show".*?<\/nav>/s.exec(html) ?? []
      return words(nav.replace(/<!-- -->/g, ''))
    }
    expect(await facets('')).toMatch(/All \([\d,]+\+\)/)
    expect(await facets('?q=straw')).toContain('Published (300+)')
    expect(await facets('?q=straw')).toMatch(/Drafts Deleted/)
    expect(await facets('?q=alpha')).toContain('All (1)')
  })
})
