import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scheduled } from '~/scheduled.server'
import { batchesSince, fieldValue, filledIn, type Gym, startGym, words } from './gym'

let gym: Gym
const editPath = (id: string) => gym.path(`admin/agents/${id}`)

const one = async <T>(statement: string, values: unknown[] = []): Promise<T> =>
  (await gym.app.sql.query(statement, values)).rows[0]

const planned = (id: string) =>
  one<{ status: string; at: Date | null; by: string | null; version: number; versions: number }>(
    `select i.status, i.publish_at as at, u.email as by, i.version,
       (select count(*)::int from public.content_versions where item_id = i.id) as versions
     from public.content_items i left join auth.users u on u.id = i.scheduled_by where i.id = $1`,
    [id],
  )

const settings = (fields: Record<string, string>) =>
  gym.coach.post(gym.path('admin/settings'), {
    name: 'Testfield',
    description: '',
    joinPolicy: 'invitation',
    conversationReaders: 'owner',
    ...fields,
  })

const schedule = (id: string, publishAt: string, fields: Record<string, string> = {}) =>
  gym.coach.post(editPath(id), { intent: 'schedule', publishAt, ...fields })

const publishAt = async (time: string) =>
  one<{ published: number; held: number }>(
    'select published, held from private.publish_due_at($1, 10)',
    [time],
  )

/** A winter's and a summer's day that are to come, in Berlin: clocks change on these Sundays. */
const year = new Date().getUTCFullYear() + 1
const sundayOf = (month: number) => {
  const last = new Date(Date.UTC(year, month, 31))
  last.setUTCDate(31 - last.getUTCDay())
  return last.toISOString().slice(0, 10)
}
const [spring, autumn] = [sundayOf(2), sundayOf(9)]

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

describe('a time zone', () => {
  it('is a setting of the community, one that clocks and Postgres know', async () => {
    const odd = await settings({ timeZone: 'Mars/Olympus' })
    expect(odd.status).toBe(422)
    expect(words(await odd.text())).toContain('There is no such time zone')
    const saved = await settings({ timeZone: 'Europe/Berlin' })
    expect(saved.status).toBe(303)
    const html = await (await gym.coach.get(gym.path('admin/settings'))).text()
    const [list = ''] = /<select[^>]*name="timeZone".*?<\/select>/s.exec(html) ?? []
    const zones = [...list.matchAll(/<option>([^<]*)/g)].map(([, zone]) => zone ?? '')
    expect(zones.slice(0, 2)).toEqual(['Europe/Berlin', 'UTC'])
    expect(new Set(zones).size).toBe(zones.length)
    expect(zones).toEqual(expect.arrayContaining(['America/New_York', 'Asia/Tokyo']))
    // A form without it leaves it alone.
    await settings({})
    expect(await one(`select time_zone from public.communities where slug = 'testfield'`)).toEqual({
      time_zone: 'Europe/Berlin',
    })
    expect(
      await one(
        'select coalesce(array_agg(name), $2) as unknown from unnest($1::text[]) as name where not private.is_time_zone(name)',
        [Intl.supportedValuesOf('timeZone'), []],
      ),
    ).toEqual({ unknown: [] })
  })
})

