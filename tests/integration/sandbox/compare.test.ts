import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareWords } from '~/ui/strings/compare'
import { comparisonsWords } from '~/ui/strings/comparisons'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { gate, saying } from '../../fixtures/scripted-provider'
import type { TestBrowser } from '../../fixtures/test-browser'
import { batchesSince, type Gym, startGym, tableRows, words } from '../content/gym'
import { batchesOf, hidden, reading, send, typed, untilStatus } from './talk'

const says = compareWords.english
const tally = comparisonsWords.english
const { problems } = sandboxProblemWords.english

let gym: Gym
let agent: string
beforeAll(async () => {
  gym = await startGym()
  await gym.app.sql.query(
    `insert into public.ai_models (provider, name, label, enabled) values
       ('openai-compatible', 'quick one', 'Quick', true),
       ('openai-compatible', 'thorough', 'Thorough', true),
       ('openai-compatible', 'third', 'Third', true),
       ('openai-compatible', 'fourth', 'Fourth', true),
       ('openai-compatible', 'retired', 'Retired', false)`,
  )
  agent = await gym.make({ title: 'A partner', intent: 'publish' })
})
afterAll(() => gym?.app.stop())

const form = () => gym.path('sandbox/compare')
const ticks = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [`model.openai-compatible ${name}`, 'on']))
const post = (
  fields: Record<string, string>,
  by: TestBrowser = gym.member,
  to = form(),
  key: string = crypto.randomUUID(),
) => by.post(to, { agent, message: 'Which is better?', post_key: key, ...fields })

/** Asks; answers where the answers stand beside each other. */
async function compare(fields: Record<string, string> = {}, to = form()): Promise<string> {
  const page = await post({ ...ticks('quick one', 'thorough'), ...fields }, gym.member, to)
  expect(page.status).toBe(303)
  expect(page.location).toMatch(/\/sandbox\/[0-9a-f-]{36}\/compare\/[0-9a-f-]{36}$/)
  return page.location ?? ''
}

interface Row {
  id: string
  label: string
  status: string
  text: string
  failure: string | null
  chosen: boolean
}

async function rows(path: string): Promise<Row[]> {
  const { rows } = await gym.app.sql.query<Row>(
    `select m.id, c.label, m.status, m.text, m.failure, c.chosen_at is not null as chosen
     from public.compared_answers c join public.messages m on m.id = c.message_id
     where c.asked_id = $1 order by c.place`,
    [path.split('/').at(-1)],
  )
  return rows
}

const until = async (path: string, ...statuses: string[]) => {
  await expect
    .poll(async () => (await rows(path)).map(({ status }) => status), { timeout: 10_000 })
    .toEqual(statuses)
  return rows(path)
}
const text = async (path: string, by = gym.member) => words(await (await by.get(path)).text())
const talkOf = (path: string) => path.replace(/\/compare\/.*$/, '')

/** Each model says what it is called. */
const nameEach = () =>
  gym.app.provider.always(async (answer) => {
    await answer.say(`I am ${answer.call.body.model}.`)
    await answer.finish()
  })

