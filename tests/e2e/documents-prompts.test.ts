import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { type Scripting, scriptings, watchErrors } from '../fixtures/chromium'
import { pdfFile, wordFile, wordParagraph } from '../fixtures/office-files'
import { alive, isSound, open, openStage, press, soon } from '../fixtures/stage'

const stage = openStage()

const coach = 'coach@aigym.test'
const member = 'member@aigym.test'

const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach writes a document, looks at it, publishes it, and a member reads it', async () => {
    const name = `How we listen ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    await open(page, '/c/northside/admin/content', scripting)
    await page.getByRole('link', { name: 'Make a document' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Summary').fill('Three habits.')
    await page
      .getByLabel('Text', { exact: true })
      .fill('# First\n\nAsk **twice**.\n\n```js\nlet $x_1$\n```\n\n# Second\n\nWait $x_1$.')
    if (scripting !== 'on') await press(page, 'Preview')
    const preview = page.locator('.form-preview')
    await expect.poll(() => preview.locator('strong').allTextContents(), soon).toEqual(['twice'])
    expect(await preview.locator('pre .k').allTextContents()).toEqual(['let '])
    expect(await preview.locator('msub').count()).toBe(1)
    expect(await page.getByLabel('Summary').inputValue()).toBe('Three habits.')
    await isSound(page, scripting)
    await press(page, 'Publish document')
    await page.waitForURL(/\/admin\/documents\/[0-9a-f-]{36}$/)
    await page.getByText('is published').waitFor()

    const reader = await stage.pageOf(member, scripting)
    await open(reader, '/c/northside/agents', scripting)
    await reader.getByRole('link', { name: 'Documents', exact: true }).click()
    await reader.getByRole('link', { name, exact: true }).click()
    await reader.getByRole('heading', { level: 1, name }).waitFor()
    expect(await reader.locator('pre .k').allTextContents()).toEqual(['let '])
    await isSound(reader, scripting)
    await reader.getByRole('link', { name: 'Second' }).click()
    await reader.waitForURL(/#section-second$/)
    const file = reader.waitForEvent('download')
    await reader.getByRole('link', { name: 'Download as Markdown' }).click()
    expect((await file).suggestedFilename()).toBe(`How-we-listen-${scripting}.md`)
    await reader.emulateMedia({ media: 'print' })
    expect(await reader.getByRole('banner').isVisible()).toBe(false)
    expect(await reader.getByText('Ask twice.').isVisible()).toBe(true)
  })

  it('a coach makes a prompt with questions, and a member takes it into the sandbox', async () => {
    const name = `Reply ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    await open(page, '/c/northside/admin/prompts/new', scripting)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page
      .getByRole('textbox', { name: 'Text', exact: true })
      .fill('Reply to {{customer}}, {{tone}}.')
    await press(page, 'Add questions for the words in braces')
    const first = page.getByRole('group', { name: 'Question 1', exact: true })
    const second = page.getByRole('group', { name: 'Question 2', exact: true })
    await first.waitFor()
    await expect
      .poll(() => first.evaluate((element) => element === document.activeElement), soon)
      .toBe(true)
    await first.getByLabel('Question', { exact: true }).fill('Who wrote to you?')
    await second.getByLabel('Question', { exact: true }).fill('In which tone?')
    await second.getByLabel('Kind of answer').selectOption('choice')
    await second.getByLabel('Choices').fill('warmly\nplainly')
    await isSound(page, scripting)
    await second.getByRole('button', { name: /^Move up/ }).click()
    await expect.poll(() => first.getByLabel('Word in the text').inputValue(), soon).toBe('tone')
    expect(await second.getByLabel('Question', { exact: true }).inputValue()).toBe(
      'Who wrote to you?',
    )
    await press(page, 'Publish prompt')
    await page.waitForURL(/\/admin\/prompts\/[0-9a-f-]{36}$/)
    const id = idOf(page)

    const reader = await stage.pageOf(member, scripting)
    await open(reader, '/c/northside/prompts', scripting)
    await reader.getByRole('link', { name, exact: true }).click()
    await reader.waitForURL(new RegExp(`/prompts/${id}$`))
    if (scripting === 'on') await alive(reader)
    await reader.getByLabel('Who wrote to you?').fill('Ms Lee')
    await isSound(reader, scripting)
    await press(reader, 'Run in the sandbox')
    await reader.locator('.error-summary').waitFor()
    await isSound(reader, scripting)
    expect(await reader.getByLabel('Who wrote to you?').inputValue()).toBe('Ms Lee')
    await reader.getByLabel('In which tone?').selectOption('warmly')
    if (scripting !== 'on') await press(reader, 'Show the text')
    const text = reader.getByLabel('Your text')
    await expect.poll(() => text.inputValue(), soon).toBe('Reply to Ms Lee, warmly.')
    await press(reader, 'Run in the sandbox')
    await reader.waitForURL(/\/sandbox\?agent=/)
    await expect
      .poll(() => reader.locator('textarea[name=message]').inputValue(), soon)
      .toBe('Reply to Ms Lee, warmly.')

    // And again from the conversation that began with it.
    await press(reader, 'Send')
    await reader.waitForURL(/\/sandbox\/[0-9a-f-]{36}/)
    await reader.getByRole('link', { name: 'Add a prompt or a document' }).click()
    await reader.getByRole('link', { name, exact: true }).click()
    await reader.waitForURL(/\/prompts\//)
    if (scripting === 'on') await alive(reader)
    await reader.getByLabel('Who wrote to you?').fill('Mr Roy')
    await reader.getByLabel('In which tone?').selectOption('plainly')
    await press(reader, 'Use this text')
    const message = reader.getByLabel('Your message')
    await expect.poll(() => message.inputValue(), soon).toBe('Reply to Mr Roy, plainly.')
    await isSound(reader, scripting)
    await message.fill('Reply to Mr Roy, plainly and soon.')
    await press(reader, 'Send')
    await reader.waitForURL(/#answer$/)
    await reader.getByText('plainly and soon').first().waitFor()

    // A document that the agent reads from now on, until it is taken back.
    await reader.getByRole('link', { name: 'Add a prompt or a document' }).click()
    const documents = reader.getByRole('navigation', { name: 'What to add' })
    await documents.getByRole('link', { name: 'Documents' }).click()
    await reader.waitForURL(/of=documents/)
    const paper = `How we listen ${scripting}`
    await press(reader, `Attach: ${paper}`)
    await reader.waitForURL(/#answer$/)
    await reader.getByRole('link', { name: paper, exact: true }).waitFor()
    await isSound(reader, scripting)
    await press(reader, `Remove: ${paper}`)
    await reader.getByText('The document is removed').waitFor()
    expect(await reader.getByRole('link', { name: paper, exact: true }).count()).toBe(0)
  })
})

