import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, hidden, SANDBOX, words } from './talk'

let app: TestApp
let member: TestBrowser
let coach: TestBrowser
let rival: TestBrowser
let visitor: TestBrowser

beforeAll(async () => {
  app = await startTestApp({ vars: { LIMIT_PER_ADDRESS: '20' } })
  member = await app.signIn('member@aigym.test')
  coach = await app.signIn('coach@aigym.test')
  rival = await app.signIn('rival@aigym.test')
  visitor = app.visitor()
})
afterAll(async () => {
  await app?.stop()
})

const allow = (yes: boolean) =>
  app.sql.query('update public.communities set public_copies = $1 where slug = $2', [
    yes,
    'northside',
  ])
beforeEach(() => allow(true))

async function talk(turns = 1): Promise<string> {
  const { rows } = await app.sql.query<{ id: string }>(
    `insert into public.conversations (community_id, owner_id, agent_name, title, readers)
     select c.id, p.id, 'A guide', 'How to begin', 'owner' from public.communities c, public.profiles p
     where c.slug = 'northside' and p.display_name = 'Demo member' returning id`,
  )
  const id = rows[0]?.id ?? ''
  await say(id, turns)
  return id
}

/** Adds turns of two messages to the end of a conversation. */
async function say(id: string, turns: number, text = 'Message') {
  await app.sql.query(
    `do $$
     declare v_last uuid; v_next uuid;
     begin
       select id into v_last from public.messages where conversation_id = '${id}' order by id desc limit 1;
       for n in 1 .. ${turns * 2} loop
         v_next := private.uuidv7();
         while v_next <= coalesce(v_last, '${id}') loop v_next := private.uuidv7(); end loop;
         insert into public.messages (id, conversation_id, parent_id, author, text, status, completed_at)
         values (v_next, '${id}', v_last, case n % 2 when 1 then 'person' else 'agent' end,
           '${text} ' || n || '.', 'complete', now());
         v_last := v_next;
       end loop;
     end $$`,
  )
}

const share = (id: string, fields: Record<string, string>, by = member) =>
  by.post(`${SANDBOX}/${id}/options`, { intent: 'share', ...fields })

/** The path of the link that the page shows. */
async function linkOf(id: string, fields: Record<string, string>): Promise<string> {
  const page = await share(id, fields)
  expect(page.status).toBe(200)
  const link = /http:\/\/127\.0\.0\.1:8787(\/shared\?key=[A-Za-z0-9_-]{43})"/.exec(
    await page.text(),
  )
  return link?.[1] ?? ''
}

