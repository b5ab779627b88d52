import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, type Gym, startGym, words } from './gym'

let gym: Gym

interface Planted {
  title: string
  tags?: string[]
  status?: string
  community?: string | null
  /** To whom the platform's item is given. */
  given?: string | null
}

/** Plants a document and answers its id. */
async function plant({ title, tags = [], ...rest }: Planted): Promise<string> {
  const { status = 'published', community = 'testfield', given } = rest
  const { rows } = await gym.app.sql.query<{ id: string }>(
    `with made as (
       insert into public.content_items (community_id, kind, title, slug, status)
       values ((select id from public.communities where slug = $1), 'document', $2, md5($2), $3)
       returning id
     ), bodies as (insert into public.documents (id, body) select id, 'A body' from made)
     select id from made`,
    [community, title, status],
  )
  const id = rows[0]?.id ?? ''
  await gym.app.sql.query(
    `insert into public.tags (community_id, name)
     select (select id from public.communities where slug = $1), unnest($2::text[])
     on conflict do nothing`,
    [community, tags],
  )
  await gym.app.sql.query(
    `insert into public.content_tags (item_id, tag_id)
     select $1, t.id from public.tags t where t.name = any ($2)
       and t.community_id is not distinct from
         (select id from public.communities where slug = $3)`,
    [id, tags, community],
  )
  if (given !== undefined) {
    await gym.app.sql.query(
      `insert into public.content_assignments (item_id, community_id)
       values ($1, (select id from public.communities where slug = $2))`,
      [id, given],
    )
  }
  return id
}

const list = async (query = '', who = gym.member) => {
  const page = await who.get(gym.path(`documents${query}`))
  const html = await page.text()
  return { status: page.status, html, text: words(html) }
}

const titles = (html: string) =>
  [...html.matchAll(/href="\/c\/testfield\/documents\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(
    ([, title]) => title ?? '',
  )

/** The tags that a list offers, with what stands beside them. */
const facets = (html: string) => {
  const [nav = ''] = /<nav[^>]*aria-label="Tags".*?<\/nav>/s.exec(html) ?? []
  return [...nav.matchAll(/<bdi>([^<]*)<\/bdi>[^<]*<span[^>]*>([^<]*)<\/span>/gs)].map(
    ([, name, n]) => `${name} ${n}`,
  )
}

const link = (html: string, rel: string) => {
  const tag = new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html)?.[0] ?? ''
  return /href="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? ''
}

beforeAll(async () => {
  gym = await startGym()
  await plant({ title: 'apple rules', tags: ['Fruit', 'rules'] })
  await plant({ title: 'Ärger with pears', tags: ['Fruit'] })
  await plant({ title: 'Banana rules', tags: ['Fruit', 'rules'] })
  await plant({ title: 'Cherry secret', tags: ['Fruit', 'secret'], status: 'draft' })
  await plant({ title: 'From the platform', tags: ['fruit'], community: null, given: 'testfield' })
  await plant({ title: 'For everybody', community: null, given: null })
  await plant({ title: 'For others only', tags: ['others'], community: null, given: 'elsewhere' })
  await plant({ title: 'Elsewhere rules', tags: ['rules'], community: 'elsewhere' })
})
afterAll(() => gym?.app.stop())

