import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rateAnswerWords } from '~/ui/strings/rate-answer'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { gate } from '../../fixtures/scripted-provider'
import { startTestApp, type TestApp } from '../../fixtures/test-app'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesOf, begin, typed, untilStatus, words } from './talk'

const says = rateAnswerWords.english
const { problems } = sandboxProblemWords.english

let app: TestApp
let member: TestBrowser
let coach: TestBrowser
let path: string
let answer: string

beforeAll(async () => {
  app = await startTestApp()
  member = await app.signIn('member@aigym.test')
  coach = await app.signIn('coach@aigym.test')
})
afterAll(async () => {
  await app?.stop()
})

const form = () => `${path}?rate=${answer}`

async function kept() {
  const { rows } = await app.sql.query(
    `select r.good, r.reason, c.slug, i.title as agent
     from public.message_ratings r
     join public.communities c on c.id = r.community_id
     join public.content_items i on i.id = r.agent_id
     where r.message_id = $1`,
    [answer],
  )
  return rows
}

/** Whether the answer's form stands on the page, and which circle of it is chosen. */
function chosen(html: string): string | undefined {
  const circle = [...html.matchAll(/<input[^>]*name="good"[^>]*>/g)].find(([tag]) =>
    tag.includes('checked'),
  )
  return circle && /value="(\w+)"/.exec(circle[0])?.[1]
}

describe('a rating', () => {
  it('is asked for below the answer, in one round trip, and says who sees it', async () => {
    path = await begin(member, 'Is this any good?')
    answer = (await untilStatus(app, path, 'complete')).id
    const html = await (await member.get(path)).text()
    expect(html).toContain(`${form()}#rate`)
    expect(html).not.toContain(says.question)
    let open = ''
    expect(
      await batchesOf(app, async () => {
        open = await (await member.get(form())).text()
      }),
    ).toBe(1)
    expect(words(open)).toContain(says.question)
    expect(open).toContain(says.reasonHint)
    expect(chosen(open)).toBeUndefined()
    expect(open).not.toContain(says.takeBack)
  })

  it('is refused where nothing was chosen, or the reason is too long; what was entered stays', async () => {
    const nothing = await member.post(form(), { intent: 'rate', answer, message: 'It is short' })
    expect(nothing.status).toBe(422)
    const html = await nothing.text()
    expect(words(html)).toContain(problems['rating.missing'])
    expect(typed(html)).toBe('It is short')

    const long = await member.post(form(), {
      intent: 'rate',
      answer,
      good: 'no',
      message: 'é'.repeat(2001),
    })
    expect(long.status).toBe(422)
    const again = await long.text()
    expect(words(again)).toContain(problems['reason.too-long'])
    expect(chosen(again)).toBe('no')
    expect(typed(again)).toHaveLength(2001)
    expect(await kept()).toEqual([])
  })

  it('is kept, shown, changed and taken back', async () => {
    const given = await member.post(form(), {
      intent: 'rate',
      answer,
      good: 'yes',
      message: ' Short\r\nand clear ',
    })
    expect(given.status).toBe(303)
    expect(given.location).toBe(`${path}?at=${answer}#m-${answer}`)
    expect(await kept()).toEqual([
      {
        good: true,
        reason: 'Short\nand clear',
        slug: 'northside',
        agent: 'Sample: Writing partner',
      },
    ])
    const page = await (await member.get(given.location?.split('#')[0] ?? '')).text()
    expect(words(page)).toContain(says.rated.good)
    const open = await (await member.get(form())).text()
    expect(chosen(open)).toBe('yes')
    expect(typed(open)).toBe('Short\nand clear')

    await member.post(form(), { intent: 'rate', answer, good: 'no', message: '' })
    expect(await kept()).toMatchObject([{ good: false, reason: '' }])
    expect(words(await (await member.get(path)).text())).toContain(says.rated.bad)

    for (let twice = 0; twice < 2; twice += 1) {
      const back = await member.post(form(), { intent: 'unrate', answer, message: '' })
      expect(back.status).toBe(303)
    }
    expect(await kept()).toEqual([])
  })

  it('is given by who asked only, and of an answer that has ended', async () => {
    await app.sql.query(
      `update public.conversations set readers = 'owner_and_coaches' where id = $1`,
      [path.split('/').at(-1)],
    )
    const seen = await (await coach.get(form())).text()
    expect(seen).not.toContain(says.question)
    const other = await coach.post(form(), { intent: 'rate', answer, good: 'yes', message: '' })
    expect(other.status).toBe(404)
    const rubbish = await member.post(form(), { intent: 'rate', answer: 'x', good: 'yes' })
    expect(rubbish.status).toBe(422)

    const end = gate()
    app.provider.next(async ({ say, finish }) => {
      await say('Slowly')
      await end.opened
      await finish()
    })
    const slow = await begin(member, 'Slowly, please')
    const growing = (await untilStatus(app, slow, 'streaming')).id
    const early = await member.post(slow, {
      intent: 'rate',
      answer: growing,
      good: 'yes',
      message: '',
    })
    expect(early.status).toBe(404)
    end.open()
    await untilStatus(app, slow, 'complete')
    expect(await kept()).toEqual([])
  })

  it('is seen by a coach who reads the conversation', async () => {
    await member.post(form(), { intent: 'rate', answer, good: 'no', message: 'Too vague' })
    const seen = await (await coach.get(path)).text()
    expect(words(seen)).toContain(`${says.rated.bad}: Too vague`)
    expect(seen).not.toContain('?rate=')
  })
})
