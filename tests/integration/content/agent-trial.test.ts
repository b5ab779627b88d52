import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { agentTrialsWords } from '~/ui/strings/agent-trials'
import { agentTryWords } from '~/ui/strings/agent-try'
import { saying } from '../../fixtures/scripted-provider'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesSince, filledIn, type Gym, startGym, words } from './gym'

const says = agentTryWords.english
const { problems } = agentTrialsWords.english

let gym: Gym
beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())
beforeEach(async () => {
  await gym.app.sql.query('delete from public.ai_budgets')
  await gym.app.sql.query('delete from public.moderation_rules')
  await gym.app.sql.query('delete from public.answer_limits')
  await gym.app.sql.query('delete from private.message_counts')
  await gym.app.sql.query('delete from public.feature_flag_rules where community_id is not null')
  await gym.app.sql.query('delete from private.agent_trials')
  await gym.app.sql.query('delete from public.ai_runs')
})

const NEW = 'admin/agents/new'
const tried = (fields: Partial<Record<string, string>> = {}) =>
  filledIn({
    title: '',
    instructions: 'You are a stern librarian.',
    style: 'precise',
    length: 'short',
    trial: 'Where are the atlases?',
    intent: 'preview',
    ...fields,
  })
const ask = (fields?: Partial<Record<string, string>>, by: TestBrowser = gym.coach, to = NEW) =>
  by.post(gym.path(to), tried(fields))
const count = async (table: string) => {
  const { rows } = await gym.app.sql.query<{ n: number }>(`select count(*)::int as n from ${table}`)
  return rows[0]?.n
}
const runs = async () =>
  (
    await gym.app.sql.query(
      `select outcome, agent_id, input_tokens is not null as counted from public.ai_runs order by id`,
    )
  ).rows
const limit = (tokens: number) =>
  gym.app.sql.query(
    `insert into public.ai_budgets (community_id, holder, period, tokens)
     select id, 'community', 'day', $1 from public.communities where slug = 'testfield'`,
    [tokens],
  )

describe('an agent is tried out as its form stands', () => {
  it('before it is saved: the answer stands beside the form, and nothing else is kept', async () => {
    const calls = gym.app.provider.calls.length
    gym.app.provider.next(saying('In the **west** ', 'wing.'))
    const items = await count('public.content_items')
    const from = gym.app.logged.length
    const page = await ask()
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).toContain('In the <strong>west</strong> wing.')
    expect(words(html)).toContain(says.asked('Where are the atlases?'))
    // All that was entered is there, also what can't be saved yet.
    expect(html).toContain('You are a stern librarian.')
    expect(html).toMatch(/<textarea[^>]*name="trial"[^>]*>\n?Where are the atlases\?/)
    expect(batchesSince(gym.app, from)).toBe(2)
    const { body } = gym.app.provider.calls[calls] ?? {}
    expect(body?.messages).toEqual([
      { role: 'system', content: 'You are a stern librarian.' },
      { role: 'user', content: 'Where are the atlases?' },
    ])
    expect(body).toMatchObject({ temperature: 0.2, max_tokens: 384 })
    for (const table of ['public.conversations', 'public.messages', 'private.agent_trials']) {
      expect(await count(table)).toBe(0)
    }
    expect(await count('public.content_items')).toBe(items)
    expect(await runs()).toEqual([{ outcome: 'complete', agent_id: null, counted: true }])
  })

  it('of one that is published: members have what is saved', async () => {
    const id = await gym.make({ intent: 'publish', instructions: 'You are kind.' })
    const before = await gym.stored(id)
    gym.app.provider.next(saying('Shh.'))
    const numbers = { temperature: '0,35', tokens: '77' }
    const html = await (
      await ask({ title: 'Other', ...numbers }, gym.coach, `admin/agents/${id}`)
    ).text()
    expect(html).toContain('Shh.')
    expect(gym.app.provider.calls.at(-1)?.body).toMatchObject({
      temperature: 0.35,
      max_tokens: 77,
      messages: [{ content: 'You are a stern librarian.' }, {}],
    })
    expect(await gym.stored(id)).toEqual(before)
    expect(await count('public.conversations')).toBe(0)
  })

  it('by coaches of its community only', async () => {
    const calls = gym.app.provider.calls.length
    expect((await ask({}, gym.member)).status).toBe(403)
    expect((await ask({}, gym.stranger)).status).toBe(404)
    expect(gym.app.provider.calls).toHaveLength(calls)
    expect(await count('private.agent_trials')).toBe(0)
  })

  it('says what is missing, asks nobody, and keeps what was entered', async () => {
    const calls = gym.app.provider.calls.length
    const cases: [Partial<Record<string, string>>, string][] = [
      [{ trial: ' ' }, problems['trial.empty']],
      [{ trial: 'x'.repeat(4_001) }, problems['trial.long']],
      [{ instructions: '' }, problems.instructions],
      [{ style: 'odd' }, problems.fields],
      [{ temperature: '9' }, problems.fields],
    ]
    for (const [fields, problem] of cases) {
      const page = await ask({ greeting: 'Kept as it is.', ...fields })
      expect(page.status).toBe(422)
      const html = await page.text()
      expect(words(html)).toContain(problem)
      expect(html).toContain('Kept as it is.')
    }
    expect(gym.app.provider.calls).toHaveLength(calls)
  })
})

