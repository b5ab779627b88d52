import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSigningKey } from '../../../supabase/local/signing-keys'
import { type FileGym, fileOf, startFileGym } from '../files/gym-with-files'
import { words } from './gym'
import { document, type Fields, sealed } from './packages'

let gym: FileGym
const signingKey = makeSigningKey()

beforeAll(async () => {
  gym = await startFileGym()
  await gym.app.sql.query(
    `insert into public.groups (community_id, name)
     select c.id, g.name from public.communities c
     cross join (values ('testfield', 'Beginners'), ('testfield', 'Night shift'),
       ('elsewhere', 'beginners')) as g (slug, name)
     where c.slug = g.slug`,
  )
})
afterAll(() => gym?.stop())
beforeEach(() => {
  for (const by of [gym.coach, gym.otherCoach, gym.stranger]) by.cookies.delete('flash')
})

interface Taken {
  items: Fields[]
  salt?: string
}

/** What somebody is called in the database. */
async function personBehind(email: string): Promise<string> {
  const { rows } = await gym.app.sql.query('select id from auth.users where email = $1', [email])
  return rows[0]?.id
}

const emailsOf = async (slug: string, role: string): Promise<string[]> => {
  const { rows } = await gym.app.sql.query(
    `select u.email from public.memberships m
     join public.communities c on c.id = m.community_id
     join auth.users u on u.id = m.user_id
     where c.slug = $1 and m.role = $2 order by u.email`,
    [slug, role],
  )
  return rows.map(({ email }) => email)
}

/** A document of Testfield that is for some. */
async function limitedTo(groups: string[], emails: string[]): Promise<string> {
  const id = await gym.item('document')
  await gym.app.sql.query(`update public.documents set body = 'Secret words' where id = $1`, [id])
  await gym.app.sql.query(
    `insert into public.content_audience (item_id, community_id, group_id)
     select $1, g.community_id, g.id from public.groups g
     join public.communities c on c.id = g.community_id
     where c.slug = 'testfield' and g.name = any ($2)`,
    [id, groups],
  )
  await gym.app.sql.query(
    `insert into public.content_audience (item_id, community_id, user_id)
     select $1, i.community_id, u.id from public.content_items i
     join auth.users u on u.email = any ($2) where i.id = $1`,
    [id, emails],
  )
  await gym.app.sql.query(
    `update public.content_items set audience = array(
       select coalesce(group_id, user_id) from public.content_audience where item_id = $1 order by 1
     ) where id = $1`,
    [id],
  )
  return id
}

async function takeOut(item: string, more = ''): Promise<Taken> {
  const page = await gym.coach.get(gym.path(`admin/export/file?as=json&item=${item}${more}`))
  return JSON.parse(await page.text())
}

const published = (fields: Fields = {}) => document({ status: 'published', ...fields })

/** Sealed by somebody who may write into an export whatever they like. */
const crafted = async (items: Fields[], fields: Fields = {}) =>
  JSON.stringify(await sealed(items, fields, signingKey))

/** Brings an export into a community, by its coach, publishing what may be; answers the two reports. */
async function bring(text: string, slug = 'testfield', fields: Fields = { publish: 'yes' }) {
  const by = slug === 'testfield' ? gym.coach : gym.stranger
  const form = new FormData()
  form.set('file', fileOf(text, 'export.json'))
  const sent = await by.upload(`/c/${slug}/admin/import`, form)
  if (sent.status !== 303) throw new Error(`${sent.status}: ${words(await sent.text())}`)
  const path = sent.location ?? ''
  const told = words(await (await by.get(path)).text())
  const started = await by.post(path, { intent: 'start', trusted: 'yes', ...fields } as Record<
    string,
    string
  >)
  expect(started.status).toBe(303)
  return { told, after: words(await (await by.get(path)).text()) }
}

