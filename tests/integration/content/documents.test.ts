import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym
let newPath: string
const editPath = (id: string) => gym.path(`admin/documents/${id}`)

const filledIn = (fields: Record<string, string> = {}) => ({
  title: `Document ${crypto.randomUUID()}`,
  summary: 'In short.',
  body: '# One\r\n\r\nSome **words**.',
  intent: 'save',
  ...fields,
})

/** Makes a document through its form and answers its id. */
async function make(fields: Record<string, string> = {}): Promise<string> {
  const page = await gym.coach.post(newPath, filledIn(fields))
  gym.coach.cookies.delete('flash')
  const id = /\/admin\/documents\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${await page.text()}`)
  return id
}

const stored = async (id: string) => {
  const { rows } = await gym.app.sql.query(
    `select i.kind, i.title, i.summary, i.status, i.version, d.body from public.content_items i
     join public.documents d on d.id = i.id where i.id = $1`,
    [id],
  )
  return rows[0]
}

beforeAll(async () => {
  gym = await startGym()
  newPath = gym.path('admin/documents/new')
})
afterAll(() => gym?.app.stop())

describe('a document', () => {
  it('is made, published and read in one batch each, with its sections to link to', async () => {
    let before = gym.app.logged.length
    const made = await gym.coach.post(
      newPath,
      filledIn({ title: 'House rules', body: '# One\n\nText\n\n## Öffnung\n\n<script>x</script>' }),
    )
    expect(batchesSince(gym.app, before)).toBe(1)
    const id = made.location?.split('/').at(-1) ?? ''
    expect(await stored(id)).toMatchObject({ kind: 'document', title: 'House rules', version: 1 })
    expect((await gym.member.get(gym.path(`documents/${id}`))).status).toBe(404)

    const edit = await (await gym.coach.follow(made)).text()
    expect(words(edit)).toContain('is saved as a draft')
    const published = await gym.coach.post(
      editPath(id),
      filledIn({
        title: 'House rules',
        body: '# One\n\nText\n\n## Öffnung\n\n<script>x</script>',
        version: fieldValue(edit, 'version') ?? '',
        intent: 'publish',
      }),
    )
    expect(words(await (await gym.coach.follow(published)).text())).toContain(
      'Members find it under Documents',
    )

    before = gym.app.logged.length
    const page = await gym.member.get(gym.path(`documents/${id}`))
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toContain('<h2 dir="auto" id="section-one">One</h2>')
    expect(html).toContain('href="#section-%C3%B6ffnung"')
    expect(html).toContain('id="section-öffnung"')
    expect(html).not.toContain('<script>x</script>')
    expect(html).not.toContain(`/admin/documents/${id}`)
    const list = await (await gym.member.get(gym.path('documents'))).text()
    expect(words(list)).toContain('1 document')
    expect(list).toContain(`href="/c/testfield/documents/${id}"`)
    // Each kind has a list of its own.
    expect(await (await gym.member.get(gym.path('agents'))).text()).not.toContain('House rules')
  })

  it('is shown as it was entered on the page without JavaScript, and nothing is saved', async () => {
    const id = await make()
    const before = gym.app.logged.length
    const page = await gym.coach.post(editPath(id), {
      ...filledIn({ body: 'A *new* word', title: 'Looked at' }),
      version: '1',
      intent: 'preview',
    })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(2)
    expect(html).toContain('A <em>new</em> word')
    expect(html).toContain('A *new* word</textarea>')
    expect(words(html)).toContain('Nothing is saved yet')
    expect(await stored(id)).toMatchObject({ version: 1, body: '# One\n\nSome **words**.' })
    // It is asked of coaches alone.
    const refused = await gym.member.post(editPath(id), { ...filledIn(), intent: 'preview' })
    expect(refused.status).toBe(403)
  })

  it('is downloaded as Markdown by those who may read it', async () => {
    const id = await make({ title: 'Rules: “first”', intent: 'publish' })
    const file = await gym.member.get(gym.path(`documents/${id}/markdown`))
    expect(file.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(file.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Rules-first.md",
    )
    expect(await file.text()).toBe('# Rules: “first”\n\nIn short.\n\n# One\n\nSome **words**.\n')
    expect((await gym.stranger.get(gym.path(`documents/${id}/markdown`))).status).toBe(404)
    const draft = await make()
    expect((await gym.member.get(gym.path(`documents/${draft}/markdown`))).status).toBe(404)
    const nobody = await gym.app.visitor().get(gym.path(`documents/${id}/markdown`))
    expect(nobody.location).toMatch(/^\/login/)
  })

  it('keeps what was entered where something is missing or too long', async () => {
    const page = await gym.coach.post(newPath, filledIn({ title: '', body: '' }))
    const html = await page.text()
    expect(page.status).toBe(422)
    expect(words(html)).toContain('2 things need changing')
    expect(html).toContain('id="document-title-error"')
    expect(html).toContain('id="document-body-error"')
    expect(html).toContain('In short.</textarea>')
    const long = await gym.coach.post(newPath, filledIn({ body: 'y'.repeat(100_001) }))
    expect(long.status).toBe(422)
    expect(words(await long.text())).toContain('100,001 characters; at most 100,000 fit')
  })

  it('tells two coaches of each other', async () => {
    const id = await make()
    const { title } = await stored(id)
    await gym.otherCoach.post(editPath(id), filledIn({ title, version: '1', body: 'Theirs' }))
    const page = await gym.coach.post(editPath(id), filledIn({ title, version: '1', body: 'Mine' }))
    const html = await page.text()
    expect(page.status).toBe(409)
    expect(words(html)).toContain('This document was changed after you opened it')
    expect(words(html)).toContain('Saved now Theirs Yours Mine')
    expect(html).toContain('Mine</textarea>')
  })

  it('outlives the session that it was written in', async () => {
    const fields = filledIn({ body: 'Not lost' })
    const visitor = gym.app.visitor()
    const page = await visitor.post(newPath, fields, { accept: 'text/html' })
    expect(page.location).toMatch(/^\/unsent\/document\?why=session-ended/)
    const kept = await visitor.post(page.location ?? '', fields, { accept: 'text/html' })
    expect(kept.status).toBe(401)
    const html = await kept.text()
    expect(html).toContain('Not lost</textarea>')
    expect(words(html)).toContain('Your document is not saved')
  })

  it('is no agent, and an agent is none', async () => {
    const id = await make({ intent: 'publish' })
    const agent = await gym.make({ intent: 'publish' })
    expect((await gym.member.get(gym.path(`agents/${id}`))).status).toBe(404)
    expect((await gym.coach.get(gym.path(`admin/agents/${id}`))).status).toBe(404)
    const missing = await gym.member.get(gym.path(`documents/${agent}`))
    expect(missing.status).toBe(404)
    expect(words(await missing.text())).toContain('This is not here')
    for (const intent of ['save', 'publish', 'delete', 'take-back']) {
      const post = await gym.coach.post(editPath(agent), filledIn({ version: '2', intent }))
      expect([intent, post.status]).toEqual([intent, 404])
    }
  })

  it('of the platform is read where it was given, and listed by no other community', async () => {
    const { rows } = await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status)
         values (null, 'document', 'For all', 'for-all', 'published') returning id
       ) insert into public.documents (id, body) select id, 'Given' from made returning id`,
    )
    const id = rows[0]?.id
    const read = (who: Gym['member'], community: string) =>
      who.get(`/c/${community}/documents/${id}`).then(({ status }) => status)
    expect(await read(gym.member, 'testfield')).toBe(404)
    await gym.app.sql.query(
      `insert into public.content_assignments (item_id, community_id)
       select $1, id from public.communities where slug = 'testfield'`,
      [id],
    )
    expect(await read(gym.member, 'testfield')).toBe(200)
    expect(await read(gym.stranger, 'elsewhere')).toBe(404)
  })
})

