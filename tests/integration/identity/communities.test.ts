import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { Page, TestBrowser } from '../../fixtures/test-browser'
import { fieldsOfLink, newestMail } from './mails'

let app: TestApp
let member: TestBrowser
let coach: TestBrowser
let rival: TestBrowser
let boss: TestBrowser

beforeAll(async () => {
  app = await startTestApp()
  ;[member, coach, rival, boss] = await Promise.all([
    app.signIn('member@aigym.test'),
    app.signIn('coach@aigym.test'),
    app.signIn('rival@aigym.test'),
    app.signIn('super@aigym.test'),
  ])
})
afterAll(() => app?.stop())

let people = 0

/** Creates an account and signs it in; it belongs nowhere unless somebody awaits its address. */
async function join(known?: string) {
  people += 1
  const email = known ?? `person-${people}@new.test`
  const browser = app.visitor()
  const displayName = `Person ${email.split('@')[0]}`
  await browser.post('/signup', { displayName, email, password: 'a few good words' })
  const { path } = newestMail(app, email) ?? { path: '' }
  await browser.post(path, fieldsOfLink(path))
  return { browser, email, displayName, id: await idOf(email) }
}

async function idOf(email: string): Promise<string> {
  const { rows } = await app.sql.query('select id from auth.users where email = $1', [email])
  return rows[0]?.id
}

async function roleOf(userId: string, slug = 'northside'): Promise<string | null> {
  const { rows } = await app.sql.query(
    `select m.role from public.memberships m join public.communities c on c.id = m.community_id
     where m.user_id = $1 and c.slug = $2`,
    [userId, slug],
  )
  return rows[0]?.role ?? null
}

/** The pages' own words, without what is only for scripts. */
async function words(page: Page): Promise<string> {
  return (await page.text()).replace(/<script.*?<\/script>/gs, '').replaceAll('<!-- -->', '')
}

const MEMBERS = '/c/northside/admin/members'
const SETTINGS = '/c/northside/admin/settings'

/** Batches that the app sent to Postgres for the work. */
async function batchesOf(work: () => Promise<Page>): Promise<number> {
  app.logged.length = 0
  await (await work()).text()
  return app.logged.filter(({ event }) => event === 'database.batch').length
}

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
    expect(first).toContain('New to you')
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

