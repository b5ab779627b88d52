import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchesSince, fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym

async function makePrompt(title: string, intent = 'publish', tags = ''): Promise<string> {
  const fields = { title, summary: '', body: 'Say hello.', tags, intent }
  const page = await gym.coach.post(gym.path('admin/prompts/new'), fields)
  gym.coach.cookies.delete('flash')
  const id = /\/([0-9a-f-]{36})$/.exec(page.location ?? '')?.[1]
  if (page.status !== 303 || !id) throw new Error(`${page.status}: ${words(await page.text())}`)
  return id
}

/** Goes from a prompt into the sandbox, as a browser without scripts does: the form that is there. */
async function toSandbox(prompt: string, agent: string, who = gym.member) {
  const run = await who.post(gym.path(`prompts/${prompt}`), { intent: 'run', agent })
  const page = await (await who.get(run.location ?? '')).text()
  const action =
    /<form[^>]*action="([^"]*sandbox[^"]*)"[^>]*method="post"|<form[^>]*method="post"[^>]*action="([^"]*sandbox[^"]*)"/.exec(
      page,
    )
  return {
    action: (action?.[1] ?? action?.[2] ?? '').replaceAll('&amp;', '&'),
    fields: {
      intent: 'send',
      agent: fieldValue(page, 'agent') ?? '',
      prompt: fieldValue(page, 'prompt') ?? '',
      post_key: fieldValue(page, 'post_key') ?? '',
      message: 'Say hello.',
    },
  }
}

const tallyOf = async (item: string, community = 'testfield') => {
  const { rows } = await gym.app.sql.query<{ uses: number; good: number; bad: number }>(
    `select uses, good, bad from public.content_tallies
     where item_id = $1 and community_id = (select id from public.communities where slug = $2)`,
    [item, community],
  )
  return rows[0] ?? null
}

/** Tallies that say something else than the rows that they count. */
const miscounted = async () => {
  const { rows } = await gym.app.sql.query<{ title: string }>(
    `select i.title from public.content_tallies t join public.content_items i on i.id = t.item_id
     where (t.uses, t.good, t.bad) is distinct from (
       (select count(*)::int from public.conversations v
        where v.agent_id = t.item_id and v.community_id = t.community_id)
       + (select count(*)::int from public.automation_runs r
          where r.automation_id = t.item_id and r.community_id = t.community_id)
       + (select count(*)::int from public.prompt_uses u
          join public.conversations v on v.id = u.conversation_id
          where u.prompt_id = t.item_id and v.community_id = t.community_id),
       (select count(*) filter (where good)::int from public.prompt_ratings r
        where r.prompt_id = t.item_id and r.community_id = t.community_id),
       (select count(*) filter (where not good)::int from public.prompt_ratings r
        where r.prompt_id = t.item_id and r.community_id = t.community_id)
     )`,
  )
  return rows.map(({ title }) => title)
}

const rate = (prompt: string, intent: string, who = gym.member) =>
  who.post(gym.path(`prompts/${prompt}`), { intent })

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('a prompt that is run', () => {
  it('counts once for the post that begins a conversation, and not before', async () => {
    const prompt = await makePrompt('Run once')
    const agent = await gym.make({ title: 'Partner', intent: 'publish' })
    const { action, fields } = await toSandbox(prompt, agent)
    expect(fields.prompt).toBe(prompt)
    expect(await tallyOf(prompt)).toMatchObject({ uses: 0 })

    const before = gym.app.logged.length
    const sent = await gym.member.post(action, fields)
    expect(sent.status).toBe(303)
    expect(batchesSince(gym.app, before)).toBeLessThanOrEqual(2)
    expect(await tallyOf(prompt)).toMatchObject({ uses: 1 })
    expect(await tallyOf(agent)).toMatchObject({ uses: 1 })
    const again = await gym.member.post(action, fields)
    expect(again.location).toBe(sent.location)
    expect(await tallyOf(prompt)).toMatchObject({ uses: 1 })
    expect(words(await (await gym.member.get(gym.path(`prompts/${prompt}`))).text())).toContain(
      'Run in the sandbox once.',
    )
    expect(await miscounted()).toEqual([])
  })

  it('keeps counting when the message was refused first', async () => {
    const prompt = await makePrompt('Refused first')
    const agent = await gym.make({ intent: 'publish' })
    const { action, fields } = await toSandbox(prompt, agent)
    const refused = await gym.member.post(action, { ...fields, message: ' ' })
    expect(refused.status).toBe(422)
    expect(fieldValue(await refused.text(), 'prompt')).toBe(prompt)
    expect((await gym.member.post(action, fields)).status).toBe(303)
    expect(await tallyOf(prompt)).toMatchObject({ uses: 1 })
  })

  it.each(['a draft', 'nothing'])('sends the message all the same where it is %s', async (what) => {
    const prompt =
      what === 'a draft' ? await makePrompt('Not out yet', 'save') : crypto.randomUUID()
    const agent = await gym.make({ intent: 'publish' })
    const page = await (await gym.member.get(gym.path(`sandbox?agent=${agent}`))).text()
    const sent = await gym.member.post(gym.path('sandbox'), {
      ...{ intent: 'send', agent, prompt, message: 'Hello' },
      post_key: fieldValue(page, 'post_key') ?? '',
    })
    expect(sent.status).toBe(303)
    expect((await tallyOf(prompt))?.uses ?? 0).toBe(0)
  })
})

