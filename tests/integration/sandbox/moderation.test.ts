import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heldWords } from '~/ui/strings/held'
import { heldMineWords } from '~/ui/strings/held-mine'
import { heldNewsWords } from '~/ui/strings/held-news'
import { messageToolsWords } from '~/ui/strings/message-tools'
import { moderationWords } from '~/ui/strings/moderation'
import { sandboxNoticesWords } from '~/ui/strings/sandbox-notices'
import { type Gym, startGym, words } from '../content/gym'
import { batchesOf, begin, hidden, reading, send, untilStatus } from './talk'

const says = heldWords.english
const mine = heldMineWords.english
const { mark, title: newsTitle } = heldNewsWords.english
const { held: failures } = messageToolsWords.english

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  agent = await gym.make({ intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const rules = () => gym.path('admin/moderation')
const queue = () => gym.path('admin/held')
const sandbox = () => gym.path('sandbox').replace(/\/$/, '')
const form = { words: '', does: 'hold', refusal: '' }
const set = (fields: Record<string, string>, by = gym.coach) =>
  by.post(rules(), { ...form, ...fields })
const ask = (message: string) => begin(gym.member, message, agent, sandbox())
const calls = () => gym.app.provider.calls.length
const text = async (path: string, by = gym.member) => words(await (await by.get(path)).text())
const row = async (message: string) => {
  const { rows } = await gym.app.sql.query(
    'select * from public.held_messages where text like $1 order by id desc limit 1',
    [`%${message}%`],
  )
  return rows[0]
}

describe('what is held', () => {
  it('is set by coaches, who see what is wrong beside the field, and what they wrote', async () => {
    const { wrong } = moderationWords.english
    const many = Array.from({ length: 501 }, (_, at) => `word${at}`).join('\n')
    for (const [fields, code] of [
      [{ words: many }, 'words.many'],
      [{ words: 'x'.repeat(101) }, 'words.long'],
      [{ words: 'fine\n***' }, 'words.empty'],
      [{ words: 'fine\nf*ne' }, 'words.asterisk'],
      [{ words: 'fine\nfine**' }, 'words.asterisk'],
      [{ words: 'fine\nfi*' }, 'words.short'],
      [{ does: 'whatever' }, 'does.missing'],
      [{ does: 'refuse' }, 'refusal.missing'],
      [{ refusal: 'x'.repeat(501) }, 'refusal.long'],
    ] as const) {
      const refused = await set(fields)
      expect(refused.status).toBe(422)
      const html = await refused.text()
      expect(words(html)).toContain(wrong[code])
      if (code === 'words.many') expect(html).toContain('word500')
    }
    expect(
      (await set({ words: ' Poison \r\n\r\nPoison\r\ncredit  card\r\nkill＊', answers: 'on' }))
        .status,
    ).toBe(303)
    let html = ''
    expect(
      await batchesOf(gym.app, async () => {
        html = await (await gym.coach.get(rules())).text()
      }),
    ).toBe(1)
    expect(html).toContain('Poison\ncredit card\nkill*</textarea>')
    expect(html).toMatch(/name="answers"[^>]*checked/)
  })

  it('is for those who run the community', async () => {
    expect((await gym.member.get(rules())).status).toBe(403)
    expect((await set({}, gym.member)).status).toBe(403)
    expect((await gym.stranger.get(rules())).status).toBe(404)
    expect((await gym.member.get(queue())).status).toBe(403)
  })
})

describe('a held message', () => {
  let path: string
  let why: string

  it('is kept and says so, and no model is asked', async () => {
    await set({ words: 'poison' })
    const before = calls()
    path = await ask('Where is the Poison?')
    const { id } = await untilStatus(gym.app, path, 'failed')
    why = `${path}/held/${id}`
    const page = await text(path)
    expect(page).toContain('Where is the Poison?')
    expect(page).toContain(failures['held.words'])
    const html = await (await gym.member.get(path)).text()
    expect(html).toContain(`href="${why}"`)
    expect(html).not.toContain('value="retry"')
    expect(calls()).toBe(before)
    // The same by script.
    const posted = await gym.member.post('/api/answers', {
      community: sandbox().split('/')[2] ?? '',
      intent: 'send',
      conversation: path.split('/').at(-1) ?? '',
      message: 'More poison',
      post_key: crypto.randomUUID(),
    })
    expect(await posted.text()).toContain('"failure":"held.words"')
    expect(calls()).toBe(before)
  })

  it('says why, and is seen by nobody until its author asks', async () => {
    let page = ''
    expect(
      await batchesOf(gym.app, async () => {
        page = await text(why)
      }),
    ).toBe(1)
    expect(page).toContain(words(mine.why.words('poison')))
    expect(page).toContain(mine.private)
    const held = await row('Where is the Poison?')
    expect(await text(queue(), gym.coach)).toContain(says.noneTitle)
    expect((await gym.coach.get(`${queue()}/${held.id}`)).status).toBe(404)
    expect((await gym.coach.get(why)).status).toBe(404)

    const empty = await gym.member.post(why, { held: held.id, message: ' ' })
    expect(empty.status).toBe(422)
    expect(words(await empty.text())).toContain(mine.wrong['appeal.empty'])
    const sent = await gym.member.post(why, { held: held.id, message: 'It is about chess.' })
    expect(sent.status).toBe(303)
    const after = await gym.member.get(why)
    const html = await after.text()
    expect(words(html)).toContain('It is about chess.')
    expect(html).not.toContain('name="held"')
  })

  it('is let through by a coach, and answered once its author asks again', async () => {
    const held = await row('Where is the Poison?')
    let page = ''
    expect(
      await batchesOf(gym.app, async () => {
        page = await text(queue(), gym.coach)
      }),
    ).toBe(1)
    expect(page).toContain('“poison”')
    expect(page).not.toContain('Where is the')
    const one = `${queue()}/${held.id}`
    expect(
      await batchesOf(gym.app, async () => {
        page = await text(one, gym.coach)
      }),
    ).toBe(1)
    expect(page).toContain('Where is the Poison?')
    expect(page).toContain('It is about chess.')
    expect(page).toContain(says.kept)
    const long = await gym.coach.post(one, { intent: 'release', note: 'x'.repeat(2001) })
    expect(long.status).toBe(422)
    expect((await gym.member.post(one, { intent: 'release', note: '' })).status).toBe(403)
    const released = await gym.coach.post(one, { intent: 'release', note: 'Fine here.' })
    expect(released.location).toBe(queue())

    expect(await text(why)).toContain(mine.state.released)
    expect(await text(why)).toContain('Fine here.')
    page = await (await gym.member.get(path)).text()
    expect(words(page)).toContain(failures['held.released'])
    gym.app.provider.next(async ({ say, finish }) => {
      await say('On the board.')
      await finish()
    })
    const before = calls()
    const again = await gym.member.post(path, {
      intent: 'retry',
      answer: hidden(page, 'answer'),
      post_key: hidden(page, 'post_key'),
    })
    expect(again.status).toBe(303)
    expect((await untilStatus(gym.app, path, 'complete')).text).toBe('On the board.')
    expect(calls()).toBe(before + 1)
    expect(await text(`${queue()}?show=settled`, gym.coach)).toContain(says.state.released)
  })

  it('that is refused reads what the coaches say to it', async () => {
    await set({ words: 'poison', does: 'refuse', refusal: 'Please not here.' })
    const refused = await ask('Poison again')
    const { id } = await untilStatus(gym.app, refused, 'failed')
    expect(await text(refused)).toContain(failures['held.refused'])
    const page = await text(`${refused}/held/${id}`)
    expect(page).toContain('Please not here.')
    expect(page).toContain(mine.ask)
  })
})

describe('where its author looks', () => {
  const lists = () => [sandbox(), `${sandbox()}/mine`, `${sandbox()}?agent=${agent}`]
  const dashboard = () => gym.path('dashboard')
  const marked = async (sign: string, path: string) => {
    for (const list of [...lists(), path]) expect(await text(list), list).toContain(sign)
  }
  const unmarked = async (...signs: string[]) => {
    for (const list of lists()) {
      const page = await text(list)
      for (const sign of signs) expect(page, list).not.toContain(sign)
    }
  }
  const settle = (id: string, intent: string) =>
    gym.coach.post(`${queue()}/${id}`, { intent, note: '' })

  it('a message says how it stands, and is asked again from there in one press', async () => {
    await gym.app.sql.query('delete from public.conversations where owner_id = $1', [
      (await row('Poison again')).owner_id,
    ])
    await set({ review: 'on' })
    const path = await ask('How high is the cliff?')
    await untilStatus(gym.app, path, 'failed')
    await marked(mark.waiting, path)
    expect(await text(dashboard())).not.toContain(newsTitle)
    const held = await row('How high is the cliff?')
    await settle(held.id, 'release')
    await marked(mark.again, path)
    expect(await text(`${sandbox()}/mine`, gym.coach)).not.toContain(mark.again)
    let html = ''
    for (const place of [`${sandbox()}/mine`, dashboard()]) {
      expect(
        await batchesOf(gym.app, async () => {
          html = await (await gym.member.get(place)).text()
        }),
      ).toBe(1)
      expect(html).toContain(`action="${path}"`)
    }
    expect(words(html)).toContain(newsTitle)
    expect(html).toContain(`href="${path}/held/${hidden(html, 'answer')}"`)
    gym.app.provider.next(async ({ say, finish }) => {
      await say('Ten metres.')
      await finish()
    })
    const again = await gym.member.post(path, {
      intent: hidden(html, 'intent'),
      answer: hidden(html, 'answer'),
      post_key: hidden(html, 'post_key'),
    })
    expect(again.location).toBe(`${path}#answer`)
    expect((await untilStatus(gym.app, path, 'complete')).text).toBe('Ten metres.')
    await unmarked(mark.again, mark.waiting)
    expect(await text(dashboard())).not.toContain(newsTitle)
  })

  it('one that is kept held is told until its author writes on', async () => {
    const path = await ask('How deep is the lake?')
    await untilStatus(gym.app, path, 'failed')
    await settle((await row('How deep is the lake?')).id, 'keep')
    await marked(mark.kept, path)
    const page = await (await gym.member.get(dashboard())).text()
    expect(words(page)).toContain(mark.kept)
    expect(page).not.toContain('value="retry"')
    await set({})
    await send(gym.member, path, 'Never mind.')
    await untilStatus(gym.app, path, 'complete')
    await unmarked(mark.kept)
    expect(await text(dashboard())).not.toContain(newsTitle)
  })

  it('one that nobody looks at is told until its author writes on', async () => {
    await set({ words: 'poison' })
    const path = await ask('Poison once more')
    await untilStatus(gym.app, path, 'failed')
    await marked(mark.waiting, path)
    await send(gym.member, path, 'Bread, then.')
    await untilStatus(gym.app, path, 'complete')
    await unmarked(mark.waiting)
  })
})

describe('a community where a coach reads first', () => {
  it('says so before anybody writes, and holds each message of a member', async () => {
    await set({ review: 'on' })
    const notice = sandboxNoticesWords.english.review
    expect(await text(`${sandbox()}?agent=${agent}`)).toContain(notice)
    const path = await ask('May I ask?')
    await untilStatus(gym.app, path, 'failed')
    const page = await text(path)
    expect(page).toContain(failures['held.review'])
    expect(page).toContain(notice)
    expect(page).toContain(messageToolsWords.english.heldWay)
    const held = await row('May I ask?')
    expect(await text(`${queue()}/${held.id}`, gym.coach)).toContain('May I ask?')
    await gym.coach.post(`${queue()}/${held.id}`, { intent: 'keep', note: 'Ask me in class.' })
    expect(await text(path)).toContain(failures['held.kept'])
    const own = await begin(gym.coach, 'A coach asks', agent, sandbox())
    await untilStatus(gym.app, own, 'complete')
  })
})

describe('an answer that is looked through', () => {
  it('is shown a sentence at a time, and held with the word not shown', async () => {
    await set({ words: 'poison', answers: 'on' })
    gym.app.provider.next(async ({ say, finish }) => {
      await say('It is old. It was once a poi')
      await say('son of kings. And more.')
      await finish()
    })
    const path = await ask('What is arsenic?')
    const read = reading(await gym.member.get(path))
    const page = await read.until('</html>')
    expect(page).not.toContain('poi')
    expect(page).not.toContain('of kings')
    const { id, text: kept } = await untilStatus(gym.app, path, 'cut_off')
    expect(kept).toBe('')
    expect(words(page)).toContain(words(failures['held.answer']))
    expect(page).toContain(`${path}/held/${id}`)
    const events = await (await gym.member.get(`/api/answers/${id}?from=0`)).text()
    expect(events).not.toContain('poi')
    const why = `${path}/held/${id}`
    expect(await text(why)).toContain(mine.answerWhy)
    expect(await text(why)).not.toContain('kings')

    const held = await row('of kings')
    await gym.member.post(why, { held: held.id, message: 'It is history.' })
    const one = `${queue()}/${held.id}`
    expect(await text(one, gym.coach)).toContain('of kings')
    await gym.coach.post(one, { intent: 'release', note: '' })
    expect(await text(path)).toContain('It was once a poison of kings. And more.')
  })

  it('that holds nothing comes whole', async () => {
    gym.app.provider.next(async ({ say, finish }) => {
      await say('It is bread. And but')
      await say('ter')
      await finish()
    })
    const path = await ask('What is this?')
    const read = reading(await gym.member.get(path))
    expect(words(await read.until('</html>'))).toContain('It is bread. And butter')
    expect((await untilStatus(gym.app, path, 'complete')).text).toBe('It is bread. And butter')
  })
})
