import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { type Scripting, scriptings, signIn, watchErrors } from '../fixtures/chromium'
import { gate, type ScriptedAnswer } from '../fixtures/scripted-provider'
import { alive, type Look, open, openStage, soon } from '../fixtures/stage'

const WRITER = '01936a00-0000-7000-8000-000000000021'
const SANDBOX = '/c/northside/sandbox'

const stage = openStage()

/** A page of a member, who is signed in, in a browser of their own. */
const memberPage = (scripting: Scripting, look: Look = {}) =>
  stage.pageOf('member@aigym.test', scripting, look)

/** Sends by the button; without a script that is a navigation that ends when the answer does. */
async function sendMessage(page: Page, text: string): Promise<void> {
  await page.locator('textarea[name=message]').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click({ noWaitAfter: true })
}

/** Has the next answer said word by word, when the test wants it. */
function held() {
  const started = gate()
  const ended = gate()
  let answer: ScriptedAnswer | undefined
  stage.app.provider.next(async (given) => {
    answer = given
    started.open()
    await Promise.race([ended.opened, given.closed])
  })
  return {
    async say(text: string) {
      await started.opened
      await answer?.say(text)
    },
    async finish() {
      await started.opened
      await answer?.finish()
      ended.open()
    },
    async cut() {
      await started.opened
      answer?.cut()
      ended.open()
    },
    get hungUp() {
      return answer?.call.hungUp ?? false
    },
  }
}

/** What one sees, without what CSS hides. */
// biome-ignore lint/performance/useDomNodeTextContent: the raw words are in the page and not seen.
const seen = (page: Page, where = 'main') => page.locator(where).innerText()

const shows = (page: Page, text: string) => expect.poll(() => seen(page), soon).toContain(text)

/** Keeps a picture where `PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}

const paragraphs = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `Paragraph ${at + 1}: a few words that fill a line or two on a small screen. `,
  )

/** Whether an element lies within the window, wholly. */
const inView = (page: Page, selector: string) =>
  page
    .locator(selector)
    .last()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top >= 0 && bottom <= window.innerHeight
    })