describe('a copy that is shared', () => {
  it('is what was said until then, for members who have the link', async () => {
    const id = await talk()
    const link = await linkOf(id, { audience: 'members', named: 'yes' })
    await say(id, 1, 'Later')
    await app.sql.query(`update public.conversations set title = 'Renamed since' where id = $1`, [
      id,
    ])
    for (const browser of [member, coach]) {
      const page = await browser.get(link)
      expect(page.status).toBe(200)
      const text = words(await page.text())
      expect(text).toContain('How to begin')
      expect(text).toContain('Demo member Message 1. A guide Message 2.')
      expect(text).not.toContain('Later')
      expect(text).not.toContain('Renamed since')
    }
    for (const browser of [rival, visitor]) expect((await browser.get(link)).status).toBe(404)
  })

  it('is for everybody only where the community allows it, as long as it does', async () => {
    const id = await talk()
    const link = await linkOf(id, { audience: 'public' })
    const page = await visitor.get(link)
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(words(html)).toContain('A member Message 1. A guide Message 2.')
    expect(html).not.toContain('Demo member')
    expect(html).not.toContain('Northside')
    expect(html).toContain('<meta name="robots" content="noindex, nofollow"/>')
    expect(page.headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
    expect(page.headers.get('cache-control')).toContain('no-store')
    expect(html).not.toContain('<script')
    expect((await rival.get(link)).status).toBe(200)

    await allow(false)
    expect((await visitor.get(link)).status).toBe(404)
    expect((await member.get(link)).status).toBe(200)
    const refused = await share(id, { audience: 'public', named: 'yes' })
    expect(refused.status).toBe(409)
    const form = await refused.text()
    expect(words(form)).toContain('does not allow links for people without an account')
    expect(form).toMatch(/name="named"[^>]*checked/)
    expect(await (await member.get(`${SANDBOX}/${id}/options`)).text()).not.toContain(
      'value="public"',
    )
  })

  it('carries no passages of documents, and nothing that runs', async () => {
    const id = await talk()
    await app.sql.query(
      `insert into public.answer_sources
         (message_id, place, conversation_id, title, headings, section, passage)
       select id, 1, conversation_id, 'Kept among us', '{}', '', 'The key is under the mat.'
       from public.messages where conversation_id = $1 and author = 'agent'`,
      [id],
    )
    await app.sql.query(
      `update public.messages set text = '<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1))'
       where conversation_id = $1`,
      [id],
    )
    const html = await (await visitor.get(await linkOf(id, { audience: 'public' }))).text()
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; <strong>bold</strong>')
    expect(html).not.toContain('<img src=x')
    expect(html).not.toMatch(/href="javascript/)
    expect(html).not.toMatch(/Kept among us|under the mat/)
  })

  it('is whole however long, a page at a time, and ends at a thousand messages', async () => {
    const id = await talk(510)
    let path: string | undefined = await linkOf(id, { audience: 'public' })
    const seen: number[] = []
    let pages = 0
    while (path) {
      const html: string = await (await visitor.get(path)).text()
      seen.push(...[...html.matchAll(/Message (\d+)\./g)].map(([, n]) => Number(n)))
      path = /href="(\/shared\?[^"]*after=\d+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
      pages += 1
    }
    expect(pages).toBe(20)
    expect(seen).toEqual(Array.from({ length: 1000 }, (_, at) => at + 21))
  })

  it('is revoked on the list of what one shares: then its link is as one that was guessed', async () => {
    const id = await talk()
    const link = await linkOf(id, { audience: 'members' })
    const list = await (await member.get(`${SANDBOX}/shared`)).text()
    expect(words(list)).toContain('For members who have the link , just now')
    expect(await (await coach.get(`${SANDBOX}/shared`)).text()).not.toContain('How to begin')
    const copy = hidden(list, 'copy')
    // Not by somebody else.
    await coach.post(`${SANDBOX}/shared`, { copy })
    expect((await member.get(link)).status).toBe(200)
    expect((await member.post(`${SANDBOX}/shared`, { copy })).status).toBe(303)
    const told = async (path: string) => {
      const page = await member.get(path)
      const html = await page.text()
      return [page.status, words(html.replace(/nonce="[^"]*"/g, ''))]
    }
    // Once the message of what was done was shown.
    await member.get(`${SANDBOX}/shared`)
    const guessed = `/shared?key=${'x'.repeat(43)}`
    expect(await told(link)).toEqual(await told(guessed))
    expect((await told(link))[0]).toBe(404)
    for (const bad of ['/shared', '/shared?key=', `/shared?key=${'%00'.repeat(43)}`]) {
      expect((await visitor.get(bad)).status, bad).toBe(404)
    }
    const { rows } = await app.sql.query(
      `select action, details ->> 'audience' as audience from public.security_audit
       where subject_id = $1 order by id`,
      [id],
    )
    expect(rows).toEqual([
      { action: 'shared-copy.added', audience: 'members' },
      { action: 'shared-copy.removed', audience: 'members' },
    ])
  })

  it('is seen by the coaches, without what was said, and revoked by them', async () => {
    const id = await talk()
    await app.sql.query(
      `update public.conversations set title = 'About <b>cliffs</b>' where id = $1`,
      [id],
    )
    const here = '/c/northside/admin/shared'
    const named = await linkOf(id, { audience: 'members', named: 'yes' })
    const link = await linkOf(id, { audience: 'public' })
    expect((await member.get(here)).status).toBe(403)
    expect((await rival.get(here)).status).toBe(404)
    let html = ''
    const look = async () => {
      html = await (await coach.get(here)).text()
    }
    expect(await batchesOf(app, look)).toBe(1)
    const text = words(html)
    expect(text).toMatch(
      /About &lt;b&gt;cliffs&lt;\/b&gt; A member A guide Everybody who has the link/,
    )
    expect(text).toMatch(/cliffs&lt;\/b&gt; Demo member A guide Members who have the link/)
    expect(text).not.toContain('Message 1.')
    await allow(false)
    await look()
    expect(words(html)).toContain('since the community allows no others now')
    await allow(true)

    const copy = hidden(html, 'copy')
    for (const [other, status] of [
      [rival, 404],
      [await app.signIn('rival-coach@aigym.test'), 404],
      // Whose it is revokes it where they shared it.
      [member, 403],
      [await app.signIn('super@aigym.test'), 403],
    ] as const) {
      expect((await other.post(here, { copy })).status).toBe(status)
    }
    expect((await visitor.get(link)).status).toBe(200)
    expect((await coach.post(here, { copy: 'no-uuid' })).status).toBe(303)
    const revoked = await coach.post(here, { copy })
    expect(revoked.location).toBe(here)
    expect((await visitor.get(link)).status).toBe(404)
    expect((await coach.get(named)).status).toBe(200)
    expect((await coach.post(here, { copy })).status).toBe(303)
    const { rows } = await app.sql.query(
      `select action, details ->> 'audience' as audience from public.security_audit
       where subject_id = $1 and action = 'shared-copy.removed'`,
      [id],
    )
    expect(rows).toEqual([{ action: 'shared-copy.removed', audience: 'public' }])
  })

  it('goes with its conversation, and does not come back with it', async () => {
    const id = await talk()
    const link = await linkOf(id, { audience: 'public' })
    await member.post(`${SANDBOX}/${id}`, { intent: 'delete' })
    expect((await visitor.get(link)).status).toBe(404)
    expect((await share(id, { audience: 'members' })).status).toBe(404)
    await member.post(`${SANDBOX}/${id}`, { intent: 'restore' })
    expect((await visitor.get(link)).status).toBe(404)
  })

  it('is closed to whoever leaves the community, and to everybody when its owner does', async () => {
    const link = await linkOf(await talk(), { audience: 'members' })
    const leave = (name: string) =>
      app.sql.query(
        `delete from public.memberships using public.profiles p, public.communities c
         where p.id = user_id and c.id = community_id and c.slug = 'northside' and p.display_name = $1
         returning community_id, user_id, role`,
        [name],
      )
    const back = ({ rows: [row] }: Awaited<ReturnType<typeof leave>>) =>
      app.sql.query(
        'insert into public.memberships (community_id, user_id, role) values ($1, $2, $3)',
        [row.community_id, row.user_id, row.role],
      )
    expect((await coach.get(link)).status).toBe(200)
    const asCoach = await leave('Demo coach')
    expect((await coach.get(link)).status).toBe(404)
    await back(asCoach)
    const asMember = await leave('Demo member')
    expect((await coach.get(link)).status).toBe(404)
    expect((await member.get(link)).status).toBe(404)
    await back(asMember)
    expect((await coach.get(link)).status).toBe(200)
  })

  it('is made by its owner alone, who says for whom', async () => {
    const id = await talk()
    expect((await share(id, { audience: 'members' }, coach)).status).toBe(404)
    expect((await share(id, { audience: 'members' }, rival)).status).toBe(404)
    const refused = await share(id, {})
    expect(refused.status).toBe(422)
    expect(words(await refused.text())).toContain('Choose who may read it.')
    expect((await share('no-uuid', { audience: 'members' })).status).toBe(404)
    for (let n = 0; n < 20; n += 1) await linkOf(id, { audience: 'members' })
    const full = await share(id, { audience: 'members' })
    expect(full.status).toBe(409)
    expect(words(await full.text())).toContain('Twenty links')
  })

  it('keeps of a link its hash alone', async () => {
    const link = await linkOf(await talk(), { audience: 'public' })
    const key = link.split('=')[1] ?? ''
    const { rows } = await app.sql.query(
      `select key_hash = sha256(convert_to($1, 'UTF8')) as hashed, c::text like '%' || $1 || '%' as plain
       from public.conversation_copies c order by id desc limit 1`,
      [key],
    )
    expect(rows).toEqual([{ hashed: true, plain: false }])
    const from = app.logged.length
    await visitor.get(link)
    expect(JSON.stringify(app.logged.slice(from))).not.toContain(key)
  })

  it('costs one round trip to read and to list', async () => {
    const id = await talk()
    const link = await linkOf(id, { audience: 'public' })
    for (const [browser, path] of [
      [visitor, link],
      [member, link],
      [member, `${SANDBOX}/shared`],
      [member, `${SANDBOX}/${id}/options`],
    ] as const) {
      expect(await batchesOf(app, async () => (await browser.get(path)).text())).toBe(1)
    }
  })

  it('can’t be guessed at for long from one address', async () => {
    const guess = () =>
      visitor.get(`/shared?key=${'x'.repeat(43)}`, { 'cf-connecting-ip': '192.0.2.7' })
    for (let n = 0; n < 200; n += 1) expect((await guess()).status).toBe(404)
    const refused = await guess()
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  })
})
