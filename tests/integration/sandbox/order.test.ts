import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, begin, SANDBOX, send, untilStatus, words } from './talk'

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
beforeEach(() => app.sql.query('delete from public.conversations'))

const MINE = `${SANDBOX}/mine`

/** Conversations of the demo member, `Talk 001` the oldest; their ids by name. */
async function talks(n: number): Promise<string[]> {
  const { rows } = await app.sql.query<{ id: string }>(
    `insert into public.conversations
       (community_id, owner_id, agent_name, title, readers, last_message_at)
     select c.id, p.id, 'A guide', 'Talk ' || lpad(n::text, 3, '0'), 'owner_and_coaches',
       now() - interval '1 year' + n * interval '1 minute'
     from public.communities c, public.profiles p, generate_series(1, $1) n
     where c.slug = 'northside' and p.display_name = 'Demo member' order by n returning id`,
    [n],
  )
  return rows.map(({ id }) => id)
}

const move = (id: string | undefined, intent: string, by = member) =>
  by.post(MINE, { conversation: id ?? '', intent })

const put = (id: string | undefined, folder: string, by = member) =>
  by.post(`${SANDBOX}/${id}/options`, { intent: 'folder', folder })

/** The titles that a page lists, in order. */
async function titles(path: string, by = member): Promise<string[]> {
  const html = await (await by.get(path)).text()
  return [...html.matchAll(/>(Talk \d+)</g)].map(([, title]) => title ?? '')
}

