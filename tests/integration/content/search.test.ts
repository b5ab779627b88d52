import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym
let id: string
let draft: string
beforeAll(async () => {
  gym = await startGym()
  id = await gym.make({
    title: 'Angry <b>customer</b>',
    summary: 'Complaints about parcels',
    greeting: 'My parcel is late & wet.',
    intent: 'publish',
  })
  draft = await gym.make({ title: 'Hidden parcel' })
})
afterAll(() => gym?.app.stop())

const ask = async (q: string, more = '', who = gym.member) => {
  const page = await who.get(gym.path(`search?q=${encodeURIComponent(q)}${more}`))
  const html = await page.text()
  return { status: page.status, html, text: words(html.replace(/<\/?mark[^>]*>/g, '')) }
}

describe('the search page', () => {
  it('begins with a field, and is led to from every page of the community', async () => {
    const page = await ask('')
    expect(page.status).toBe(200)
    expect(page.html).toContain('name="q"')
    expect(page.text).toContain('Type a word')
    const dashboard = await (await gym.member.get(gym.path('dashboard'))).text()
    expect(dashboard).toContain('href="/c/testfield/search"')
  })

  it('finds, marks and counts in one batch, and shows drafts to coaches alone', async () => {
    const before = gym.app.logged.length
    const page = await ask('parcel')
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(page.text).toContain('1 result for “parcel”')
    expect(page.html).toContain(`href="/c/testfield/agents/${id}"`)
    expect(page.html).toContain('>parcel</mark>')
    expect(page.html).not.toContain('<b>customer')
    expect(page.text).toContain('My parcel is late & wet.')
    expect(page.html).not.toContain('Hidden')
    const coachs = await ask('parcel', '', gym.coach)
    expect(coachs.html).toContain(`href="/c/testfield/admin/agents/${draft}"`)
    expect(coachs.text).toContain('2 results for')
    // What an agent is told is nobody's to find.
    expect((await ask('practice partner')).text).not.toContain('Angry')
  })

  it('gives each kind its own sign', async () => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select id, kind, 'Zeppelin ' || kind, gen_random_uuid(), 'published', now()
         from public.communities, unnest(array['video', 'document', 'prompt', 'automation']) as kind
         where slug = 'testfield' returning id, kind
       ), documents as (
         insert into public.documents (id) select id from made where kind = 'document'
       )
       insert into public.videos (id) select id from made where kind = 'video'`,
    )
    const { html } = await ask('zeppelin')
    const results = html.slice(html.indexOf('<main'))
    for (const icon of ['video', 'draft', 'chat', 'automation']) {
      expect(results, icon).toMatch(
        new RegExp(`<span class="mark mark-agent"><svg[^>]*><use href="[^"]*#${icon}"`),
      )
    }
  })

  it('leads to the second at which something is said', async () => {
    const { rows } = await gym.app.sql.query<{ id: string }>(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select id, 'video', 'A lesson', gen_random_uuid(), 'published', now()
         from public.communities where slug = 'testfield' returning id
       )
       insert into public.videos (id, transcript)
       select id, E'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n03:41.500 --> 03:44.000\nA gyroscope'
       from made returning id`,
    )
    const page = await ask('gyroscope')
    expect(page.html).toContain(`href="/c/testfield/videos/${rows[0]?.id}?t=221"`)
    expect(page.text).toContain('At 3:41')
    expect(page.text).not.toContain('-->')
  })

  it('forgives slips, and says so', async () => {
    const page = await ask('custoner')
    expect(page.text).toContain('Nothing has exactly “custoner”. This comes near it.')
    expect(page.text).toContain('Angry')
    expect((await ask('parcel unheardofness')).text).toContain('Nothing has all of')
  })

  it('narrows to a kind, and says when the kind has nothing', async () => {
    expect((await ask('parcel', '&kind=agent')).text).toContain('1 result')
    const page = await ask('parcel', '&kind=prompt')
    expect(page.text).toContain('elsewhere there is')
    expect(page.html).toContain('href="/c/testfield/search?q=parcel"')
    expect((await ask('parcel', '&kind=nonsense&from=-7')).text).toContain('1 result')
  })

  it('leads to what was said in one’s own conversations, and in nobody else’s', async () => {
    const { rows } = await gym.app.sql.query<{ id: string; message: string }>(
      `with talk as (
         insert into public.conversations (community_id, owner_id, agent_name, title, readers)
         select c.id, u.id, 'Agent', 'About the weather', 'owner_and_coaches'
         from public.communities c, auth.users u
         where c.slug = 'testfield' and u.email = 'member@testfield.test' returning id
       )
       insert into public.messages (conversation_id, author, text, status, completed_at)
       select id, 'person', 'A thunderstorm is coming', 'complete', now() from talk
       returning conversation_id as id, id as message`,
    )
    const page = await ask('thunderstorm')
    const { id, message } = rows[0] ?? { id: '', message: '' }
    expect(page.html).toContain(`href="/c/testfield/sandbox/${id}?at=${message}#m-${message}"`)
    const talk = await (await gym.member.get(gym.path(`sandbox/${rows[0]?.id}`))).text()
    expect(talk).toContain(`id="m-${rows[0]?.message}"`)
    expect((await ask('thunderstorm', '', gym.coach)).text).toContain('Nothing has')
  })

  it('has further pages', async () => {
    const word = `numerous${crypto.randomUUID().slice(0, 8)}`
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select id, 'agent', $1 || ' ' || n, gen_random_uuid(), 'published', now()
         from public.communities, generate_series(1, 45) as n where slug = 'testfield' returning id
       ) insert into public.agents (id) select id from made`,
      [word],
    )
    const seen = new Set<string>()
    for (const from of [0, 20, 40]) {
      const { html } = await ask(word, `&from=${from}`)
      for (const [, id] of html.matchAll(/agents\/([0-9a-f-]{36})"/g)) seen.add(id ?? '')
      expect(html.includes('rel="next"')).toBe(from < 40)
    }
    expect(seen.size).toBe(45)
  })

  it.each(["'", '%', '_', '\\', '.*', '(a+)+$', '&|!():*', '\u0000', '<script>x</script>', '🦔'])(
    'answers %j',
    async (text) => {
      const page = await ask(text)
      expect(page.status).toBe(200)
      expect(page.html).not.toContain('<script>x')
      if (!/[a-z]/.test(text)) expect(page.text).toMatch(/no word in this|Type a word/)
    },
  )

  it('reads two hundred characters of more, and says so', async () => {
    const page = await ask('parcel '.repeat(400))
    expect(page.status).toBe(200)
    expect(page.text).toContain('The first 200 characters are looked for')
    expect(page.text).toContain('Angry')
  })

  it('offers names to a script, of what the person may see', async () => {
    const names = async (q: string, who = gym.member) =>
      (await (await who.get(gym.path(`search/names.data?q=${q}`))).text()) as string
    expect(await names('cust')).toContain('Angry <b>customer</b>')
    expect(await names('parc')).not.toContain('Hidden parcel')
    expect(await names('parc', gym.coach)).toContain('Hidden parcel')
    expect(await names('p')).not.toContain('Angry')
  })

  it('is not there for somebody of another community', async () => {
    expect((await gym.stranger.get(gym.path('search?q=parcel'))).status).toBe(404)
    expect((await gym.stranger.get(gym.path('search/names.data?q=parcel'))).status).toBe(404)
    expect((await gym.app.visitor().get(gym.path('search'))).location).toMatch(/^\/login\?next=/)
  })
})
