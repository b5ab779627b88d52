import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersWords } from '~/ui/strings/answers'
import { rateAnswerWords } from '~/ui/strings/rate-answer'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, begin, send, typed, untilStatus, words } from './talk'

const says = rateAnswerWords.english
const coachSays = answersWords.english
const { problems } = sandboxProblemWords.english
const LIST = '/c/northside/admin/answers'

let app: TestApp
let member: TestBrowser
let coach: TestBrowser
let path: string
let answer: string
let report: string

beforeAll(async () => {
  app = await startTestApp()
  member = await app.signIn('member@aigym.test')
  coach = await app.signIn('coach@aigym.test')
})
afterAll(async () => {
  await app?.stop()
})

const form = () => `${path}?rate=${answer}`

/** What the audit holds of the report, by the coach. */
async function audited(): Promise<string[]> {
  const { rows } = await app.sql.query(
    `select action from public.security_audit
     where subject_kind = 'report' and subject_id = $1 order by id`,
    [report],
  )
  return rows.map(({ action }) => action)
}

describe('a report', () => {
  it('says before it is sent what it shares, and asks what is wrong', async () => {
    path = await begin(member, 'My secret first question')
    await untilStatus(app, path, 'complete')
    app.provider.next(async ({ say, finish }) => {
      await say('An answer that is **wrong**.')
      await finish()
    })
    await send(member, path, 'How far is the moon?')
    await expect
      .poll(async () => (await untilStatus(app, path, 'complete')).text, { timeout: 10_000 })
      .toBe('An answer that is **wrong**.')
    answer = (await untilStatus(app, path, 'complete')).id

    const html = await (await member.get(form())).text()
    expect(words(html)).toContain(words(says.reportShares))
    const empty = await member.post(form(), { intent: 'report', answer, message: '  ' })
    expect(empty.status).toBe(422)
    expect(words(await empty.text())).toContain(problems['report.empty'])
    const long = await member.post(form(), { intent: 'report', answer, message: 'x'.repeat(2001) })
    expect(long.status).toBe(422)
    expect(words(await long.text())).toContain(problems['reason.too-long'])
  })

  it('is withdrawn by who sent it, and gone for the coaches; the audit keeps that it was there', async () => {
    await member.post(form(), { intent: 'report', answer, message: 'It is invented.' })
    const { rows } = await app.sql.query(
      'select id from public.answer_reports where message_id = $1',
      [answer],
    )
    report = rows[0].id
    expect(words(await (await member.get(form())).text())).toContain(says.withdraw)
    // Not by anybody else: to them there is none of theirs.
    await coach.post(form(), { intent: 'withdraw', answer })
    expect((await coach.get(`${LIST}/${report}`)).status).toBe(200)
    for (let twice = 0; twice < 2; twice += 1) {
      const page = await member.post(form(), { intent: 'withdraw', answer })
      expect(page.status).toBe(303)
    }
    expect(await audited()).toEqual(['report.added', 'report.read', 'report.withdrawn'])
    expect((await coach.get(`${LIST}/${report}`)).status).toBe(404)
    expect(await (await coach.get(LIST)).text()).not.toContain(report)
    expect(await (await member.get(form())).text()).toContain('value="report"')
  })

  it('reaches the coaches once, with the answer, the question before it, and nothing else', async () => {
    for (let twice = 0; twice < 2; twice += 1) {
      const sent = await member.post(form(), {
        intent: 'report',
        answer,
        message: 'It is <b>invented</b>.',
      })
      expect(sent.status).toBe(303)
    }
    const seen = await (await member.get(form())).text()
    expect(words(seen)).toContain(says.reportSent)
    expect(words(seen)).toContain(says.waiting)
    expect(seen).not.toContain('value="report"')

    const { rows } = await app.sql.query(
      'select id from public.answer_reports where message_id = $1',
      [answer],
    )
    expect(rows).toHaveLength(1)
    report = rows[0].id

    let list = ''
    expect(
      await batchesOf(app, async () => {
        list = await (await coach.get(LIST)).text()
      }),
    ).toBe(1)
    expect(list).toContain(`${LIST}/${report}`)
    expect(list).toContain('It is &lt;b&gt;invented&lt;/b&gt;.')
    expect(list).not.toContain('wrong</strong>')
    expect(await audited()).toEqual(['report.added'])

    let page = ''
    expect(
      await batchesOf(app, async () => {
        page = await (await coach.get(`${LIST}/${report}`)).text()
      }),
    ).toBe(1)
    expect(words(page)).toContain('How far is the moon?')
    expect(page).toContain('An answer that is <strong>wrong</strong>.')
    expect(page).not.toContain('secret first question')
    expect(words(page)).toContain(coachSays.kept)
    expect(await audited()).toEqual(['report.added', 'report.read'])
    // The conversation itself stays closed to them.
    expect((await coach.get(path)).status).toBe(404)
  })

  it('is seen by nobody else, who leave no trace', async () => {
    const rival = await app.signIn('rival-coach@aigym.test')
    const operator = await app.signIn('super@aigym.test')
    expect((await member.get(LIST)).status).toBe(403)
    expect((await member.get(`${LIST}/${report}`)).status).toBe(403)
    expect((await rival.get(`${LIST}/${report}`)).status).toBe(404)
    expect((await rival.get(`/c/harbor/admin/answers/${report}`)).status).toBe(404)
    expect((await operator.get(`${LIST}/${report}`)).status).toBe(404)
    expect(words(await (await operator.get(LIST)).text())).toContain(coachSays.coachesOnly)
    expect((await member.post(`${LIST}/${report}`, { intent: 'settle', note: '' })).status).toBe(
      403,
    )
    expect(
      (await rival.post(`/c/harbor/admin/answers/${report}`, { intent: 'settle', note: '' }))
        .status,
    ).toBe(404)
    expect((await coach.get(`${LIST}/nonsense`)).status).toBe(404)
    expect(await audited()).toEqual(['report.added', 'report.read'])
  })

  it('is settled with a note that the member sees, and opened again', async () => {
    const long = await coach.post(`${LIST}/${report}`, {
      intent: 'settle',
      note: 'x'.repeat(2001),
    })
    expect(long.status).toBe(422)
    expect(words(await long.text())).toContain(coachSays.wrong['note.too-long'])

    const settled = await coach.post(`${LIST}/${report}`, {
      intent: 'settle',
      note: 'We changed the agent.',
    })
    expect(settled.status).toBe(303)
    expect(settled.location).toBe(LIST)
    expect(await (await coach.get(LIST)).text()).not.toContain(report)
    expect(await (await coach.get(`${LIST}?show=settled`)).text()).toContain(report)
    const seen = await (await member.get(form())).text()
    expect(words(seen)).toContain(says.settled)
    expect(words(seen)).not.toContain(says.withdraw)
    const late = await member.post(form(), { intent: 'withdraw', answer })
    expect(late.status).toBe(409)
    expect(words(await late.text())).toContain(problems['report.settled'])
    expect(words(seen)).toContain('We changed the agent.')
    expect(words(await (await member.get(path)).text())).toContain(says.reported.settled)

    await coach.post(`${LIST}/${report}`, { intent: 'reopen' })
    expect(words(await (await member.get(form())).text())).toContain(says.waiting)
    expect(typed(await (await member.get(form())).text())).not.toContain('changed the agent')
    expect(await audited()).toContain('report.reopened')
  })

  it('goes when its conversation goes', async () => {
    await app.sql.query('delete from public.conversations where id = $1', [path.split('/').at(-1)])
    expect((await coach.get(`${LIST}/${report}`)).status).toBe(404)
  })
})