describe('the form', () => {
  it('offers the models of the list and the agents, in one round trip', async () => {
    let html = ''
    expect(
      await batchesOf(gym.app, async () => {
        html = await (await gym.member.get(`${form()}?agent=${agent}`)).text()
      }),
    ).toBe(1)
    for (const label of ['Quick', 'Thorough', 'Third', 'A partner']) expect(html).toContain(label)
    expect(html).toContain('Only you can read this')
    expect(html).not.toContain('Retired')
    expect(await text(gym.path(`agents/${agent}`))).toContain('Compare models with it')
  })

  it('says what is wrong, and keeps what was entered', async () => {
    const cases: [Record<string, string>, string][] = [
      [ticks('quick one'), says.wrong['compare.models']],
      [ticks('quick one', 'thorough', 'third', 'fourth'), says.wrong['compare.models']],
      [ticks('quick one', 'retired'), says.wrong['compare.models']],
      [{}, says.wrong['compare.models']],
      [{ ...ticks('quick one', 'third'), message: ' ' }, problems['message.empty']],
      [{ ...ticks('quick one', 'third'), agent: 'x' }, says.wrong.agent],
    ]
    for (const [fields, wrong] of cases) {
      const page = await post(fields)
      expect(page.status).toBe(422)
      const html = await page.text()
      expect(words(html)).toContain(wrong)
      if (!fields.message) expect(typed(html)).toBe('Which is better?')
      for (const name of Object.keys(fields).filter((each) => !each.includes('retired'))) {
        if (name.startsWith('model.')) {
          expect(html).toMatch(
            new RegExp(`name="${name}"[^>]*checked|checked=""[^>]*name="${name}"`),
          )
        }
      }
    }
    const { rows: kept } = await gym.app.sql.query('select from public.compared_answers')
    expect(kept).toHaveLength(0)
  })

  it('keeps what was typed as the conversation’s draft, which the question takes with it', async () => {
    const keep = (fields: Record<string, string>, to = form()) =>
      post({ ...ticks('quick one', 'third'), ...fields, instead: 'draft' }, gym.member, to)
    const begun = await keep({ message: 'Half a question' })
    expect(begun.status).toBe(303)
    const path = (begun.location ?? '').replace(/\?.*/, '')
    expect(path).toMatch(/\/sandbox\/[0-9a-f-]{36}\/compare$/)
    const html = await (await gym.member.follow(begun)).text()
    expect(words(html)).toContain('Your draft is kept.')
    expect(typed(html)).toBe('Half a question')
    expect(html).toMatch(/name="model.openai-compatible third"[^>]*checked/)
    expect(html).not.toMatch(/name="model.openai-compatible thorough"[^>]*checked/)

    expect((await keep({ message: 'Half a question, and more' }, path)).status).toBe(303)
    let again = ''
    expect(
      await batchesOf(gym.app, async () => {
        again = await (await gym.member.get(path)).text()
      }),
    ).toBe(1)
    expect(typed(again)).toBe('Half a question, and more')
    // It is the conversation's own.
    expect(typed(await (await gym.member.get(path.replace(/\/compare$/, ''))).text())).toBe(
      'Half a question, and more',
    )
    nameEach()
    const asked = await compare({ message: 'A whole question' }, path)
    await until(asked, 'complete', 'complete')
    expect(typed(await (await gym.member.get(path)).text())).toBe('')

    const nobody = await keep({ agent: 'x' })
    expect(nobody.status).toBe(422)
    expect(words(await nobody.text())).toContain(says.wrong.agent)
    const long = await keep({ message: 'x'.repeat(32_001) }, path)
    expect(long.status).toBe(422)
    expect((await keep({}, path.replace(/[0-9a-f-]{36}/, crypto.randomUUID()))).status).toBe(404)
    await gym.app.sql.query('delete from public.compared_answers')
  })

  it('is nobody else’s business', async () => {
    expect((await gym.stranger.get(form())).status).toBe(404)
    const page = await post(ticks('quick one', 'third'), gym.stranger)
    expect(page.status).toBe(404)
  })
})

