import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { qualityWords } from '~/ui/strings/quality'
import { gate } from '../../fixtures/scripted-provider'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, begin, hidden, untilStatus, words } from './talk'

const says = qualityWords.english
const PAGE = '/c/northside/admin/quality'

let app: TestApp
let member: TestBrowser
let coach: TestBrowser

beforeAll(async () => {
  app = await startTestApp()
  member = await app.signIn('member@aigym.test')
  coach = await app.signIn('coach@aigym.test')
  await app.sql.query('delete from public.message_ratings')
  await app.sql.query('delete from public.ai_runs')
})
afterAll(async () => {
  await app?.stop()
})

const seen = async (who: TestBrowser, query = '') =>
  words(await (await who.get(PAGE + query)).text())

/** Waits until what an answer took is noted. */
const untilRuns = (n: number) =>
  expect
    .poll(async () => (await app.sql.query('select from public.ai_runs')).rowCount, {
      timeout: 10_000,
    })
    .toBe(n)

/** Who looked at it as a coach, by the audit. */
async function looks(subject: string, action = 'conversation.read') {
  const { rows } = await app.sql.query(
    `select p.display_name as by
     from public.security_audit a
     join private.audit_people r on r.ref = a.actor_ref
     join public.profiles p on p.id = r.person_id
     where a.subject_id = $1 and a.action = $2`,
    [subject, action],
  )
  return rows.map(({ by }) => by)
}

describe('the quality of answers', () => {
  it('says what it will show while there is nothing', async () => {
    const page = await seen(coach)
    expect(page).toContain(says.noneTitle)
    expect(page).toContain(says.noReasons)
    expect(page).toContain(words(says.sampleOff))
  })

  it('counts answers, ratings, and what was asked again of which agent', async () => {
    const path = await begin(member, 'A question that only its asker reads')
    const first = await untilStatus(app, path, 'complete')
    await untilRuns(1)
    const html = await (await member.get(path)).text()
    await member.post(path, {
      intent: 'retry',
      answer: first.id,
      post_key: hidden(html, 'post_key'),
    })
    await untilRuns(2)
    await untilStatus(app, path, 'complete')
    await member.post(path, {
      intent: 'rate',
      answer: first.id,
      good: 'no',
      message: 'Too <i>vague',
    })
    const { rows } = await app.sql.query(
      `select r.replaces_agent_id = v.agent_id as same
       from public.ai_runs r join public.messages m on m.id = r.message_id
       join public.conversations v on v.id = m.conversation_id order by r.id`,
    )
    expect(rows).toEqual([{ same: null }, { same: true }])

    const end = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Half')
      await end.opened
      await finish()
    })
    const broken = await begin(member, 'Stop this one')
    const growing = await untilStatus(app, broken, 'streaming')
    await member.post(broken, { intent: 'stop', answer: growing.id })
    end.open()
    const stopped = await untilStatus(app, broken, 'stopped')
    await untilRuns(3)
    // Another answer in the place of one that was not whole says nothing of its quality.
    await member.post(broken, {
      intent: 'retry',
      answer: stopped.id,
      post_key: crypto.randomUUID(),
    })
    await untilRuns(4)
    await member.post(broken, {
      intent: 'rate',
      answer: (await untilStatus(app, broken, 'complete')).id,
      good: 'yes',
      message: '',
    })

    let html2 = ''
    expect(
      await batchesOf(app, async () => {
        html2 = await (await coach.get(PAGE)).text()
      }),
    ).toBe(1)
    const page = words(html2)
    expect(page).toContain('Sample: Writing partner')
    expect(page).toContain(says.ratings(1, 1))
    expect(page).toContain(says.again(1, 4))
    expect(page).toContain(says.broken(1, 0))
    expect(page).toContain('Too &lt;i&gt;vague')
    // Nothing of a conversation that coaches do not read: neither its words nor a way to it.
    expect(page).not.toContain('only its asker reads')
    expect(html2).not.toContain(path)
    expect(await seen(coach, '?days=7')).toContain(says.ratings(1, 1))
    expect(await seen(coach, '?days=nonsense')).toContain(says.days(30))
  })

  it('leaves out what is older than the days that were asked for', async () => {
    await app.sql.query(
      `update public.message_ratings set updated_at = now() - interval '40 days' where good`,
    )
    await app.sql.query('alter table public.message_ratings disable trigger message_ratings_touch')
    await app.sql.query(
      `update public.message_ratings set updated_at = now() - interval '40 days' where good`,
    )
    await app.sql.query('alter table public.message_ratings enable trigger message_ratings_touch')
    expect(await seen(coach)).toContain(says.ratings(0, 1))
    expect(await seen(coach, '?days=90')).toContain(says.ratings(1, 1))
  })

  it('pages the reasons by key', async () => {
    await app.sql.query(
      `insert into public.message_ratings
         (message_id, conversation_id, user_id, good, reason)
       select m.id, m.conversation_id, p.id, true, 'Reason ' || lpad(row_number() over ()::text, 2, '0')
       from public.messages m, public.profiles p
       where m.author = 'agent'
       on conflict do nothing`,
    )
    const found: string[] = []
    let path: string | undefined = PAGE
    let pages = 0
    while (path && pages < 10) {
      const html: string = await (await coach.get(path)).text()
      found.push(...[...html.matchAll(/>(Reason \d+)</g)].map(([, reason]) => reason ?? ''))
      const next: string | undefined = /<a[^>]*rel="next"[^>]*>/.exec(html)?.[0]
      path = next && /href="([^"#]*)/.exec(next)?.[1]?.replaceAll('&amp;', '&')
      pages += 1
    }
    const { rows } = await app.sql.query(
      `select count(*)::int as n from public.message_ratings where reason like 'Reason %'`,
    )
    expect(new Set(found).size).toBe(found.length)
    expect(found).toHaveLength(rows[0].n)
  })

  it('is for coaches; who runs the platform sees numbers and no reason', async () => {
    const looked = async () => {
      const { rows } = await app.sql.query(
        `select id from public.communities where slug = 'northside'`,
      )
      return looks(rows[0].id, 'quality.read')
    }
    const before = await looked()
    await coach.get(PAGE)
    expect(await looked()).toEqual([...before, 'Demo coach'])
    expect((await member.get(PAGE)).status).toBe(403)
    const rival = await app.signIn('rival-coach@aigym.test')
    expect((await rival.get(PAGE)).status).toBe(404)
    const operator = await app.signIn('super@aigym.test')
    const page = await seen(operator)
    expect(page).toContain(says.ratingsForCoaches)
    expect(page).not.toContain('vague')
    expect(await looked()).toHaveLength(before.length + 1)
  })
})