describe('a rating', () => {
  it('is given, changed and taken back by posts, and shown as a tally', async () => {
    const prompt = await makePrompt('Rated')
    const before = gym.app.logged.length
    const rated = await rate(prompt, 'good')
    expect(rated.status).toBe(303)
    expect(batchesSince(gym.app, before)).toBe(1)
    const page = await gym.member.get(rated.location ?? '')
    const html = await page.text()
    expect(words(html)).toContain('1 of 1 found it helpful.')
    expect(words(html)).toContain('Thank you')
    expect(html).toMatch(
      /<button[^>]*aria-pressed="true"[^>]*value="good"|value="good"[^>]*aria-pressed="true"/,
    )

    await rate(prompt, 'good')
    await rate(prompt, 'bad', gym.coach)
    expect(await tallyOf(prompt)).toEqual({ uses: 0, good: 1, bad: 1 })
    await rate(prompt, 'bad')
    expect(await tallyOf(prompt)).toEqual({ uses: 0, good: 0, bad: 2 })
    expect(words(await (await gym.member.get(gym.path('prompts'))).text())).toContain(
      '0 of 2 found it helpful',
    )
    await rate(prompt, 'take-back')
    expect(await tallyOf(prompt)).toEqual({ uses: 0, good: 0, bad: 1 })
    expect(await miscounted()).toEqual([])
  })

  it('is for members and for what they see', async () => {
    const draft = await makePrompt('Hidden', 'save')
    const prompt = await makePrompt('Theirs')
    expect((await rate(draft, 'good')).status).toBe(404)
    expect((await rate(prompt, 'good', gym.stranger)).status).toBe(404)
    expect((await rate(prompt, 'good', gym.app.visitor())).location).toMatch(/^\/login/)
    expect((await rate(crypto.randomUUID(), 'good')).status).toBe(404)
    expect((await rate('no-id', 'take-back')).status).toBe(404)
    expect(await tallyOf(prompt)).toEqual({ uses: 0, good: 0, bad: 0 })
  })

  it('goes with who gave it', async () => {
    const prompt = await makePrompt('Left alone')
    await rate(prompt, 'good')
    await gym.app.sql.query('delete from public.prompt_ratings where prompt_id = $1', [prompt])
    expect(await tallyOf(prompt)).toEqual({ uses: 0, good: 0, bad: 0 })
  })
})

