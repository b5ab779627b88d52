import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gym, startGym, words } from '../content/gym'
import { begin, send, untilStatus } from '../sandbox/talk'

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(`select public.grant_platform_admin('coach@elsewhere.test')`)
  agent = await gym.make({ intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const budgets = () => gym.path('admin/budgets')
const fields = { holder: 'community', email: '', period: 'day', money: '', tokens: '', warn: '80' }
const set = (given: Partial<typeof fields>, by = gym.coach) =>
  by.post(budgets(), { ...fields, ...given, intent: 'set' })
const text = async (path: string, by = gym.coach) => words(await (await by.get(path)).text())
const ask = (message: string) =>
  begin(gym.member, message, agent, gym.path('sandbox').replace(/\/$/, ''))

describe('the models', () => {
  const model = {
    intent: 'add',
    provider: 'openai-compatible',
    name: 'scripted',
    label: 'Practice',
    contextTokens: '8192',
    maxOutputTokens: '4096',
    inputPrice: '1000',
    outputPrice: '2,5',
    enabled: 'yes',
  }

  it('are listed with prices by super admins, once each', async () => {
    expect(await text('/admin/models', gym.stranger)).toContain('not in the list below')
    expect((await gym.stranger.post('/admin/models', model)).status).toBe(303)
    const page = await text('/admin/models', gym.stranger)
    expect(page).toContain('What answers here: Practice.')
    expect(page).toContain('2.5')
    expect((await gym.stranger.post('/admin/models', model)).status).toBe(409)
  })

  it('keep what was typed where something is wrong', async () => {
    const page = await gym.stranger.post('/admin/models', {
      ...model,
      name: 'another',
      inputPrice: 'dear',
      outputPrice: '',
    })
    expect(page.status).toBe(422)
    const html = await page.text()
    expect(words(html)).toContain('Enter an amount such as 0.15')
    expect(html).toContain('value="dear"')
  })

  it('are asked for what they take in, which nobody can guess', async () => {
    const form = await (await gym.stranger.get('/admin/models')).text()
    const [field = ''] = /<input[^>]*name="contextTokens"[^>]*>/.exec(form) ?? []
    expect(field).not.toBe('')
    expect(field).not.toMatch(/ value="[^"]/)
    const page = await gym.stranger.post('/admin/models', {
      ...model,
      name: 'another',
      contextTokens: '',
    })
    expect(page.status).toBe(422)
    expect(words(await page.text())).toContain('Enter a whole number from 256')
  })

  it('get another price that begins later, and none where it is the same', async () => {
    const { rows } = await gym.app.sql.query<{ id: string }>('select id from public.ai_models')
    const change = (inputPrice: string) =>
      gym.stranger.post('/admin/models', {
        ...model,
        intent: 'change',
        model: rows[0]?.id ?? '',
        inputPrice,
      })
    expect((await change('1000')).status).toBe(303)
    expect((await change('3000')).status).toBe(303)
    const prices = await gym.app.sql.query<{ later: boolean; price: string }>(
      `select valid_from > now() + interval '30 seconds' as later, input_price as price
       from public.ai_model_prices order by input_price`,
    )
    expect(prices.rows).toEqual([
      { later: true, price: '1000000000' },
      { later: true, price: '3000000000' },
    ])
  })

  it('take pictures where the box is ticked, and else not', async () => {
    const { rows } = await gym.app.sql.query<{ id: string }>('select id from public.ai_models')
    const change = { ...model, intent: 'change', model: rows[0]?.id ?? '' }
    for (const takes of [true, false]) {
      await gym.stranger.post('/admin/models', { ...change, ...(takes && { takesImages: 'yes' }) })
      const kept = await gym.app.sql.query('select takes_images as takes from public.ai_models')
      expect(kept.rows).toEqual([{ takes }])
      const html = await (await gym.stranger.get(`/admin/models?model=${rows[0]?.id}`)).text()
      const [box = ''] = /<input[^>]*name="takesImages"[^>]*>/.exec(html) ?? []
      expect(box.includes('checked')).toBe(takes)
    }
  })

  it('are nobody else’s', async () => {
    expect((await gym.coach.get('/admin/models')).status).toBe(403)
    expect((await gym.coach.post('/admin/models', { ...model, name: 'mine' })).status).toBe(403)
  })
})

describe('budgets', () => {
  it('are set by coaches, who see what is wrong beside the field', async () => {
    expect(await text(budgets())).toContain('There is no budget yet')
    const empty = await set({})
    expect(empty.status).toBe(422)
    expect(words(await empty.text())).toContain('Enter money, tokens or both.')
    const nobody = await set({ holder: 'member', email: 'coach@elsewhere.test', tokens: '9' })
    expect(nobody.status).toBe(422)
    expect(words(await nobody.text())).toContain('Nobody of this community has this address.')
    expect((await set({ tokens: '100,000', money: '7.5' })).status).toBe(303)
    expect(
      (await set({ holder: 'member', email: 'MEMBER@testfield.test', tokens: '9000' })).status,
    ).toBe(303)
    const page = await text(budgets())
    expect(page).toContain('7.5 and 100,000 tokens a day')
    expect(page).toContain('9,000 tokens a day')
    // The same people and the same time: it takes the place of the one before.
    await set({ tokens: '80000' })
    expect(await text(budgets())).not.toContain('100,000')
  })

  it('of the community as a ceiling are set by super admins alone', async () => {
    expect((await set({ holder: 'ceiling', tokens: '5' })).status).toBe(403)
    expect(
      (await set({ holder: 'ceiling', period: 'month', tokens: '900000' }, gym.stranger)).status,
    ).toBe(303)
    expect(await text(budgets())).toContain('The community, by whoever runs AI GYM')
  })

  it('are for those who run the community', async () => {
    expect((await gym.member.get(budgets())).status).toBe(403)
    expect((await set({ tokens: '7' }, gym.member)).status).toBe(403)
  })

  it('show members what is left, count what they use, and keep what they write at the end', async () => {
    const sandbox = `${gym.path('sandbox').replace(/\/$/, '')}?agent=${agent}`
    expect(await text(sandbox, gym.member)).toContain('Left for you today: 9,000 of 9,000 tokens.')
    const path = await ask('How do I begin?')
    await untilStatus(gym.app, path, 'complete')
    const after = await text(path, gym.member)
    expect(after).toMatch(/Left for you today: 8,[0-9]{3} of 9,000 tokens\./)
    await set({ holder: 'member', email: 'member@testfield.test', tokens: '400' })
    await send(gym.member, path, 'And what then?')
    await untilStatus(gym.app, path, 'failed')
    const end = await text(path, gym.member)
    expect(end).toContain('And what then?')
    expect(end).toContain('What you may use today does not suffice for this answer')
  })

  it('are taken away again', async () => {
    const html = await (await gym.coach.get(budgets())).text()
    const id = /name="budget" value="([0-9a-f-]{36})"/.exec(html)?.[1] ?? ''
    expect((await gym.coach.post(budgets(), { intent: 'drop', budget: id })).status).toBe(303)
    expect(await (await gym.coach.get(budgets())).text()).not.toContain(id)
  })
})

describe('what was spent', () => {
  /** What the audit keeps of files with what members used. */
  const taken = async () => {
    const { rows } = await gym.app.sql.query<{ details: object }>(
      `select details from public.security_audit where action = 'export.costs'`,
    )
    return rows.map(({ details }) => details)
  }

  it('is shown to coaches by agent, person, model and day, and as a file', async () => {
    const page = await text(gym.path('admin/costs?days=7'))
    expect(page).toContain('1 answers cost')
    expect(page).toContain('member')
    expect(page).toContain('scripted')
    const file = await gym.coach.get(gym.path('admin/costs/file?days=7'))
    expect(file.headers.get('content-type')).toContain('text/csv')
    const [head, line = '', ...rest] = (await file.text()).split('\r\n')
    expect(head).toBe('day,agent,person,model,answers,tokens,cost')
    expect(line).toMatch(/^20\d\d-\d\d-\d\d,Agent [0-9a-f-]+,member,scripted,1,\d+,[\d.]+$/)
    expect(rest).toEqual([''])
    expect(await taken()).toEqual([{ days: 7 }])
  })

  it('is nobody else’s', async () => {
    expect((await gym.member.get(gym.path('admin/costs'))).status).toBe(403)
    expect((await gym.member.get(gym.path('admin/costs/file'))).status).toBe(403)
    expect(await taken()).toHaveLength(1)
  })
})

describe('what the next answer may cost', () => {
  it('is shown to members before they ask', async () => {
    await set({ holder: 'member', email: 'member@testfield.test', tokens: '90000', money: '5' })
    const sandbox = gym.path('sandbox').replace(/\/$/, '')
    const pages = [`${sandbox}?agent=${agent}`, await ask('What does it cost?')]
    await untilStatus(gym.app, pages[1] ?? '', 'complete')
    const compare = `${sandbox}/compare?agent=${agent}`
    const told = /An answer costs about [\d.]+, (?:\d+ %|less than 1 %|more than is left)/
    // Its price begins later: it costs nothing that is known.
    for (const page of pages) expect(await text(page, gym.member)).not.toMatch(told)
    expect(await text(compare, gym.member)).not.toContain('at most')
    await gym.app.sql.query(
      `insert into public.ai_model_prices (model_id, valid_from, input_price, output_price)
       select id, now() - interval '1 day', 1000000, 1000000 from public.ai_models`,
    )
    for (const page of pages) expect(await text(page, gym.member)).toMatch(told)
    const before = await gym.app.sql.query(
      `insert into public.ai_models (provider, name, label) values ('openai', 'free', 'Free')`,
    )
    expect(before.rowCount).toBe(1)
    const each = await text(compare, gym.member)
    expect(each).toMatch(/Practice about [\d.]+, at most [\d.]+/)
    expect(each).not.toContain('Free about')
    // As what is left: who has no budget in money is told nothing of it.
    const kept = await gym.app.sql.query(
      'update public.ai_budgets set money = null where tokens is not null returning id',
    )
    expect(kept.rowCount).toBeGreaterThan(0)
    for (const page of pages) {
      const without = await text(page, gym.member)
      expect(without).toContain('Left for you today')
      expect(without).not.toMatch(told)
    }
  })
})
