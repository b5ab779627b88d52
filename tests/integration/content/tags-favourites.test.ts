import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, filledIn, type Gym, startGym, words } from './gym'

let gym: Gym

type Fields = Record<string, string>

/** The smallest form of each kind that can be published. */
const FORMS: Record<string, Fields> = {
  agents: { instructions: 'Be a partner.', style: 'balanced', length: 'medium' },
  videos: { address: 'https://films.test/one.webm' },
  documents: { body: 'A text.' },
  prompts: { body: 'Say hello.' },
  automations: {
    'steps[0].title': 'A greeting',
    'steps[0].name': 'greeting',
    'steps[0].action': 'fill_prompt',
    'steps[0].text': 'Hello',
  },
}
const kinds = Object.keys(FORMS)

const formOf = (kind: string, fields: Fields = {}): Fields => ({
  title: `${kind} ${crypto.randomUUID()}`,
  ...FORMS[kind],
  intent: 'publish',
  ...fields,
})

/** Makes an item of a kind through its form and answers its id. */
async function make(kind: string, fields: Fields = {}): Promise<string> {
  const page = await gym.coach.post(gym.path(`admin/${kind}/new`), formOf(kind, fields))
  gym.coach.cookies.delete('flash')
  const id = /\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

const tagsOf = async (id: string) => {
  const { rows } = await gym.app.sql.query<{ name: string }>(
    `select t.name from public.content_tags x join public.tags t on t.id = x.tag_id
     where x.item_id = $1 order by lower(t.name)`,
    [id],
  )
  return rows.map(({ name }) => name)
}

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('tags', () => {
  it.each(kinds)('are entered, kept and shown with %s', async (kind) => {
    const id = await make(kind, { tags: ' first  week, Feedback,, feedback ' })
    expect(await tagsOf(id)).toEqual(['Feedback', 'first week'])
    const form = await (await gym.coach.get(gym.path(`admin/${kind}/${id}`))).text()
    expect(fieldValue(form, 'tags')).toBe('Feedback, first week')

    const before = gym.app.logged.length
    const page = await gym.member.get(gym.path(`${kind}/${id}`))
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain(`href="/c/testfield/${kind}?tag=first+week"`)

    // Another case is the tag that is there; what the field no longer has goes.
    const version = fieldValue(form, 'version') ?? ''
    const saved = await gym.coach.post(
      gym.path(`admin/${kind}/${id}`),
      formOf(kind, { tags: 'FEEDBACK', intent: 'save', version }),
    )
    expect(saved.status).toBe(303)
    expect(await tagsOf(id)).toEqual(['Feedback'])
    const versions = await (
      await gym.coach.get(gym.path(`admin/${kind}/${id}/versions?from=1&to=now`))
    ).text()
    expect(words(versions)).toContain('first week')
  })

  it.each([
    ['one that is too long', `short, ${'x'.repeat(41)}`, 'The tag “xxxxxxxxxxxxxxxxxxxx…”'],
    ['too many', Array.from({ length: 13 }, (_, n) => `tag ${n}`).join(', '), 'At most 12 tags'],
  ])('are refused beside their field: %s', async (_, tags, message) => {
    for (const kind of kinds) {
      const page = await gym.coach.post(gym.path(`admin/${kind}/new`), formOf(kind, { tags }))
      const html = await page.text()
      expect(page.status).toBe(422)
      expect(words(html)).toContain(message)
      expect(fieldValue(html, 'tags')).toBe(tags)
      expect(html).toMatch(
        /<input[^>]*name="tags"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="tags"/,
      )
    }
  })

  it('take what forty characters hold, and words that mean something elsewhere', async () => {
    const odd = `😀${'y'.repeat(39)}, <b>&"q", 100%, O'Neill`
    const id = await make('documents', { tags: odd })
    expect(await tagsOf(id)).toHaveLength(4)
    const html = await (await gym.member.get(gym.path(`documents/${id}`))).text()
    expect(html).not.toContain('<b>&')
    expect(html).toContain('tag=100%25')
  })
})

describe('favourites', () => {
  const mark = (id: string, to: string, who = gym.member, headers = {}) =>
    who.post(gym.path('favourites'), { item: id, to }, headers)
  const listed = async (who = gym.member) => {
    const page = await who.get(gym.path('favourites'))
    return { status: page.status, html: await page.text() }
  }

  it('say how to get some where there are none', async () => {
    const { html } = await listed()
    expect(words(html)).toContain('No favourites yet')
  })

  it.each(kinds)('take %s in, and let them go', async (kind) => {
    const title = `A ${kind} to find again`
    const id = await make(kind, { title })
    const before = await (await gym.member.get(gym.path(`${kind}/${id}`))).text()
    expect(before).toContain('action="/c/testfield/favourites"')
    expect(words(before)).toContain('Add to favourites')

    const added = await mark(id, 'add')
    expect([added.status, added.location]).toEqual([303, gym.path(`${kind}/${id}`)])
    const page = words(await (await gym.member.follow(added)).text())
    expect(page).toContain(`“${title}” is among your favourites.`)
    expect(page).toContain('Remove from favourites')
    // Twice is once.
    await mark(id, 'add')
    const from = gym.app.logged.length
    const { html } = await listed()
    expect(batchesSince(gym.app, from)).toBe(1)
    expect(html.split(`href="/c/testfield/${kind}/${id}"`)).toHaveLength(2)
    // They are one's own.
    expect((await listed(gym.coach)).html).not.toContain(id)

    expect((await mark(id, 'drop')).status).toBe(303)
    expect((await listed()).html).not.toContain(id)
  })

  it('stay on the page of a script', async () => {
    const id = await make('documents')
    const page = await mark(id, 'add', gym.member, { 'sec-fetch-dest': 'empty' })
    expect([page.status, page.location]).toEqual([200, null])
    expect((await listed()).html).toContain(id)
  })

  it('show nothing that was taken back, and have it again once it is there', async () => {
    const id = await make('documents', { title: 'Comes and goes' })
    await mark(id, 'add')
    await gym.coach.post(gym.path(`admin/documents/${id}`), { intent: 'archive' })
    expect((await listed()).html).not.toContain(`documents/${id}`)
    expect((await mark(id, 'add')).status).toBe(404)
    await gym.app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
      id,
    ])
    expect((await listed()).html).toContain(`documents/${id}`)
  })

  it('are nobody’s who may not see the item', async () => {
    const id = await make('documents')
    const draft = await make('documents', { intent: 'save' })
    expect((await mark(id, 'add', gym.stranger)).status).toBe(404)
    expect(
      (await gym.stranger.post('/c/elsewhere/favourites', { item: id, to: 'add' })).status,
    ).toBe(404)
    expect((await mark(draft, 'add')).status).toBe(404)
    expect((await mark('no id', 'add')).status).toBe(404)
    expect((await mark('', 'add')).status).toBe(404)
    const nobody = gym.app.visitor()
    expect((await nobody.get(gym.path('favourites'))).location).toMatch(/^\/login/)
    expect((await gym.stranger.get(gym.path('favourites'))).status).toBe(404)
    const { rowCount } = await gym.app.sql.query(
      'select from public.favourites where item_id = any ($1::uuid[])',
      [[id, draft]],
    )
    expect(rowCount).toBe(0)
  })

  it('are paged, the last chosen first', async () => {
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status)
         select id, 'document', 'Chosen ' || n, 'chosen-' || n, 'published'
         from public.communities, generate_series(1, 25) as n where slug = 'testfield'
         returning id, title
       ), bodies as (insert into public.documents (id, body) select id, 'x' from made)
       insert into public.favourites (user_id, item_id, created_at)
       select u.id, made.id, now() - substr(made.title, 8)::int * interval '1 day'
       from made, auth.users u where u.email = 'member@testfield.test'`,
    )
    const { html } = await listed()
    const older = /<a[^>]*rel="next"[^>]*>/.exec(html)?.[0] ?? ''
    const next = /href="([^"]*)"/.exec(older)?.[1] ?? ''
    const rest = await (await gym.member.get(next)).text()
    expect(html).toContain('Chosen 1<')
    expect(rest).toContain('Chosen 25<')
    expect(rest).not.toContain('Chosen 1<')
  })
})

it('an agent’s form keeps tags through a refusal', async () => {
  const page = await gym.coach.post(
    gym.path('admin/agents/new'),
    filledIn({ title: '', tags: 'kept, all' }),
  )
  expect(page.status).toBe(422)
  expect(fieldValue(await page.text(), 'tags')).toBe('kept, all')
})
