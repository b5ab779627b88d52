import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flashWords } from '~/ui/strings/flash'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { type FileGym, startFileGym } from '../files/gym-with-files'
import { batchesOf, begin, hidden, send, typed, untilStatus, words } from './talk'

let gym: FileGym
let agent: string
let sandbox: string
beforeAll(async () => {
  gym = await startFileGym()
  agent = await gym.make({ title: 'Partner', intent: 'publish' })
  sandbox = gym.path('sandbox')
})
afterAll(() => gym?.stop())
beforeEach(() => gym.app.sql.query('delete from public.conversations'))

const { problems } = sandboxProblemWords.english

async function talk(): Promise<string> {
  const path = await begin(gym.member, 'Hello.', agent, sandbox)
  await untilStatus(gym.app, path, 'complete')
  return path
}

const get = async (path: string, who = gym.member) => (await who.get(path)).text()

const keep = (path: string, message: string, who = gym.member) =>
  who.post(path, { intent: 'send', instead: 'draft', message })

const tell = (path: string, message: string, who = gym.member) =>
  who.post('/api/drafts', { conversation: path.split('/').at(-1) ?? '', message })

const beginFirst = (message = '', fields: Record<string, string> = {}) =>
  gym.member.post(`${sandbox}?agent=${agent}`, {
    intent: 'send',
    instead: 'begin',
    agent,
    message,
    post_key: crypto.randomUUID(),
    ...fields,
  })

describe('a draft', () => {
  it('is kept by a button of the form, in one batch, and stands in the page, and on other devices', async () => {
    const path = await talk()
    expect(await get(path)).toMatch(/<button[^>]*form="composer"[^>]*value="draft"/)
    expect(await batchesOf(gym.app, () => keep(path, 'Half a <thought>\r\nand more'))).toBe(1)
    const html = await get(path)
    expect(words(html)).toContain(flashWords.english.sandbox['draft-kept'])
    const elsewhere = await gym.signInMember()
    expect(typed(await get(path, elsewhere))).toBe('Half a <thought>\nand more')
  })

  it('is kept by script, and forgotten when nothing is left', async () => {
    const path = await talk()
    const told = await tell(path, 'Half a thought')
    expect(told.status).toBe(200)
    const { at } = JSON.parse(await told.text())
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
    expect(typed(await get(path))).toBe('Half a thought')
    expect((await tell(path, ' \n')).status).toBe(200)
    expect(typed(await get(path))).toBe('')
  })

  it('goes with the message that is sent', async () => {
    const path = await talk()
    await keep(path, 'Half a thought')
    await send(gym.member, path, 'A whole thought')
    expect(typed(await get(path))).toBe('')
  })

  it('is given back with what is wrong where it is too long, and the kept one stays', async () => {
    const path = await talk()
    await keep(path, 'Half a thought')
    const long = 'x'.repeat(32_001)
    const refused = await keep(path, long)
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(words(html)).toContain(problems['message.too-long'])
    expect(typed(html)).toBe(long)
    const told = await tell(path, long)
    expect(told.status).toBe(422)
    expect(JSON.parse(await told.text())).toMatchObject({ code: 'message.too-long' })
    expect(typed(await get(path))).toBe('Half a thought')
  })

  it('loses a null, which can’t be kept', async () => {
    const path = await talk()
    expect((await keep(path, 'Half\0 a thought')).status).toBe(303)
    expect(typed(await get(path))).toBe('Half a thought')
  })

  it('is its owner’s alone', async () => {
    await gym.app.sql.query(
      `update public.communities set conversation_readers = 'owner_and_coaches'`,
    )
    const path = await talk()
    await keep(path, 'Half a thought')
    expect(await get(path, gym.coach)).not.toContain('Half a thought')
    expect((await tell(path, 'Mine now', gym.coach)).status).toBe(404)
    expect((await keep(path, 'Mine now', gym.coach)).status).toBe(404)
    expect(typed(await get(path))).toBe('Half a thought')
  })

  it('is refused clearly to nobody, of nothing, and by a question', async () => {
    const path = await talk()
    const told = await tell(path, 'Words', gym.app.visitor())
    expect(told.status).toBe(401)
    expect((await tell('/none', 'Words')).status).toBe(404)
    expect((await tell(`/${crypto.randomUUID()}`, 'Words')).status).toBe(404)
    expect((await gym.member.get('/api/drafts')).status).toBe(404)
  })

  it('is never sent by mistake: the way of messages takes none', async () => {
    const path = await talk()
    const id = path.split('/').at(-1) ?? ''
    const refused = await gym.member.post('/api/answers', {
      ...{ community: 'testfield', conversation: id, instead: 'draft', message: 'Half' },
      post_key: crypto.randomUUID(),
    })
    expect(refused.status).toBe(422)
    expect(await get(path)).not.toContain('Half')
  })
})

describe('a conversation that begins with files', () => {
  it('is begun by a button of the first message’s page, with what was typed, in one batch', async () => {
    const page = await get(`${sandbox}?agent=${agent}`)
    expect(page).toMatch(/<button[^>]*form="composer"[^>]*value="begin"/)
    let location = ''
    const post_key = hidden(page, 'post_key')
    const batches = await batchesOf(gym.app, async () => {
      const begun = await beginFirst('What is in this?', { post_key })
      expect(begun.status).toBe(303)
      location = begun.location ?? ''
    })
    expect(batches).toBe(1)
    expect(location).toMatch(/\/sandbox\/[0-9a-f-]{36}\/files$/)
    expect((await gym.member.get(location)).status).toBe(200)
    const path = location.replace('/files', '')
    const html = await get(path)
    expect(typed(html)).toBe('What is in this?')
    // The same post again begins nothing new.
    expect((await beginFirst('What is in this?', { post_key })).location).toBe(location)
    await send(gym.member, path, 'What is in this file?')
    await untilStatus(gym.app, path, 'complete')
    const list = words(await get(sandbox))
    expect(list).toContain('What is in this file?')
  })

  it('takes one that nobody wrote in', async () => {
    const first = await beginFirst()
    expect((await beginFirst('Words')).location).toBe(first.location)
    expect((await beginFirst('Other words')).location).not.toBe(first.location)
  })

  it('says that twenty wait, and keeps what was typed', async () => {
    for (let nth = 0; nth < 20; nth += 1) await beginFirst(`Words ${nth}`)
    const refused = await beginFirst('And more')
    expect(refused.status).toBe(409)
    const html = await refused.text()
    expect(words(html)).toContain(problems['begun.enough'])
    expect(typed(html)).toBe('And more')
  })

  it('refuses a form without a key, and an agent that is not there', async () => {
    expect((await beginFirst('Words', { post_key: 'x' })).status).toBe(422)
    expect((await beginFirst('Words', { agent: 'x' })).status).toBe(422)
    expect((await beginFirst('Words', { agent: crypto.randomUUID() })).status).toBe(404)
  })

  it('is not offered where messages are looked at first', async () => {
    await gym.coach.post(gym.path('admin/moderation'), {
      ...{ words: '', does: 'hold', refusal: '', review: 'on' },
    })
    const page = await get(`${sandbox}?agent=${agent}`)
    await gym.app.sql.query('delete from public.moderation_rules')
    expect(page).not.toContain('value="begin"')
  })
})