describe('a publication at a time', () => {
  it('is set by the clocks of the community, told on page and desk, and taken back', async () => {
    const id = await gym.make()
    const set = await schedule(id, `${year}-01-15T09:30`, { version: '1' })
    expect(set.status).toBe(303)
    const html = await (await gym.coach.follow(set)).text()
    expect(words(html)).toContain('The time is set')
    expect(words(html)).toContain(`It goes out on 15 Jan ${year}, 09:30`)
    expect(await planned(id)).toMatchObject({
      status: 'draft',
      at: new Date(`${year}-01-15T08:30:00Z`),
      by: 'coach@testfield.test',
    })
    const before = gym.app.logged.length
    const desk = words(await (await gym.coach.get(gym.path('admin/agents'))).text())
    expect(batchesSince(gym.app, before)).toBe(1)
    expect(desk).toContain(`Goes out on 15 Jan ${year}, 09:30`)
    expect((await gym.member.get(gym.path(`agents/${id}`))).status).toBe(404)
    // What is saved meanwhile goes out then.
    await gym.coach.post(editPath(id), filledIn({ version: '2' }))
    expect(await planned(id)).toMatchObject({ at: new Date(`${year}-01-15T08:30:00Z`), version: 3 })

    const back = await gym.coach.post(editPath(id), { intent: 'unschedule', version: '3' })
    expect(words(await (await gym.coach.follow(back)).text())).not.toContain('It goes out on')
    expect(await planned(id)).toMatchObject({ status: 'draft', at: null, by: null })
    const { rows } = await gym.app.sql.query(
      `select details -> 'publish_at' as at from public.security_audit
       where action = 'content.changed' and subject_id = $1 order by id`,
      [id],
    )
    expect(rows.map(({ at }) => at.map((each: string | null) => each !== null))).toEqual([
      [false, true],
      [true, false],
    ])
  })

  it('when clocks are set forward over it is told beside the field, with what was entered', async () => {
    const id = await gym.make()
    const gap = await schedule(id, `${spring}T02:30`)
    expect(gap.status).toBe(422)
    const html = await gap.text()
    expect(words(html)).toContain('There is no such time on that day')
    expect(html).toContain(`value="${spring}T02:30"`)
    expect(html).toMatch(
      /<input[^>]*name="publishAt"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="publishAt"/,
    )
    expect((await planned(id)).at).toBe(null)
    // An hour later there is one.
    await schedule(id, `${spring}T03:30`)
    expect((await planned(id)).at).toEqual(new Date(`${spring}T01:30:00Z`))
  })

  it('when clocks show it twice, is the one that was chosen', async () => {
    const id = await gym.make()
    const plain = await (await gym.coach.get(editPath(id))).text()
    expect(plain).not.toContain('name="turn"')
    const asked = await schedule(id, `${autumn}T02:30`)
    expect(asked.status).toBe(422)
    const html = await asked.text()
    expect(words(html)).toContain('Clocks show this time twice')
    expect(html).toContain(`value="${autumn}T02:30"`)
    expect(html.match(/<input[^>]*name="turn"/g)).toHaveLength(2)
    expect((await planned(id)).at).toBe(null)
    await schedule(id, `${autumn}T02:30`, { turn: 'second' })
    expect((await planned(id)).at).toEqual(new Date(`${autumn}T01:30:00Z`))
    const set = await schedule(id, `${autumn}T02:30`, { turn: 'first' })
    expect(words(await (await gym.coach.follow(set)).text())).toContain('02:30')
    expect((await planned(id)).at).toEqual(new Date(`${autumn}T00:30:00Z`))
    expect((await schedule(id, `${autumn}T02:30`, { turn: 'third' })).status).toBe(422)
    // Where there is one, a choice means nothing.
    await schedule(id, `${autumn}T04:30`, { turn: 'second' })
    expect((await planned(id)).at).toEqual(new Date(`${autumn}T03:30:00Z`))
    await schedule(id, `${autumn}T03:00`)
    expect((await planned(id)).at).toEqual(new Date(`${autumn}T02:00:00Z`))
  })

  it.each([
    ['', 'Enter a day and a time.'],
    ['tomorrow', 'Enter a day and a time that there is'],
    [`${year}-02-30T10:00`, 'Enter a day and a time that there is'],
    ['2001-01-01T10:00', 'This time is over'],
    [`${year + 5}-01-01T10:00`, 'more than two years away'],
    [`${year}-01-01T10:00'; drop table x`, 'Enter a day and a time that there is'],
  ])('of %j is refused with words', async (entered, message) => {
    const id = await gym.make()
    const page = await schedule(id, entered)
    expect(page.status).toBe(422)
    expect(words(await page.text())).toContain(message)
    expect((await planned(id)).at).toBe(null)
  })

  it('is a coach’s to set, of what is there, as it was seen, with something in it', async () => {
    const id = await gym.make()
    const fields = { intent: 'schedule', publishAt: `${year}-01-15T09:30` }
    expect((await gym.member.post(editPath(id), fields)).status).toBe(404)
    expect((await gym.stranger.post(editPath(id), fields)).status).toBe(404)
    expect((await gym.coach.post(editPath(crypto.randomUUID()), fields)).status).toBe(404)
    expect((await gym.coach.post(editPath(id), { ...fields, version: '7' })).status).toBe(409)
    const live = await gym.make({ intent: 'publish' })
    expect((await gym.coach.post(editPath(live), fields)).status).toBe(409)
    await gym.app.sql.query(
      `update public.agent_instructions set instructions = ' ' where agent_id = $1`,
      [id],
    )
    const empty = await gym.coach.post(editPath(id), fields)
    expect(empty.status).toBe(422)
    expect(words(await empty.text())).toContain('Members could use nothing in it yet')
  })
})