describe('a comparison', () => {
  it('asks each model the same, keeps every answer, and shows them beside each other', async () => {
    nameEach()
    const before = gym.app.provider.calls.length
    const path = await compare({ ...ticks('third') })
    await until(path, 'complete', 'complete', 'complete')
    const asked = gym.app.provider.calls.slice(before)
    expect(asked.map(({ body }) => body.model).sort()).toEqual(['quick one', 'third', 'thorough'])
    for (const { body } of asked) expect(body.messages?.at(-1)?.content).toBe('Which is better?')
    let html = ''
    expect(
      await batchesOf(gym.app, async () => {
        html = await (await gym.member.get(path)).text()
      }),
    ).toBe(1)
    for (const said of ['I am quick one.', 'I am thorough.', 'I am third.', says.choose]) {
      expect(words(html)).toContain(said)
    }
    expect((await gym.coach.get(path)).status).toBe(404)
    expect((await gym.stranger.get(path)).status).toBe(404)
  })

  it('writes them into the page as they come, each into its own column, and the choice at the end', async () => {
    const [slow, slower] = [gate(), gate()]
    gym.app.provider.always(async (answer) => {
      const { model } = answer.call.body
      await answer.say(`I am <${model}>.`)
      await (model === 'thorough' ? slower : slow).opened
      await answer.say(` All of ${model}.`)
      await answer.finish()
    })
    const path = await compare()
    const [quick, thorough] = await rows(path)
    const batches = gym.app.logged.length
    const page = await gym.member.get(path)
    expect(page.headers.get('content-encoding')).toBe('identity')
    const body = reading(page)
    await body.until('<span slot="words0">I am &lt;quick one&gt;.</span>')
    const both = await body.until('<span slot="words1">I am &lt;thorough&gt;.</span>')
    expect(batchesSince(gym.app, batches)).toBe(1)
    expect(both).toContain('<template shadowrootmode="open">')
    expect(both).toContain(says.coming(0, 2))
    for (const name of ['Quick', 'Thorough']) expect(both).toContain(says.stopOf(name))
    // The raw words and Stop go with the end of their answer; the other one grows on.
    slow.open()
    const one = await body.until(says.coming(1, 2))
    expect(one).toContain('<div slot="end0">')
    const nonce = /nonce="([^"]+)"/.exec(one)?.[1]
    expect(one).toContain(
      `<style nonce="${nonce}">.compared-live::part(words0),[data-stops="${quick?.id}"]{`,
    )
    expect(one).not.toContain(`[data-stops="${thorough?.id}"]{`)
    expect(one).not.toContain(says.betterOf('Quick'))
    slower.open()
    const html = await body.rest()
    const end = html.slice(html.indexOf('<div slot="end1">'))
    expect(words(end)).toContain('I am <thorough>. All of thorough.')
    expect(end).toContain(says.choose)
    for (const [place, name] of ['Quick', 'Thorough'].entries()) {
      const form = end.slice(end.indexOf(`<div slot="foot${place}">`))
      expect(form).toContain(says.betterOf(name))
    }
    // Nothing that came is lost to the next look, which is at a page like any other.
    expect(await (await gym.member.get(path)).text()).not.toContain('shadowrootmode')
  })

  it('shows what was saved where a script follows them, and nothing is chosen in between', async () => {
    const slow = gate()
    gym.app.provider.always(async (answer) => {
      await answer.say(`I am ${answer.call.body.model}.`)
      if (answer.call.body.model === 'thorough') await slow.opened
      await answer.finish()
    })
    const path = await compare()
    const [quick, thorough] = await until(path, 'complete', 'streaming')
    const followed = `${path}?follow=`
    await expect.poll(() => text(followed), { timeout: 10_000 }).toContain('I am thorough.')
    const html = await (await gym.member.get(followed)).text()
    expect(html).not.toContain('shadowrootmode')
    expect(words(html)).toContain(says.coming(1, 2))
    expect(words(html)).toContain(says.look)
    expect(html).toContain(says.stopOf('Thorough'))
    expect(html).not.toContain(says.betterOf('Quick'))
    const choosing = { intent: 'choose', answer: quick?.id ?? '' }
    const early = await gym.member.post(followed, choosing)
    expect(early.status).toBe(409)
    expect(words(await early.text())).toContain(says.refused['answer.running'])
    expect((await send(gym.member, talkOf(path), 'Wait')).status).toBe(409)
    const again = await post(ticks('quick one', 'third'), gym.member, `${talkOf(path)}/compare`)
    expect(again.status).toBe(409)
    const page = reading(await gym.member.get(path))
    await page.until('<div slot="end0">')
    const stopped = await gym.member.post(path, { intent: 'stop', answer: thorough?.id ?? '' })
    expect(stopped.status).toBe(303)
    await until(path, 'complete', 'stopped')
    expect(await page.rest()).toContain(says.betterOf('Quick'))
    slow.open()
    expect(await text(path)).toContain(says.choose)
  })

  it('goes on with the others where one fails, and the same post is the same comparison', async () => {
    gym.app.provider.always(async (answer) => {
      if (answer.call.body.model === 'quick one') return answer.fail(401)
      await answer.say('Here.')
      await answer.finish()
    })
    const key = crypto.randomUUID()
    const first = await post(ticks('quick one', 'thorough'), gym.member, form(), key)
    const path = first.location ?? ''
    const [quick] = await until(path, 'failed', 'complete')
    const second = await post(ticks('quick one', 'thorough'), gym.member, form(), key)
    expect(second.location).toBe(path)
    expect(await rows(path)).toHaveLength(2)
    const other = await post(
      { ...ticks('quick one', 'thorough'), message: 'Something else' },
      gym.member,
      form(),
      key,
    )
    expect(other.status).toBe(409)
    expect(words(await other.text())).toContain(problems['message.sent'])
    const empty = await gym.member.post(path, { intent: 'choose', answer: quick?.id ?? '' })
    expect(empty.status).toBe(409)
    expect(words(await empty.text())).toContain(says.refused['answer.empty'])
  })

  it('keeps an answer that is asked for again in its column, by its own model', async () => {
    gym.app.provider.always(async (answer) => {
      if (answer.call.body.model === 'quick one') return answer.fail(401)
      await answer.say('Here.')
      await answer.finish()
    })
    const path = await compare()
    const [failed, whole] = await until(path, 'failed', 'complete')
    const html = await (await gym.member.get(path)).text()
    expect(html).toContain(says.tryAgainWith('Quick'))
    expect(html).not.toContain(says.tryAgainWith('Thorough'))
    nameEach()
    const before = gym.app.provider.calls.length
    const again = (answer: string | undefined) =>
      gym.member.post(path, {
        intent: 'retry',
        answer: answer ?? '',
        post_key: hidden(html, 'post_key'),
      })
    const asked = await again(failed?.id)
    expect(asked.status).toBe(303)
    expect(asked.location).toBe(path)
    const [second] = await until(path, 'complete', 'complete')
    expect((await gym.app.provider.called(before)).body.model).toBe('quick one')
    expect(second).toMatchObject({ label: 'Quick', text: 'I am quick one.' })
    expect(second?.id).not.toBe(failed?.id)
    // The same post once more asks nobody.
    expect((await again(failed?.id)).status).toBe(303)
    expect(gym.app.provider.calls).toHaveLength(before + 1)
    const choosing = { intent: 'choose', answer: second?.id ?? '' }
    expect((await gym.member.post(path, choosing)).status).toBe(303)
    expect(await text(path)).toContain(says.chosenNow('Quick'))
    expect((await rows(path))[1]?.id).toBe(whole?.id)
  })

  it('says why an answer can’t be asked for again now, and offers none of a model that left', async () => {
    const slow = gate()
    gym.app.provider.always(async (answer) => {
      if (answer.call.body.model === 'quick one') return answer.fail(401)
      await slow.opened
      await answer.finish()
    })
    const path = await compare()
    const [failed] = await until(path, 'failed', 'streaming')
    const waiting = await (await gym.member.get(`${path}?follow=`)).text()
    expect(words(waiting)).toContain(says.tryLater)
    expect(waiting).not.toContain(says.tryAgainWith('Quick'))
    const live = reading(await gym.member.get(path))
    await live.until(says.tryLater)
    const early = await gym.member.post(path, {
      intent: 'retry',
      answer: failed?.id ?? '',
      post_key: crypto.randomUUID(),
    })
    expect(early.status).toBe(409)
    slow.open()
    expect(words(await early.text())).toContain(says.refused['answer.running'])
    await until(path, 'failed', 'failed')
    const whole = await live.until('</html>')
    expect(whole).toMatch(/\[data-later\]\{display:none/)
    expect(whole).toContain(says.tryAgainWith('Quick'))
    expect(await text(path)).not.toContain(says.tryLater)
    const list = (enabled: boolean) =>
      gym.app.sql.query("update public.ai_models set enabled = $1 where name = 'quick one'", [
        enabled,
      ])
    await list(false)
    const html = await (await gym.member.get(path)).text()
    expect(html).not.toContain(says.tryAgainWith('Quick'))
    expect(html).toContain(says.tryAgainWith('Thorough'))
    await list(true)
  })

  it('goes on in a conversation, from the chosen answer', async () => {
    nameEach()
    const path = await compare()
    const [quick, thorough] = await until(path, 'complete', 'complete')
    const choose = (answer: string | undefined, intent = 'choose', by = gym.member) =>
      by.post(path, { intent, answer: answer ?? '' })
    expect((await choose(thorough?.id)).status).toBe(303)
    expect(await text(path)).toContain(says.chosenNow('Thorough'))
    expect(await text(talkOf(path))).toContain('I am thorough.')
    expect((await rows(path)).map(({ chosen }) => chosen)).toEqual([false, true])

    // Another choice takes the place of the first, and the conversation turns with it.
    expect((await choose(quick?.id)).status).toBe(303)
    expect((await rows(path)).map(({ chosen }) => chosen)).toEqual([true, false])
    expect(await text(talkOf(path))).toContain('I am quick one.')
    const before = gym.app.provider.calls.length
    expect((await send(gym.member, talkOf(path), 'And then?')).status).toBe(303)
    const { body } = await gym.app.provider.called(before)
    expect(body.messages?.map(({ content }) => content)).toContain('I am quick one.')
    expect(body.messages?.map(({ content }) => content)).not.toContain('I am thorough.')

    expect((await choose(quick?.id, 'undo')).status).toBe(303)
    expect((await rows(path)).map(({ chosen }) => chosen)).toEqual([false, false])
    expect((await choose(quick?.id, 'choose', gym.coach)).status).toBe(404)
    expect((await choose('x')).status).toBe(422)

    // The next question goes to the models that were compared last, unless others are ticked.
    const next = `${talkOf(path)}/compare`
    const html = await (await gym.member.get(next)).text()
    expect(html).toMatch(/name="model.openai-compatible quick one"[^>]*checked/)
    expect(html).not.toMatch(/name="model.openai-compatible third"[^>]*checked/)
    expect(words(html)).toContain('Which is better?')
    await untilStatus(gym.app, talkOf(path), 'complete')
    const further = await compare({ message: 'And now?' }, next)
    expect(talkOf(further)).toBe(talkOf(path))
    await until(further, 'complete', 'complete')
  })

  it('is one message of the limits, and each answer waits for its turn', async () => {
    nameEach()
    const limits = {
      personMessages: '',
      communityMessages: '',
      personAnswers: '',
      communityAnswers: '',
    }
    const limit = (set: Partial<typeof limits>) =>
      gym.coach.post(gym.path('admin/budgets'), { ...limits, ...set, intent: 'own' })
    await gym.app.sql.query('delete from private.message_counts')
    await limit({ personMessages: '1', personAnswers: '1' })
    const path = await compare(ticks('third'))
    await until(path, 'complete', 'complete', 'complete')
    const refused = await post(ticks('quick one', 'third'))
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    const html = await refused.text()
    expect(words(html)).toContain('That is more messages a minute than may be sent here.')
    expect(hidden(html, 'post_key')).toMatch(/^[0-9a-f-]{36}$/)
    await limit({})
  })

  it('is held as any message is, and no model is asked', async () => {
    const hold = (set: Record<string, string>) =>
      gym.coach.post(gym.path('admin/moderation'), { words: '', does: 'hold', refusal: '', ...set })
    await hold({ words: 'poison' })
    const before = gym.app.provider.calls.length
    const path = await compare({ message: 'Some poison' })
    const both = await until(path, 'failed', 'failed')
    expect(both.map(({ failure }) => failure)).toEqual(['held.words', 'held.words'])
    expect(gym.app.provider.calls).toHaveLength(before)
    const html = await (await gym.member.get(path)).text()
    expect(html).toContain(`/held/${both[0]?.id}`)
    expect(html).not.toContain(says.better)
    await hold({})
  })
})

