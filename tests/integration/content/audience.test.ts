import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldValue, type Gym, startGym, words } from './gym'

let gym: Gym
const audiencePath = (id: string) => gym.path(`admin/audience/${id}`)
const groupsPath = (rest = '') => gym.path(`admin/groups${rest}`)

beforeAll(async () => {
  gym = await startGym()
})
afterAll(() => gym?.app.stop())

const memberEmail = async () => {
  const { rows } = await gym.app.sql.query<{ email: string }>(
    `select u.email from auth.users u join public.memberships m on m.user_id = u.id
     join public.communities c on c.id = m.community_id
     where c.slug = $1 and m.role = 'end_user' order by u.created_at limit 1`,
    [gym.path('').split('/')[2]],
  )
  return rows[0]?.email ?? ''
}

async function makeGroup(name: string): Promise<string> {
  const made = await gym.coach.post(groupsPath(), { name, description: '', intent: 'make' })
  expect(made.status).toBe(303)
  return (made.headers.get('location') ?? '').split('/').at(-1) ?? ''
}

/** Posts the form as its page has it, with some of it changed. */
async function choose(id: string, fields: Record<string, string>, by = gym.coach) {
  const html = await (await by.get(audiencePath(id))).text()
  return by.post(audiencePath(id), { seen: fieldValue(html, 'seen') ?? '', ...fields })
}

const published = () => gym.make({ intent: 'publish' })
const memberStatus = async (id: string) => (await gym.member.get(gym.path(`agents/${id}`))).status

describe('groups', () => {
  it('are made, filled by address, renamed and dissolved', async () => {
    const id = await makeGroup('Evening class')
    const list = words(await (await gym.coach.get(groupsPath())).text())
    expect(list).toContain('Evening class')
    const added = await gym.coach.post(groupsPath(`/${id}`), {
      intent: 'add',
      emails: (await memberEmail()).toUpperCase(),
    })
    expect(added.status).toBe(303)
    const page = await (await gym.coach.follow(added)).text()
    expect(words(page)).toContain('1 member is added')
    const user = /name="user" value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
    const out = await gym.coach.post(groupsPath(`/${id}`), { intent: 'take-out', user })
    expect(words(await (await gym.coach.follow(out)).text())).toContain('Nobody is in this group')
    const renamed = await gym.coach.post(groupsPath(`/${id}`), {
      intent: 'change',
      name: 'Morning class',
      description: 'Early birds.',
    })
    expect(words(await (await gym.coach.follow(renamed)).text())).toContain('Early birds.')
    const gone = await gym.coach.post(groupsPath(`/${id}`), { intent: 'dissolve' })
    expect(words(await (await gym.coach.follow(gone)).text())).not.toContain('Morning class')
    expect((await gym.coach.get(groupsPath(`/${id}`))).status).toBe(404)
  })

  it('keep what was entered where it is wrong, with what is wrong beside it', async () => {
    const id = await makeGroup('First')
    await makeGroup('Second')
    for (const [path, fields, status, said] of [
      ['', { intent: 'make', name: ' ' }, 422, 'Enter a name'],
      ['', { intent: 'make', name: 'FIRST' }, 409, 'Another group has this name'],
      ['', { intent: 'make', name: 'x'.repeat(81) }, 422, 'at most 80'],
      [`/${id}`, { intent: 'change', name: 'second' }, 409, 'Another group has this name'],
      [`/${id}`, { intent: 'add', emails: '' }, 422, 'at least one'],
      [`/${id}`, { intent: 'add', emails: 'no@body.test' }, 422, 'has this address: no@body.test'],
      [`/${id}`, { intent: 'add', emails: 'a@b.c a@b.c no' }, 422, 'a@b.c, no'],
    ] as const) {
      const refused = await gym.coach.post(groupsPath(path), fields)
      const html = await refused.text()
      expect([refused.status, words(html)]).toEqual([status, expect.stringContaining(said)])
      const [entered] = Object.values(fields).slice(1)
      if (entered?.trim()) expect(html).toContain(entered)
    }
  })

  it('are the coaches’ own', async () => {
    const id = await makeGroup('Ours')
    for (const path of ['', `/${id}`]) {
      expect((await gym.member.get(groupsPath(path))).status).toBe(403)
      expect((await gym.stranger.get(groupsPath(path))).status).toBe(404)
    }
    for (const intent of ['change', 'add', 'take-out', 'dissolve']) {
      const post = { intent, name: 'Theirs', emails: 'a@b.c', user: crypto.randomUUID() }
      expect((await gym.member.post(groupsPath(`/${id}`), post)).status).toBe(403)
      expect((await gym.stranger.post(groupsPath(`/${id}`), post)).status).toBe(404)
    }
    expect((await gym.member.post(groupsPath(), { name: 'Theirs' })).status).toBe(403)
    const list = words(await (await gym.coach.get(groupsPath())).text())
    expect(list).toContain('Ours')
    expect(list).not.toContain('Theirs')
  })
})