async function here(title: unknown, slug = 'testfield') {
  const { rows } = await gym.app.sql.query(
    `select i.id, i.status, i.audience is null as "forAll",
       array(select g.name from public.groups g where g.id = any (i.audience) order by 1) as groups,
       array(select u.email::text from auth.users u where u.id = any (i.audience) order by 1) as people,
       (select u.email from auth.users u where u.id = i.owner_id) as owner
     from public.content_items i join public.communities c on c.id = i.community_id
     where i.title = $1 and c.slug = $2`,
    [title, slug],
  )
  return rows[0]
}

const FINGERPRINT = /^[0-9a-f]{64}$/

describe('for whom an item is, in an export', () => {
  it('are groups by their names, and of people only how many, unless they are asked for', async () => {
    const [member = ''] = await emailsOf('testfield', 'end_user')
    const item = await limitedTo(['Beginners'], [member])
    const taken = await takeOut(item)
    expect(taken.items).toMatchObject([
      { limited: true, audience: { groups: ['Beginners'], people: [], left_out: 1 } },
    ])
    expect(taken.salt).toBeUndefined()
    expect(taken.items[0]).not.toHaveProperty('owner')
  })

  it('holds no address and no id of anybody, and other fingerprints each time', async () => {
    const emails = [
      ...(await emailsOf('testfield', 'end_user')),
      ...(await emailsOf('testfield', 'community_admin')),
    ]
    const item = await limitedTo(['Beginners'], emails)
    const [one, other] = [await takeOut(item, '&people=yes'), await takeOut(item, '&people=yes')]
    for (const email of emails) {
      expect(JSON.stringify(one)).not.toContain(email)
      expect(JSON.stringify(one)).not.toContain(await personBehind(email))
    }
    const audience = one.items[0]?.audience as { people: string[]; left_out: number }
    expect(audience.people).toHaveLength(emails.length)
    expect(audience.left_out).toBe(0)
    expect(one.items[0]?.owner).toMatch(FINGERPRINT)
    const again = (other.items[0] as { audience: { people: string[] } }).audience.people
    expect(audience.people.filter((print) => again.includes(print))).toEqual([])
  })

  it('is kept in the audit, when people go along', async () => {
    const item = await limitedTo([], [])
    await takeOut(item, '&people=yes')
    const { rows } = await gym.app.sql.query(
      `select details from public.security_audit where action = 'export.content' order by id desc
       limit 1`,
    )
    expect(rows).toEqual([{ details: { items: 1, files: false, people: true } }])
  })

  it('is no way for a member or a stranger to fingerprints', async () => {
    const asked = gym.path('admin/export/file?as=json&people=yes')
    expect((await gym.member.get(asked)).status).toBe(403)
    expect((await gym.stranger.get(asked)).status).toBe(404)
  })
})

