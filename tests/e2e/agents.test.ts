import type { Locator } from 'playwright'
import { describe, expect, it } from 'vitest'
import { scriptings, signIn, watchErrors } from '../fixtures/chromium'
import { alive, isSound, open, openStage, press, soon } from '../fixtures/stage'

const stage = openStage()

const coach = 'coach@aigym.test'
const member = 'member@aigym.test'
const desk = '/c/northside/admin/agents'

/** Whether the focus is on an element, in the end. */
const hasFocus = (part: Locator) =>
  expect.poll(() => part.evaluate((element) => element === document.activeElement), soon).toBe(true)

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach makes an agent through the form, publishes it, and a member finds it', async () => {
    const name = `Calm counter ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    await open(page, desk, scripting)
    await page.getByRole('link', { name: 'Make an agent' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Summary').fill('Stay calm at the counter.')
    await page.getByLabel('Greeting').fill('Next, please!')
    await page.getByLabel('Question 1').fill('Where is my parcel?')
    await page.getByLabel('Instructions').fill('You are a customer at a counter.')
    await press(page, 'Save draft')
    await page.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    await expect
      .poll(() => page.getByRole('status').allTextContents(), soon)
      .toContainEqual(expect.stringContaining('is saved as a draft'))
    await press(page, 'Publish agent')
    await expect.poll(() => page.getByText('Take back', { exact: true }).count(), soon).toBe(1)

    const reader = await stage.pageOf(member, scripting)
    await open(reader, '/c/northside/agents', scripting)
    await reader.getByRole('searchbox').fill('calm counter')
    await press(reader, 'Search')
    await reader.getByRole('link', { name, exact: true }).click()
    await reader.getByRole('heading', { level: 1, name }).waitFor()
    expect(await reader.getByText('Next, please!').count()).toBe(1)
    const question = reader.getByRole('link', { name: 'Where is my parcel?' })
    expect(await question.getAttribute('href')).toContain('message=Where+is+my+parcel')
    const practise = reader.getByRole('link', { name: 'Practise with this agent' })
    expect(await practise.getAttribute('href')).toMatch(/\/c\/northside\/sandbox\?agent=/)
    expect((await reader.goto(`${desk}`))?.status()).toBe(403)
  })

  it('a coach tries an agent out beside its form, before anybody can see it', async () => {
    const page = await stage.pageOf(coach, scripting)
    const errors = watchErrors(page)
    await open(page, `${desk}/new`, scripting)
    await page.getByLabel('Greeting').fill('Half written')
    await page.getByLabel('Instructions').fill('You are a stern librarian.')
    const ask = page.getByRole('button', { name: 'Ask it', exact: true })
    await ask.click()
    await page.getByText('Write a question first.').waitFor()

    stage.app.provider.next(async (answer) => {
      await answer.say(`I was told: **${answer.call.body.messages?.[0]?.content}**`)
      await answer.finish()
    })
    await page.getByLabel('Your question').fill('Who are you?')
    await ask.click()
    const panel = page.getByRole('region', { name: 'Try it' })
    await panel.locator('strong', { hasText: 'You are a stern librarian.' }).waitFor()
    await panel.getByText('You asked: Who are you?').waitFor()
    expect(await page.getByLabel('Greeting').inputValue()).toBe('Half written')
    expect(await page.getByLabel('Your question').inputValue()).toBe('Who are you?')
    expect(new URL(page.url()).pathname).toBe(`${desk}/new`)
    await isSound(page, scripting)

    stage.app.provider.next((answer) => answer.fail(400))
    await ask.click()
    await panel.getByText('The model refused the request.').waitFor()
    expect(await page.getByLabel('Instructions').inputValue()).toBe('You are a stern librarian.')
    // A refusal has a status, which the browser notes.
    expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([])
  })

  it('a number beside the choices is checked and kept', async () => {
    const page = await stage.pageOf(coach, scripting)
    await open(page, `${desk}/new`, scripting)
    await page.getByLabel('Name', { exact: true }).fill(`By numbers ${scripting}`)
    await page.getByLabel('Instructions').fill('You count.')
    await page.getByText('How it answers').click()
    await page.getByLabel('Temperature').fill('warm')
    await page.getByLabel('Most tokens of an answer').fill('600')
    await press(page, 'Save draft')
    await page.getByText('A temperature is a number from 0 to 2').first().waitFor()
    expect(await page.getByLabel('Temperature').inputValue()).toBe('warm')
    await isSound(page, scripting)
    await page.getByLabel('Temperature').fill('0,35')
    await press(page, 'Save draft')
    await page.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    await page.getByText('now: 0.35, 600 tokens').waitFor()
  })

  it('an incomplete form is answered above and beside its fields, and keeps the rest', async () => {
    const page = await stage.pageOf(coach, scripting)
    await open(page, `${desk}/new`, scripting)
    await page.getByLabel('Summary').fill('Only a summary')
    await press(page, 'Save draft')
    const summary = page.locator('.error-summary')
    await summary.waitFor()
    await hasFocus(summary)
    await isSound(page, scripting)
    expect(await page.getByLabel('Summary').inputValue()).toBe('Only a summary')
    await summary.getByRole('link', { name: /Give the agent a name/ }).click()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('name')), soon)
      .toBe('title')
    const title = page.getByLabel('Name', { exact: true })
    expect(await title.getAttribute('aria-invalid')).toBe('true')
    await title.fill(`Mended ${scripting}`)
    await page.getByLabel('Instructions').fill('Listen.')
    await press(page, 'Save draft')
    await page.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
  })

  it('two coaches on one agent are told of each other, and either text can be taken', async () => {
    const name = `Contested ${scripting}`
    const first = await stage.pageOf(coach, scripting)
    await open(first, `${desk}/new`, scripting)
    await first.getByLabel('Name', { exact: true }).fill(name)
    await first.getByLabel('Instructions').fill('Begin.')
    await press(first, 'Save draft')
    await first.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    const address = first.url()
    const second = await stage.pageOf('super@aigym.test', scripting)
    await open(second, address, scripting)

    await first.getByLabel('Greeting').fill('From the first')
    await press(first, 'Save draft')
    await expect.poll(() => first.getByText('Your changes are saved').count(), soon).toBe(1)
    await second.getByLabel('Greeting').fill('From the second')
    await press(second, 'Save draft')
    const notice = second.getByRole('alert')
    await notice.getByText('This agent was changed after you opened it').waitFor()
    await hasFocus(notice)
    await isSound(second, scripting)
    expect(await second.getByText('From the first').count()).toBe(1)
    expect(await second.getByLabel('Greeting').inputValue()).toBe('From the second')

    await second.getByRole('button', { name: 'Save mine over it' }).last().click()
    await second.getByText('Your changes are saved').waitFor()
    await first.getByLabel('Greeting').fill('Mine again')
    await press(first, 'Save draft')
    await first.getByRole('link', { name: /Drop mine/ }).click()
    await expect.poll(() => first.getByLabel('Greeting').inputValue(), soon).toBe('From the second')
  })

  it('what was entered outlives the session', async () => {
    const name = `Outlived ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    await open(page, `${desk}/new`, scripting)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Instructions').fill('Do not get lost.')
    await page.context().clearCookies()
    await press(page, 'Save draft')
    await page.getByText('You are signed out').waitFor()
    expect(await page.getByLabel('Instructions').inputValue()).toBe('Do not get lost.')
    await isSound(page, scripting)
    const tab = await page.context().newPage()
    await signIn(tab, coach)
    await press(page, scripting === 'on' ? 'Save draft' : 'Save it again')
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })

  it('a deleted agent comes back', async () => {
    const name = `Short-lived ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    await open(page, `${desk}/new?start=explainer`, scripting)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await press(page, 'Publish agent')
    await page.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    if (scripting === 'on') await alive(page)
    await page.getByText('Delete agent', { exact: true }).click()
    await press(page, 'Yes, delete it')
    await page.waitForURL((url) => url.pathname === desk)
    await page.getByRole('link', { name: /^Deleted/ }).click()
    await page.getByRole('button', { name: `Bring back ${name}` }).waitFor()
    await isSound(page, scripting)
    await press(page, `Bring back ${name}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })
})

