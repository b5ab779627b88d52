import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isSealed } from '~/features/content/exchange/seal.server'
import { type FileGym, fileOf, PNG, startFileGym } from '../files/gym-with-files'
import { batchesSince, words } from './gym'
import { unzip } from './packages'

let gym: FileGym
let agent: string
let document: string
let video: string

beforeAll(async () => {
  gym = await startFileGym()
  agent = await gym.make({ title: 'A partner', instructions: 'Ask one thing at a time.' })
  document = await gym.item('document')
  video = await gym.item('video', 'draft')
  await gym.app.sql.query(`update public.documents set body = $2 where id = $1`, [
    document,
    '# Words',
  ])
  await gym.app.sql.query(
    `with tag as (
       insert into public.tags (community_id, name)
       select community_id, 'Début' from public.content_items where id = $1 returning id
     )
     insert into public.content_tags (item_id, tag_id) select $1, id from tag`,
    [document],
  )
  await gym.app.sql.query(
    `insert into public.video_chapters (video_id, starts_at_second, title) values ($1, 2.5, 'Begin')`,
    [video],
  )
  await gym.upload(gym.coach, document, fileOf(PNG, 'a cover.png'))
  await gym.upload(gym.coach, document, fileOf('one,two', 'table.csv'), 'attachment')
})
afterAll(() => gym?.stop())

const take = (query: string, by = gym.coach) => by.get(gym.path(`admin/export/file?${query}`))

async function takeJson(query = 'as=json') {
  const page = await take(query)
  expect(page.status).toBe(200)
  return JSON.parse(await page.text())
}

describe('an export', () => {
  it('holds all items as texts, signed, in one round trip', async () => {
    const from = gym.app.logged.length
    const content = await takeJson()
    expect(batchesSince(gym.app, from)).toBe(1)
    expect(content).toMatchObject({
      format: 'ai-gym-content',
      version: 1,
      from: { community: 'Testfield' },
      files: [],
    })
    expect(content.items.map(({ id }: { id: string }) => id).sort()).toEqual(
      [agent, document, video].sort(),
    )
    const byId = (id: string) => content.items.find((item: { id: string }) => item.id === id)
    expect(byId(agent)).toMatchObject({
      kind: 'agent',
      status: 'draft',
      title: 'A partner',
      agent: { instructions: 'Ask one thing at a time.', temperature: 0.7 },
    })
    expect(byId(document)).toMatchObject({ tags: ['Début'], document: { body: '# Words' } })
    expect(byId(document)).not.toHaveProperty('files')
    expect(byId(video).video).toMatchObject({ chapters: [{ starts_at_second: 2.5 }] })
    expect(await isSealed(content)).toBe(true)
  })

  it('is broken by any change, and by none of its layout', async () => {
    const content = await takeJson()
    const { signature, items, ...rest } = content
    expect(await isSealed({ items, signature, ...rest })).toBe(true)
    content.items[0].title += '.'
    expect(await isSealed(content)).toBe(false)
  })

  it('is of the kinds and items that were chosen', async () => {
    const kinds = await takeJson('as=json&kind=agent&kind=video')
    expect(kinds.items.map(({ kind }: { kind: string }) => kind)).toEqual(['video', 'agent'])
    const one = await takeJson(`as=json&item=${document}&item=nonsense`)
    expect(one.items).toHaveLength(1)
  })

  it('as a zip has the files, each as it is', async () => {
    const page = await take(`as=zip&item=${document}`)
    expect(page.headers.get('content-type')).toBe('application/zip')
    expect(page.headers.get('content-disposition')).toMatch(
      /attachment; filename="testfield-.*\.zip"/,
    )
    const entries = await unzip(page.body)
    const content = JSON.parse(Buffer.from(entries.get('content.json') ?? []).toString())
    expect(await isSealed(content)).toBe(true)
    expect(content.items[0].files.map(({ purpose }: { purpose: string }) => purpose)).toEqual([
      'attachment',
      'cover',
    ])
    for (const { path, sha256, bytes } of content.files) {
      const entry = entries.get(path)
      expect(entry?.length).toBe(bytes)
      expect(
        createHash('sha256')
          .update(entry ?? '')
          .digest('hex'),
      ).toBe(sha256)
    }
    expect(content.files.map(({ name }: { name: string }) => name).sort()).toEqual([
      'a cover.png',
      'table.csv',
    ])
  })

  it('leaves out what is deleted, and says when nothing is left', async () => {
    const gone = await gym.make()
    await gym.app.sql.query('update public.content_items set deleted_at = now() where id = $1', [
      gone,
    ])
    const page = await take(`as=json&item=${gone}`)
    expect(page.status).toBe(404)
    expect(words(await page.text())).toContain('There is nothing to export')
  })

  it('of another community’s items has none of them', async () => {
    const theirs = await gym.item('document', 'published', 'elsewhere')
    expect((await take(`as=json&item=${theirs}`)).status).toBe(404)
  })

  it('is refused to members and strangers, and leaves a row in the audit for coaches alone', async () => {
    const rows = async () => {
      const { rows } = await gym.app.sql.query(
        `select details from public.security_audit where action = 'export.content' order by id`,
      )
      return rows
    }
    const before = await rows()
    expect((await take('as=json', gym.member)).status).toBe(403)
    expect((await take('as=json', gym.stranger)).status).toBe(404)
    expect((await take('as=json', gym.app.visitor())).location).toMatch(/^\/login/)
    expect(await rows()).toEqual(before)
    await takeJson(`as=json&item=${agent}`)
    expect((await rows()).at(-1)).toEqual({ details: { items: 1, files: false, people: false } })
  })

  it('that would be larger than one may be is refused before it is read', async () => {
    const { rows } = await gym.app.sql.query<{ id: string }>(
      `insert into public.content_items (community_id, kind, title, slug, owner_id)
       select i.community_id, 'document', 'Long ' || n, 'long-' || n, i.owner_id
       from public.content_items i, generate_series(1, 18) as n where i.id = $1 returning id`,
      [document],
    )
    const ids = rows.map(({ id }) => id)
    // The search need not take them in.
    await gym.app.sql.query('set session_replication_role = replica')
    await gym.app.sql.query(
      `insert into public.documents (id, body)
       select one, repeat(md5(one::text), 31250) from unnest($1::uuid[]) as one`,
      [ids],
    )
    await gym.app.sql.query('reset session_replication_role')
    const page = await take('as=json')
    expect(page.status).toBe(413)
    expect(words(await page.text())).toContain('too much for one export')
    await gym.app.sql.query('delete from public.content_items where id = any ($1)', [ids])
  })
})

describe('the page of it', () => {
  it('offers the kinds, or keeps to what was chosen', async () => {
    const page = await gym.coach.get(gym.path('admin/export'))
    const html = await page.text()
    expect(words(html)).toContain('With files (zip)')
    expect(html.match(/name="kind"/g)).toHaveLength(5)
    const chosen = await (await gym.coach.get(gym.path(`admin/export?item=${agent}`))).text()
    expect(words(chosen)).toContain('Only the 1 item that you chose')
    expect(chosen).toContain(`value="${agent}"`)
    expect((await gym.member.get(gym.path('admin/export'))).status).toBe(403)
  })
})