describe('the clock', () => {
  it('publishes what is due as its hands move, with a version, in the name of who set the time', async () => {
    const id = await gym.make({ title: 'Due in January' })
    await schedule(id, `${year}-01-15T09:30`)
    const later = await gym.make({ title: 'Due in June' })
    await schedule(later, `${year}-06-15T09:30`)
    const gone = await gym.make({ title: 'Deleted before' })
    await schedule(gone, `${year}-01-15T09:30`)
    await gym.coach.post(editPath(gone), { intent: 'delete' })
    await gym.app.sql.query(
      `update public.content_items set publish_at = null where title !~ '^Due in '`,
    )
    expect(await publishAt(`${year}-01-15T08:29:59Z`)).toEqual({ published: 0, held: 0 })
    expect(await publishAt(`${year}-01-15T08:30:00Z`)).toEqual({ published: 1, held: 0 })
    expect(await publishAt(`${year}-01-15T08:31:00Z`)).toEqual({ published: 0, held: 0 })
    expect(await planned(id)).toMatchObject({ status: 'published', at: null, versions: 1 })
    expect(
      await one(
        `select u.email from public.content_versions v join auth.users u on u.id = v.published_by
         where v.item_id = $1`,
        [id],
      ),
    ).toEqual({ email: 'coach@testfield.test' })
    expect(
      await one(
        `select count(*)::int as n from public.security_audit
         where action = 'content.published' and subject_id = $1`,
        [id],
      ),
    ).toEqual({ n: 1 })
    expect((await gym.member.get(gym.path(`agents/${id}`))).status).toBe(200)
    expect((await planned(gone)).status).toBe('draft')
  })

  it('waits for what was emptied since, says so, and lets others pass', async () => {
    const id = await gym.make({ title: 'Emptied' })
    await schedule(id, `${year}-01-15T09:30`)
    const empty = (text: string) =>
      gym.app.sql.query(
        `update public.agent_instructions set instructions = $2 where agent_id = $1`,
        [id, text],
      )
    await empty('')
    expect(await publishAt(`${year}-01-16T00:00Z`)).toEqual({ published: 0, held: 0 })
    await gym.app.sql.query(
      `update public.content_items set publish_at = now() - interval '1 day' where id = $1`,
      [id],
    )
    expect(words(await (await gym.coach.get(editPath(id))).text())).toContain('It was to go out on')
    await empty('Something.')
    expect(await publishAt(`${year}-01-16T00:00Z`)).toEqual({ published: 0, held: 1 })
  })

  it('is the Worker’s, each minute', async () => {
    const id = await gym.make({ title: 'Due now' })
    await schedule(id, `${year}-01-15T09:30`)
    // Times move without a coach, whose name stays.
    await gym.app.sql.query(
      `alter table public.content_items disable trigger content_items_lifecycle`,
    )
    await gym.app.sql.query(
      `update public.content_items set publish_at = now() - interval '1 minute' where id = $1`,
      [id],
    )
    await gym.app.sql.query(
      `alter table public.content_items enable trigger content_items_lifecycle`,
    )
    await scheduled(gym.app.vars, () => {})
    expect((await planned(id)).status).toBe('published')
    expect(gym.app.logged.filter(({ event }) => event === 'items.due')).toMatchObject([
      { job: 'publish-due', published: 1, held: 0 },
    ])
    expect(gym.app.logged.filter(({ level }) => level === 'error')).toEqual([])
  })
})

