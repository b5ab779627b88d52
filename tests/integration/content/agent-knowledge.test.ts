import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agentKnowledgeWords } from '~/ui/strings/agent-knowledge'
import { batchesOf, words } from '../sandbox/talk'
import { filledIn, type Gym, startGym } from './gym'

const { form, many, changed, notPublished, nothing } = agentKnowledgeWords.english

let gym: Gym
beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

async function plant(title: string, { status = 'published', community = 'testfield' } = {}) {
  const { rows } = await gym.app.sql.query<{ id: string }>(
    `insert into public.content_items (community_id, kind, title, slug, status, published_at)
     select id, 'document', $2, md5($2 || random()), $3, now()
     from public.communities where slug = $1 returning id`,
    [community, title, status],
  )
  const id = rows[0]?.id ?? ''
  await gym.app.sql.query(`insert into public.documents (id, body) values ($1, 'Words.')`, [id])
  return id
}

const pageOf = (agent: string) => gym.path(`admin/agents/${agent}/knowledge`)
const boxes = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`known-${id}`, '1']))

/** What is saved. */
async function knownTo(agent: string): Promise<string[]> {
  const { rows } = await gym.app.sql.query<{ id: string }>(
    'select document_id as id from public.agent_knowledge where agent_id = $1 order by 1',
    [agent],
  )
  return rows.map(({ id }) => id)
}