describe('conversations to look into', () => {
  it('are drawn only where the community says so, of those that began so, and each look is kept', async () => {
    await app.sql.query(
      `update public.communities set conversation_readers = 'owner_and_coaches'
       where slug = 'northside'`,
    )
    const before = await (await coach.get(PAGE)).text()
    expect(words(before)).toContain(says.noSample)
    const path = await begin(member, 'Coaches may read this')
    await untilStatus(app, path, 'complete')
    const id = path.split('/').at(-1) ?? ''

    const html = await (await coach.get(PAGE)).text()
    expect(html).toContain(path)
    // A title is what was said first.
    expect(html).not.toContain('Coaches may read this')
    expect(await looks(id)).toEqual([])

    expect(await batchesOf(app, () => coach.get(path).then((page) => page.text()))).toBe(1)
    await coach.get(path)
    await member.get(path)
    expect(await looks(id)).toEqual(['Demo coach', 'Demo coach'])
    // Its title is what was said first, and stands on the page of its options.
    expect((await coach.get(`${path}/options`)).status).toBe(200)
    expect(await looks(id)).toEqual(['Demo coach', 'Demo coach', 'Demo coach'])

    await app.sql.query(
      `update public.communities set conversation_readers = 'owner' where slug = 'northside'`,
    )
    const after = await (await coach.get(PAGE)).text()
    expect(after).not.toContain(`href="${path}"`)
    expect(words(after)).toContain(words(says.sampleOff))
  })

  it('leaves no trace of a coach who may not read', async () => {
    const path = await begin(member, 'Not for coaches')
    await untilStatus(app, path, 'complete')
    expect((await coach.get(path)).status).toBe(404)
    expect(await looks(path.split('/').at(-1) ?? '')).toEqual([])
  })
})