describe('who may use an item', () => {
  it('is chosen on its own page, and holds in lists, on the page and in the sandbox', async () => {
    const id = await published()
    const { title, version } = await gym.stored(id)
    const group = await makeGroup('Insiders')
    const manage = words(await (await gym.coach.get(gym.path(`admin/agents/${id}`))).text())
    expect(manage).toContain('Everybody in this community may use it')
    expect(await memberStatus(id)).toBe(200)
    const desk = async (query = '') =>
      words(await (await gym.coach.get(gym.path(`admin/agents${query}`))).text())
    const marked = async () => [
      (await desk()).includes(`${title} Published Limited`),
      (await desk(`?q=${title.split(' ')[1]}`)).includes(`${title} Published Limited`),
    ]
    expect(await marked()).toEqual([false, false])

    const limited = await choose(id, { open: 'limited', [`group.${group}`]: 'yes' })
    const page = words(await (await gym.coach.follow(limited)).text())
    expect(page).toContain('is limited to the groups and people')
    expect(await marked()).toEqual([true, true])
    // The group is empty.
    expect(page).toContain('No member may use it: ')
    expect(words(await (await gym.coach.get(gym.path(`admin/agents/${id}`))).text())).toContain(
      'Only chosen groups and people may use it',
    )
    expect(await memberStatus(id)).toBe(404)
    expect((await gym.coach.get(gym.path(`agents/${id}`))).status).toBe(200)
    for (const path of ['agents', 'sandbox', `agents?search=${title.split(' ')[1]}`, 'dashboard']) {
      expect(words(await (await gym.member.get(gym.path(path))).text())).not.toContain(title)
    }

    await gym.coach.post(groupsPath(`/${group}`), { intent: 'add', emails: await memberEmail() })
    expect(await memberStatus(id)).toBe(200)
    expect(words(await (await gym.member.get(gym.path('agents'))).text())).toContain(title)
    const dissolving = words(await (await gym.coach.get(groupsPath(`/${group}`))).text())
    expect(dissolving).toContain('1 item is limited to it')
    expect(dissolving).toContain('No member at all could use it then')
    await gym.coach.post(groupsPath(`/${group}`), { intent: 'dissolve' })
    expect(await memberStatus(id)).toBe(404)
    expect(words(await (await gym.coach.get(gym.path(`admin/agents/${id}`))).text())).toContain(
      'No member may use it: ',
    )

    expect((await choose(id, { open: 'limited', emails: await memberEmail() })).status).toBe(303)
    expect(await memberStatus(id)).toBe(200)
    const open = await choose(id, { open: 'everybody' })
    expect(words(await (await gym.coach.follow(open)).text())).toContain('is open to everybody')
    expect((await gym.stored(id)).version).toBe(version)
  })

  it('keeps what was entered where it is wrong', async () => {
    const id = await published()
    const group = await makeGroup('Wrong ones')
    for (const [fields, said] of [
      [{ open: 'limited' }, 'Tick a group or add a person'],
      [
        { open: 'everybody', [`group.${group}`]: 'yes' },
        'You chose groups or people, and everybody',
      ],
      [{ open: 'limited', emails: 'no@body.test' }, 'has this address: no@body.test'],
      [{ open: 'limited', emails: 'Not an address' }, 'not, an, address'],
    ] as const) {
      const refused = await choose(id, fields)
      const html = await refused.text()
      expect([refused.status, words(html)]).toEqual([422, expect.stringContaining(said)])
      if ('emails' in fields) expect(html).toContain(fields.emails)
      if (`group.${group}` in fields) {
        expect(html).toMatch(new RegExp(`name="group.${group}"[^>]*checked`))
      }
    }
    expect(await memberStatus(id)).toBe(200)
  })

  it('tells of another coach’s choice, keeps one’s own, and saves it the second time', async () => {
    const id = await published()
    const group = await makeGroup('Contested')
    const html = await (await gym.coach.get(audiencePath(id))).text()
    await choose(id, { open: 'limited', emails: await memberEmail() }, gym.otherCoach)
    const mine = { open: 'limited', [`group.${group}`]: 'yes' }
    const refused = await gym.coach.post(audiencePath(id), {
      seen: fieldValue(html, 'seen') ?? '',
      ...mine,
    })
    expect(refused.status).toBe(409)
    const again = await refused.text()
    expect(words(again)).toContain('Somebody changed this meanwhile')
    expect(again).toMatch(new RegExp(`name="group.${group}"[^>]*checked`))
    expect(await memberStatus(id)).toBe(200)
    const saved = await gym.coach.post(audiencePath(id), {
      seen: fieldValue(again, 'seen') ?? '',
      ...mine,
    })
    expect(saved.status).toBe(303)
    expect(await memberStatus(id)).toBe(404)
  })

  it('is the coaches’ to choose', async () => {
    const id = await published()
    const post = { open: 'limited', emails: await memberEmail(), seen: 'everybody' }
    expect((await gym.member.get(audiencePath(id))).status).toBe(403)
    expect((await gym.stranger.get(audiencePath(id))).status).toBe(404)
    expect((await gym.member.post(audiencePath(id), post)).status).toBe(403)
    expect((await gym.stranger.post(audiencePath(id), post)).status).toBe(404)
    expect((await gym.coach.get(audiencePath(crypto.randomUUID()))).status).toBe(404)
  })
})

it('refuses to go on in a conversation with an agent that is not mine to use any more, and keeps the text', async () => {
  const id = await published()
  const begin = await gym.member.get(gym.path(`sandbox?agent=${id}`))
  const html = await begin.text()
  const begun = await gym.member.post(gym.path(`sandbox?agent=${id}`), {
    intent: 'send',
    agent: id,
    message: 'How do I begin?',
    post_key: crypto.randomUUID(),
  })
  expect([begin.status, begun.status, html.includes('name="message"')]).toEqual([200, 303, true])
  const talk = (begun.headers.get('location') ?? '').replace(/[?#].*$/, '')
  await gym.app.sql.query(
    `update public.messages set status = 'complete', completed_at = now() where status = 'streaming'`,
  )
  await makeGroup('Others').then((group) =>
    choose(id, { open: 'limited', [`group.${group}`]: 'yes' }),
  )
  const refused = await gym.member.post(talk, {
    intent: 'send',
    message: 'And after that?',
    post_key: crypto.randomUUID(),
  })
  const answer = await refused.text()
  expect(refused.status).toBe(409)
  expect(words(answer)).toContain('This agent is not open to you any more')
  expect(answer).toContain('And after that?')
})