describe('the order by use', () => {
  const titles = (html: string) =>
    [...html.matchAll(/href="\/c\/testfield\/prompts\/[0-9a-f-]{36}"[^>]*>([^<]*)</g)].map(
      ([, title]) => title ?? '',
    )
  const link = (html: string, rel: string) =>
    /href="([^"]*)"/
      .exec(new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(html)?.[0] ?? '')?.[1]
      ?.replaceAll('&amp;', '&') ?? ''

  beforeAll(async () => {
    // 45 of the community, used 0 to 14 times; a draft that was used before it was taken back; and two
    // that the platform gave, one of them used here.
    await gym.app.sql.query(`
      with c as (select id from public.communities where slug = 'testfield'),
      made as (
        insert into public.content_items (community_id, kind, title, slug, status)
        select c.id, 'prompt', 'Many ' || n, 'many-' || n, 'published'
        from c, generate_series(1, 45) as n
        union all select c.id, 'prompt', 'Many hidden', 'many-hidden', 'draft' from c
        union all select null, 'prompt', 'Many given', 'many-given', 'published'
        union all select null, 'prompt', 'Many given and used', 'many-given-used', 'published'
        returning id, title, community_id
      ), bodies as (insert into public.prompts (id) select id from made),
      given as (
        insert into public.content_assignments (item_id)
        select id from made where community_id is null
      )
      select 1`)
    await gym.app.sql.query(`
      insert into public.content_tallies (community_id, item_id, kind, uses)
      select c.id, i.id, 'prompt',
        case i.title when 'Many hidden' then 99 when 'Many given and used' then 50
          else substr(i.title, 6)::int % 15 end
      from public.communities as c, public.content_items as i
      where c.slug = 'testfield' and i.title like 'Many%' and i.title <> 'Many given'
      on conflict (community_id, item_id) do update set uses = excluded.uses`)
  })

  it('goes through all of them once, forth and back, in one round trip a page', async () => {
    const seen: string[] = []
    const pages: string[][] = []
    let at = gym.path('prompts?sort=used')
    for (;;) {
      const before = gym.app.logged.length
      const page = await gym.member.get(at)
      const html = await page.text()
      expect(page.status).toBe(200)
      expect(batchesSince(gym.app, before)).toBe(1)
      pages.push(titles(html))
      seen.push(...titles(html))
      const older = link(html, 'next')
      if (!older) {
        let back = link(html, 'prev')
        for (const before of pages.slice(0, -1).reverse()) {
          const earlier = await (await gym.member.get(back)).text()
          expect(titles(earlier)).toEqual(before)
          back = link(earlier, 'prev')
        }
        break
      }
      at = older
    }
    const many = seen.filter((title) => title.startsWith('Many'))
    expect(many).toHaveLength(47)
    expect(new Set(seen).size).toBe(seen.length)
    expect(many[0]).toBe('Many given and used')
    expect(many).not.toContain('Many hidden')
    const uses = many
      .filter((title) => /\d/.test(title))
      .map((title) => Number(title.slice(5)) % 15)
    expect(uses).toEqual(uses.toSorted((a, b) => b - a))
    // What the platform gave and nobody used stands among those that nobody used.
    expect(many.indexOf('Many given')).toBeGreaterThan(41)
  })

  it('holds for a search, and is not offered where it is not kept', async () => {
    const found = await (await gym.member.get(gym.path('prompts?q=many&sort=used'))).text()
    expect(titles(found).slice(0, 2)).toEqual(['Many given and used', 'Many 44'])
    const offered = async (path: string) =>
      (await (await gym.member.get(gym.path(path))).text()).includes('sort=used')
    await makePrompt('With a tag', 'publish', 'Rare')
    expect(await offered('prompts')).toBe(true)
    expect(await offered('prompts?tag=Rare')).toBe(false)
    expect(await offered('documents')).toBe(false)
    // A forged order, or place in it, is the usual one.
    expect((await gym.member.get(gym.path('documents?sort=used'))).status).toBe(200)
    expect((await gym.member.get(gym.path('prompts?sort=used&tag=Rare'))).status).toBe(200)
    expect((await gym.member.get(gym.path('prompts?sort=used&older=x~y'))).status).toBe(200)
  })
})

describe('the counting', () => {
  it('is the triggers’ work: without one of them this is noticed', async () => {
    const prompt = await makePrompt('Uncounted')
    const agent = await gym.make({ title: 'Uncounted partner', intent: 'publish' })
    await gym.app.sql.query(`
      delete from public.content_tallies where item_id in (
        select id from public.content_items where title like 'Many%'
      );
      alter table public.conversations disable trigger conversations_counted;
      alter table public.prompt_uses disable trigger prompt_uses_counted;
      alter table public.prompt_ratings disable trigger prompt_ratings_counted`)
    const { action, fields } = await toSandbox(prompt, agent)
    await gym.member.post(action, fields)
    await rate(prompt, 'good')
    expect((await miscounted()).sort()).toEqual(['Uncounted', 'Uncounted partner'])
  })
})
