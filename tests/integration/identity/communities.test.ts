import { describe, expect, it } from 'vitest'
import {
  app,
  batchesOf,
  boss,
  coach,
  idOf,
  join,
  MEMBERS,
  member,
  rival,
  roleOf,
  SETTINGS,
  withDemoPeople,
  words,
} from './demo-people'

withDemoPeople()

describe('an address without a community', () => {
  it.each([
    ['/dashboard', '/c/northside/dashboard'],
    ['/sandbox', '/c/northside/sandbox'],
    ['/c/northside', '/c/northside/dashboard'],
  ])('%s leads a member on', async (path, to) => {
    expect((await member.get(path)).location).toBe(to)
  })

  it('/admin is for coaches', async () => {
    expect((await coach.get('/admin')).location).toBe('/c/northside/admin/agents')
    expect((await coach.get('/c/northside/admin')).location).toBe('/c/northside/admin/agents')
    const page = await member.get('/admin')
    expect(page.status).toBe(403)
    expect(await words(page)).toContain('This page is not open to you')
  })

  it('leads super admins to the platform', async () => {
    for (const path of ['/dashboard', '/sandbox', '/admin']) {
      expect((await boss.get(path)).location).toBe('/admin/dashboard')
    }
  })

  it('offers a choice to those who belong to several', async () => {
    const { browser, id } = await join()
    await app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select id, $1, case slug when 'harbor' then 'community_admin' else 'end_user' end
       from public.communities where slug in ('northside', 'harbor')`,
      [id],
    )
    const choice = await words(await browser.follow(await browser.get('/dashboard')))
    expect(choice).toContain('Where do you want to train?')
    expect(choice).toContain('href="/c/harbor/dashboard"')
    expect(choice).toContain('href="/c/northside/dashboard"')
    const sandbox = await browser.get('/sandbox')
    expect(sandbox.location).toBe('/communities?to=sandbox')
    expect(await words(await browser.follow(sandbox))).toContain('href="/c/northside/sandbox"')
    // A coach of one of them: no choice there.
    expect((await browser.get('/admin')).location).toBe('/c/harbor/admin/agents')
    await app.sql.query(
      `with made as (
         insert into public.communities (slug, name) values ('third', 'Third') returning id
       )
       insert into public.memberships (community_id, user_id, role)
       select id, $1, 'community_admin' from made`,
      [id],
    )
    const admin = await browser.get('/admin')
    expect(admin.location).toBe('/communities?to=admin')
    const rooms = await words(await browser.follow(admin))
    expect(rooms).toContain('href="/c/third/admin/agents"')
    expect(rooms).toContain('href="/c/harbor/admin/agents"')
    expect(rooms).not.toContain('/c/northside/')
    await app.sql.query(`delete from public.communities where slug = 'third'`)
  })
})

describe('pages of a community', () => {
  it.each(['dashboard', 'agents', 'admin/members', 'admin/settings'])(
    "that is not one's own are not there: %s",
    async (place) => {
      const page = await rival.get(`/c/northside/${place}`)
      expect(page.status).toBe(404)
      const text = await words(page)
      expect(text).toContain('There is no such page')
      expect(text).not.toContain('Northside')
      expect(text).toContain(page.headers.get('x-request-id'))
      const none = await rival.get(`/c/no-such-place/${place}`)
      expect(none.status).toBe(404)
    },
  )

  it('that anybody may ask to join are not there either, until one is in', async () => {
    for (const place of ['dashboard', 'agents', 'admin/members']) {
      expect((await member.get(`/c/harbor/${place}`)).status).toBe(404)
    }
  })

  it.each(['a%00b', 'UPPER', `${'x'.repeat(200)}`, "o'neil", '%F0%9F%8F%80'])(
    'under the address %s are not there either',
    async (slug) => {
      expect((await member.get(`/c/${slug}/dashboard`)).status).toBe(404)
    },
  )

  it.each(['admin', 'admin/members', 'admin/settings'])(
    'for coaches are refused to members: %s',
    async (place) => {
      const page = await member.get(`/c/northside/${place}`)
      expect(page.status).toBe(403)
      const text = await words(page)
      expect(text).toContain('This page is not open to you')
      expect(text).toContain('href="/dashboard"')
      expect(text).toContain('href="/communities"')
      expect(text).toContain(page.headers.get('x-request-id'))
      expect(text).toContain('Northside')
    },
  )

  it('take no change from a member', async () => {
    const id = await idOf('coach@aigym.test')
    const posts: Record<string, string>[] = [
      { intent: 'add', email: 'x@new.test', role: 'community_admin' },
      { intent: 'role', user: id, role: 'end_user' },
      { intent: 'remove', user: id },
      { intent: 'accept', user: id },
      { intent: 'stop-waiting', email: 'x@new.test' },
    ]
    for (const fields of posts) {
      expect((await member.post(MEMBERS, fields)).status, fields.intent).toBe(403)
      expect((await rival.post(MEMBERS, fields)).status, fields.intent).toBe(404)
    }
    const settings = {
      name: 'Mine',
      description: '',
      joinPolicy: 'open',
      conversationReaders: 'owner_and_coaches',
    }
    expect((await member.post(SETTINGS, settings)).status).toBe(403)
    expect((await rival.post(SETTINGS, settings)).status).toBe(404)
    expect((await coach.get('/admin/dashboard')).status).toBe(403)
    const found = { name: 'Mine', slug: 'mine', coach: 'x@new.test' }
    expect((await coach.post('/admin/dashboard', found)).status).toBe(403)
    const { rows } = await app.sql.query(
      `select 1 from public.communities where name = 'Mine'
       union all select 1 from public.pending_members where email = 'x@new.test'`,
    )
    expect(rows).toEqual([])
    expect(await roleOf(id)).toBe('community_admin')
  })

  it('are open to super admins', async () => {
    for (const place of ['dashboard', 'admin/members', 'admin/settings']) {
      expect((await boss.get(`/c/northside/${place}`)).status).toBe(200)
    }
  })
})

describe('the dashboard', () => {
  it('begins with what to do first, then goes on where one was', async () => {
    const { browser, id } = await join()
    await app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select id, $1, 'end_user' from public.communities where slug = 'northside'`,
      [id],
    )
    const first = await words(await browser.get('/c/northside/dashboard'))
    expect(first).toContain('Begin your first conversation')
    expect(first).toContain('New for you')
    expect(first).not.toContain('Drafts that wait for you')

    await app.sql.query(
      `insert into public.conversations
         (community_id, owner_id, agent_id, agent_name, title, readers, last_message_at)
       select c.id, $1, i.id, i.title, 'Talk ' || n, 'owner', now() - n * interval '1 hour'
       from public.communities c
       join lateral (
         select id, title from public.content_items
         where community_id = c.id and kind = 'agent' and status = 'published' limit 1
       ) i on true
       cross join generate_series(1, 5) n
       where c.slug = 'northside'`,
      [id],
    )
    const then = await words(await browser.get('/c/northside/dashboard'))
    expect(then).toContain('Go on where you were')
    expect(then).toContain('Talk 1')
    expect(then).toContain('Talk 3')
    expect(then).not.toContain('Talk 4')
    expect(then).toContain('1 hour ago')
    expect(then).not.toContain('Begin your first conversation')
  })

  it('shows coaches drafts and those who ask to join; each in one batch', async () => {
    const text = await words(await coach.get('/c/northside/dashboard'))
    expect(text).toContain('Drafts that wait for you')
    const { rows } = await app.sql.query<{ id: string }>(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, updated_at)
         select id, 'document', 'Half a page', gen_random_uuid(), 'draft', now() + interval '1 minute'
         from public.communities where slug = 'northside' returning id
       )
       insert into public.documents (id, body) select id, 'Half' from made returning id`,
    )
    const page = await (await coach.get('/c/northside/dashboard')).text()
    expect(page).toContain(`href="/c/northside/admin/documents/${rows[0]?.id}"`)
    expect(page).toMatch(/href="\/c\/northside\/admin\/agents\/[\w-]+"/)
    for (const path of ['/c/northside/dashboard', MEMBERS, SETTINGS, '/communities']) {
      expect(await batchesOf(() => coach.get(path)), path).toBe(1)
    }
    expect(await batchesOf(() => boss.get('/admin/dashboard'))).toBe(1)
  })

  it('of an empty community says who does what next', async () => {
    const founded = await boss.post('/admin/dashboard', {
      name: 'Empty',
      slug: 'empty',
      coach: 'first-coach@new.test',
    })
    expect(founded.location).toBe('/admin/dashboard')
    const { browser } = await join('first-coach@new.test')
    const led = await browser.get('/dashboard')
    expect(led.location).toBe('/c/empty/dashboard')
    const text = await words(await browser.follow(led))
    expect(text).toContain('Your members have nothing to train with yet')
    expect(text).toContain('href="/c/empty/admin/agents/new"')
    await browser.post('/c/empty/admin/members', {
      intent: 'add',
      email: 'first-member@new.test',
      role: 'end_user',
    })
    const first = await join('first-member@new.test')
    expect(await words(await first.browser.get('/c/empty/dashboard'))).toContain(
      'Nothing to train with yet',
    )
  })
})

describe('somebody who belongs nowhere', () => {
  it('is told what to do, asks, takes it back, asks again and is let in', async () => {
    const { browser, email, displayName, id } = await join()
    const welcome = await words(await browser.follow(await browser.get('/dashboard')))
    expect(welcome).toContain(`Welcome, ${displayName}`)
    expect(welcome).toContain(`Ask your coach to add ${email}`)
    expect(welcome).toContain('Ask to join: Harbor')
    expect(welcome).not.toContain('Northside')

    const ask = (intent: string) =>
      browser.post('/communities', { intent, community: 'harbor', name: 'Harbor' })
    const asked = await words(await browser.follow(await ask('ask')))
    expect(asked).toContain('You asked to join Harbor. A coach decides.')
    expect(asked).toContain('Take it back: Harbor')
    expect((await ask('ask')).status).toBe(303)
    expect(await words(await browser.follow(await ask('take-back')))).toContain(
      'Your request is taken back.',
    )
    await ask('ask')

    const harborCoach = await app.signIn('rival-coach@aigym.test')
    expect(await words(await harborCoach.get('/c/harbor/dashboard'))).toContain(displayName)
    const page = await words(await harborCoach.get('/c/harbor/admin/members'))
    expect(page).toContain(`Accept: ${displayName}`)
    const accept = () => harborCoach.post('/c/harbor/admin/members', { intent: 'accept', user: id })
    expect(await words(await harborCoach.follow(await accept()))).toContain(
      'They are a member now.',
    )
    expect(await roleOf(id, 'harbor')).toBe('end_user')
    // A double click is no error.
    expect((await accept()).status).toBe(303)
    expect((await browser.get('/dashboard')).location).toBe('/c/harbor/dashboard')
    // Somebody who is in need not ask.
    expect((await ask('ask')).status).toBe(303)
  })

  it('may be declined, and may ask again', async () => {
    const { browser, id } = await join()
    const ask = () => browser.post('/communities', { intent: 'ask', community: 'harbor' })
    await ask()
    const harborCoach = await app.signIn('rival-coach@aigym.test')
    const decline = () =>
      harborCoach.post('/c/harbor/admin/members', { intent: 'decline', user: id })
    expect((await decline()).status).toBe(303)
    expect(await roleOf(id, 'harbor')).toBeNull()
    const again = await decline()
    expect(again.status).toBe(409)
    expect(await words(again)).toContain('That was settled already.')
    expect((await ask()).status).toBe(303)
  })

  it('can not ask where nobody may, nor send nonsense', async () => {
    const { browser } = await join()
    for (const community of ['northside', 'no-such-place', '', "a'b"]) {
      const page = await browser.post('/communities', { intent: 'ask', community })
      expect(page.status, community).toBe(404)
    }
    expect((await browser.post('/communities', { intent: 'dance' })).status).toBe(422)
  })

  it('pages through open communities', async () => {
    await app.sql.query(
      `insert into public.communities (slug, name, join_policy)
       select 'open-' || lpad(n::text, 3, '0'), 'Open ' || n, 'open' from generate_series(1, 60) n`,
    )
    const { browser } = await join()
    const first = await words(await browser.get('/communities'))
    const next = /href="(\/communities\?after=[^"]+)"/.exec(first)?.[1]
    expect(next).toMatch(/after=open-\d+/)
    const second = await words(await browser.get(next ?? ''))
    expect(second).toContain('Open 60')
    expect(second).not.toContain('>Open 1<')
    expect((await browser.get('/communities?after=%00')).status).toBe(200)
    await app.sql.query(`delete from public.communities where slug like 'open-%'`)
  })
})
