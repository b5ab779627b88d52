import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, SANDBOX, words } from './talk'

let app: TestApp
let member: TestBrowser
let coach: TestBrowser

beforeAll(async () => {
  app = await startTestApp()
  member = await app.signIn('member@aigym.test')
  coach = await app.signIn('coach@aigym.test')
})
afterAll(async () => {
  await app?.stop()
})

/** A conversation of the demo member with turns of two messages, one after the other. */
async function talkOf(turns: number, { title = 'A long talk', readers = 'owner' } = {}) {
  const { rows } = await app.sql.query<{ id: string }>(
    `insert into public.conversations (community_id, owner_id, agent_name, title, readers)
     select c.id, p.id, 'A guide', $1, $2 from public.communities c, public.profiles p
     where c.slug = 'northside' and p.display_name = 'Demo member' returning id`,
    [title, readers],
  )
  const id = rows[0]?.id ?? ''
  await app.sql.query(
    `do $$
     declare v_last uuid; v_next uuid;
     begin
       for n in 1 .. ${turns * 2} loop
         v_next := private.uuidv7();
         while v_next <= coalesce(v_last, '${id}') loop v_next := private.uuidv7(); end loop;
         insert into public.messages (id, conversation_id, parent_id, author, text, status, completed_at)
         values (v_next, '${id}', v_last, case n % 2 when 1 then 'person' else 'agent' end,
           'Message ' || n || '.', 'complete', now());
         v_last := v_next;
       end loop;
     end $$`,
  )
  return id
}

const take = (id: string, as: string, by = member) =>
  by.get(`${SANDBOX}/${id}/export/file?as=${as}`)

/** Numbers of the messages in a text, in their order. */
const numbers = (text: string) => [...text.matchAll(/Message (\d+)\./g)].map(([, n]) => Number(n))

