import { describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { alive, isSound, open, openStage, press, soon } from '../fixtures/stage'

const stage = openStage()

const coach = 'coach@aigym.test'
const member = 'member@aigym.test'

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach makes an automation of three steps from a template, and a member runs it', async () => {
    const name = `A letter ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    let posts = 0
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1
    })
    await open(page, '/c/northside/admin/automations/new', scripting)
    await page.getByRole('link', { name: 'Answer a letter' }).click()
    await page.waitForURL(/start=reply/)
    if (scripting === 'on') await alive(page)
    await page.getByLabel('Name', { exact: true }).fill(name)
    const first = page.getByRole('group', { name: 'Step 1', exact: true })
    const second = page.getByRole('group', { name: 'Step 2', exact: true })
    await isSound(page, scripting)
    await second.getByRole('button', { name: /^Move up/ }).click()
    await expect
      .poll(() => first.getByLabel('Word for its result').inputValue(), soon)
      .toBe('draft')
    await expect
      .poll(() => first.evaluate((element) => element === document.activeElement), soon)
      .toBe(true)
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(name)
    await press(page, 'Publish automation')
    await page.locator('.error-summary').waitFor()
    await page.getByText('comes from a later step').first().waitFor()
    await isSound(page, scripting)
    await first.getByRole('button', { name: /^Move down/ }).click()
    await expect
      .poll(() => first.getByLabel('Word for its result').inputValue(), soon)
      .toBe('points')
    await press(page, 'Publish automation')
    await page.waitForURL(/\/admin\/automations\/[0-9a-f-]{36}$/)
    expect(posts).toBeLessThanOrEqual(12)

    const reader = await stage.pageOf(member, scripting)
    await open(reader, '/c/northside/automations', scripting)
    await reader.getByRole('link', { name, exact: true }).click()
    await reader.getByRole('heading', { level: 1, name }).waitFor()
    if (scripting === 'on') await alive(reader)
    await press(reader, 'Start')
    await reader.locator('.error-summary').waitFor()
    await isSound(reader, scripting)
    await reader.getByLabel('The letter you got').fill('Where is my order?')
    await reader.getByLabel('In which tone?').selectOption('plain')
    await reader.getByLabel('Who signs?').fill('Sample sender')
    await press(reader, 'Start')
    await reader.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
    const done = reader.getByText('It is done.')
    await expect
      .poll(
        async () => {
          if (scripting !== 'on') await reader.goto(reader.url())
          return done.count()
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    await reader.getByText('Sample sender').waitFor()
    await reader.getByText('What went in').first().click()
    await reader.getByText('Where is my order?').first().waitFor()
    await isSound(reader, scripting)
    await press(reader, 'Run it again')
    await reader.getByRole('button', { name: 'Stop' }).or(done).first().waitFor()
  })
})
