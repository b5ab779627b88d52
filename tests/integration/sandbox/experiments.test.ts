import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { experimentsWords } from '~/ui/strings/experiments'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'
import { saying } from '../../fixtures/scripted-provider'
import type { TestBrowser } from '../../fixtures/test-browser'
import { type Gym, startGym, tableRows, words } from '../content/gym'
import { batchesOf, begin, untilStatus } from './talk'

const says = experimentsWords.english
const notices = sandboxNoticesWords.english

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(
    `insert into public.ai_models (provider, name, label, enabled) values
       ('openai-compatible', 'quick', 'Quick', true),
       ('openai-compatible', 'retired', 'Retired', false)`,
  )
})
afterAll(() => gym?.app.stop())

beforeEach(async () => {
  agent = await gym.make({ title: `Partner ${crypto.randomUUID()}`, intent: 'publish' })
  gym.app.provider.always(saying('It is this.'))
})
afterEach(() => gym.app.sql.query('delete from public.experiments'))

const page = () => gym.path(`admin/agents/${agent}/experiment`)
const whole = {
  intent: 'start',
  what: 'instructions',
  model: '',
  instructions: 'You are B.',
  share: '50',
  stopRated: '200',
  stopDays: '30',
  stopConversations: '2000',
}
const start = (fields: Record<string, string> = {}, by: TestBrowser = gym.coach) =>
  by.post(page(), { ...whole, ...fields })
const seen = async (by: TestBrowser = gym.coach, query = '') =>
  words(await (await by.get(page() + query)).text())
const experimentOf = async () =>
  (
    await gym.app.sql.query(
      `select id, model, model_label as label, instructions, share, outcome, ended_why as why
       from public.experiments where agent_id = $1 order by id desc limit 1`,
      [agent],
    )
  ).rows[0]

/** Gives the experiment, before anybody talks, a key by which the people have what is wished. */
async function give(wishes: Partial<Record<'coach' | 'member', 'a' | 'b'>>) {
  for (;;) {
    await gym.app.sql.query(
      'update public.experiments set id = private.uuidv7() where agent_id = $1',
      [agent],
    )
    const { rows } = await gym.app.sql.query(
      `select split_part(u.email, '@', 1) as who, private.variant_of(e.id, u.id, e.share) as variant
       from public.experiments e, auth.users u
       where e.agent_id = $1 and u.email like '%@testfield.test'`,
      [agent],
    )
    const has = Object.fromEntries(rows.map(({ who, variant }) => [who, variant]))
    if (Object.entries(wishes).every(([who, variant]) => has[who] === variant)) return
  }
}

/** Asks, waits for the answer's run, and rates it. */
async function asked(by: TestBrowser, good: 'yes' | 'no' | null): Promise<string> {
  const path = await begin(by, 'What is it?', agent, gym.path('sandbox'))
  const { id } = await untilStatus(gym.app, path, 'complete')
  await expect
    .poll(async () => {
      const { rowCount } = await gym.app.sql.query(
        'select from public.ai_runs where message_id = $1',
        [id],
      )
      return rowCount
    })
    .toBe(1)
  if (good) {
    await gym.app.sql.query(
      `insert into public.message_ratings (message_id, conversation_id, user_id, good)
       select $1, c.id, c.owner_id, $3 from public.conversations c where c.id = $2`,
      [id, path.split('/').at(-1), good === 'yes'],
    )
  }
  return path
}