describe('a list of the library', () => {
  it('has the community’s own and what the platform gave to it, in one batch', async () => {
    const before = gym.app.logged.length
    const { html, text } = await list()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(titles(html)).toEqual([
      'For everybody',
      'From the platform',
      'Banana rules',
      'Ärger with pears',
      'apple rules',
    ])
    expect(text).toContain('5 documents')
    // What leads there is there.
    for (const [, address = ''] of html.matchAll(/href="(\/c\/testfield\/documents\/[^"]+)"/g)) {
      expect((await gym.member.get(address)).status).toBe(200)
    }
  })

  it('goes by name, in the order of an alphabet', async () => {
    const { html } = await list('?sort=name')
    expect(titles(html)).toEqual([
      'apple rules',
      'Ärger with pears',
      'Banana rules',
      'For everybody',
      'From the platform',
    ])
    expect(html).toMatch(/<a[^>]*aria-current="page"[^>]*>By name/)
  })

  it('counts the tags of what the person may see, and of nothing else', async () => {
    for (const who of [gym.member, gym.coach]) {
      const { html, text } = await list('', who)
      expect(facets(html)).toEqual(['Fruit (4)', 'rules (2)'])
      expect(text).not.toContain('secret')
      expect(text).not.toContain('others')
    }
    // A draft that is published counts, and is no more once it is taken back.
    const id = await plant({ title: 'Dates', tags: ['rules'], status: 'draft' })
    const move = (intent: string) => gym.coach.post(gym.path(`admin/documents/${id}`), { intent })
    const publish = (status: string) =>
      gym.app.sql.query('update public.content_items set status = $2 where id = $1', [id, status])
    await publish('published')
    expect(facets((await list()).html)).toContain('rules (3)')
    expect(titles((await list('?tag=rules')).html)).toContain('Dates')
    await move('delete')
    expect(facets((await list()).html)).toContain('rules (2)')
    expect(titles((await list('?tag=rules')).html)).not.toContain('Dates')
  })

  it('is narrowed by a tag, whatever its case, and says how to leave it', async () => {
    const before = gym.app.logged.length
    const { html, text } = await list('?tag=FRUIT')
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(titles(html)).toEqual([
      'From the platform',
      'Banana rules',
      'Ärger with pears',
      'apple rules',
    ])
    expect(text).toContain('4 of 5 documents with the tag “FRUIT”')
    expect(html).toMatch(/<a[^>]*aria-current="true"[^>]*href="\/c\/testfield\/documents"/)
    const named = await list('?tag=rules&sort=name')
    expect(titles(named.html)).toEqual(['apple rules', 'Banana rules'])
    // Searching and paging stay with it.
    expect(named.html).toContain('<input type="hidden" name="tag" value="rules"')
    expect(named.html).toContain('<input type="hidden" name="sort" value="name"')
  })

  it('hints at nothing by a tag that is not there for the person', async () => {
    for (const tag of ['secret', 'others', 'nowhere', '%', "'; drop", '\u0000x']) {
      const { status, text, html } = await list(`?tag=${encodeURIComponent(tag)}`)
      expect(status).toBe(200)
      expect(titles(html)).toEqual([])
      expect(text).toContain('No document has the tag')
      expect(text).toContain('Show all documents')
    }
  })

  it('finds by a word and a tag together, and counts the tags of what it found', async () => {
    const { html, text } = await list('?q=rule&tag=fruit')
    expect(titles(html).sort()).toEqual(['Banana rules', 'apple rules'])
    expect(text).toContain('2 of 5 documents with “rule” and the tag “fruit”')
    expect(facets(html)).toEqual(['rules (2)'])
    expect((await list('?q=pears&tag=rules')).text).toContain(
      'No document has “pears” and the tag “rules”',
    )
    // Drafts are found by nobody here, not even coaches.
    expect(titles((await list('?q=cherry', gym.coach)).html)).toEqual([])
    expect((await list('?q=bananna')).text).toContain('This comes near it.')
  })

  it.each([
    ['by name', '?sort=name', 'name'],
    ['by name under a tag', '?sort=name&tag=many', 'name'],
    ['newest first under a tag', '?tag=many', 'newest'],
    ['best first', '?q=numbered', 'best'],
  ])('is paged by key, both ways: %s', async (_, query, order) => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select c.id, 'document', 'Numbered ' || n, 'n-' || n, 'published',
           now() - n * interval '1 day'
         from public.communities c, generate_series(100, 144) as n
         where c.slug = 'testfield' on conflict do nothing
         returning id, community_id
       ), bodies as (insert into public.documents (id, body) select id, '' from made),
       tag as (
         insert into public.tags (community_id, name)
         select distinct community_id, 'many' from made on conflict do nothing returning id
       ) select 1`,
    )
    await gym.app.sql.query(
      `insert into public.content_tags (item_id, tag_id)
       select i.id, t.id from public.content_items i
       join public.tags t on t.community_id = i.community_id and t.name = 'many'
       where i.title like 'Numbered %' on conflict do nothing`,
    )
    const pages: string[][] = []
    let next = gym.path(`documents${query}`)
    let last = ''
    while (next) {
      last = await (await gym.member.get(next)).text()
      pages.push(titles(last))
      next = link(last, 'next')
    }
    const seen = pages.flat().filter((title) => title.startsWith('Numbered'))
    expect(new Set(seen).size).toBe(45)
    expect(seen).toHaveLength(45)
    if (order !== 'best') {
      expect(seen).toEqual(Array.from({ length: 45 }, (__, n) => `Numbered ${n + 100}`))
    }
    const back = await (await gym.member.get(link(last, 'prev'))).text()
    expect(titles(back)).toEqual(pages.at(-2))
  })
})

it('who is no member is told nothing', async () => {
  expect((await gym.stranger.get(gym.path('documents?tag=Fruit'))).status).toBe(404)
  expect((await gym.stranger.get(gym.path('documents?q=banana'))).status).toBe(404)
  const { html } = await (async () => {
    const page = await gym.stranger.get('/c/elsewhere/documents')
    return { html: await page.text() }
  })()
  expect(facets(html)).toEqual(['others (1)', 'rules (1)'])
})
