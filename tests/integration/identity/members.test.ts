import { describe, expect, it } from 'vitest'
import type { TestBrowser } from '../../fixtures/test-browser'
import {
  app,
  batchesOf,
  boss,
  coach,
  idOf,
  join,
  MEMBERS,
  member,
  roleOf,
  SETTINGS,
  withDemoPeople,
  words,
} from './demo-people'

withDemoPeople()

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

  it('say for how long conversations are kept, to members too', async () => {
    const days = async () => {
      const { rows } = await app.sql.query(
        `select conversation_retention_days as days from public.communities where slug = 'northside'`,
      )
      return rows[0].days
    }
    const closed = { ...sound, joinPolicy: 'invitation', conversationReaders: 'owner' }
    for (const retentionDays of ['0', '3651', '-1', '1.5', 'a week']) {
      const page = await coach.post(SETTINGS, { ...closed, retentionDays })
      expect(page.status).toBe(422)
      const text = await page.text()
      expect(text).toContain('Enter a number of days from 1 to 3650, or nothing.')
      expect(text).toContain(`value="${retentionDays}"`)
    }
    await coach.post(SETTINGS, { ...closed, retentionDays: ' 90 ' })
    expect(await days()).toBe(90)
    const mine = await words(await member.get('/c/northside/sandbox/mine'))
    expect(mine).toContain('erased 90 days after its last message')
    // A form of before does not know of it.
    await coach.post(SETTINGS, closed)
    expect(await days()).toBe(90)
    await coach.post(SETTINGS, { ...closed, retentionDays: '' })
    expect(await days()).toBeNull()
    expect(await words(await member.get('/c/northside/sandbox/mine'))).not.toContain('is erased')
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
    await app.sql.query(
      `insert into public.content_items (community_id, kind, title, slug)
       select id, 'agent', 'Straw', 'straw-' || n
       from public.communities, generate_series(1, 1001) as n where slug = 'harbor'`,
    )
    expect(await words(await boss.get('/admin/dashboard'))).toContain('1,000+')
    await app.sql.query(`delete from public.content_items where title = 'Straw'`)
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
    const named: string[] = []
    let next: string | undefined = '/admin/dashboard'
    while (next && named.length < 100) {
      const page = await words(await boss.get(next))
      named.push(...(page.match(/Many \d+/g) ?? []))
      next = /href="(\/admin\/dashboard\?after=[^"]+)"/.exec(page)?.[1]
    }
    expect(named).toEqual(Array.from({ length: 60 }, (_, at) => `Many ${at + 1}`))
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
        const { rows: sessions } = await app.sql.query(
          `insert into auth.sessions (id, user_id) values (gen_random_uuid(), $1)
           returning id as session_id, user_id as sub`,
          [await idOf(email)],
        )
        await app.sql.query('select private.enter($1)', [{ ...sessions[0], aal: 'aal2' }])
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
