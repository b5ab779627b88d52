import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { sourcesWords } from '~/ui/strings/sources'
import { saying } from '../../fixtures/scripted-provider'
import { type Gym, startGym, words } from '../content/gym'
import { begin, countMessages, send, untilStatus } from './talk'

const { leftOut, rule, ruleTitle } = sourcesWords.english
const { failures } = sandboxProblemWords.english

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(
    `insert into public.ai_models (provider, name, label, context_tokens, max_output_tokens) values
       ('openai-compatible', 'large', 'Large', 100000, 500),
       ('openai-compatible', 'small', 'Small', 1500, 500)`,
  )
  // Both may answer, so that the smaller one counts.
  agent = await make({
    'models[0]': 'openai-compatible large',
    'models[1]': 'openai-compatible small',
  })
})
afterAll(() => gym?.app.stop())
beforeEach(async () => {
  gym.app.provider.always(saying('a'.repeat(900)))
  await gym.app.sql.query('delete from public.ai_budgets')
})

/** An agent with a short instruction; where its answers have 500 tokens, 3,000 bytes are left of 1,500. */
async function make(models: Record<string, string>, tokens = 500): Promise<string> {
  const id = await gym.make({ ...models, instructions: 'Be brief.', intent: 'publish' })
  await gym.app.sql.query(
    'update public.agent_instructions set max_output_tokens = $2 where agent_id = $1',
    [id, tokens],
  )
  return id
}

const sandbox = () => gym.path('sandbox').replace(/\/$/, '')
const pageOf = async (path: string) => words(await (await gym.member.get(path)).text())

/** Says so many messages one after the other, each of which is answered. */
async function talk(messages: string[], of = agent): Promise<string> {
  const [first = '', ...others] = messages
  const path = await begin(gym.member, first, of, sandbox())
  await untilStatus(gym.app, path, 'complete')
  for (const message of others) {
    expect((await send(gym.member, path, message)).status).toBe(303)
    await untilStatus(gym.app, path, 'complete')
  }
  return path
}

/** What the provider was sent last: who says how many letters. */
const sent = () =>
  gym.app.provider.calls
    .at(-1)
    ?.body.messages?.map(({ role, content }) => [role, content.length, content[0]])

