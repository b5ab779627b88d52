import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, filledIn, type Gym, startGym, words } from './gym'

let gym: Gym

beforeAll(async () => {
  gym = await startGym()
  // The coach runs the other community, too.
  await gym.app.sql.query(
    `insert into public.memberships (community_id, user_id, role)
     select c.id, u.id, 'community_admin' from public.communities c, auth.users u
     where c.slug = 'elsewhere' and u.email = 'coach@testfield.test'`,
  )
})
afterAll(() => gym?.app.stop())

const rowsOf = async <T>(statement: string, values: unknown[] = []): Promise<T[]> =>
  (await gym.app.sql.query(statement, values)).rows

const statuses = (ids: string[]) =>
  Promise.all(
    ids.map(
      async (id) =>
        (
          await rowsOf<{ is: string }>(
            `select case when deleted_at is null then status else 'deleted' end as is
             from public.content_items where id = $1`,
            [id],
          )
        )[0]?.is,
    ),
  )

const versionOf = async (id: string) =>
  (
    await rowsOf<{ version: number }>('select version from public.content_items where id = $1', [
      id,
    ])
  )[0]?.version

/** Posts what ticking these on the list would send; an id may come with a version of its own. */
async function act(
  ticked: string[],
  fields: Record<string, string>,
  { browser = gym.coach, path = gym.path('admin/agents') } = {},
) {
  const body = new URLSearchParams(fields)
  for (const each of ticked) {
    body.append('items', each.includes('.') ? each : `${each}.${await versionOf(each)}`)
  }
  return browser.post(path, body)
}

const tagsOf = async (id: string) =>
  (
    await rowsOf<{ name: string }>(
      `select t.name from public.content_tags ct join public.tags t on t.id = ct.tag_id
       where ct.item_id = $1 order by 1`,
      [id],
    )
  ).map(({ name }) => name)

describe('many at once', () => {
  it('are published, taken back, archived, deleted and brought back, with one call each', async () => {
    const ids = [await gym.make(), await gym.make(), await gym.make()]
    const html = await (await gym.coach.get(gym.path('admin/agents'))).text()
    for (const id of ids) {
      expect(html).toMatch(new RegExp(`<input[^>]*form="many"[^>]*value="${id}\\.1"`))
    }
    const steps = [
      ['publish', 'published'],
      ['take-back', 'draft'],
      ['archive', 'archived'],
      ['delete', 'deleted'],
      ['restore', 'archived'],
    ] as const
    for (const [change, status] of steps) {
      const before = gym.app.logged.length
      const path = gym.path(`admin/agents${change === 'restore' ? '?show=deleted' : ''}`)
      const page = await act(ids, { change }, { path })
      expect(page.status, change).toBe(303)
      expect(page.location).toBe(path)
      expect(batchesSince(gym.app, before)).toBe(1)
      expect(await statuses(ids)).toEqual([status, status, status])
      expect(words(await (await gym.coach.follow(page)).text())).toContain('Done: 3')
    }
  })

  it('say of each that was left why, do the others, and keep those ticked', async () => {
    const [whole, empty, changed, gone] = [
      await gym.make({ title: 'Whole' }),
      await gym.make({ title: 'Without words' }),
      await gym.make({ title: 'Changed since' }),
      await gym.make({ title: 'Gone since' }),
    ]
    await gym.app.sql.query(
      `update public.agent_instructions set instructions = '' where agent_id = $1`,
      [empty],
    )
    await gym.coach.post(gym.path(`admin/agents/${gone}`), { intent: 'delete' })
    const page = await act([whole, empty, `${changed}.9`, gone, `${crypto.randomUUID()}.1`], {
      change: 'publish',
    })
    expect(page.status).toBe(200)
    const html = await page.text()
    const text = words(html)
    expect(text).toContain('1 item done, 4 items left as they were')
    expect(text).toContain('Without words : it has no instructions yet')
    expect(text).toContain('Changed since : somebody changed it')
    expect(text).toContain('Gone since : it is deleted')
    expect(text).toContain('Something : it is not here any more')
    expect(await statuses([whole, empty, changed, gone])).toEqual([
      'published',
      'draft',
      'draft',
      'deleted',
    ])
    const box = (id: string) =>
      [...html.matchAll(/<input[^>]*>/g)].find(([each]) => each.includes(`value="${id}.`))?.[0]
    expect(box(empty)).toContain('checked')
    expect(box(whole)).not.toContain('checked')

    const none = await act([empty], { change: 'publish' })
    expect(none.status).toBe(409)
    expect(words(await none.text())).toContain('Nothing was done: 1 item stayed')
  })

  it('are led to the page that takes them out, and them alone; so is one by its own page', async () => {
    const ids = [await gym.make({ title: 'Goes out' }), await gym.make({ title: 'Goes along' })]
    const page = await act(ids, { change: 'export' })
    expect(page.status).toBe(303)
    expect(page.location).toBe(gym.path(`admin/export?item=${ids[0]}&item=${ids[1]}`))
    const html = await (await gym.coach.follow(page)).text()
    expect(words(html)).toContain('Only the 2 items that you chose will be in it')
    expect(words(html)).toContain('tick some in the content list')
    for (const id of ids) expect(html).toContain(`name="item" value="${id}"`)
    const none = await act([], { change: 'export' })
    expect(none.status).toBe(422)
    expect(words(await none.text())).toContain('Tick what it is about first')
    expect((await act(ids, { change: 'export' }, { browser: gym.member })).status).toBe(403)
    const list = await (await gym.coach.get(gym.path('admin/agents'))).text()
    expect(list).toMatch(/<button[^>]*value="export"/)
    const gone = await (await gym.coach.get(gym.path('admin/agents?show=deleted'))).text()
    expect(gone).not.toMatch(/<button[^>]*value="export"/)
    const own = await (await gym.coach.get(gym.path(`admin/agents/${ids[0]}`))).text()
    expect(own).toContain(`href="${gym.path(`admin/export?item=${ids[0]}`)}"`)
  })

  it('get a tag, which in two cases is one, and lose it again', async () => {
    const ids = [await gym.make(), await gym.make()]
    expect((await act(ids, { change: 'tag', tag: '  First week ' })).status).toBe(303)
    expect((await act(ids, { change: 'tag', tag: 'FIRST WEEK' })).status).toBe(303)
    expect(await tagsOf(ids[0] ?? '')).toEqual(['First week'])
    expect(await tagsOf(ids[1] ?? '')).toEqual(['First week'])
    expect((await act(ids.slice(1), { change: 'untag', tag: 'first week' })).status).toBe(303)
    expect(await tagsOf(ids[0] ?? '')).toEqual(['First week'])
    expect(await tagsOf(ids[1] ?? '')).toEqual([])
  })

  it('are copied, as drafts, to a community that the coach runs too, files left behind', async () => {
    const id = await gym.make({ title: 'Wanders', intent: 'publish' })
    await act([id], { change: 'tag', tag: 'Abroad' })
    const html = await (await gym.coach.get(gym.path('admin/agents'))).text()
    expect(html).toMatch(/<option value="elsewhere"[^>]*>Elsewhere/)
    expect(html).not.toContain('The platform, for all communities')
    expect((await act([id], { change: 'copy', to: 'elsewhere' })).status).toBe(303)
    const [copy] = await rowsOf(
      `select i.status, i.title, s.instructions,
         (select array_agg(t.name) from public.content_tags ct join public.tags t on t.id = ct.tag_id
          where ct.item_id = i.id) as tags
       from public.content_items i join public.communities c on c.id = i.community_id
       join public.agent_instructions s on s.agent_id = i.id
       where c.slug = 'elsewhere' and i.title = 'Wanders'`,
    )
    expect(copy).toEqual({
      status: 'draft',
      title: 'Wanders',
      instructions: 'You are a practice partner.',
      tags: ['Abroad'],
    })
    // A second time its name is taken there.
    const again = await act([id], { change: 'copy', to: 'elsewhere' })
    expect(again.status).toBe(409)
    expect(words(await again.text())).toContain('another one has its name there')
  })
})