describe('the form', () => {
  it('stands on a page of the agent, in one round trip, with what the agent has', async () => {
    let html = ''
    expect(
      await batchesOf(gym.app, async () => {
        html = await (await gym.coach.get(page())).text()
      }),
    ).toBe(1)
    expect(html).toContain('You are a practice partner.')
    expect(html).toContain('Quick')
    expect(html).not.toContain('Retired')
    expect(words(html)).toContain(says.form.start)
    expect(await (await gym.coach.get(gym.path(`admin/agents/${agent}`))).text()).toContain(page())
  })

  it('says what is wrong, and keeps what was entered', async () => {
    const long = 'x'.repeat(5_000)
    const cases: [Record<string, string>, keyof typeof says.wrong][] = [
      [{ what: '' }, 'what'],
      [{ what: 'model' }, 'model'],
      [{ instructions: ' ' }, 'instructions'],
      [{ instructions: 'x'.repeat(32_001) }, 'instructions.long'],
      [{ share: '0', instructions: long }, 'share'],
      [{ share: '50.5' }, 'share'],
      [{ stopRated: '9' }, 'stopRated'],
      [{ stopDays: '91' }, 'stopDays'],
      [{ stopConversations: '' }, 'stopConversations'],
    ]
    for (const [fields, wrong] of cases) {
      const answer = await start(fields)
      expect(answer.status).toBe(422)
      const html = await answer.text()
      expect(words(html)).toContain(says.wrong[wrong])
      if (fields.share === '0') expect(html).toContain(long)
    }
    expect(await experimentOf()).toBeUndefined()
  })

  it('starts nothing that is nothing new, is not listed, not published, or the second', async () => {
    const refused = async (fields: Record<string, string>, code: keyof typeof says.refused) => {
      const answer = await start(fields)
      expect(answer.status).toBe(409)
      expect(words(await answer.text())).toContain(says.refused[code])
    }
    await refused({ instructions: 'You are a practice partner.' }, 'same')
    await refused({ what: 'model', model: 'openai-compatible retired' }, 'same')
    expect((await start()).status).toBe(303)
    await refused({ instructions: 'You are C.' }, 'runs')
    await gym.app.sql.query('delete from public.experiments')
    await gym.app.sql.query(`update public.content_items set status = 'draft' where id = $1`, [
      agent,
    ])
    await refused({}, 'not-published')
    expect(await seen()).toContain(says.form.notPublished)
    await gym.app.sql.query(`update public.content_items set status = 'published' where id = $1`, [
      agent,
    ])
    await gym.app.sql.query(
      `update public.communities set review_before_publish = true where slug = 'testfield'`,
    )
    await refused({}, 'content.needs-review')
    expect((await start({}, gym.otherCoach)).status).toBe(303)
    await gym.app.sql.query(
      `update public.communities set review_before_publish = false where slug = 'testfield'`,
    )
  })

  it('is for coaches of the community alone', async () => {
    for (const [by, status] of [
      [gym.member, 403],
      [gym.stranger, 404],
    ] as const) {
      expect((await by.get(page())).status).toBe(status)
      for (const intent of ['start', 'end', 'keep', 'take']) {
        expect((await by.post(page(), { ...whole, intent })).status).toBe(status)
      }
    }
    expect(await experimentOf()).toBeUndefined()
    expect((await gym.coach.get(page().replace(agent, crypto.randomUUID()))).status).toBe(404)
    expect((await gym.coach.post(page(), { intent: 'x' })).status).toBe(422)
  })
})