/** Whether the end of the growing words lies within the part of the page that one sees. */
const endInView = (page: Page) =>
  page.evaluate(() => {
    const messages = document.querySelectorAll('.message-agent .message-text')
    const last = messages[messages.length - 1]
    const thread = document.querySelector('.thread')
    if (!last || !thread) return false
    const { bottom } = last.getBoundingClientRect()
    const view = thread.getBoundingClientRect()
    return bottom > view.top && bottom <= view.bottom + 1
  })

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a member picks an agent, asks, sees the answer grow, goes on, and finds it again', async () => {
    const page = await memberPage(scripting)
    const errors = scripting === 'on' ? watchErrors(page) : []
    await open(page, SANDBOX, scripting)
    await page.getByRole('link', { name: 'Start talking: Sample: Writing partner' }).click()
    await page.waitForURL(/agent=/)
    if (scripting === 'on') await alive(page)
    const answer = held()
    await sendMessage(page, 'A first question, please')
    await answer.say('The first words, ')
    await shows(page, 'The first words,')
    expect(await seen(page)).not.toContain('and the rest')
    await answer.say('**and the rest**.')
    await answer.finish()
    await expect.poll(() => page.locator('.prose strong').textContent(), soon).toBe('and the rest')
    await page.waitForURL(/sandbox\/[0-9a-f-]{36}/, { waitUntil: 'commit' })
    expect(await seen(page)).not.toContain('**')
    expect(await page.locator('article').count()).toBe(2)

    const next = held()
    await sendMessage(page, 'And a second one')
    await next.say('Second answer.')
    await shows(page, 'Second answer.')
    await next.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await expect.poll(() => page.locator('article').count(), soon).toBe(4)

    await page.goto(SANDBOX)
    await page.getByRole('link', { name: 'A first question, please' }).first().click()
    await shows(page, 'Second answer.')
    expect(await page.locator('article').count()).toBe(4)
    expect(errors).toEqual([])
  })

  it('Stop ends the answer, what came stays, and trying again is one press', async () => {
    const page = await memberPage(scripting)
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    const answer = held()
    await sendMessage(page, 'Stop this one')
    await answer.say('So far and ')
    await shows(page, 'So far and')
    await page.getByRole('button', { name: 'Stop', exact: true }).click({ noWaitAfter: true })
    await shows(page, 'You stopped this answer. What came is saved.')
    await shows(page, 'So far and')
    await expect.poll(() => answer.hungUp, soon).toBe(true)
    const again = held()
    await page.getByRole('button', { name: 'Try again', exact: true }).click({ noWaitAfter: true })
    await again.say('Now whole.')
    await again.finish()
    await shows(page, 'Now whole.')
    await shows(page, '2 of 2')
  })

  it('a message written anew begins a branch, and the arrows lead back and forth', async () => {
    const page = await memberPage(scripting)
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    const first = held()
    await sendMessage(page, 'A question with a mistacke')
    await first.say('About the mistake.')
    await first.finish()
    await page.waitForURL(/sandbox\/[0-9a-f-]{36}/, { waitUntil: 'commit' })
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    const anew = page.getByRole('textbox', { name: 'Your message, written anew' })
    expect(await anew.inputValue()).toBe('A question with a mistacke')
    await anew.fill('A question without')
    const second = held()
    await page.getByRole('button', { name: 'Send anew', exact: true }).click({ noWaitAfter: true })
    await second.say('About nothing wrong.')
    await second.finish()
    await shows(page, 'About nothing wrong.')
    await shows(page, '2 of 2')
    expect(await seen(page)).not.toContain('About the mistake.')
    await page.getByRole('button', { name: 'Previous version' }).click()
    await shows(page, 'About the mistake.')
    await shows(page, '1 of 2')
    // Remembered, and what comes next goes on from there.
    await page.reload()
    await shows(page, 'About the mistake.')
    const third = held()
    await sendMessage(page, 'On the old branch')
    await third.say('Still about the mistake.')
    await third.finish()
    await shows(page, 'Still about the mistake.')
    expect(await seen(page)).not.toContain('About nothing wrong.')
  })

  it('an answer that is cut off says so and keeps what came', async () => {
    const page = await memberPage(scripting)
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    const answer = held()
    await sendMessage(page, 'Cut this one')
    await answer.say('Half of it')
    await shows(page, 'Half of it')
    await answer.cut()
    await shows(page, 'The model stopped half-way. What came is saved.')
    await page.getByRole('button', { name: 'Try again', exact: true }).waitFor()
    await page.reload()
    await shows(page, 'Half of it')
  })

  it('a page that is closed in the middle loses nothing', async () => {
    const page = await memberPage(scripting)
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    const answer = held()
    await sendMessage(page, 'I leave early')
    await answer.say('Before I left, ')
    await shows(page, 'Before I left,')
    await page.waitForURL(/sandbox\/[0-9a-f-]{36}/, { waitUntil: 'commit' })
    const address = page.url()
    const context = page.context()
    await page.close()
    const back = await context.newPage()
    await back.goto(address, { waitUntil: 'commit' })
    await shows(back, 'Before I left,')
    await answer.say('and after I came back.')
    await shows(back, 'and after I came back.')
    await answer.finish()
    await back.getByRole('button', { name: 'Send', exact: true }).waitFor()
    expect(await back.locator('article').count()).toBe(2)
  })

  it('what was refused keeps its words', async () => {
    const page = await memberPage(scripting)
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    const long = 'x'.repeat(32_001)
    await sendMessage(page, long)
    await shows(page, 'That is more than 32,000 characters')
    expect(await page.locator('textarea[name=message]').inputValue()).toBe(long)
  })

  it('on a phone the answer grows in view, with Stop in reach', async () => {
    const page = await memberPage(scripting, { width: 390, height: 844 })
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    const answer = held()
    await sendMessage(page, 'A long one')
    for (const [at, text] of paragraphs(40).entries()) {
      await answer.say(`${text}\n\n`)
      if (at % 13 !== 12) continue
      await shows(page, `Paragraph ${at + 1}:`)
      await expect.poll(() => endInView(page), soon).toBe(true)
      expect(await inView(page, 'button:has-text("Stop")')).toBe(true)
      await picture(page, `phone-${scripting}-${at + 1}`)
    }
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    expect(await inView(page, 'button:has-text("Send")')).toBe(true)
    await expect.poll(() => endInView(page), soon).toBe(true)
    await picture(page, `phone-${scripting}-end`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

describe('with a script', () => {
  /** Begins a conversation by script, whose answer the test holds. */
  async function talking(look: Look = {}) {
    const page = await memberPage('on', look)
    const errors = watchErrors(page)
    await open(page, `${SANDBOX}?agent=${WRITER}`, 'on')
    const answer = held()
    await sendMessage(page, 'Begin, please')
    await answer.say('It begins. ')
    // The address changes before the page does, and what is focused on the first is gone on the second.
    await page.waitForURL(/sandbox\/[0-9a-f-]{36}/)
    await page.getByRole('heading', { level: 1, name: 'Begin, please' }).waitFor()
    await shows(page, 'It begins.')
    return { page, answer, errors }
  }
  const field = (page: Page) => page.locator('textarea[name=message]')
  const conversationOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)
  const countMessages = async (page: Page): Promise<number> => {
    const { rows } = await stage.app.sql.query(
      'select count(*)::int as n from public.messages where conversation_id = $1',
      [conversationOf(page)],
    )
    return rows[0].n
  }

  const savedAnswer = async (page: Page): Promise<string> => {
    const { rows } = await stage.app.sql.query(
      "select text from public.messages where conversation_id = $1 and author = 'agent'",
      [conversationOf(page)],
    )
    return rows[0].text
  }

  it('reads whole sentences out, each once, and says when the answer is complete', async () => {
    const { page, answer } = await talking()
    const spoken = () => page.locator('[data-spoken]').textContent()
    await expect.poll(spoken, soon).toBe('It begins.')
    await answer.say('A **second** sentence, not yet')
    await shows(page, 'not yet')
    expect(await spoken()).toBe('It begins.')
    await answer.say(' whole. Rest')
    await expect.poll(spoken, soon).toBe('It begins.A second sentence, not yet whole.')
    await answer.finish()
    await expect.poll(spoken, soon).toBe('It begins.A second sentence, not yet whole.Rest')
    expect(await page.locator('[data-spoken]').getAttribute('aria-live')).toBe('polite')
    await expect
      .poll(() => page.locator('.answering [role=status]').textContent(), soon)
      .toContain('The answer is complete.')
  })

  it('keeps what is written while the answer comes, and the place where one reads', async () => {
    const { page, answer } = await talking({ width: 390, height: 844 })
    await field(page).fill('My next words')
    for (const text of paragraphs(30)) await answer.say(`${text}\n\n`)
    await shows(page, 'Paragraph 30:')
    const top = () =>
      page
        .locator('.message-person .message-text')
        .first()
        .evaluate((element) => Math.round(element.getBoundingClientRect().top))
    await page.locator('.thread').evaluate((thread) => thread.scrollTo({ top: -400 }))
    const before = await top()
    await answer.say('One more paragraph that comes while one reads above.\n\n')
    await shows(page, 'One more paragraph')
    await expect.poll(top, soon).toBe(before)
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    expect(await field(page).inputValue()).toBe('My next words')
  })

  it('gives the focus from Stop to the message, and lets it be elsewhere', async () => {
    const { page } = await talking()
    const stop = page.getByRole('button', { name: 'Stop', exact: true })
    await stop.focus()
    await page.keyboard.press('Enter')
    await shows(page, 'You stopped this answer.')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('message')
  })

  it('two tabs: the second is told that an answer is under way, and keeps its words', async () => {
    const { page, answer } = await talking()
    const other = await page.context().newPage()
    // What came must be kept by now: a save that finds the answer complete would end its making.
    await expect.poll(() => savedAnswer(page), soon).toBe('It begins. ')
    // Open, before the answer began there: a page without a growing answer.
    await stage.app.sql.query(
      `update public.messages set status = 'complete', completed_at = now()
       where conversation_id = $1 and status = 'streaming'`,
      [conversationOf(page)],
    )
    await open(other, new URL(page.url()).pathname, 'on')
    await stage.app.sql.query(
      `update public.messages set status = 'streaming', completed_at = null, saved_at = now()
       where conversation_id = $1 and author = 'agent'`,
      [conversationOf(page)],
    )
    await sendMessage(other, 'From the second tab')
    await shows(other, 'An answer of this conversation is still being made.')
    expect(await field(other).inputValue()).toBe('From the second tab')
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await other.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => field(other).inputValue(), soon).toBe('')
    expect(await countMessages(other)).toBe(4)
  })

  it('a connection that breaks while sending keeps the words, and sending again is no double', async () => {
    const { page, answer } = await talking()
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    // The post arrives; its answer does not come back.
    await page.route('**/api/answers', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await sendMessage(page, 'Did it arrive?')
    await shows(page, 'we do not know whether it arrived')
    expect(await field(page).inputValue()).toBe('Did it arrive?')
    await page.unroute('**/api/answers')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => field(page).inputValue(), soon).toBe('')
    await expect.poll(() => page.locator('article').count(), soon).toBe(4)
    expect(await countMessages(page)).toBe(4)
  })

  it('somebody whose session ended keeps the words, signs in elsewhere, and sends them', async () => {
    const { page, answer } = await talking()
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await stage.app.sql.query(`delete from auth.sessions where id in (
      select id from auth.sessions order by created_at desc limit 1)`)
    await sendMessage(page, 'Words that stay')
    await shows(page, 'You are signed out. Sign in again in another tab')
    expect(await field(page).inputValue()).toBe('Words that stay')
    const other = await page.context().newPage()
    await signIn(other, 'member@aigym.test')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => field(page).inputValue(), soon).toBe('')
    expect(await countMessages(page)).toBe(4)
  })

  it('takes an answer up again when a link leads back to it, and throws nothing', async () => {
    const { page, answer, errors } = await talking()
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await page.waitForURL(/dashboard/)
    await page.goBack()
    await shows(page, 'It begins.')
    await answer.say('It goes on. ')
    await shows(page, 'It begins. It goes on.')
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    expect(await page.locator('article').count()).toBe(2)
    expect(errors).toEqual([])
  })

  it('loaded again in the middle of an answer is alive at once, and has each word once', async () => {
    const { page, answer, errors } = await talking()
    await page.reload({ waitUntil: 'commit' })
    await alive(page)
    await expect.poll(() => new URL(page.url()).search, soon).toBe('')
    expect(await page.locator('[data-live]').count()).toBe(0)
    await page.evaluate(() => Reflect.set(window, 'stays', true))
    const grown = async () => (await seen(page, '.message-agent .message-text')).trim()
    await answer.say('It goes on. ')
    await expect.poll(grown, soon).toBe('It begins. It goes on.')

    await page.locator('summary:has-text("More")').click()
    await page.getByRole('link', { name: 'Rename', exact: true }).click()
    await page.locator('input[name=title]').fill('Another name')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => seen(page, 'h1'), soon).toBe('Another name')
    await answer.say('And on. ')
    await expect.poll(grown, soon).toBe('It begins. It goes on. And on.')

    await field(page).fill('My next words')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await shows(page, 'You stopped this answer.')
    expect(await field(page).inputValue()).toBe('My next words')
    expect(await grown()).toBe('It begins. It goes on. And on.')
    expect(await page.locator('article').count()).toBe(2)
    expect(await page.evaluate(() => Reflect.get(window, 'stays'))).toBe(true)
    expect(errors).toEqual([])
  })

  it('comes alive on a page whose answer was written into it, and doubles no word', async () => {
    const { page, answer, errors } = await talking()
    // Scripts that are late: the page can't come again as the live one.
    const scripts = gate()
    await page.route(/\/assets\/.*\.js$/, async (route) => {
      await scripts.opened
      await route.continue()
    })
    await page.reload({ waitUntil: 'commit' })
    await shows(page, 'It begins.')
    await answer.say('In the document. ')
    await shows(page, 'It begins. In the document.')
    await answer.finish()
    await page.locator('[data-live=end]').waitFor({ state: 'attached' })
    scripts.open()
    await alive(page)
    await expect.poll(() => page.locator('[data-live]').count(), soon).toBe(0)
    expect(await seen(page, '.message-agent .message-text')).toBe('It begins. In the document.')
    expect(await page.locator('.answering button').count()).toBe(0)
    await sendMessage(page, 'And on')
    await expect.poll(() => page.locator('article').count(), soon).toBe(4)
    expect(errors).toEqual([])
  })

  it('keeps what was typed until it is sent, on the device while its person is signed in', async () => {
    const { page, answer, errors } = await talking()
    const drafts = () =>
      page.evaluate(
        () => Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length,
      )
    await answer.finish()
    await page.getByRole('button', { name: 'Send', exact: true }).waitFor()
    await field(page).fill('Half a thought')
    await expect.poll(drafts, soon).toBe(1)
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await page.waitForURL(/dashboard/)
    await page.goBack()
    await expect.poll(() => field(page).inputValue(), soon).toBe('Half a thought')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect.poll(() => field(page).inputValue(), soon).toBe('')
    await expect.poll(drafts, soon).toBe(0)
    await field(page).fill('The next one')
    await expect.poll(drafts, soon).toBe(1)
    await page.goto(`${stage.app.url}/logout`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    expect(await drafts()).toBe(0)
    expect(errors).toEqual([])
  })

  it('copies an answer as it was written, and a piece of code of it alone', async () => {
    const { page, answer, errors } = await talking()
    const written = '**Bold**\n\n```sql\nselect 1;\n```\n\n| a | b |\n| --- | --- |\n| 1 | 2 |'
    await answer.say(`\n\n${written}`)
    await answer.finish()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await page.locator('.code-block').getByRole('button', { name: 'Copy code' }).click()
    await expect.poll(copied, soon).toBe('select 1;\n')
    await page.locator('.code-block').getByRole('button', { name: 'Copied' }).waitFor()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(copied, soon).toContain(written)
    await picture(page, 'copied')
    expect(errors).toEqual([])
  })

  it('reads an answer aloud sentence by sentence, stops, and knows its keys', async () => {
    const { page, answer, errors } = await talking()
    await answer.say('It ends.')
    await answer.finish()
    await page.evaluate(() => {
      const spoken: string[] = []
      Reflect.set(window, 'spoken', spoken)
      Object.defineProperty(speechSynthesis, 'speak', {
        value: ({ text }: SpeechSynthesisUtterance) => spoken.push(text),
      })
    })
    await page.getByRole('button', { name: 'Read aloud' }).click()
    expect(await page.evaluate(() => Reflect.get(window, 'spoken'))).toEqual([
      'It begins.',
      'It ends.',
    ])
    await page.keyboard.press('Alt+Shift+KeyR')
    await page.getByRole('button', { name: 'Read aloud' }).waitFor()
    await page.keyboard.press('Alt+Shift+KeyK')
    await shows(page, 'Read the newest answer aloud, or stop')
    await picture(page, 'keys')
    await page.keyboard.press('Alt+Shift+KeyM')
    await expect
      .poll(() => field(page).evaluate((it) => it === document.activeElement), soon)
      .toBe(true)
    await page.keyboard.press('k')
    expect(await field(page).inputValue()).toBe('k')
    expect(errors).toEqual([])
  })

  it('leaves nothing behind, however often one comes and goes', async () => {
    const { page, answer } = await talking()
    const session = await page.context().newCDPSession(page)
    const listeners = async () => {
      await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? 0
    }
    await session.send('Performance.enable')
    const comeAndGo = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        await page.getByRole('link', { name: 'Dashboard' }).click()
        await page.waitForURL(/dashboard/)
        await page.goBack()
        await shows(page, 'It begins.')
      }
    }
    await comeAndGo(3)
    const before = await listeners()
    await comeAndGo(20)
    expect(await listeners()).toBeLessThanOrEqual(before + 5)
    await answer.finish()
  })
})