describe('my conversations', () => {
  it('stand in their order, what is pinned above, paged by key', async () => {
    const ids = await talks(45)
    await move(ids[2], 'pin')
    const said = await move(ids[0], 'pin')
    expect(said.location).toBe(MINE)
    expect(words(await (await member.get(MINE)).text())).toContain('stands above the others now')
    const seen: string[] = []
    let path: string | undefined = MINE
    while (path) {
      const html: string = await (await member.get(path)).text()
      seen.push(...[...html.matchAll(/>(Talk \d+)</g)].map(([, title]) => title ?? ''))
      path = /href="([^"]*)"[^>]*rel="next"|rel="next"[^>]*href="([^"]*)"/
        .exec(html)
        ?.slice(1)
        .find(Boolean)
        ?.replaceAll('&amp;', '&')
    }
    const rest = Array.from({ length: 45 }, (_, at) => `Talk ${String(45 - at).padStart(3, '0')}`)
    const pinned = ['Talk 001', 'Talk 003']
    expect(seen).toEqual([...pinned, ...rest.filter((title) => !pinned.includes(title))])
    // Beside a conversation, and where one begins, too.
    expect((await titles(SANDBOX)).slice(0, 3)).toEqual(['Talk 001', 'Talk 003', 'Talk 045'])
    expect((await titles(`${SANDBOX}/${ids[9]}`)).slice(0, 2)).toEqual(['Talk 001', 'Talk 003'])
    // One goes on where something was last said, not with what is pinned.
    expect(await (await member.get(SANDBOX)).text()).toMatch(
      new RegExp(`button-primary"[^>]* href="${SANDBOX}/${ids[44]}#answer"`),
    )
    await move(ids[0], 'unpin')
    expect((await titles(MINE)).slice(0, 2)).toEqual(['Talk 003', 'Talk 045'])
  })

  it('are laid away, found by search there, and come back', async () => {
    const path = await begin(member, 'Wombats dig at night')
    await untilStatus(app, path, 'complete')
    const id = path.split('/').at(-1)
    await move(id, 'pin')
    await move(id, 'archive')
    const listed = async (where: string) =>
      words(await (await member.get(where)).text()).includes('Wombats dig')
    expect(await listed(MINE)).toBe(false)
    expect(await listed(SANDBOX)).toBe(false)
    expect(await listed('/c/northside/dashboard')).toBe(false)
    expect(await listed(`${MINE}?show=archived`)).toBe(true)
    expect(await listed('/c/northside/search?q=wombats')).toBe(true)
    expect((await member.get(path)).status).toBe(200)
    await move(id, 'unarchive')
    expect(await listed(MINE)).toBe(true)
    // Writing in it brings it back as well.
    await move(id, 'archive')
    expect((await send(member, path, 'And by day?')).status).toBe(303)
    await untilStatus(app, path, 'complete')
    expect(await listed(MINE)).toBe(true)
    expect(await listed(`${MINE}?show=archived`)).toBe(false)
  })

  it('are in folders, which are there as long as something is in them', async () => {
    const ids = await talks(3)
    const said = await put(ids[0], '  Work \r\n <b>here</b> ')
    expect(said.status).toBe(303)
    await put(ids[1], 'Work <b>here</b>')
    await put(ids[2], 'Rest & play')
    await move(ids[1], 'archive')
    const folder = encodeURIComponent('Work <b>here</b>')
    expect(await titles(`${MINE}?folder=${folder}`)).toEqual(['Talk 002', 'Talk 001'])
    const html = await (await member.get(MINE)).text()
    expect(html).toContain('Work &lt;b&gt;here&lt;/b&gt;')
    expect(html).toContain('Rest &amp; play')
    expect(await (await coach.get(MINE)).text()).not.toContain('Rest &amp; play')
    await put(ids[2], '')
    expect(await (await member.get(MINE)).text()).not.toContain('Rest &amp; play')
    for (const odd of ['%00', 'nothing', '%F0%9F%A7%98']) {
      expect((await member.get(`${MINE}?folder=${odd}`)).status, odd).toBe(200)
    }
  })

  it('have their folder renamed: all in it, the trash too, and nobody else’s', async () => {
    const ids = await talks(3)
    for (const id of ids) await put(id, 'Work')
    await app.sql.query('update public.conversations set deleted_at = now() where id = $1', [
      ids[2],
    ])
    const rename = (name: string, by = member) =>
      by.post(`${MINE}?folder=Work`, { intent: 'rename', folder: 'Work', name })
    const foldersOf = async () => {
      const { rows } = await app.sql.query<{ folder: string | null }>(
        'select folder from public.conversations order by title',
      )
      return rows.map(({ folder }) => folder)
    }
    await rename('Mine', coach)
    const long = 'f'.repeat(41)
    const refused = await rename(long)
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(words(html)).toContain('has 40 characters at most')
    expect(html).toContain(`value="${long}"`)
    expect(html).toMatch(/<details[^>]* open/)
    expect(await foldersOf()).toEqual(['Work', 'Work', 'Work'])
    const done = await rename(' Rest &  play ')
    expect(done.location).toBe(`${MINE}?folder=Rest+%26+play`)
    expect(words(await (await member.get(done.location ?? '')).text())).toContain(
      'The folder is “Rest &amp; play” now.',
    )
    expect(await foldersOf()).toEqual(['Rest & play', 'Rest & play', 'Rest & play'])
    // A second press, which finds nothing in the old one any more.
    expect((await rename('Rest & play')).status).toBe(303)
    const out = await member.post(MINE, { intent: 'rename', folder: 'Rest & play', name: ' ' })
    expect(out.location).toBe(MINE)
    expect(await foldersOf()).toEqual([null, null, null])
  })

  it('say what is wrong with a folder’s name, and keep it', async () => {
    const [id] = await talks(1)
    const long = 'f'.repeat(41)
    const refused = await put(id, long)
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(words(html)).toContain('has 40 characters at most')
    expect(html).toContain(`value="${long}"`)
    expect((await put(id, `${'f'.repeat(39)}🧘`)).status).toBe(303)
    expect((await put(id, 'a\0b')).status).toBe(422)
  })

  it('may be pinned twenty times', async () => {
    const ids = await talks(21)
    for (const id of ids.slice(0, 20)) await move(id, 'pin')
    const refused = await move(ids[20], 'pin')
    expect(refused.location).toBe(`${MINE}?full=pins`)
    expect(words(await (await member.get(refused.location ?? '')).text())).toContain(
      'Twenty conversations are pinned already',
    )
    // One that is pinned stays so, and one that is laid away makes room.
    expect((await move(ids[0], 'pin')).location).toBe(MINE)
    await move(ids[0], 'archive')
    expect((await move(ids[20], 'pin')).location).toBe(MINE)
  })

  it('are kept in order by their owner alone', async () => {
    const [id] = await talks(1)
    for (const intent of ['pin', 'unpin', 'archive', 'unarchive']) {
      expect((await move(id, intent, coach)).status, intent).toBe(404)
    }
    expect((await put(id, 'Mine', coach)).status).toBe(404)
    expect((await move('no-uuid', 'pin')).status).toBe(404)
    expect((await move(id, 'burn')).status).toBe(422)
    const { rows } = await app.sql.query(
      'select pinned_at, archived_at, folder from public.conversations where id = $1',
      [id],
    )
    expect(rows).toEqual([{ pinned_at: null, archived_at: null, folder: null }])
  })

  it('lead back where one was, and nowhere else', async () => {
    const [id] = await talks(1)
    const fields = { conversation: id ?? '', intent: 'pin' }
    const back = `${SANDBOX}/${id}/options`
    expect((await member.post(MINE, { ...fields, back })).location).toBe(back)
    const away = await member.post(MINE, { ...fields, back: '//elsewhere.test/' })
    expect(away.location).toBe(MINE)
  })

  it('cost one round trip', async () => {
    const [id] = await talks(3)
    await move(id, 'pin')
    await member.get(MINE)
    for (const path of [MINE, `${MINE}?show=archived`, `${MINE}?folder=x`]) {
      expect(await batchesOf(app, async () => (await member.get(path)).text())).toBe(1)
    }
  })
})

