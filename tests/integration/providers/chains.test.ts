import { afterAll, beforeAll, expect, it } from 'vitest'
import { filledIn, type Gym, startGym, words } from '../content/gym'
import { begin, untilStatus } from '../sandbox/talk'

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(`select public.grant_platform_admin('coach@elsewhere.test')`)
  await gym.app.sql.query(
    `insert into public.ai_models (provider, name, label, enabled) values
       ('openai-compatible', 'quick one', 'Quick', true),
       ('openai-compatible', 'thorough', 'Thorough', true),
       ('openai-compatible', 'retired', 'Retired', false)`,
  )
  agent = await gym.make({
    title: 'A chain',
    'models[0]': 'openai-compatible quick one',
    'models[1]': 'openai-compatible retired',
    'models[2]': 'openai-compatible thorough',
    intent: 'publish',
  })
})
afterAll(() => gym?.app.stop())

const editPath = () => gym.path(`admin/agents/${agent}`)
const ask = async (status = 'complete') => {
  const before = gym.app.provider.calls.length
  const path = await begin(gym.member, 'Hello?', agent, gym.path('sandbox').replace(/\/$/, ''))
  await untilStatus(gym.app, path, status)
  const { rows } = await gym.app.sql.query<{ label: string }>(
    `select model as label from public.messages where conversation_id = $1 and author = 'agent'`,
    [path.split('/').at(-1)],
  )
  const asked = gym.app.provider.calls.slice(before).map(({ body }) => body.model)
  return { asked, label: rows[0]?.label, page: words(await (await gym.member.get(path)).text()) }
}

it('is offered in the form, of the models that are listed', async () => {
  const html = await (await gym.coach.get(editPath())).text()
  expect(html).toContain('name="models[0]"')
  expect(html).toMatch(/<option value="openai-compatible quick one" selected=""[^>]*>Quick</)
  expect(words(html)).toContain('retired (not in the list any more, passed over)')
  const wrong = await gym.coach.post(gym.path('admin/agents/new'), filledIn({ 'models[0]': 'x' }))
  expect(wrong.status).toBe(422)
  expect(words(await wrong.text())).toContain('Choose models of the list, five at most.')
})

it('asks the first model, and the next one where that can’t: the answer says who gave it', async () => {
  expect(await ask()).toMatchObject({ asked: ['quick one'], label: 'Quick' })
  gym.app.provider.next((answer) => answer.fail(401))
  const { asked, label, page } = await ask()
  expect(asked).toEqual(['quick one', 'thorough'])
  expect(label).toBe('Thorough, in place of Quick')
  expect(page).toContain('Thorough, in place of Quick')
})

it('holds of a budget what the dearest of them may cost', async () => {
  await gym.app.sql.query(
    `insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
     select id, '2026-01-01', 1000000000000, 1000000000000 from public.ai_models
     where name = 'thorough'`,
  )
  await gym.app.sql.query(
    `insert into public.ai_budgets (community_id, holder, period, money)
     select id, 'community', 'day', 1000 from public.communities where slug = 'testfield'`,
  )
  const { asked } = await ask('failed')
  expect(asked).toEqual([])
  await gym.app.sql.query('delete from public.ai_budgets')
})

it('is in its versions and in a copy of the form, and goes with a change', async () => {
  const versions = words(await (await gym.coach.get(`${editPath()}/versions`)).text())
  expect(versions).toContain('A chain')
  const { rows } = await gym.app.sql.query<{ models: string[] }>(
    `select body -> 'agent' -> 'models' as models from public.content_versions where item_id = $1`,
    [agent],
  )
  const chain = ['quick one', 'retired', 'thorough'].map((name) => `openai-compatible ${name}`)
  expect(rows).toEqual([{ models: chain }])
  const page = await (await gym.coach.get(editPath())).text()
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
  const saved = await gym.coach.post(editPath(), filledIn({ title: 'A chain', version }))
  expect(saved.status).toBe(303)
  expect(await ask()).toMatchObject({ asked: ['scripted'] })
})

it('asks the cheapest first where the agent asks for it, by the prices that hold now', async () => {
  const price = (name: string, input: number, from: string) =>
    gym.app.sql.query(
      `insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
       select id, ${from}, $2, $2 from public.ai_models where name = $1`,
      [name, input],
    )
  await gym.app.sql.query('delete from public.ai_model_prices')
  await price('thorough', 5, `now() - interval '1 day'`)
  const page = await (await gym.coach.get(editPath())).text()
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
  const models = {
    'models[0]': 'openai-compatible quick one',
    'models[1]': 'openai-compatible thorough',
  }
  const saved = await gym.coach.post(
    editPath(),
    filledIn({ title: 'A chain', version, ...models, cheapestFirst: 'yes' }),
  )
  expect(saved.status).toBe(303)
  // What has no price comes last.
  expect((await ask()).asked).toEqual(['thorough'])
  await price('quick one', 4, `now() - interval '1 hour'`)
  expect((await ask()).asked).toEqual(['quick one'])
  await price('quick one', 6, `now() + interval '1 hour'`)
  expect((await ask()).asked).toEqual(['quick one'])
  await price('quick one', 6, 'now()')
  expect((await ask()).asked).toEqual(['thorough'])
  const html = await (await gym.coach.get(editPath())).text()
  expect(html).toMatch(/<input[^>]*name="cheapestFirst"[^>]*checked/)
  await gym.app.sql.query('delete from public.ai_model_prices')
})

it('answers by models that are listed alone', async () => {
  await gym.app.sql.query(
    `update public.agent_instructions set models = '{openai-compatible retired}' where agent_id = $1`,
    [agent],
  )
  expect((await ask()).asked).toEqual(['scripted'])
})