describe('the tally', () => {
  const page = () => gym.path('admin/comparisons')

  it('counts each model, and model against model, for coaches, in one round trip', async () => {
    await gym.app.sql.query('delete from public.compared_answers')
    gym.app.provider.always(saying('Good.'))
    for (const [names, chosen] of [
      [['quick one', 'thorough'], 0],
      [['quick one', 'thorough'], 0],
      [['thorough', 'quick one'], 0],
      [['quick one', 'third'], null],
    ] as const) {
      const made = await post(ticks(...names))
      const path = made.location ?? ''
      const both = await until(path, 'complete', 'complete')
      if (chosen !== null) {
        await gym.member.post(path, { intent: 'choose', answer: both[chosen]?.id ?? '' })
      }
    }
    let html = ''
    expect(
      await batchesOf(gym.app, async () => {
        html = await (await gym.coach.get(page())).text()
      }),
    ).toBe(1)
    const cells = tableRows(html)
    expect(cells).toContainEqual(['Quick', '4', '3', '2', '67 %'])
    expect(cells).toContainEqual(['Thorough', '3', '3', '1', '33 %'])
    expect(cells).toContainEqual(['Third', '1', '0', '0', tally.share(0, 0)])
    expect(cells).toContainEqual(['Quick and Thorough', '3', '2 (67 %)', '1 (33 %)', '0'])
    expect(cells).toContainEqual(['Quick and Third', '1', '0', '0', '1'])
    expect(html).not.toContain('Which is better?')
  })

  it('is for coaches of the community alone', async () => {
    expect((await gym.member.get(page())).status).toBe(403)
    expect((await gym.stranger.get(page())).status).toBe(404)
    await gym.app.sql.query(
      "update public.compared_answers set created_at = now() - interval '8 days'",
    )
    expect(await text(`${page()}?days=7`, gym.coach)).toContain(tally.noneTitle)
    expect(await text(`${page()}?days=30`, gym.coach)).toContain('Quick and Thorough')
  })
})