describe('an owner', () => {
  it('is shown, and hands an item to another coach, which the audit tells', async () => {
    const id = await gym.make()
    const html = await (await gym.coach.get(editPath(id))).text()
    const to = /<option value="([0-9a-f-]{36})"[^>]*>other</.exec(html)?.[1] ?? ''
    expect(words(html)).toContain('coach looks after it now')
    const nobody = await gym.coach.post(editPath(id), { intent: 'hand-over', owner: '' })
    expect(nobody.status).toBe(422)
    expect(words(await nobody.text())).toContain('Choose who is to look after it')
    expect((await gym.member.post(editPath(id), { intent: 'hand-over', owner: to })).status).toBe(
      404,
    )
    const given = await gym.coach.post(editPath(id), {
      intent: 'hand-over',
      owner: to,
      version: '1',
    })
    expect(given.status).toBe(303)
    expect(words(await (await gym.coach.follow(given)).text())).toContain('is handed over')
    expect(words(await (await gym.coach.get(editPath(id))).text())).toContain(
      'other looks after it now',
    )
    expect(
      await one(
        `select count(*)::int as n from public.security_audit where action = 'content.changed'
         and subject_id = $1 and details -> 'changed' ? 'owner_id'`,
        [id],
      ),
    ).toEqual({ n: 1 })
    // Neither a member nor somebody of another community can look after it.
    for (const email of ['member@testfield.test', 'coach@elsewhere.test']) {
      const { id: person } = await one<{ id: string }>(
        'select id from auth.users where email = $1',
        [email],
      )
      const refused = await gym.coach.post(editPath(id), { intent: 'hand-over', owner: person })
      expect(refused.status).toBe(422)
      expect(words(await refused.text())).toContain('no coach of this community')
    }
    const stale = { intent: 'hand-over', owner: to, version: '1' }
    expect((await gym.coach.post(editPath(id), stale)).status).toBe(409)
  })
})

describe('where a second pair of eyes is asked for', () => {
  beforeAll(() => settings({ reviewBeforePublish: 'yes' }))
  afterAll(() => settings({}))
  const later = () => ({ intent: 'schedule', publishAt: `${year}-01-15T09:30` })

  it('an author sets no time, another coach does, and what the author changes then has none', async () => {
    const id = await gym.make({ intent: 'submit' })
    const own = await gym.coach.post(editPath(id), later())
    expect(own.status).toBe(409)
    expect((await planned(id)).at).toBe(null)
    expect(await (await gym.coach.get(editPath(id))).text()).not.toContain('name="publishAt"')
    expect((await gym.otherCoach.post(editPath(id), later())).status).toBe(303)
    expect(await planned(id)).toMatchObject({ status: 'in_review', by: 'other@testfield.test' })
    const page = await (await gym.coach.get(editPath(id))).text()
    expect(words(page)).toContain('It goes out on')
    const version = fieldValue(page, 'version') ?? ''
    await gym.coach.post(editPath(id), filledIn({ version, instructions: 'Sly.' }))
    expect((await planned(id)).at).toBe(null)
    // Sent back, nothing goes out either.
    await gym.otherCoach.post(editPath(id), later())
    await gym.otherCoach.post(editPath(id), { intent: 'send-back' })
    expect(await planned(id)).toMatchObject({ status: 'draft', at: null })
  })

  it('an item that is handed over keeps its author, who publishes it by no way', async () => {
    const id = await gym.make({ intent: 'submit' })
    const { id: other } = await one<{ id: string }>(
      `select id from auth.users where email = 'other@testfield.test'`,
    )
    await gym.coach.post(editPath(id), { intent: 'hand-over', owner: other })
    const { title, version } = await gym.stored(id)
    for (const browser of [gym.coach, gym.otherCoach]) {
      const page = await browser.post(
        editPath(id),
        filledIn({ title, version: String(version), intent: 'publish' }),
      )
      expect(page.status).toBe(409)
    }
    expect((await planned(id)).status).toBe('in_review')
  })

  it('a time that an author set before the rule came leads to a review', async () => {
    await settings({})
    const id = await gym.make()
    await gym.coach.post(editPath(id), later())
    await settings({ reviewBeforePublish: 'yes' })
    expect(await publishAt(`${year}-02-01T00:00Z`)).toEqual({ published: 0, held: 1 })
    expect(await planned(id)).toMatchObject({ status: 'in_review', at: null, versions: 0 })
  })
})