describe('a conversation that is taken out', () => {
  it('is whole, however long, and is read in pages while it is sent', async () => {
    const id = await talkOf(1250)
    const expected = Array.from({ length: 2500 }, (_, at) => at + 1)
    for (const as of ['markdown', 'json', 'print']) {
      let text = ''
      const from = app.logged.length
      const batches = await batchesOf(app, async () => {
        const page = await take(id, as)
        expect(page.status).toBe(200)
        text = await page.text()
      })
      expect(numbers(text), as).toEqual(expected)
      expect(batches).toBe(1 + 2500 / 50)
      const warned = app.logged.slice(from).filter(({ event }) => event === 'database.extra-batch')
      expect(warned).toEqual([])
    }
  })

  it('is not read on when whoever takes it goes away', async () => {
    const id = await talkOf(500)
    const batches = await batchesOf(app, async () => {
      const reader = (await take(id, 'json')).body?.getReader()
      await reader?.read()
      await reader?.read()
      await reader?.cancel()
      await new Promise((done) => setTimeout(done, 200))
    })
    expect(batches).toBeLessThan(6)
  })

  it('has the branch that is shown, and as JSON all of them', async () => {
    const id = await talkOf(2)
    await app.sql.query(
      `insert into public.messages (conversation_id, parent_id, author, text, status, completed_at)
       select conversation_id, parent_id, author, 'Said anew.', 'complete', now()
       from public.messages where conversation_id = $1 and text = 'Message 3.'`,
      [id],
    )
    const markdown = await (await take(id, 'markdown')).text()
    expect(numbers(markdown)).toEqual([1, 2])
    expect(markdown).toContain('> Said anew.')
    const json = JSON.parse(await (await take(id, 'json')).text())
    expect(json).toMatchObject({
      format: 'ai-gym-conversation',
      version: 1,
      from: { community: 'Northside' },
      conversation: id,
      title: 'A long talk',
      agent: 'A guide',
      person: 'Demo member',
      older: false,
    })
    expect(json.messages).toHaveLength(5)
    const last = json.messages.at(-1)
    expect(json.shown).toBe(last.id)
    expect(last).toMatchObject({ author: 'person', text: 'Said anew.' })
    expect(last.parent).toBe(json.messages[1].id)
    expect(json.messages[1]).toMatchObject({ author: 'agent', status: 'complete', sources: [] })
  })

  it('carries nothing that runs, and a name that is safe to save under', async () => {
    const title = 'A/b "c" <script>alert(1)</script>\u202e'
    const id = await talkOf(1, { title })
    await app.sql.query(
      `update public.messages set text = '<script>alert(1)</script> [a](javascript:alert(1)) Message 1.'
       where conversation_id = $1`,
      [id],
    )
    const page = await take(id, 'print')
    const html = await page.text()
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(/href="javascript/i)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; [a](javascript:alert(1))')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'nonce-/)
    expect(policy).not.toContain('script-src')
    expect(page.headers.get('content-disposition')).toMatch(/^inline; /)
    const file = await take(id, 'markdown')
    const name = file.headers.get('content-disposition') ?? ''
    expect(name).toMatch(/^attachment; filename="[\w .()-]+\.md"/)
    expect(await file.text()).toContain('# A/b "c" \\<script\\>')
  })

  it('says what an answer was made from, with a whole link, and what is not theirs any more', async () => {
    const id = await talkOf(1)
    const { rows } = await app.sql.query<{ id: string }>(
      `with item as (
         insert into public.content_items (community_id, kind, title, slug, summary, status, published_at)
         select id, 'document', 'House *rules*', 'house-rules-' || gen_random_uuid(), '', 'published', now()
         from public.communities where slug = 'northside' returning id
       ), body as (insert into public.documents (id, body) select id, '# One' from item)
       select id from item`,
    )
    await app.sql.query(
      `insert into public.answer_sources
         (message_id, place, conversation_id, document_id, title, headings, section, passage)
       select m.id, s.place, m.conversation_id, s.document, 'House *rules*', '{Evening}', 'evening',
         'Close the windows.'
       from public.messages m, (values (1, $2::uuid), (2, null)) as s (place, document)
       where m.conversation_id = $1 and m.author = 'agent'`,
      [id, rows[0]?.id],
    )
    const address = `http://127.0.0.1:8787/c/northside/documents/${rows[0]?.id}#evening`
    const markdown = await (await take(id, 'markdown')).text()
    expect(markdown).toContain(`House \\*rules\\* › Evening: <${address}>`)
    expect(markdown).toContain('  > Close the windows.')
    expect(markdown).toContain('A document that is not there any more.')
    const html = await (await take(id, 'print')).text()
    expect(html).toContain(`href="${address}"`)
    expect(words(html)).toContain('Close the windows.')
  })

  it('is for whoever may read it, and the audit keeps who took it', async () => {
    const [mine, shared] = [await talkOf(1), await talkOf(1, { readers: 'owner_and_coaches' })]
    expect((await take(mine, 'json')).status).toBe(200)
    expect((await take(mine, 'json', coach)).status).toBe(404)
    expect((await take(shared, 'json', coach)).status).toBe(200)
    const rival = await app.signIn('rival@aigym.test')
    expect((await take(shared, 'json', rival)).status).toBe(404)
    expect((await take(mine, 'pdf')).status).toBe(404)
    expect((await take('no-uuid', 'json')).status).toBe(404)
    expect((await take(mine, 'json', app.visitor())).location).toMatch(/^\/login/)
    const { rows } = await app.sql.query(
      `select details, outcome from public.security_audit
       where action = 'export.conversation' and subject_id = any($1) order by id`,
      [[mine, shared]],
    )
    expect(rows.map(({ details }) => details)).toEqual([
      { as: 'json', own: true },
      { as: 'json', own: false },
    ])
  })

  it('is offered on a page of its own, to whoever may read it', async () => {
    const id = await talkOf(1, { readers: 'owner_and_coaches', title: 'On a page' })
    for (const browser of [member, coach]) {
      const page = await browser.get(`${SANDBOX}/${id}/options`)
      expect(page.status).toBe(200)
      const html = await page.text()
      expect(words(html)).toContain('The conversation “On a page”.')
      expect(html).toContain(`action="${SANDBOX}/${id}/export/file"`)
      expect(await (await browser.get(`${SANDBOX}/${id}`)).text()).toContain(
        `href="${SANDBOX}/${id}/options"`,
      )
    }
    const rival = await app.signIn('rival@aigym.test')
    expect((await rival.get(`${SANDBOX}/${id}/options`)).status).toBe(404)
  })
})