describe('search within one conversation', () => {
  it('finds what was said there, on all branches, and nothing of another one', async () => {
    const path = await begin(member, 'Wombats dig at night')
    await untilStatus(app, path, 'complete')
    const other = await begin(member, 'Wombats sleep by day')
    await untilStatus(app, other, 'complete')
    await app.sql.query(
      `insert into public.messages (conversation_id, author, text, status, completed_at)
       values ($1, 'person', 'Wombats <b>chew</b> grass', 'complete', now())`,
      [path.split('/').at(-1)],
    )
    const page = await member.get(`${path}/search?q=wombat`)
    expect(page.status).toBe(200)
    const html = await page.text()
    const text = words(html)
    expect(text).toContain('2 messages fit')
    expect(text).toMatch(/Wombats &lt;b&gt;chew&lt;\/b&gt; grass .*Wombats dig at night/)
    expect(text).not.toContain('sleep by day')
    expect(html).toContain('<mark class="found">Wombats</mark>')
    const hit = /href="([^"]*\?at=[0-9a-f-]{36})#m-/.exec(html)?.[1] ?? ''
    expect(words(await (await member.get(hit)).text())).toContain('Wombats &lt;b&gt;chew')
    expect(words(await (await member.get(`${path}/search?q=zebra`)).text())).toContain(
      'Nothing that was said fits',
    )
    expect((await member.get(`${path}/search?q=%00'%22`)).status).toBe(200)
    expect(await (await member.get(path)).text()).toContain(`${path}/search"`)
    expect(
      await batchesOf(app, async () => (await member.get(`${path}/search?q=wombat`)).text()),
    ).toBe(1)
  })

  it('is for its owner', async () => {
    const [id] = await talks(1)
    for (const query of ['', '?q=hello']) {
      expect((await coach.get(`${SANDBOX}/${id}/search${query}`)).status).toBe(404)
      expect((await member.get(`${SANDBOX}/${id}/search${query}`)).status).toBe(200)
    }
  })
})