describe('the list over all kinds', () => {
  it('shows each with its kind, filters them, and puts on top what waits for a review', async () => {
    const id = await make({ title: 'Waits here' })
    await gym.app.sql.query(`update public.content_items set status = 'in_review' where id = $1`, [
      id,
    ])
    const before = gym.app.logged.length
    const html = await (await gym.coach.get(gym.path('admin/content'))).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(words(html)).toContain('Waits for a review')
    expect(words(html)).toMatch(/House rules Document Published/)
    expect(words(html)).toMatch(/Agent [0-9a-f-]+ Agent Published/)
    expect(html.indexOf('Waits here')).toBeLessThan(html.indexOf('House rules'))
    const waiting = words(
      await (await gym.coach.get(gym.path('admin/content?show=in_review'))).text(),
    )
    expect(waiting).toContain('Waits here')
    expect(waiting).not.toContain('House rules')
    expect((await gym.member.get(gym.path('admin/content'))).status).toBe(403)
    expect((await gym.stranger.get(gym.path('admin/content'))).status).toBe(404)
  })

  it('brings back what was deleted, whatever its kind', async () => {
    const id = await make({ title: 'Gone and back' })
    await gym.coach.post(editPath(id), { intent: 'delete', version: '1' })
    const back = await gym.coach.post(gym.path('admin/content'), { item: id })
    expect(back.location).toBe(editPath(id))
    expect((await gym.coach.post(gym.path('admin/agents'), { item: id })).status).toBe(404)
  })
})

