import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym

/** Makes a document through its form and answers its id. */
async function make(fields: Record<string, string>): Promise<string> {
  const page = await gym.coach.post(gym.path('admin/documents/new'), {
    intent: 'publish',
    body: 'The first text.',
    ...fields,
  })
  const id = /\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}`)
  return id
}

/** Saves a published item anew. */
async function change(room: string, id: string, fields: Record<string, string>) {
  const path = gym.path(`admin/${room}/${id}`)
  const version = fieldValue(await (await gym.coach.get(path)).text(), 'version') ?? ''
  const saved = await gym.coach.post(path, { intent: 'save', version, ...fields })
  expect(saved.status).toBe(303)
}

const read = async (path: string, who = gym.member, headers = {}) => {
  const page = await who.get(gym.path(path), headers)
  const html = await page.text()
  return { status: page.status, html, text: words(html) }
}

/** The row of a list that leads to an item, as text. */
const row = (html: string, id: string) =>
  words(
    /<li[^>]*class="row"[\s\S]*?<\/li>/g[Symbol.match](html)?.find((li) => li.includes(id)) ?? '',
  )

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('what changed since I looked', () => {
  it('is new until it is opened, and changed once it was published anew', async () => {
    const id = await make({ title: 'House rules', tags: 'rules' })
    expect(row((await read('documents')).html, id)).toContain('New')

    const before = gym.app.logged.length
    const first = await read(`documents/${id}`)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(first.text).not.toContain('Published anew')
    expect(row((await read('documents')).html, id)).not.toMatch(/New|Changed/)
    expect((await read(`documents/${id}/changes`)).text).toContain('nothing changed for you')

    await change('documents', id, { title: 'House rules', tags: 'rules', body: 'A second text.' })
    expect(row((await read('documents')).html, id)).toContain('Changed')
    expect(row((await read('documents?tag=rules')).html, id)).toContain('Changed')
    expect(row((await read('documents?q=house')).html, id)).toContain('Changed')
    // The other member has not seen it.
    expect(row((await read('documents', gym.otherCoach)).html, id)).toContain('New')

    const again = await read(`documents/${id}`)
    expect(again.text).toContain('Published anew since you looked at it')
    expect(again.html).toContain(`href="/c/testfield/documents/${id}/changes"`)
    // Opened, and still told of: a reload, or a star, takes nothing away.
    expect((await read(`documents/${id}`)).text).toContain('Published anew')
    expect(row((await read('documents')).html, id)).not.toMatch(/New|Changed/)

    const from = gym.app.logged.length
    const changes = await read(`documents/${id}/changes`)
    expect(batchesSince(gym.app, from)).toBe(1)
    expect(changes.text).toMatch(/\(taken out\) first/)
    expect(changes.text).toMatch(/\(new\) second/)
  })

  it('keeps no look of a browser that fetches ahead', async () => {
    const id = await make({ title: 'Fetched ahead' })
    await read(`documents/${id}`, gym.member, { 'sec-purpose': 'prefetch' })
    expect(row((await read('documents')).html, id)).toContain('New')
  })

  it('shows members nothing of how an agent works inside', async () => {
    const id = await gym.make({
      title: 'Changing partner',
      greeting: 'Good morning.',
      instructions: 'SECRET one',
      intent: 'publish',
    })
    await read(`agents/${id}`)
    const fields = { title: 'Changing partner', style: 'balanced', length: 'medium' }
    await change('agents', id, { ...fields, greeting: 'Good evening.', instructions: 'SECRET two' })
    expect((await read(`agents/${id}`)).text).toContain('Published anew')
    for (const who of [gym.member, gym.otherCoach]) {
      if (who !== gym.member) await read(`agents/${id}`, who)
      const { html } = await read(`agents/${id}/changes`, who)
      expect(html).not.toContain('SECRET')
    }
    const { text } = await read(`agents/${id}/changes`)
    expect(text).toContain('(taken out) morning')
    expect(text).toContain('(new) evening')
    // Where only that changed, it says so.
    await change('agents', id, { ...fields, greeting: 'Good evening.', instructions: 'SECRET 3' })
    await read(`agents/${id}`)
    expect((await read(`agents/${id}/changes`)).text).toContain('What you see of it is the same')
  })

  it('is nobody’s who may not see the item', async () => {
    const id = await make({ title: 'Ours' })
    const draft = await make({ title: 'Not yet', intent: 'save' })
    expect((await read(`documents/${id}/changes`, gym.stranger)).status).toBe(404)
    const elsewhere = await gym.stranger.get(`/c/elsewhere/documents/${id}/changes`)
    expect(elsewhere.status).toBe(404)
    expect((await read(`documents/${draft}/changes`)).status).toBe(404)
    expect((await read(`prompts/${id}/changes`)).status).toBe(404)
    expect((await read('documents/none/changes')).status).toBe(404)
    await read(`documents/${draft}`)
    await gym.stranger.get(gym.path(`documents/${id}`))
    const { rowCount } = await gym.app.sql.query(
      `select from public.content_progress p join auth.users u on u.id = p.user_id
       where p.item_id = $1 or u.email = 'coach@elsewhere.test'`,
      [draft],
    )
    expect(rowCount).toBe(0)
  })
})

describe('a member’s dashboard', () => {
  it('teaches where there is nothing yet, in one batch', async () => {
    const before = gym.app.logged.length
    const { text } = await read('dashboard', gym.otherCoach)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(text).toContain('Press the star on the page')
  })

  it('goes on with what was begun, tells what is new, and has the favourites', async () => {
    const video = await gym.coach.post(gym.path('admin/videos/new'), {
      title: 'Half a film',
      address: 'https://films.test/one.webm',
      length: '10:00',
      intent: 'publish',
    })
    const id = /\/([0-9a-f-]{36})$/.exec(video.location ?? '')?.[1] ?? ''
    await gym.member.post(gym.path(`videos/${id}`), { intent: 'place', at: '4:12' })
    const liked = await make({ title: 'To find again' })
    await gym.member.post(gym.path('favourites'), { item: liked, to: 'add' })
    const fresh = await make({ title: 'Brand new' })
    const draft = await make({ title: 'Still a draft', intent: 'save' })

    const { html, text } = await read('dashboard')
    expect(text).toContain('Resume at 4:12')
    expect(html).toContain(`/videos/${id}?t=252#player`)
    expect(row(html, liked)).toContain('To find again')
    expect(row(html, fresh)).toContain('New')
    expect(html).not.toContain(draft)
    // Nobody else's.
    const others = await read('dashboard', gym.otherCoach)
    expect(others.text).not.toContain('Resume at')

    await gym.member.post(gym.path(`videos/${id}`), { intent: 'watched' })
    expect((await read('dashboard')).text).not.toContain('Resume at')
  })
})
