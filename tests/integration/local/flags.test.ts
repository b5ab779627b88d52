import { afterAll, beforeAll, expect, it } from 'vitest'
import { changeFlags } from '../../../supabase/flags'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

async function flags(...words: string[]): Promise<string[]> {
  const lines: string[] = []
  await changeFlags(app.postgres.postgresUrl, words, (line) => lines.push(line))
  return lines
}

it('lists the flags, switches one off at the next request, and on again', async () => {
  expect(await flags()).toEqual([
    expect.stringMatching(/^joining: on\. /),
    expect.stringMatching(/^sandbox: on\. /),
  ])
  const member = await app.signIn('member@aigym.test')
  const [agent] = (
    await app.sql.query<{ id: string }>(
      `select content_items.id from public.content_items
       join public.communities on communities.id = community_id
       where communities.slug = 'northside' and status = 'published' limit 1`,
    )
  ).rows
  const ask = () =>
    member.post('/c/northside/sandbox', {
      intent: 'send',
      agent: agent?.id ?? '',
      message: 'Keep these words.',
      post_key: crypto.randomUUID(),
    })

  expect(await flags('off', 'sandbox')).toContainEqual(expect.stringMatching(/^sandbox: off\. /))
  const page = await member.get(`/c/northside/sandbox?agent=${agent?.id}`)
  expect(await page.text()).toContain('The sandbox is switched off')
  const refused = await ask()
  expect(refused.status).toBe(409)
  const answer = await refused.text()
  expect(answer).toContain('The sandbox is switched off')
  expect(answer).toContain('Keep these words.')

  expect(await flags('on', 'sandbox', '--share', '100')).toContainEqual(
    expect.stringMatching(/^sandbox: on\. /),
  )
  expect((await ask()).status).toBe(303)
})

it('shows that asking to join is switched off, and refuses a form that was loaded before', async () => {
  const outsider = await app.signIn('member@aigym.test')
  const ask = () => outsider.post('/communities', { intent: 'ask', community: 'harbor' })
  expect(await (await outsider.get('/communities')).text()).toContain('value="ask"')
  await flags('off', 'joining')
  try {
    const page = await (await outsider.get('/communities')).text()
    expect(page).toContain('Asking to join is switched off')
    expect(page).not.toContain('value="ask"')
    const refused = await ask()
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('Asking to join is switched off')
  } finally {
    await flags('on', 'joining')
  }
  expect((await ask()).status).toBe(303)
})

it('says what it can do, and that there is no such flag', async () => {
  await expect(flags('off', 'nothing')).rejects.toThrow('There is no flag nothing.')
  for (const words of [
    ['toggle', 'sandbox'],
    ['off'],
    ['on', 'sandbox', '--share', '101'],
    ['--x'],
  ]) {
    await expect(flags(...words)).rejects.toThrow(/Say what to do/)
  }
})

it('shows a share and the rules', async () => {
  await app.sql.query(
    `insert into public.feature_flag_rules (flag_key, role, has) values ('joining', 'end_user', true)`,
  )
  expect(await flags('on', 'joining', '--share', '20')).toContainEqual(
    expect.stringMatching(/^joining: on for 20 %, 1 rule\. /),
  )
})