describe('how far somebody is in a document', () => {
  const reading = (id: string) => gym.path(`documents/${id}`)
  const say = (id: string, fields: Record<string, string>, by = gym.member) =>
    by.post(`${reading(id)}/progress`, fields)

  it('is kept for them alone: where they are, how far they came, and when they are done', async () => {
    const id = await make({ body: '# One\n\na\n\n# Two\n\nb', intent: 'publish' })
    expect(words(await (await gym.member.get(reading(id))).text())).toContain('not begun it yet')
    const before = gym.app.logged.length
    const kept = await say(id, { section: '2', share: '0.5' })
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(JSON.parse(await kept.text())).toEqual({ reached: 2, share: 0.5, completed: false })
    // Back at the beginning, what was read stays read.
    await say(id, { section: '2', share: '0.2' })
    const html = await (await gym.member.get(reading(id))).text()
    expect(words(html)).toContain('You have read 50 %.')
    expect(words(html)).toContain('Go on at “Two”')
    expect(words(await (await gym.coach.get(reading(id))).text())).toContain('not begun it yet')
    await say(id, { section: '2', share: '1' })
    await say(id, { section: '0', share: '0.1' })
    const done = words(await (await gym.member.get(reading(id))).text())
    expect(done).toContain('You have read this document.')
    expect(done).not.toContain('Go on at')
  })

  it('is said by a press, and taken back by another', async () => {
    const id = await make({ intent: 'publish' })
    for (const [intent, said] of [
      ['read', 'Marked as read.'],
      ['unread', 'as if you had not read it'],
    ] as const) {
      const page = await gym.member.post(reading(id), { intent })
      expect([page.status, page.location]).toEqual([303, reading(id)])
      expect(words(await (await gym.member.follow(page)).text())).toContain(said)
    }
    expect(words(await (await gym.member.get(reading(id))).text())).toContain('not begun it yet')
  })

  it('is nothing of what one may not read, and nothing that makes no sense', async () => {
    const id = await make({ intent: 'publish' })
    const draft = await make()
    expect((await say(draft, { section: '1', share: '1' })).status).toBe(404)
    expect((await say(id, { section: '1', share: '1' }, gym.stranger)).status).toBe(404)
    expect((await gym.stranger.post(reading(id), { intent: 'read' })).status).toBe(404)
    for (const share of ['2', '-1', 'x', '', 'NaN']) {
      const sent = await say(id, { section: '1', share })
      if (share !== '') expect(sent.status).toBe(422)
    }
    expect((await say(id, { section: '1.5', share: '1' })).status).toBe(422)
  })
})