describe('seen', () => {
  it.each([
    { name: 'wide-light', width: 1440, height: 900, colorScheme: 'light', scripting: 'on' },
    { name: 'wide-dark', width: 1440, height: 900, colorScheme: 'dark', scripting: 'off' },
    { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark', scripting: 'on' },
    { name: 'zoomed', width: 360, height: 225, colorScheme: 'light', scripting: 'off' },
  ] as const)('$name: nothing is wider than the window', async ({ name, scripting, ...look }) => {
    const page = await memberPage(scripting, look)
    const fits = async (step: string) => {
      await picture(page, `${name}-${step}`)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      ).toBe(true)
    }
    await open(page, SANDBOX, scripting)
    await fits('pick')
    await open(page, `${SANDBOX}?agent=${WRITER}`, scripting)
    await fits('begin')
    const answer = held()
    await sendMessage(page, 'Show me a table, some code and a list, please.')
    await answer.say('Gladly. First a list:\n\n- one\n- two with `code`\n\n')
    await answer.say(`\`\`\`js\nconst wide = '${'x'.repeat(120)}'\n\`\`\`\n\n`)
    await shows(page, 'const wide')
    await fits('growing')
    await answer.say('| a | b |\n|---|---|\n| 1 | 2 |\n\nThat was **it**.')
    await answer.finish()
    await page.locator('.prose table').waitFor()
    await fits('end')
    await page.reload()
    if (scripting === 'on') await alive(page)
    await page.locator('summary:has-text("More")').click()
    await fits('menu')
    await page.getByRole('link', { name: 'Rename' }).click()
    await page.locator('input[name=title]').waitFor()
    await fits('rename')
    await page.goto(`${SANDBOX}/trash`)
    await fits('trash')
  })
})