describe('members', () => {
  const add = (email: string, role = 'end_user') =>
    coach.post(MEMBERS, { intent: 'add', email, role })

  it('are added by address: the answer is the same whether an account exists', async () => {
    const there = await join()
    const answers = []
    for (const email of [there.email, 'not-yet@new.test']) {
      const page = await add(email)
      const text = await words(await coach.follow(page))
      const said = /role="status"[\s\S]*?<\/div>/.exec(text)?.[0] ?? ''
      answers.push([page.status, page.location, said.replaceAll(email, '…')])
    }
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.[2]).toContain('is added')
    expect(await roleOf(there.id)).toBe('end_user')
    expect((await there.browser.get('/dashboard')).location).toBe('/c/northside/dashboard')
  })

  it('are awaited until their address is confirmed, as what the coach said', async () => {
    await add('Later@New.test', 'community_admin')
    const list = await words(await coach.get(MEMBERS))
    expect(list).toContain('later@new.test')
    const { id } = await join('later@new.test')
    expect(await roleOf(id)).toBe('community_admin')
    expect(await words(await coach.get(MEMBERS))).not.toContain('Stop waiting: later@new.test')
    await coach.post(MEMBERS, { intent: 'remove', user: id })
  })

  it('that are awaited no more do not get in', async () => {
    await add('never@new.test')
    const stopped = await coach.post(MEMBERS, { intent: 'stop-waiting', email: 'never@new.test' })
    expect(await words(await coach.follow(stopped))).toContain(
      'never@new.test is not awaited any more.',
    )
    const { id } = await join('never@new.test')
    expect(await roleOf(id)).toBeNull()
  })

  it.each([
    ['', 'Enter an email address.'],
    ['nonsense', 'Enter an email address like'],
    ['a\u0000@b.test', 'Enter an email address like'],
    [`${'x'.repeat(300)}@b.test`, 'Enter an email address like'],
  ])('with the address %j are not added, and the field says why', async (email, said) => {
    const page = await add(email)
    expect(page.status).toBe(422)
    expect(await words(page)).toContain(said)
  })

  it('of no such role are not added', async () => {
    const page = await add('x@new.test', 'emperor')
    expect(page.status).toBe(422)
    expect(await words(page)).toContain('Choose what this person is to the community.')
  })

  it('become coaches and members again, and are removed', async () => {
    const { id, browser, displayName } = await join()
    await add(
      (await app.sql.query('select email from auth.users where id = $1', [id])).rows[0].email,
    )
    const role = (to: string) => coach.post(MEMBERS, { intent: 'role', user: id, role: to })
    const changed = await role('community_admin')
    expect(await words(await coach.follow(changed))).toContain('The role is changed.')
    expect((await browser.get(MEMBERS)).status).toBe(200)
    await role('end_user')
    expect((await browser.get(MEMBERS)).status).toBe(403)
    const removed = await coach.post(MEMBERS, { intent: 'remove', user: id })
    const text = await words(await coach.follow(removed))
    expect(text).toContain('The person is no longer a member.')
    expect(text).not.toContain(`Remove ${displayName}?`)
    expect((await browser.get('/c/northside/dashboard')).status).toBe(404)
    const again = await coach.post(MEMBERS, { intent: 'remove', user: id })
    expect(again.status).toBe(409)
    expect((await role('community_admin')).status).toBe(409)
  })

  it('keep their last coach', async () => {
    const user = await idOf('coach@aigym.test')
    const posts: Record<string, string>[] = [
      { intent: 'remove', user },
      { intent: 'role', user, role: 'end_user' },
    ]
    for (const fields of posts) {
      const page = await coach.post(MEMBERS, fields)
      expect(page.status).toBe(409)
      expect(await words(page)).toContain('This is the last coach.')
      expect(await roleOf(user)).toBe('community_admin')
    }
  })

  it('keep one coach when the last two step back at once', async () => {
    const other = await join()
    await add(other.email, 'community_admin')
    const user = await idOf('coach@aigym.test')
    const stepBack = (browser: TestBrowser, id: string) =>
      browser.post(MEMBERS, { intent: 'role', user: id, role: 'end_user' })
    const pages = await Promise.all([stepBack(coach, user), stepBack(other.browser, other.id)])
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 409])
    const stepped = pages.find(({ status }) => status === 303)
    expect(stepped?.location).toBe('/c/northside/dashboard')
    const { rows } = await app.sql.query(
      `select count(*)::int as n from public.memberships m
       join public.communities c on c.id = m.community_id
       where c.slug = 'northside' and m.role = 'community_admin'`,
    )
    expect(rows[0].n).toBe(1)
    await app.sql.query(
      `update public.memberships set role = 'community_admin' where user_id = $1`,
      [user],
    )
    await coach.post(MEMBERS, { intent: 'remove', user: other.id })
  })

  it('with an id that is none, or an intent that is none, are not touched', async () => {
    const posts: Record<string, string>[] = [
      { intent: 'remove', user: 'nobody' },
      { intent: 'role', user: '', role: 'end_user' },
      { intent: 'dance' },
      {},
    ]
    for (const fields of posts) {
      expect((await coach.post(MEMBERS, fields)).status).toBe(422)
    }
  })

  it('are paged by key, by name', async () => {
    await app.sql.query(
      `with people as (
         insert into auth.users (id, email, raw_user_meta_data, aud, role)
         select gen_random_uuid(), 'crowd-' || n || '@new.test',
           jsonb_build_object('display_name', 'Crowd ' || lpad(n::text, 3, '0')),
           'authenticated', 'authenticated'
         from generate_series(1, 70) n returning id
       ) select 1 from people`,
    )
    await app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select c.id, u.id, 'end_user' from public.communities c, auth.users u
       where c.slug = 'northside' and u.email like 'crowd-%'`,
    )
    const first = await words(await coach.get(MEMBERS))
    expect(first).toContain('Crowd 001')
    expect(first).not.toContain('Crowd 070')
    const next = /href="([^"]*admin\/members\?after=[^"]+)"/.exec(first)?.[1]
    const second = await words(await coach.get(next ?? ''))
    expect(second).toContain('Crowd 070')
    expect(second).not.toContain('Crowd 001')
    expect((await coach.get(`${MEMBERS}?after=nonsense`)).status).toBe(200)
    expect((await coach.get(`${MEMBERS}?after=${crypto.randomUUID()}`)).status).toBe(200)
    await app.sql.query(`delete from auth.users where email like 'crowd-%'`)
  })

  it('may leave by their own act', async () => {
    const { id, email } = await join()
    await add(email, 'community_admin')
    const browser = app.visitor()
    await browser.post('/login', { email, password: 'a few good words' })
    const left = await browser.post(MEMBERS, { intent: 'remove', user: id })
    expect(left.location).toBe('/dashboard')
    expect(await roleOf(id)).toBeNull()
  })

  it('cost one batch to change, and one more to show again', async () => {
    const { email } = await join()
    expect(await batchesOf(() => add(email))).toBe(1)
    const user = await idOf('coach@aigym.test')
    expect(await batchesOf(() => coach.post(MEMBERS, { intent: 'remove', user }))).toBe(2)
  })
})

describe('settings of a community', () => {
  const sound = {
    name: 'Northside',
    description: 'Line one\r\nline two',
    joinPolicy: 'open',
    conversationReaders: 'owner_and_coaches',
  }

  it('are saved, and hold', async () => {
    const before = await words(await coach.get(SETTINGS))
    expect(before).toContain('This holds for conversations that begin from now on.')
    const saved = await coach.post(SETTINGS, sound)
    expect(saved.location).toBe(SETTINGS)
    const text = await words(await coach.follow(saved))
    expect(text).toContain('Settings are saved.')
    expect(text).toContain('Line one\nline two')
    const { rows } = await app.sql.query(
      `select join_policy, conversation_readers from public.communities where slug = 'northside'`,
    )
    expect(rows).toEqual([{ join_policy: 'open', conversation_readers: 'owner_and_coaches' }])
    const { browser } = await join()
    expect(await words(await browser.get('/communities'))).toContain('Ask to join: Northside')
    await coach.post(SETTINGS, { ...sound, joinPolicy: 'invitation', conversationReaders: 'owner' })
  })

  it('say what is wrong, and keep what was typed', async () => {
    const page = await coach.post(SETTINGS, {
      name: 'N'.repeat(81),
      description: `<b>bold</b>${'x'.repeat(500)}`,
      joinPolicy: 'maybe',
    })
    expect(page.status).toBe(422)
    const text = await words(page)
    expect(text).toContain('4 things need changing')
    expect(text).toContain('use at most 80 characters')
    expect(text).toContain('use at most 500 characters')
    expect(text).toContain('&lt;b&gt;bold')
    expect(text).toContain('N'.repeat(81))
    expect((await coach.post(SETTINGS, { ...sound, name: 'a\u0000b' })).status).toBe(422)
    expect((await coach.post(SETTINGS, { ...sound, description: 'a\u0000b' })).status).toBe(422)
  })

  it('take a name in any script', async () => {
    await coach.post(SETTINGS, { ...sound, joinPolicy: 'invitation', name: 'شمال 🏀 <Nord>' })
    const text = await words(await member.get('/c/northside/dashboard'))
    expect(text).toContain('شمال 🏀 &lt;Nord&gt;')
    await coach.post(SETTINGS, { ...sound, joinPolicy: 'invitation', conversationReaders: 'owner' })
  })
})

describe('the platform', () => {
  it('counts its communities and founds new ones', async () => {
    const before = await words(await boss.get('/admin/dashboard'))
    expect(before).toContain('Northside')
    expect(before).toContain('Harbor')
    const fields = { name: 'East Side', slug: 'East-Side', coach: 'member@aigym.test' }
    const founded = await boss.post('/admin/dashboard', fields)
    expect(await words(await boss.follow(founded))).toContain('East Side is started.')
    expect(await roleOf(await idOf('member@aigym.test'), 'east-side')).toBe('community_admin')
    const twice = await boss.post('/admin/dashboard', fields)
    expect(twice.status).toBe(409)
    const text = await words(twice)
    expect(text).toContain('Another community has this address.')
    expect(text).toContain('value="East Side"')
    await app.sql.query(`delete from public.communities where slug = 'east-side'`)
  })

  it('founds nothing half: a bad coach leaves no community', async () => {
    for (const bad of [
      { name: '', slug: 'a b', coach: 'none' },
      { name: 'X', slug: '-x', coach: 'a@b.test' },
      { name: 'X', slug: 'x\u0000', coach: 'a@b.test' },
    ]) {
      expect((await boss.post('/admin/dashboard', bad)).status).toBe(422)
    }
    const { rows } = await app.sql.query(`select 1 from public.communities where name = 'X'`)
    expect(rows).toEqual([])
  })

  it('is paged by key', async () => {
    await app.sql.query(
      `insert into public.communities (slug, name)
       select 'many-' || lpad(n::text, 3, '0'), 'Many ' || n from generate_series(1, 60) n`,
    )
    const first = await words(await boss.get('/admin/dashboard'))
    const next = /href="(\/admin\/dashboard\?after=[^"]+)"/.exec(first)?.[1]
    expect(await words(await boss.get(next ?? ''))).toContain('Many 60')
    await app.sql.query(`delete from public.communities where slug like 'many-%'`)
  })
})

describe('set_member_role() itself', () => {
  it('is closed to whoever does not run the community, by the database', async () => {
    const { rows } = await app.sql.query(
      `select has_function_privilege('anon', 'public.set_member_role(uuid,uuid,text)', 'execute') as anon,
        has_function_privilege('authenticated', 'public.set_member_role(uuid,uuid,text)', 'execute') as people`,
    )
    expect(rows).toEqual([{ anon: false, people: true }])
    const user = await idOf('member@aigym.test')
    const { rows: communities } = await app.sql.query(
      `select id from public.communities where slug = 'northside'`,
    )
    const as = async (email: string, role: string | null) => {
      await app.sql.query('begin')
      try {
        await app.sql.query(`select set_config('aigym.person', $1, true)`, [await idOf(email)])
        await app.sql.query('set local role authenticated')
        await app.sql.query('select public.set_member_role($1, $2, $3)', [
          communities[0].id,
          user,
          role,
        ])
        return 'done'
      } catch (error) {
        return (error as { code: string }).code
      } finally {
        await app.sql.query('rollback')
      }
    }
    expect(await as('member@aigym.test', 'community_admin')).toBe('42501')
    expect(await as('rival-coach@aigym.test', 'community_admin')).toBe('42501')
    expect(await as('coach@aigym.test', 'community_admin')).toBe('done')
    expect(await as('super@aigym.test', 'community_admin')).toBe('done')
    expect(await as('coach@aigym.test', 'emperor')).toBe('AG422')
    expect(await as('coach@aigym.test', null)).toBe('AG422')
  })
})
