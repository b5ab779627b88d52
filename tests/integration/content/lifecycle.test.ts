import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, filledIn, type Gym, startGym, words } from './gym'

let gym: Gym
const editPath = (id: string, kind = 'documents') => gym.path(`admin/${kind}/${id}`)

const text = (fields: Record<string, string> = {}) => ({
  title: `Document ${crypto.randomUUID()}`,
  summary: '',
  body: 'One\ntwo three\nfour',
  intent: 'save',
  ...fields,
})

async function make(fields: Record<string, string> = {}): Promise<string> {
  const page = await gym.coach.post(gym.path('admin/documents/new'), text(fields))
  gym.coach.cookies.delete('flash')
  const id = /\/admin\/documents\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

const stored = async (id: string) => {
  const { rows } = await gym.app.sql.query(
    `select i.title, i.status, i.version, d.body,
       (select count(*)::int from public.content_versions where item_id = i.id) as versions
     from public.content_items i join public.documents d on d.id = i.id where i.id = $1`,
    [id],
  )
  return rows[0]
}

const askForReviews = (yes: boolean) =>
  gym.coach.post(gym.path('admin/settings'), {
    name: 'Testfield',
    description: '',
    joinPolicy: 'invitation',
    conversationReaders: 'owner',
    ...(yes ? { reviewBeforePublish: 'yes' } : {}),
  })

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('an archive', () => {
  it('takes an item out of members’ sight and gives it back as a draft', async () => {
    const id = await make({ intent: 'publish' })
    const archived = await gym.coach.post(editPath(id), { intent: 'archive', version: '2' })
    const html = await (await gym.coach.follow(archived)).text()
    expect(words(html)).toContain('is archived')
    expect(words(html)).toContain('Take out of the archive')
    expect((await gym.member.get(gym.path(`documents/${id}`))).status).toBe(404)
    const list = await gym.coach.get(gym.path('admin/documents?show=archived'))
    expect(await list.text()).toContain(id)
    await gym.coach.post(editPath(id), { intent: 'take-back' })
    expect((await stored(id)).status).toBe('draft')
  })

  it('is not asked of a version that nobody showed', async () => {
    const id = await make({ intent: 'publish' })
    const page = await gym.coach.post(editPath(id), { intent: 'archive', version: '1' })
    expect(page.status).toBe(409)
    expect((await stored(id)).status).toBe('published')
  })
})

describe('versions', () => {
  it('are kept at each publication, stand beside each other, and come back through the form', async () => {
    const title = `Kept ${crypto.randomUUID()}`
    const id = await make({ title, intent: 'publish' })
    // What is saved while members have it is published with it.
    await gym.coach.post(
      editPath(id),
      text({ title, body: 'One\ntwo <b>four</b>\nfour', version: '2' }),
    )
    expect(await stored(id)).toMatchObject({ versions: 2, version: 3, status: 'published' })

    let before = gym.app.logged.length
    const list = await gym.coach.get(`${editPath(id)}/versions`)
    let html = await list.text()
    expect(list.status).toBe(200)
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(words(html)).toMatch(/Version 2 Kept.*Version 1 Kept/)
    expect(html).toContain(`href="${editPath(id)}?version=1"`)

    before = gym.app.logged.length
    html = await (await gym.coach.get(`${editPath(id)}/versions?from=1&to=2`)).text()
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(html).toMatch(/<del><span class="sr-only">\(taken out\)<\/span>/)
    expect(html).toMatch(/<ins><span class="sr-only">\(new\)<\/span>/)
    expect(words(html)).toContain('Version 1 and Version 2')
    expect(html).not.toContain('<b>four</b>')
    const same = words(await (await gym.coach.get(`${editPath(id)}/versions?from=2&to=now`)).text())
    expect(same).toContain('There is no difference')

    html = await (await gym.coach.get(`${editPath(id)}?version=1`)).text()
    expect(html).toContain('two three\nfour</textarea>')
    expect(words(html)).toContain('The form holds version 1')
    await gym.coach.post(editPath(id), text({ title, version: fieldValue(html, 'version') ?? '' }))
    expect(await stored(id)).toMatchObject({ body: 'One\ntwo three\nfour', versions: 3 })
  })

  it('are coaches’ alone, of this item alone', async () => {
    const id = await make({ intent: 'publish' })
    const path = `${editPath(id)}/versions`
    expect((await gym.member.get(path)).status).toBe(403)
    expect((await gym.stranger.get(path)).status).toBe(404)
    expect((await gym.app.visitor().get(path)).location).toMatch(/^\/login/)
    expect((await gym.coach.get(`${editPath(id)}?version=9`)).status).toBe(404)
    expect((await gym.coach.get(`${path}?from=9&to=now`)).status).toBe(404)
    expect((await gym.coach.get(`${path}?from=x&to=-1`)).status).toBe(200)
    expect((await gym.coach.get(`${editPath(crypto.randomUUID())}/versions`)).status).toBe(404)
    const empty = await make()
    const none = words(await (await gym.coach.get(`${editPath(empty)}/versions`)).text())
    expect(none).toContain('Nothing is kept yet')
  })

  it('of an agent bring its instructions back', async () => {
    const id = await gym.make({ instructions: 'First words.', intent: 'publish' })
    const { title } = await gym.stored(id)
    await gym.coach.post(
      editPath(id, 'agents'),
      filledIn({ title, version: '2', instructions: 'Other words.', style: 'free' }),
    )
    const html = await (await gym.coach.get(`${editPath(id, 'agents')}?version=1`)).text()
    expect(html).toContain('First words.</textarea>')
    const compared = await gym.coach.get(`${editPath(id, 'agents')}/versions?from=1&to=now`)
    expect(words(await compared.text())).toMatch(/Instructions.*How freely it words its answers/)
  })
})

describe('a copy', () => {
  it('is a new form with all that the original has, and nothing until it is saved', async () => {
    const title = `Original ${crypto.randomUUID()}`
    const id = await make({ title })
    const html = await (await gym.coach.get(gym.path(`admin/documents/new?copy=${id}`))).text()
    expect(fieldValue(html, 'title')).toBe(`Copy of ${title}`)
    expect(html).toContain('two three\nfour</textarea>')
    expect(html).not.toContain('name="version"')
    // And the files, in their order.
    await gym.app.sql.query(
      `with made as (
         insert into public.files (community_id, name, media_type, bytes, state, sha256)
         select i.community_id, one.name, 'text/plain', 1, 'stored', sha256(one.name::bytea)
         from public.content_items as i, (values ('b.txt'), ('a.txt')) as one (name)
         where i.id = $1 returning id, name
       )
       insert into public.content_files (item_id, file_id, purpose, place)
       select $1, id, 'attachment', case name when 'b.txt' then 1 else 2 end from made`,
      [id],
    )
    const form = text({ title: `Copy ${crypto.randomUUID()}` })
    const saved = await gym.coach.post(gym.path(`admin/documents/new?copy=${id}`), form)
    expect(saved.status).toBe(303)
    const { rows } = await gym.app.sql.query(
      `select array_agg(f.name order by cf.place) as names
       from public.content_files cf join public.files f on f.id = cf.file_id where cf.item_id = $1`,
      [/[0-9a-f-]{36}$/.exec(saved.location ?? '')?.[0]],
    )
    expect(rows[0].names).toEqual(['b.txt', 'a.txt'])
    const path = gym.path('admin/documents/new?copy=')
    expect((await gym.coach.get(path + crypto.randomUUID())).status).toBe(404)
    expect((await gym.stranger.get(`/c/elsewhere/admin/documents/new?copy=${id}`)).status).toBe(404)
  })
})

describe('where a second pair of eyes is asked for', () => {
  beforeAll(() => askForReviews(true))

  it('the author asks, somebody else publishes, and the author is told who has to', async () => {
    const form = await (await gym.coach.get(gym.path('admin/documents/new'))).text()
    expect(form).toContain('value="submit"')
    expect(form).not.toContain('value="publish"')
    const title = `Reviewed ${crypto.randomUUID()}`
    const id = await make({ title, intent: 'submit' })
    expect(await stored(id)).toMatchObject({ status: 'in_review', versions: 0 })

    // Its author publishes by no way.
    const own = await gym.coach.post(editPath(id), text({ title, version: '2', intent: 'publish' }))
    expect(own.status).toBe(409)
    expect(words(await own.text())).toContain('Somebody else has to publish this')
    expect((await stored(id)).status).toBe('in_review')

    const page = await (await gym.otherCoach.get(editPath(id))).text()
    expect(page).toContain('value="publish"')
    expect(page).toContain('value="send-back"')
    const published = await gym.otherCoach.post(
      editPath(id),
      text({ title, version: '2', intent: 'publish' }),
    )
    expect(published.status).toBe(303)
    expect(await stored(id)).toMatchObject({ status: 'published', versions: 1 })

    // What its author changes then goes through a review, too.
    const live = await (await gym.coach.get(editPath(id))).text()
    expect(words(live)).toContain('Save and ask for a review')
    const version = fieldValue(live, 'version') ?? ''
    const past = await gym.coach.post(editPath(id), text({ title, version, body: 'Sly' }))
    expect(past.status).toBe(409)
    expect((await stored(id)).body).not.toBe('Sly')
    const asked = await gym.coach.post(
      editPath(id),
      text({ title, version, body: 'Better', intent: 'submit' }),
    )
    expect(asked.status).toBe(303)
    expect(await stored(id)).toMatchObject({ status: 'in_review', body: 'Better', versions: 1 })
  })

  it('it is sent back, once, by who looked at what is there', async () => {
    const id = await make({ intent: 'submit' })
    const old = await gym.otherCoach.post(editPath(id), { intent: 'send-back', version: '1' })
    expect(old.status).toBe(409)
    const back = await gym.otherCoach.post(editPath(id), { intent: 'send-back', version: '2' })
    expect(words(await (await gym.otherCoach.follow(back)).text())).toContain('is sent back')
    expect((await stored(id)).status).toBe('draft')
  })

  it('the setting is a coach’s to change', async () => {
    await askForReviews(false)
    const id = await make({ intent: 'publish' })
    expect((await stored(id)).status).toBe('published')
  })
})