describe('a conversation that is longer than the smallest of the models takes in', () => {
  it('leaves the oldest messages out, whole, and says so wherever the answer is shown', async () => {
    const path = await talk(['1', '2'].map((each) => each.repeat(900)))
    expect(sent()).toEqual([
      ['system', 9, 'B'],
      ['user', 900, '1'],
      ['assistant', 900, 'a'],
      ['user', 900, '2'],
    ])
    expect(await pageOf(path)).not.toContain(leftOut(2))

    const told = await (
      await gym.member.post('/api/answers', {
        ...{ intent: 'send', community: 'testfield', conversation: path.split('/').at(-1) ?? '' },
        ...{ message: '3'.repeat(900), post_key: crypto.randomUUID() },
      })
    ).text()
    expect(sent()).toEqual([
      ['system', 9, 'B'],
      ['user', 900, '2'],
      ['assistant', 900, 'a'],
      ['user', 900, '3'],
    ])
    expect(told).toContain(leftOut(2))
    const { id } = await untilStatus(gym.app, path, 'complete')
    expect(await (await gym.member.get(`/api/answers/${id}`)).text()).toContain(leftOut(2))
    const page = await pageOf(path)
    expect(page).toContain(leftOut(2))
    expect(page).toContain(rule)
    const options = await pageOf(`${path}/options`)
    expect(options).toContain(`${ruleTitle} ${rule}`)
    const file = async (as: string) => (await gym.member.get(`${path}/export/file?as=${as}`)).text()
    expect(JSON.parse(await file('json')).messages.map(({ leftOut = 0 }) => leftOut)).toEqual([
      ...[0, 0, 0, 0, 0],
      2,
    ])
    expect(await file('markdown')).toContain(leftOut(2))
    expect(await file('print')).toContain(leftOut(2))
  })

  it('counts a letter of Chinese as a token', async () => {
    await talk(['1'.repeat(300), '字'.repeat(600)])
    expect(sent()?.map(([who]) => who)).toEqual(['system', 'user'])
    await talk(['1'.repeat(300), '2'.repeat(600)])
    expect(sent()?.map(([who]) => who)).toEqual(['system', 'user', 'assistant', 'user'])
  })

  it('counts what was said before the forty newest messages too', async () => {
    const alone = await make({ 'models[0]': 'openai-compatible large' })
    const path = await talk(['begin'], alone)
    const id = path.split('/').at(-1)
    // As if a hundred messages had been said, two of them without a word.
    await gym.app.sql.query(
      `do $$
       declare v_last uuid; v_next uuid;
       begin
         select id into v_last from public.messages
         where conversation_id = '${id}' order by id desc limit 1;
         for n in 1 .. 98 loop
           v_next := private.uuidv7();
           while v_next <= v_last loop v_next := private.uuidv7(); end loop;
           insert into public.messages
             (id, conversation_id, parent_id, author, text, status, failure, completed_at)
           values (v_next, '${id}', v_last, case n % 2 when 1 then 'person' else 'agent' end,
             case when n in (2, 4) then '' else 'Message ' || n end,
             case when n in (2, 4) then 'failed' else 'complete' end,
             case when n in (2, 4) then 'lost' end, now());
           v_last := v_next;
         end loop;
         update public.conversations set leaf_id = v_last where id = '${id}';
       end $$`,
    )
    await send(gym.member, path, 'And now?')
    await untilStatus(gym.app, path, 'complete')
    // The instructions, and the question with 38 before it.
    expect(sent()).toHaveLength(40)
    expect(await pageOf(path)).toContain(leftOut(98 - 38))
  })

  it('gives of a document in Chinese a letter a token', async () => {
    const page = await gym.coach.post(gym.path('admin/documents/new'), {
      ...{ title: `Long ${crypto.randomUUID()}`, summary: '', tags: '', intent: 'publish' },
      body: '字'.repeat(5_000),
    })
    gym.coach.cookies.delete('flash')
    const document = page.location?.split('/').at(-1)
    const path = await talk(['Hello.'])
    await gym.app.sql.query(
      'insert into public.conversation_documents (conversation_id, place, document_id) values ($1, 1, $2)',
      [path.split('/').at(-1), document],
    )
    await send(gym.member, path, 'What does it say?')
    await untilStatus(gym.app, path, 'complete')
    // Half of 1,500 tokens.
    const asked = gym.app.provider.calls.at(-1)?.body.messages?.at(-1)?.content
    expect(asked?.split('字')).toHaveLength(751)
  })

  it('is trimmed for each of the models that are compared by its own', async () => {
    const path = await talk(['1', '2'].map((each) => each.repeat(900)))
    const calls = gym.app.provider.calls.length
    const compared = await gym.member.post(`${path}/compare`, {
      ...{ agent, message: '3'.repeat(900), post_key: crypto.randomUUID() },
      'model.openai-compatible large': 'on',
      'model.openai-compatible small': 'on',
    })
    expect(compared.status).toBe(303)
    const page = async () =>
      words(await (await gym.member.get(compared.location ?? '')).text()).split(leftOut(2))
    await expect.poll(async () => (await page()).length).toBe(2)
    const given = gym.app.provider.calls
      .slice(calls)
      .map(({ body }) => [body.model, body.messages?.length])
    expect(Object.fromEntries(given)).toEqual({ large: 6, small: 4 })
  })

  it('is charged for what was sent where nobody counted its tokens', async () => {
    const path = await talk(['1', '2'].map((each) => each.repeat(900)))
    gym.app.provider.always(async (answer) => {
      await answer.say('Well')
      answer.cut()
    })
    await send(gym.member, path, '3'.repeat(900))
    const { id } = await untilStatus(gym.app, path, 'cut_off')
    const charged = async () =>
      (
        await gym.app.sql.query(
          'select charged_input, charged_output from public.ai_runs where message_id = $1',
          [id],
        )
      ).rows
    // Three messages of 900 bytes, four a token.
    await expect.poll(charged).toEqual([{ charged_input: 675, charged_output: 1 }])
  })

  it('asks for no longer an answer than what is left beside what is sent', async () => {
    const long = await make({ 'models[0]': 'openai-compatible small' }, 1_400)
    await gym.app.sql.query(
      `insert into public.ai_budgets (community_id, holder, period, tokens)
       select id, 'community', 'day', 1000000 from public.communities where slug = 'testfield'`,
    )
    let held: unknown
    gym.app.provider.next(async (answer) => {
      held = (await gym.app.sql.query('select held_tokens::int as n from private.budget_counts'))
        .rows[0]?.n
      await saying('a'.repeat(900))(answer)
    })
    const tokens = () => gym.app.provider.calls.at(-1)?.body.max_tokens
    const path = await talk(['1'.repeat(900)], long)
    // Of 4,500 bytes 9 are the instructions, and 16 go with each message.
    expect(tokens()).toBe(Math.floor((4_500 - 9 - 916) / 3))
    expect(held).toBe(512 + 9 + 916 + 1_191)
    await send(gym.member, path, '2'.repeat(1_800))
    await untilStatus(gym.app, path, 'complete')
    expect(sent()).toHaveLength(2)
    expect(tokens()).toBe(Math.floor((4_500 - 9 - 1_816) / 3))
  })

  it('keeps the question whole where it barely fits', async () => {
    const path = await talk(['1'.repeat(900), '2'.repeat(2_950)])
    expect(sent()).toEqual([
      ['system', 9, 'B'],
      ['user', 2_950, '2'],
    ])
    expect(await pageOf(path)).toContain(leftOut(2))
  })
})