describe('with JavaScript on', () => {
  it('checks before it sends, follows what is written in the preview, and logs nothing', async () => {
    const page = await stage.pageOf(coach, 'on')
    const errors = watchErrors(page)
    await open(page, `${desk}/new`, 'on')
    const posts: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') posts.push(request.url())
    })
    const preview = page.locator('.form-preview')
    await page.getByLabel('Name', { exact: true }).fill('Live name')
    await expect.poll(() => preview.textContent(), soon).toContain('Live name')
    await page.getByLabel('Question 1').fill('Live question?')
    await expect.poll(() => preview.textContent(), soon).toContain('Live question?')
    await page.waitForLoadState('networkidle')
    await press(page, 'Save draft')
    await page.locator('.error-summary').waitFor()
    expect(posts).toEqual([])
    // What is mended is taken back at once.
    await page.getByLabel('Instructions').fill('Now there is one.')
    await expect.poll(() => page.locator('.error-summary').count(), soon).toBe(0)
    expect(errors).toEqual([])
  })

  it('leaves the focus where somebody writes while what was wrong is mended', async () => {
    const page = await stage.pageOf(coach, 'on')
    await open(page, `${desk}/new`, 'on')
    await page.waitForLoadState('networkidle')
    await press(page, 'Save draft')
    const summary = page.locator('.error-summary')
    await hasFocus(summary)
    expect(await summary.getByRole('link').count()).toBe(2)
    const title = page.getByLabel('Name', { exact: true })
    await title.focus()
    await page.keyboard.type('Ada')
    await expect.poll(() => summary.getByRole('link').count(), soon).toBe(1)
    expect(await title.inputValue()).toBe('Ada')
    await hasFocus(title)
    await press(page, 'Save draft')
    await hasFocus(summary)
  })

  it('takes up what was written before the script came', async () => {
    const page = await stage.pageOf(coach, 'on')
    const errors = watchErrors(page)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/assets/*.js', async (route) => {
      await released
      await route.continue()
    })
    await page.goto(`${desk}/new`, { waitUntil: 'commit' })
    const title = page.getByLabel('Name', { exact: true })
    await title.fill('An early name')
    expect(await page.locator('.form-preview').textContent()).not.toContain('An early name')
    release()
    await expect
      .poll(() => page.locator('.form-preview').textContent(), soon)
      .toContain('An early name')
    expect(await title.inputValue()).toBe('An early name')
    expect(errors).toEqual([])
  })

  it('without its checks leaves them to the server, which answers in place', async () => {
    const page = await stage.pageOf(coach, 'on')
    await page.route('**/assets/agent-form-data-*.js', (route) => route.abort())
    await open(page, `${desk}/new`, 'on')
    await page.getByLabel('Summary').fill('Only a summary')
    await press(page, 'Save draft')
    await hasFocus(page.locator('.error-summary'))
    const title = page.getByLabel('Name', { exact: true })
    expect(await title.getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('Summary').inputValue()).toBe('Only a summary')
  })

  it('asks before what is not saved is left', async () => {
    const page = await stage.pageOf(coach, 'on')
    await open(page, `${desk}/new`, 'on')
    await page.getByLabel('Name', { exact: true }).fill('Unsaved')
    const asked: string[] = []
    let answer = false
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void (answer ? dialog.accept() : dialog.dismiss())
    })
    const away = page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Library' })
    await away.click()
    await expect.poll(() => asked.length, soon).toBe(1)
    expect(page.url()).toContain('/admin/agents/new')
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Unsaved')
    answer = true
    await away.click()
    await page.waitForURL(/\/c\/northside\/agents$/)
  })

  it('a double click on save makes one agent', async () => {
    const page = await stage.pageOf(coach, 'on')
    await open(page, `${desk}/new`, 'on')
    await page.getByLabel('Name', { exact: true }).fill('Clicked twice')
    await page.getByLabel('Instructions').fill('Once is enough.')
    await page.getByRole('button', { name: 'Save draft', exact: true }).dblclick()
    await page.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    const { rows } = await stage.app.sql.query(
      `select 1 from public.content_items where title = 'Clicked twice'`,
    )
    expect(rows).toHaveLength(1)
  })
})

describe.each(['on', 'off'] as const)('by keyboard alone, JavaScript %s', (scripting) => {
  it('an agent is made and published', async () => {
    const page = await stage.pageOf(coach, scripting)
    await open(page, `${desk}/new`, scripting)
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null
        return element?.getAttribute('name') === 'intent'
          ? `intent ${element.getAttribute('value')}`
          : (element?.getAttribute('name') ?? '')
      })
    const tabTo = async (name: string) => {
      for (let steps = 0; steps < 60; steps += 1) {
        if ((await focused()) === name) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab never came to ${name}`)
    }
    await tabTo('title')
    await page.keyboard.type(`Typed ${scripting}`)
    await tabTo('instructions')
    await page.keyboard.type('You were typed.')
    await tabTo('intent publish')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    const { rows } = await stage.app.sql.query(
      'select status from public.content_items where title = $1',
      [`Typed ${scripting}`],
    )
    expect(rows).toEqual([{ status: 'published' }])
  })
})