describe('what holds for answers holds for a trial', () => {
  it('budgets: what it takes is held, then counted for the coach’s community', async () => {
    await limit(50)
    const calls = gym.app.provider.calls.length
    const page = await ask()
    expect(page.status).toBe(422)
    expect(words(await page.text())).toContain(problems['budget.community.day'])
    expect(gym.app.provider.calls).toHaveLength(calls)
    expect(await count('private.agent_trials')).toBe(0)
    await gym.app.sql.query('delete from public.ai_budgets')

    await limit(100_000)
    let held: unknown
    gym.app.provider.next(async (answer) => {
      held = (await gym.app.sql.query('select held_tokens::int as n from private.budget_counts'))
        .rows[0]?.n
      await answer.say('Yes.')
      await answer.finish()
    })
    expect((await ask()).status).toBe(200)
    expect(held).toBeGreaterThan(384)
    const { rows } = await gym.app.sql.query(
      'select held_tokens::int as held, spent_tokens > 0 as spent from private.budget_counts',
    )
    expect(rows).toEqual([{ held: 0, spent: true }])
  })

  it('messages a minute', async () => {
    await gym.app.sql.query(
      `insert into public.answer_limits (community_id, person_messages)
       select id, 1 from public.communities where slug = 'testfield'`,
    )
    gym.app.provider.next(saying('Once.'))
    expect(await (await ask()).text()).toContain('Once.')
    const page = await ask()
    expect(words(await page.text())).toContain(problems.limited)
  })

  it('words that are held, in the question and in the answer', async () => {
    await gym.app.sql.query(
      `insert into public.moderation_rules (community_id, words, answers)
       select id, array['poison'], true from public.communities where slug = 'testfield'`,
    )
    const calls = gym.app.provider.calls.length
    expect(words(await (await ask({ trial: 'Which poison?' })).text())).toContain(
      problems['held.words'],
    )
    expect(gym.app.provider.calls).toHaveLength(calls)
    gym.app.provider.next(saying('Take poison.'))
    const html = await (await ask()).text()
    expect(words(html)).toContain(problems['held.answer'])
    expect(html).not.toContain('Take poison')
    expect(await count('public.held_messages')).toBe(0)
  })

  it('a switch: nobody asks while the sandbox is off', async () => {
    await gym.app.sql.query(
      `insert into public.feature_flag_rules (flag_key, community_id, has)
       select 'sandbox', id, false from public.communities where slug = 'testfield'`,
    )
    expect(words(await (await ask()).text())).toContain(problems['sandbox.off'])
  })

  it('errors of the provider are told in words; what came stands', async () => {
    gym.app.provider.next((answer) => answer.fail(401))
    expect(words(await (await ask()).text())).toContain(problems['ai.refused'])
    gym.app.provider.next(async (answer) => {
      await answer.say('In the')
      answer.cut()
    })
    const html = await (await ask()).text()
    expect(html).toContain('In the')
    expect(words(html)).toContain(problems['ai.cut-off'])
    expect(await count('private.agent_trials')).toBe(0)
  })

  it('what nobody counted costs what its bytes say, and nothing where nothing came', async () => {
    gym.app.provider.next(async (answer) => {
      await answer.say('In the é')
      answer.cut()
    })
    await ask()
    gym.app.provider.next((answer) => answer.fail(401))
    await ask()
    const { rows } = await gym.app.sql.query(
      `select outcome, charged_input, charged_output from public.ai_runs order by id`,
    )
    // 26 bytes of instructions and 22 of the question, 9 of the answer, four a token.
    expect(rows).toEqual([
      { outcome: 'cut_off', charged_input: 12, charged_output: 3 },
      { outcome: 'failed', charged_input: 0, charged_output: 0 },
    ])
  })
})
