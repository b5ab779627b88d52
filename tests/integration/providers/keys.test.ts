import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reseal } from '../../../supabase/reseal'
import { gate } from '../../fixtures/scripted-provider'
import type { TestBrowser } from '../../fixtures/test-browser'
import { type Gym, startGym, words } from '../content/gym'
import { begin, untilStatus } from '../sandbox/talk'

const sealing = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`
const [older, newer] = [sealing('older'), sealing('newer')]

const PLATFORMS = 'sk-of-the-platform-0123456789-plat'
const OWN = 'sk-of-the-community-0123456789-comm'
const ENVIRONMENTS = 'sk-of-the-environment-0123456789'

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym({
    vars: { SEALING_KEYS: `${newer},${older}`, AI_API_KEY: ENVIRONMENTS },
  })
  await gym.app.sql.query(`select public.grant_platform_admin('coach@elsewhere.test')`)
  agent = await gym.make({ intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const PLATFORM = '/admin/providers'
const own = () => gym.path('admin/providers')
const place = () => `openai-compatible ${gym.app.provider.baseUrl}`
const set = (by: TestBrowser, path: string, secret: string, at = place()) =>
  by.post(path, { intent: 'keep', place: at, secret })
const keyOn = async (by: TestBrowser, path: string) =>
  /name="key" value="([0-9a-f-]{36})"/.exec(await (await by.get(path)).text())?.[1] ?? ''

/** Asks, and answers what the provider was asked with. */
async function askedWith(): Promise<string | undefined> {
  const before = gym.app.provider.calls.length
  const path = await begin(gym.member, 'Hello?', agent, gym.path('sandbox').replace(/\/$/, ''))
  await untilStatus(gym.app, path, 'complete')
  return gym.app.provider.calls[before]?.headers.authorization
}

describe('keys of providers', () => {
  it('are those of the environment until one is set', async () => {
    const page = words(await (await gym.stranger.get(PLATFORM)).text())
    expect(page).toContain('No key is set yet')
    expect(await askedWith()).toBe(`Bearer ${ENVIRONMENTS}`)
  })

  it('are asked for as they should be', async () => {
    const empty = await set(gym.coach, own(), '')
    expect(empty.status).toBe(422)
    expect(words(await empty.text())).toContain('Enter the key.')
    const bad = await set(gym.coach, own(), 'sk with spaces 0123456789')
    expect(bad.status).toBe(422)
    expect(await bad.text()).not.toContain('sk with spaces')
    const elsewhere = await set(gym.coach, own(), OWN, 'openai-compatible https://evil.test/v1')
    expect(elsewhere.status).toBe(422)
    expect(words(await elsewhere.text())).toContain('Choose a provider of the list.')
  })

  it('count in their order: the community’s, the platform’s, the environment’s', async () => {
    expect((await set(gym.stranger, PLATFORM, PLATFORMS)).status).toBe(303)
    expect(await askedWith()).toBe(`Bearer ${PLATFORMS}`)
    expect((await set(gym.coach, own(), ` ${OWN} `)).status).toBe(303)
    expect(await askedWith()).toBe(`Bearer ${OWN}`)
    await expect
      .poll(async () => words(await (await gym.coach.get(own())).text()))
      .not.toContain('not yet')
    expect(words(await (await gym.coach.get(own())).text())).toContain('comm')
  })

  it('are replaced at once', async () => {
    expect((await set(gym.coach, own(), `${OWN}2`)).status).toBe(303)
    expect(await askedWith()).toBe(`Bearer ${OWN}2`)
    const { rows } = await gym.app.sql.query(
      'select last_four from public.provider_keys where community_id is not null',
    )
    expect(rows).toEqual([{ last_four: 'omm2' }])
    await set(gym.coach, own(), OWN)
  })

  it('are nobody else’s', async () => {
    expect((await gym.member.get(own())).status).toBe(403)
    expect((await set(gym.member, own(), OWN)).status).toBe(403)
    expect((await gym.coach.get(PLATFORM)).status).toBe(403)
    expect((await set(gym.coach, PLATFORM, OWN)).status).toBe(403)
    const platforms = await keyOn(gym.stranger, PLATFORM)
    expect((await gym.coach.post(own(), { intent: 'try', key: platforms })).status).toBe(404)
    expect((await gym.coach.post(own(), { intent: 'drop', key: platforms })).status).toBe(303)
    expect(await keyOn(gym.stranger, PLATFORM)).toBe(platforms)
  })

  it('are tried, with a clear answer', async () => {
    const key = await keyOn(gym.coach, own())
    const trying = () => gym.coach.post(own(), { intent: 'try', key })
    let sent: string | undefined
    gym.app.provider.lists((request, response) => {
      sent = request.headers.authorization
      response.writeHead(200).end('{"data":[]}')
    })
    expect(words(await (await trying()).text())).toContain('that ends in comm works.')
    expect(sent).toBe(`Bearer ${OWN}`)
    for (const [status, said] of [
      [401, 'The provider refuses'],
      [429, 'takes no more for now'],
      [302, 'answered otherwise than expected'],
    ] as const) {
      gym.app.provider.lists((_request, response) =>
        response.writeHead(status, { location: '/v1/models' }).end(OWN),
      )
      const page = await (await trying()).text()
      expect(words(page)).toContain(said)
      expect(page).not.toContain(OWN)
    }
  })

  it('change in the middle of an answer without harm to it', async () => {
    const rest = gate()
    gym.app.provider.next(async (answer) => {
      await answer.say('One ')
      await rest.opened
      await answer.say('two.')
      await answer.finish()
    })
    const before = gym.app.provider.calls.length
    const path = await begin(gym.member, 'Hello?', agent, gym.path('sandbox').replace(/\/$/, ''))
    await gym.app.provider.called(before)
    await gym.coach.post(own(), { intent: 'drop', key: await keyOn(gym.coach, own()) })
    rest.open()
    expect((await untilStatus(gym.app, path, 'complete')).text).toBe('One two.')
    expect(await askedWith()).toBe(`Bearer ${PLATFORMS}`)
    await set(gym.coach, own(), OWN)
  })

  it('are sealed anew with another key without a pause', async () => {
    await gym.app.sql.query('update public.provider_keys set last_used_at = null')
    const { resealed, unopened } = await reseal(gym.app.postgres.postgresUrl, `${older},${newer}`)
    expect([resealed, unopened]).toEqual([2, []])
    expect(await askedWith()).toBe(`Bearer ${OWN}`)
    const { rows } = await gym.app.sql.query('select sealed_with from public.provider_keys')
    expect(rows).toEqual([{ sealed_with: 'older' }, { sealed_with: 'older' }])
    // Once more changes nothing; without the old one nothing is lost, and it is said.
    expect(await reseal(gym.app.postgres.postgresUrl, older)).toEqual({ resealed: 0, unopened: [] })
    expect((await reseal(gym.app.postgres.postgresUrl, newer)).unopened).toHaveLength(2)
    expect(await askedWith()).toBe(`Bearer ${OWN}`)
  })

  it('that nothing opens refuse the answer: no other is charged in their place', async () => {
    await gym.app.sql.query(
      `update public.provider_keys set sealed = reverse(sealed) where community_id is not null`,
    )
    const path = await begin(gym.member, 'Hello?', agent, gym.path('sandbox').replace(/\/$/, ''))
    expect((await untilStatus(gym.app, path, 'failed')).failure).toBe('ai.refused')
    const key = await keyOn(gym.coach, own())
    const tried = await gym.coach.post(own(), { intent: 'try', key })
    expect(words(await tried.text())).toContain('does not have what')
    await set(gym.coach, own(), OWN)
    expect(await askedWith()).toBe(`Bearer ${OWN}`)
  })

  it('leave a line in the audit for each change', async () => {
    const { rows } = await gym.app.sql.query<{ line: string }>(
      `select distinct action || ' ' || (community_id is null) as line from public.security_audit
       where action like 'provider-key.%' order by 1`,
    )
    expect(rows.map(({ line }) => line)).toEqual([
      'provider-key.added false',
      'provider-key.added true',
      'provider-key.changed false',
      'provider-key.changed true',
      'provider-key.removed false',
      'provider-key.tried false',
    ])
  })

  it('stand nowhere: no page, no log, no row', async () => {
    const { rows } = await gym.app.sql.query<{ everything: string }>(
      `select (select string_agg(k::text, '') from public.provider_keys k)
         || (select string_agg(a::text, '') from public.security_audit a) as everything`,
    )
    const pages = await Promise.all([
      gym.coach.get(own()),
      gym.coach.get(`${own()}.data`),
      gym.stranger.get(PLATFORM),
      gym.stranger.get(`${PLATFORM}.data`),
    ])
    const texts = await Promise.all(pages.map((page) => page.text()))
    const told = [...texts, JSON.stringify(gym.app.logged), rows[0]?.everything ?? ''].join('\n')
    expect(told).toContain('comm')
    for (const secret of [PLATFORMS, OWN, ENVIRONMENTS, older, newer]) {
      expect(told).not.toContain(secret)
      expect(told).not.toContain(secret.split(':').at(-1))
      // Nor more of its end than its last four.
      expect(told).not.toContain(secret.slice(-8))
    }
  })
})