/** Ids whose boxes a page has ticked, and those that it only offers. */
function read(html: string) {
  const inputs = html.match(/<input[^>]*name="known-[^>]*>/g) ?? []
  const idOf = (input: string) => /known-([0-9a-f-]{36})/.exec(input)?.[1] ?? ''
  return {
    ticked: inputs.filter((each) => /checked/.test(each)).map(idOf),
    offered: inputs.filter((each) => !/checked/.test(each)).map(idOf),
  }
}

async function choose(agent: string, ...ids: string[]) {
  const { version } = await gym.stored(agent)
  return gym.coach.post(pageOf(agent), { version: String(version), ...boxes(...ids) })
}

describe('choosing what an agent answers from', () => {
  it('offers what is published, finds by a search that keeps the ticks, and saves them', async () => {
    const agent = await gym.make()
    const [zoo, park] = [await plant('Zebra handbook'), await plant('Park rules')]
    const [draft, foreign] = [
      await plant('Zebra draft', { status: 'draft' }),
      await plant('Zebra elsewhere', { community: 'elsewhere' }),
    ]
    const first = read(await (await gym.coach.get(pageOf(agent))).text())
    expect(first.ticked).toEqual([])
    expect(first.offered).toEqual(expect.arrayContaining([zoo, park]))
    expect(first.offered).not.toContain(draft)
    expect(first.offered).not.toContain(foreign)

    const query = new URLSearchParams({ q: 'zebra', ...boxes(park, foreign) })
    const found = read(await (await gym.coach.get(`${pageOf(agent)}?${query}`)).text())
    expect(found).toEqual({ ticked: [park], offered: [zoo] })
    const none = await gym.coach.get(`${pageOf(agent)}?q=nosuchword`)
    expect(words(await none.text())).toContain(nothing)

    const saved = await choose(agent, zoo, park, foreign)
    expect([saved.status, saved.location]).toEqual([303, gym.path(`admin/agents/${agent}`)])
    expect(await knownTo(agent)).toEqual([zoo, park].sort())
    expect(await gym.stored(agent)).toMatchObject({ instructions: 'You are a practice partner.' })
    expect(read(await (await gym.coach.get(pageOf(agent))).text()).ticked.sort()).toEqual(
      [zoo, park].sort(),
    )
  })

  it('is one batch, however many there are, and shows twenty', async () => {
    const agent = await gym.make()
    await gym.app.sql.query(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select c.id, 'document', 'Many ' || n, 'many-' || n, 'published', now()
         from public.communities c, generate_series(1, 300) n where c.slug = 'testfield'
         returning id
       ) insert into public.documents (id) select id from made`,
    )
    for (const address of [pageOf(agent), `${pageOf(agent)}?q=many`]) {
      let html = ''
      const batches = await batchesOf(gym.app, async () => {
        html = await (await gym.coach.get(address)).text()
      })
      expect(batches).toBe(1)
      expect(read(html).offered).toHaveLength(20)
      expect(words(html)).toContain(agentKnowledgeWords.english.more)
    }
  })

  it('says what is not published any more', async () => {
    const agent = await gym.make()
    const zoo = await plant('Zebra of old')
    await choose(agent, zoo)
    await gym.app.sql.query(`update public.content_items set status = 'draft' where id = $1`, [zoo])
    expect(words(await (await gym.coach.get(pageOf(agent))).text())).toContain(notPublished)
  })

  it('refuses too many, and what somebody else changed meanwhile, with the ticks kept', async () => {
    const agent = await gym.make()
    const zoo = await plant('Zebra kept')
    const tooMany = Array.from({ length: 50 }, () => crypto.randomUUID())
    const refused = await choose(agent, zoo, ...tooMany)
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(words(html)).toContain(many(50))
    expect(read(html).ticked).toEqual([zoo])
    const stale = await gym.coach.post(pageOf(agent), { version: '77', ...boxes(zoo) })
    expect(stale.status).toBe(409)
    const again = await stale.text()
    expect(words(again)).toContain(changed)
    expect(read(again).ticked).toEqual([zoo])
    expect(await knownTo(agent)).toEqual([])
  })

  it('is coaches’ alone', async () => {
    const agent = await gym.make()
    const zoo = await plant('Zebra alone')
    for (const who of [gym.member, gym.stranger]) {
      expect((await who.get(pageOf(agent))).status).toBeGreaterThanOrEqual(403)
      const { version } = await gym.stored(agent)
      const post = await who.post(pageOf(agent), { version: String(version), ...boxes(zoo) })
      expect(post.status).toBeGreaterThanOrEqual(403)
    }
    expect(await knownTo(agent)).toEqual([])
    expect((await gym.coach.get(pageOf(crypto.randomUUID()))).status).toBe(404)
  })
})

describe('what an agent answers from, as a part of it', () => {
  const edit = (agent: string) => gym.path(`admin/agents/${agent}`)
  const ticks = (html: string) =>
    [...html.matchAll(/name="knowledge\[\d\]"[^>]*value="([^"]*)"/g)].map(([, value]) => value)

  it('stands in the form, which keeps it and leaves out what is unticked', async () => {
    const agent = await gym.make()
    const [zoo, park] = [await plant('Zebra form'), await plant('Park form')]
    await choose(agent, zoo, park)
    const page = await (await gym.coach.get(edit(agent))).text()
    expect(words(page)).toContain(form.label)
    expect(ticks(page).sort()).toEqual([`${zoo} Zebra form`, `${park} Park form`].sort())
    const { version, title } = await gym.stored(agent)
    await gym.coach.post(
      edit(agent),
      filledIn({ title, version: String(version), 'knowledge[1]': `${park} Park form` }),
    )
    expect(await knownTo(agent)).toEqual([park])
  })

  it('is kept with versions, compared, brought back and copied', async () => {
    const agent = await gym.make()
    const zoo = await plant('Zebra version')
    await choose(agent, zoo)
    const save = async (fields: Record<string, string>) => {
      const { version, title } = await gym.stored(agent)
      const page = await gym.coach.post(
        edit(agent),
        filledIn({ title, version: String(version), ...fields }),
      )
      expect(page.status).toBe(303)
    }
    await save({ 'knowledge[0]': `${zoo} Zebra version`, intent: 'publish' })
    await save({ intent: 'publish' })
    expect(await knownTo(agent)).toEqual([])
    const versions = await gym.coach.get(`${edit(agent)}/versions?from=1&to=2`)
    expect(words(await versions.text())).toContain('Zebra version')
    const old = await (await gym.coach.get(`${edit(agent)}?version=1`)).text()
    expect(ticks(old)).toEqual([`${zoo} Zebra version`])
    await save({ 'knowledge[0]': `${zoo} Zebra version` })
    expect(await knownTo(agent)).toEqual([zoo])
    const copy = await (await gym.coach.get(gym.path(`admin/agents/new?copy=${agent}`))).text()
    expect(ticks(copy)).toEqual([`${zoo} Zebra version`])
  })

  it('made twice by one form is one agent, as sent', async () => {
    const zoo = await plant('Zebra twice')
    const fields = filledIn({
      'knowledge[0]': `${zoo} Zebra twice`,
      intent: 'publish',
      key: crypto.randomUUID(),
    })
    const one = await gym.coach.post(gym.path('admin/agents/new'), fields)
    const two = await gym.coach.post(gym.path('admin/agents/new'), fields)
    expect([one.status, two.status]).toEqual([303, 303])
    expect(two.location).toBe(one.location)
    expect(await knownTo(one.location?.split('/').at(-1) ?? '')).toEqual([zoo])
  })
})