describe('what can’t be done', () => {
  it.each([
    [{ change: 'tag', tag: ' ' }, 'Enter a tag'],
    [{ change: 'tag', tag: 'x'.repeat(41) }, 'at most 40 characters'],
    [{ change: 'copy', to: '' }, 'Choose where the copies go'],
    [{ change: 'explode' }, 'This can’t be done'],
  ])('%j is told, with what was ticked and entered', async (fields, message) => {
    const id = await gym.make()
    const page = await act([id], fields as Record<string, string>)
    expect(page.status).toBe(422)
    const html = await page.text()
    expect(words(html)).toContain(message)
    expect(html).toMatch(new RegExp(`<input[^>]*checked[^>]*value="${id}|value="${id}[^>]*checked`))
  })

  it('nothing ticked, and more than a hundred', async () => {
    const none = await act([], { change: 'publish' })
    expect(none.status).toBe(422)
    expect(words(await none.text())).toContain('Tick what it is about first')
    const many = Array.from({ length: 101 }, () => `${crypto.randomUUID()}.1`)
    const page = await act(many, { change: 'delete' })
    expect(page.status).toBe(422)
    expect(words(await page.text())).toContain('At most 100 items')
    const odd = await act(['x.1', `${crypto.randomUUID()}.9999999999`], { change: 'delete' })
    expect(odd.status).toBe(422)
  })

  it('members and others change nothing, nor does a coach what is another community’s', async () => {
    const id = await gym.make()
    const change = { change: 'publish' }
    expect((await act([id], change, { browser: gym.member })).status).toBe(403)
    expect((await act([id], change, { browser: gym.stranger })).status).toBe(403)
    expect((await act([], { change: 'tag' }, { browser: gym.stranger })).status).toBe(404)
    const path = '/c/elsewhere/admin/agents'
    const foreign = await act([id], change, { browser: gym.stranger, path })
    expect(foreign.status).toBe(409)
    // Copying is for those who run both ends, and the platform for super admins.
    for (const to of ['*', 'nowhere', 'elsewhere']) {
      const page = await act([id], { change: 'copy', to }, { browser: gym.otherCoach })
      expect(page.status, to).toBe(403)
    }
    expect(await statuses([id])).toEqual(['draft'])
    expect(await rowsOf(`select 1 from public.content_items where community_id is null`)).toEqual(
      [],
    )
  })

  it('a second pair of eyes is kept to', async () => {
    await gym.app.sql.query(
      `update public.communities set review_before_publish = true where slug = 'testfield'`,
    )
    const mine = await gym.make({ title: 'My own' })
    const page = await act([mine], { change: 'publish' })
    expect(page.status).toBe(409)
    expect(words(await page.text())).toContain('My own : somebody else than its author')
    expect((await act([mine], { change: 'publish' }, { browser: gym.otherCoach })).status).toBe(303)
    expect(filledIn().intent).toBe('save')
  })
})