describe('with JavaScript on', () => {
  it('a document is shown while it is written, and its checks run before it is sent', async () => {
    const page = await stage.pageOf(coach, 'on')
    const errors = watchErrors(page)
    await open(page, '/c/northside/admin/documents/new', 'on')
    await page.waitForLoadState('networkidle')
    await press(page, 'Save draft')
    const summary = page.locator('.error-summary')
    await summary.waitFor()
    await page.getByLabel('Text', { exact: true }).fill('| a | b |\n| - | - |\n| 1 | 2 |')
    await expect.poll(() => page.locator('.form-preview td').count(), soon).toBe(2)
    await expect.poll(() => summary.getByRole('link').count(), soon).toBe(1)
    expect(await page.getByRole('button', { name: 'Preview' }).count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('a prompt’s text can be copied', async () => {
    const page = await stage.pageOf(coach, 'on')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await open(page, '/c/northside/admin/prompts/new', 'on')
    await page.getByLabel('Name', { exact: true }).fill('To copy')
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Take this.')
    await press(page, 'Publish prompt')
    await page.getByRole('link', { name: 'See it among members’ prompts' }).click()
    await press(page, 'Copy the text')
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()), soon)
      .toBe('Take this.')
  })
})

describe.each<Scripting>(['on', 'off'])('with JavaScript %s', (scripting) => {
  it('a coach makes a document from files, and loses nothing that was written', async () => {
    const name = `House rules ${scripting}`
    const page = await stage.pageOf(coach, scripting)
    await open(page, '/c/northside/admin/documents/new', scripting)
    const text = page.getByLabel('Text', { exact: true })
    const bring = async (file: string, bytes: Uint8Array | string) => {
      const buffer = Buffer.from(bytes)
      const field = page.locator('input[name=source]')
      await field.setInputFiles({ name: file, mimeType: 'application/octet-stream', buffer })
      await press(page, 'Read the file')
    }
    await bring(
      'rules.pdf',
      await pdfFile([
        [
          [name, 24],
          ['Be kind to everybody.', 12],
        ],
      ]),
    )
    await expect.poll(() => text.inputValue(), soon).toBe('Be kind to everybody.')
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(name)
    await isSound(page, scripting)
    await text.fill('Mine.')
    await bring('more.docx', wordFile(wordParagraph('From Word')))
    await expect.poll(() => text.inputValue(), soon).toBe('Mine.\n\nFrom Word')
    await bring('page.html', '<p>From a page <script>alert(1)</script></p>')
    await expect.poll(() => text.inputValue(), soon).toBe('Mine.\n\nFrom Word\n\nFrom a page')
    await bring('locked.pdf', await pdfFile([[['Secret', 12]]], 'open'))
    await page.locator('#document-source-error').waitFor()
    expect(await text.inputValue()).toBe('Mine.\n\nFrom Word\n\nFrom a page')
    await isSound(page, scripting)
    await press(page, 'Save draft')
    await page.getByRole('heading', { level: 1, name }).waitFor()
  })
})

it('a document remembers how far somebody read', async () => {
  const body = Array.from({ length: 40 }, (_, n) => `## Part ${n}\n\nSome words.`).join('\n\n')
  const { rows } = await stage.app.sql.query<{ id: string }>(
    `with item as (
       insert into public.content_items
         (community_id, kind, title, slug, status, published_at, owner_id)
       select c.id, 'document', 'A long one', $1, 'published', now(), m.user_id
       from public.communities c
       join public.memberships m on m.community_id = c.id and m.role = 'community_admin'
       where c.slug = 'northside' limit 1 returning id
     )
     insert into public.documents (id, body) select id, $2 from item returning id`,
    [`long-${crypto.randomUUID()}`, body],
  )
  const path = `/c/northside/documents/${rows[0]?.id}`
  const page = await stage.pageOf(member, 'on')
  const errors = watchErrors(page)
  await open(page, path, 'on')
  await page.locator('#section-part-20').scrollIntoViewIfNeeded()
  await page.getByText(/You have read [1-9]\d %/).waitFor()
  await open(page, path, 'on')
  await page.getByRole('link', { name: /^Go on at “Part (1|2)/ }).click()
  await isSound(page, 'on')
  await page.locator('#section-part-39').scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 5_000)
  await page.getByText('You have read this document.').waitFor()
  expect(errors).toEqual([])
})