describe('for whom an item is, where it comes in', () => {
  it('are groups of the same name and the members of the same address, and it is published', async () => {
    const [member = ''] = await emailsOf('testfield', 'end_user')
    const [coach = ''] = await emailsOf('elsewhere', 'community_admin')
    await gym.app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select c.id, u.id, 'end_user' from public.communities c, auth.users u
       where c.slug = 'elsewhere' and u.email = $1 on conflict do nothing`,
      [member],
    )
    const item = await limitedTo(['Beginners'], [member])
    const page = await gym.coach.get(gym.path(`admin/export/file?as=json&people=yes&item=${item}`))
    const text = await page.text()
    const [{ title }] = JSON.parse(text).items
    const { told } = await bring(text, 'elsewhere')
    expect(told).toContain('For 1 group and 1 person.')
    expect(await here(title, 'elsewhere')).toMatchObject({
      status: 'published',
      groups: ['beginners'],
      people: [member],
      owner: coach,
    })
    // Brought again, it is the same, with people or without them.
    expect((await bring(text, 'elsewhere')).told).toContain('Here already, the same')
    const without = await gym.coach.get(gym.path(`admin/export/file?as=json&item=${item}`))
    expect((await bring(await without.text(), 'elsewhere')).told).toContain('Here already')
  })

  it('of whom some are not here: a draft for those who are, which the report tells before', async () => {
    const item = await limitedTo(['Beginners', 'Night shift'], [])
    const page = await gym.coach.get(gym.path(`admin/export/file?as=json&item=${item}`))
    const text = await page.text()
    const [{ title }] = JSON.parse(text).items
    const { told, after } = await bring(text, 'elsewhere')
    for (const report of [told, after]) {
      expect(report).toContain('1 item is for people or groups that are not all here')
      expect(report).toContain('Not here, or not in the export: the group “Night shift”.')
      expect(report).toContain('it is a draft, for those who are here')
    }
    expect(await here(title, 'elsewhere')).toMatchObject({
      status: 'draft',
      forAll: false,
      groups: ['beginners'],
    })
  })

  it('of whom nobody is here: a draft for nobody, and it stays so when it is published', async () => {
    const item = await limitedTo(['Night shift'], [])
    const page = await gym.coach.get(gym.path(`admin/export/file?as=json&item=${item}`))
    const text = await page.text()
    const [{ title }] = JSON.parse(text).items
    expect((await bring(text, 'elsewhere')).told).toContain('for nobody but coaches')
    const made = await here(title, 'elsewhere')
    expect(made).toMatchObject({ status: 'draft', forAll: false, groups: [], people: [] })
    await gym.app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
      made.id,
    ])
    const [member = ''] = await emailsOf('testfield', 'end_user')
    await gym.app.sql.query(
      `insert into public.memberships (community_id, user_id, role)
       select c.id, u.id, 'end_user' from public.communities c, auth.users u
       where c.slug = 'elsewhere' and u.email = $1 on conflict do nothing`,
      [member],
    )
    const seen = await gym.member.get(`/c/elsewhere/documents/${made.id}`)
    expect(seen.status).toBe(404)
    const asked = await gym.stranger.get(`/c/elsewhere/admin/audience/${made.id}`)
    expect(words(await asked.text())).toContain('No member may use it')
  })

  it('who looked after it looks after it, where they coach here; else who brings it in', async () => {
    const [first = '', second = ''] = await emailsOf('testfield', 'community_admin')
    const item = await gym.item('document')
    await gym.app.sql.query(`update public.documents set body = 'Words' where id = $1`, [item])
    const { rows } = await gym.app.sql.query(
      `update public.content_items set owner_id = (select id from auth.users where email = $2)
       where id = $1 returning title`,
      [item, second],
    )
    const page = await gym.coach.get(gym.path(`admin/export/file?as=json&people=yes&item=${item}`))
    const text = await page.text()
    await gym.app.sql.query('delete from public.content_items where id = $1', [item])
    await bring(text)
    expect(await here(rows[0].title)).toMatchObject({ owner: second, forAll: true })
    expect([first, second]).toHaveLength(2)
    const { told } = await bring(text, 'elsewhere')
    expect(told).toContain('Who looked after it is no coach here')
    const [stranger = ''] = await emailsOf('elsewhere', 'community_admin')
    expect(await here(rows[0].title, 'elsewhere')).toMatchObject({ owner: stranger })
  })
})

describe('an export that was made to show more than it may', () => {
  it.each<[string, Fields]>([
    ['limited, and no more', { limited: true }],
    ['an empty audience', { audience: { groups: [], people: [] } }],
    ['an audience, not limited', { audience: { groups: ['Not here'] } }],
    ['people without a salt', { audience: { people: ['a'.repeat(64)] } }],
    ['people who are nobody', { audience: { people: ['a'.repeat(64)] }, limited: true }],
    ['left out', { audience: { left_out: 3 } }],
    ['a group that is like another', { audience: { groups: ['Begin%', 'Beginners’'] } }],
  ])('%s: it is for nobody', async (_what, fields) => {
    const item = published(fields)
    await bring(await crafted([item], _what.includes('nobody') ? { salt: 'x'.repeat(32) } : {}))
    expect(await here(item.title)).toMatchObject({ forAll: false, groups: [], people: [] })
  })

  it.each<[string, Fields]>([
    ['no audience', { audience: null }],
    ['an audience that is a text', { audience: 'everybody' }],
    ['limited that is not', { limited: false }],
    ['fewer than nobody left out', { audience: { groups: ['Not here'], left_out: -1 } }],
    ['more than an item may have', { audience: { groups: Array(201).fill('Beginners') } }],
    ['an owner by an id', { owner: randomUUID() }],
  ])('%s: it does not come in', async (_what, fields) => {
    const item = published(fields)
    const { told } = await bring(await crafted([item, published()]))
    expect(told).toContain('It is not written as items are')
    expect(await here(item.title)).toBeUndefined()
  })

  it('does not open what was limited here, nor give it to others', async () => {
    const item = published({ limited: true, audience: { groups: ['Beginners'] } })
    await bring(await crafted([item]))
    for (const fields of [
      { limited: undefined, audience: undefined },
      { audience: { groups: ['Night shift'] } },
    ]) {
      const bent = { ...item, ...fields, document: { body: `Newer ${randomUUID()}` } }
      await bring(await crafted([bent]), 'testfield', { publish: 'yes', overwrite: 'yes' })
      expect(await here(item.title)).toMatchObject({ status: 'published', groups: ['Beginners'] })
    }
  })

  it('and what was open here is limited, when what comes is for some', async () => {
    const item = published()
    await bring(await crafted([item]))
    expect(await here(item.title)).toMatchObject({ status: 'published', forAll: true })
    const newer = { ...item, audience: { groups: ['Beginners'] }, document: { body: 'For some' } }
    await bring(await crafted([newer]))
    expect(await here(item.title)).toMatchObject({ forAll: false, groups: ['Beginners'] })
    // Of whom not all are here: what members have stays as it is, with its words.
    const other = published()
    await bring(await crafted([other]))
    const lost = { ...other, audience: { groups: ['Not here'] }, document: { body: 'For some' } }
    await bring(await crafted([lost]), 'testfield', { publish: 'yes', overwrite: 'yes' })
    const { id } = await here(other.title)
    const { rows } = await gym.app.sql.query('select body from public.documents where id = $1', [
      id,
    ])
    expect(rows).toEqual([{ body: '# Words' }])
  })

  it('is no way past a second pair of eyes: the author stays who brought it in', async () => {
    const [, second = ''] = await emailsOf('testfield', 'community_admin')
    const item = await gym.item('document')
    await gym.app.sql.query(`update public.documents set body = 'Words' where id = $1`, [item])
    await gym.app.sql.query(
      `update public.content_items set owner_id = (select id from auth.users where email = $2)
       where id = $1`,
      [item, second],
    )
    const page = await gym.coach.get(gym.path(`admin/export/file?as=json&people=yes&item=${item}`))
    const text = await page.text()
    const [{ title }] = JSON.parse(text).items
    await gym.app.sql.query('delete from public.content_items where id = $1', [item])
    const review = (on: boolean) =>
      gym.app.sql.query(
        `update public.communities set review_before_publish = $1 where slug = 'testfield'`,
        [on],
      )
    await review(true)
    try {
      await bring(text)
      const made = await here(title)
      expect(made).toMatchObject({ owner: second, status: 'in_review' })
      const { rows } = await gym.app.sql.query(
        `select u.email from public.content_items i join auth.users u on u.id = i.author_id
         where i.id = $1`,
        [made.id],
      )
      expect(rows).not.toEqual([{ email: second }])
      expect(rows).toHaveLength(1)
    } finally {
      await review(false)
    }
  })
})