describe('a question that is too long by itself', () => {
  it('is kept and not sent: nothing is held or counted, and trying again is not offered', async () => {
    const calls = gym.app.provider.calls.length
    await gym.app.sql.query(
      `insert into public.ai_budgets (community_id, holder, period, tokens)
       select id, 'community', 'day', 1000000 from public.communities where slug = 'testfield'`,
    )
    const path = await begin(gym.member, '1'.repeat(3_100), agent, sandbox())
    const { failure } = await untilStatus(gym.app, path, 'failed')
    expect(failure).toBe('ai.too-long')
    expect(gym.app.provider.calls).toHaveLength(calls)
    const { rows } = await gym.app.sql.query(
      `select (select count(*)::int from private.budget_holds) as held,
         (select coalesce(sum(spent_tokens + held_tokens), 0)::int from private.budget_counts) as used`,
    )
    expect(rows).toEqual([{ held: 0, used: 0 }])
    expect(await countMessages(gym.app, path)).toBe(2)
    const html = await (await gym.member.get(path)).text()
    expect(words(html)).toContain(failures['ai.too-long'])
    expect(html).toContain('1'.repeat(3_100))
    expect(html).not.toContain('value="retry"')
    expect(html).toContain('?edit=')
    expect(html).toContain('?again=')
  })

  it('is told at once to a script', async () => {
    const told = await (
      await gym.member.post('/api/answers', {
        ...{ intent: 'send', community: 'testfield', agent },
        ...{ message: '1'.repeat(3_100), post_key: crypto.randomUUID() },
      })
    ).text()
    expect(told).toMatch(/event: end\ndata: .*"failure":"ai.too-long"/)
  })

  it('is sent to a model that is not listed: what that takes in is a guess', async () => {
    const unlisted = await make({})
    await talk(['1'.repeat(31_000)], unlisted)
    expect(sent()?.at(-1)).toEqual(['user', 31_000, '1'])
  })

  it('ends the same where the provider says so, which is asked once', async () => {
    const unlisted = await make({})
    const calls = gym.app.provider.calls.length
    gym.app.provider.always((answer) =>
      answer.fail(400, { message: 'Your prompt is too long: 9 tokens > 8 maximum' }),
    )
    const path = await begin(gym.member, 'Hello?', unlisted, sandbox())
    const { failure } = await untilStatus(gym.app, path, 'failed')
    expect(failure).toBe('ai.too-long')
    expect(gym.app.provider.calls).toHaveLength(calls + 1)
  })
})