describe('what is tried out', () => {
  it('gives members the two, shows what came of it, ends, and becomes the agent', async () => {
    expect((await start()).status).toBe(303)
    expect(await seen()).toContain(says.noneTitle)
    await give({ member: 'b', coach: 'a' })
    const from = gym.app.provider.calls.length
    await asked(gym.member, 'yes')
    const system = (n: number) =>
      gym.app.provider.calls[n]?.body.messages?.find(({ role }) => role === 'system')?.content
    expect(system(from)).toContain('You are B.')
    await asked(gym.coach, 'no')
    expect(system(from + 1)).toContain('You are a practice partner.')

    let html = ''
    expect(
      await batchesOf(gym.app, async () => {
        html = await (await gym.coach.get(page())).text()
      }),
    ).toBe(1)
    const rows = tableRows(html)
    expect(rows).toContainEqual([says.rows.people, '1', '1'])
    expect(rows).toContainEqual([says.rows.answers, '1', '1'])
    expect(rows).toContainEqual([says.rows.rated, '0 of 1 (0 %)', '1 of 1 (100 %)'])
    expect(rows).toContainEqual([says.rows.stoodIn, '0', '0'])
    expect(words(html)).toContain(says.verdict.open)
    expect(words(html)).toContain(says.compared({ good: 0, of: 1 }, { good: 1, of: 1 }))
    expect(html).not.toContain('What is it?')
    expect(html).not.toContain('It is this.')

    // Members are told that there are two, and nothing else of it.
    const before = await gym.member.get(gym.path(`sandbox?agent=${agent}`))
    expect(words(await before.text())).toContain(notices.triedOut)
    const talk = await asked(gym.member, null)
    expect(await (await gym.member.get(talk)).text()).not.toContain('You are B.')

    expect((await gym.coach.post(page(), { intent: 'end' })).status).toBe(303)
    const ended = await experimentOf()
    expect(ended).toMatchObject({ why: 'hand', outcome: null })
    const after = await seen()
    expect(after).toContain(says.verdict.none(2))
    expect(after).toMatch(/Ended by \S/)
    expect(after).toContain(says.take)
    const calls = gym.app.provider.calls.length
    await asked(gym.member, null)
    expect(system(calls)).toContain('You are a practice partner.')
    const sandbox = await gym.member.get(gym.path(`sandbox?agent=${agent}`))
    expect(words(await sandbox.text())).not.toContain(notices.triedOut)

    const taken = await gym.coach.post(page(), { intent: 'take', experiment: ended.id })
    expect(taken.status).toBe(303)
    expect((await gym.stored(agent)).instructions).toBe('You are B.')
    expect(await experimentOf()).toMatchObject({ outcome: 'b' })
    expect(await seen()).toContain(says.outcome.b)
  })

  it('may be another model, which becomes the agent’s first', async () => {
    await start({ what: 'model', model: 'openai-compatible quick', share: '99' })
    expect(await experimentOf()).toMatchObject({ label: 'Quick', instructions: null, share: 99 })
    await give({ member: 'b' })
    const from = gym.app.provider.calls.length
    await asked(gym.member, null)
    expect(gym.app.provider.calls[from]?.body.model).toBe('quick')
    const { rows } = await gym.app.sql.query(
      `select variant, stands_in as "standsIn" from public.ai_runs where agent_id = $1`,
      [agent],
    )
    expect(rows).toEqual([{ variant: 'b', standsIn: false }])
    await gym.coach.post(page(), { intent: 'end' })
    const { id } = await experimentOf()
    expect((await gym.coach.post(page(), { intent: 'take', experiment: id })).status).toBe(303)
    const stored = await gym.app.sql.query(
      'select models, instructions from public.agent_instructions where agent_id = $1',
      [agent],
    )
    expect(stored.rows[0]).toEqual({
      models: ['openai-compatible quick'],
      instructions: 'You are a practice partner.',
    })
  })

  it('may be left as it was, and is kept among what was tried out before', async () => {
    await start()
    await gym.coach.post(page(), { intent: 'end' })
    const first = await experimentOf()
    expect((await gym.coach.post(page(), { intent: 'keep', experiment: first.id })).status).toBe(
      303,
    )
    expect(await experimentOf()).toMatchObject({ outcome: 'a' })
    expect((await gym.stored(agent)).instructions).toBe('You are a practice partner.')
    await start({ instructions: 'You are C.' })
    const html = await (await gym.coach.get(page())).text()
    expect(html).toContain(`${page()}?of=${first.id}`)
    expect(await seen(gym.coach, `?of=${first.id}`)).toContain(says.outcome.a)
    // Another agent's is not shown here.
    const here = page()
    agent = await gym.make({ intent: 'publish' })
    expect(await seen(gym.coach, `?of=${first.id}`)).toContain(says.form.title)
    expect(here).not.toBe(page())
  })

  it('ends when the agent is saved otherwise, by its own form', async () => {
    await start()
    await gym.app.sql.query(
      `update public.agent_instructions set temperature = 0.1 where agent_id = $1`,
      [agent],
    )
    expect(await experimentOf()).toMatchObject({ why: 'changed' })
    expect(await seen()).toContain('changed the agent')
  })

  it('is told apart once enough have rated, of which the page says what it means', async () => {
    await start()
    // Of A one in three is content, of B nine in ten.
    await gym.app.sql.query(
      `with people as (
         insert into auth.users (id, email, instance_id, aud, role)
         select gen_random_uuid(), gen_random_uuid() || '@raters.test',
           '00000000-0000-0000-0000-000000000000', 'authenticated', 'authenticated'
         from generate_series(1, 160) returning id
       )
       insert into public.profiles (id, display_name) select id, 'Rater' from people
       on conflict do nothing`,
    )
    await gym.app.sql.query(
      `insert into public.conversations (community_id, owner_id, agent_id, agent_name, title, readers)
       select i.community_id, u.id, i.id, 'A partner', 'Rated', 'owner'
       from public.content_items i, auth.users u
       where i.id = $1 and u.email like '%@raters.test'`,
      [agent],
    )
    await gym.app.sql.query(
      `with said as (
         insert into public.messages
           (conversation_id, author, text, status, completed_at)
         select id, 'person', 'Hello', 'complete', now() from public.conversations
         where agent_id = $1 and title = 'Rated' returning id, conversation_id
       ), answers as (
         insert into public.messages
           (conversation_id, parent_id, author, text, status, completed_at)
         select conversation_id, id, 'agent', 'Good day', 'complete', now()
         from said returning id, conversation_id, parent_id
       )
       insert into private.experiment_answers (message_id, conversation_id, asked_id)
       select id, conversation_id, parent_id from answers`,
      [agent],
    )
    await gym.app.sql.query(
      `insert into public.message_ratings (message_id, conversation_id, user_id, good, created_at)
       select a.message_id, c.id, c.owner_id,
         case t.variant when 'a' then n % 3 = 0 else n % 10 > 0 end, now() + n * interval '1 second'
       from (
         select *, row_number() over (order by message_id) as n from private.experiment_answers
       ) a
       join private.experiment_talks t on t.conversation_id = a.conversation_id
       join public.conversations c on c.id = a.conversation_id
       where c.agent_id = $1`,
      [agent],
    )
    const told = await seen()
    expect(told).toContain(says.verdict.b)
    expect(told).toMatch(/B’s share of well rated lies \d+ points to \d+ points above A’s/)
    expect(told).toMatch(/p = (under )?0\.0/)
    expect(told).toContain(says.anyDay)
  })

  it('shows super admins what answers took, and no ratings', async () => {
    await start()
    await asked(gym.member, 'no')
    const operator = await gym.app.signIn('super@aigym.test')
    const html = await (await operator.get(page())).text()
    expect(words(html)).toContain(says.ratingsForCoaches)
    expect(words(html)).toContain(says.rows.answers)
    expect(words(html)).not.toContain(says.rows.rated)
  })
})
