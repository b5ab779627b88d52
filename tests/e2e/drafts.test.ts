import type { Page } from 'playwright'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Scripting, scriptings } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press } from '../fixtures/stage'

const stage = openStage()
const WRITER = '01936a00-0000-7000-8000-000000000021'
const BEGIN = `/c/northside/sandbox?agent=${WRITER}`

beforeEach(() => stage.app.provider.always(saying('Gladly.')))

const typed = (page: Page) => page.locator('#message').inputValue()

/** What the server keeps of what the member typed. */
async function kept(): Promise<string[]> {
  const { rows } = await stage.app.sql.query<{ text: string }>(
    `select text from public.message_drafts where text <> '' order by updated_at`,
  )
  return rows.map(({ text }) => text)
}

/** A conversation with one answer. */
async function talk(page: Page, scripting: Scripting): Promise<string> {
  await stage.app.sql.query('delete from public.conversations')
  await open(page, BEGIN, scripting)
  await page.locator('#message').fill('Hello.')
  await press(page, 'Send')
  await page.waitForURL(/sandbox\/[0-9a-f-]{36}/)
  await page.getByText('Gladly.').filter({ visible: true }).first().waitFor()
  const { pathname } = new URL(page.url())
  await open(page, pathname, scripting)
  return pathname
}

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  const member = () => stage.pageOf('member@aigym.test', scripting)

  it('what is typed stands on another device, until it is sent', async () => {
    const page = await member()
    const path = await talk(page, scripting)
    const button = page.getByRole('button', { name: 'Keep as a draft' })
    await page.locator('#message').fill('Half a thought')
    if (scripting === 'on') {
      expect(await button.count()).toBe(0)
      await page.locator('#message').press('End')
      await page.locator('#message').pressSequentially(' and more')
    } else {
      await page.locator('#message').fill('Half a thought and more')
      await button.click()
      await page.getByText('Your draft is kept.').waitFor()
      await isSound(page, scripting)
    }
    await expect.poll(kept, { timeout: 5_000 }).toEqual(['Half a thought and more'])

    const elsewhere = await member()
    await open(elsewhere, path, scripting)
    expect(await typed(elsewhere)).toBe('Half a thought and more')
    await press(elsewhere, 'Send')
    await elsewhere.getByText('Gladly.').filter({ visible: true }).nth(1).waitFor()
    await expect.poll(kept).toEqual([])
    // What was kept within two seconds of a page may have crossed with it, and stays.
    await page.waitForTimeout(2_000)
    await page.reload()
    await expect.poll(() => typed(page)).toBe('')
  })

  it('what is typed where models are compared is the conversation’s draft', async () => {
    await stage.app.sql.query(
      `insert into public.ai_models (provider, name, label) values
         ('openai-compatible', 'quick', 'Quick'), ('openai-compatible', 'thorough', 'Thorough')
       on conflict do nothing`,
    )
    await stage.app.sql.query('delete from public.conversations')
    const page = await member()
    await open(page, `/c/northside/sandbox/compare?agent=${WRITER}`, scripting)
    await page.locator('#message').fill('Which of you')
    await press(page, 'Keep as a draft')
    await page.getByText('Your draft is kept.').waitFor()
    await page.waitForURL(/sandbox\/[0-9a-f-]{36}\/compare/)
    await isSound(page, scripting)
    const button = page.getByRole('button', { name: 'Keep as a draft' })
    await page.locator('#message').fill('Which of you is quicker?')
    if (scripting === 'on') expect(await button.count()).toBe(0)
    else await button.click()
    await expect.poll(kept, { timeout: 5_000 }).toEqual(['Which of you is quicker?'])

    const { pathname } = new URL(page.url())
    const elsewhere = await member()
    await open(elsewhere, pathname, scripting)
    expect(await typed(elsewhere)).toBe('Which of you is quicker?')
    await elsewhere.locator('#message').fill('Which of you is the quicker one?')
    await press(elsewhere, 'Ask these models')
    await elsewhere.getByText('All answers are here.').waitFor()
    expect(await kept()).toEqual([])
    await open(elsewhere, pathname, scripting)
    await elsewhere.waitForTimeout(2_000)
    expect(await typed(elsewhere)).toBe('')
    expect(await kept()).toEqual([])
  })

  it('files go with the first message, and what was typed before them', async () => {
    await stage.app.sql.query('delete from public.conversations')
    const page = await member()
    await open(page, BEGIN, scripting)
    await isSound(page, scripting)
    await page.locator('#message').fill('What is the code word?')
    await press(page, 'Attach files')
    await page.getByRole('heading', { name: 'Nothing is attached yet' }).waitFor()
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'notes.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('The code word is heron.'),
    })
    await press(page, 'Attach')
    await page.getByRole('heading', { name: 'One file is attached' }).waitFor()
    await page.getByRole('link', { name: 'Write the message' }).click()
    await page.getByText('Goes with your next message: notes.md').waitFor()
    expect(await typed(page)).toBe('What is the code word?')
    await isSound(page, scripting)
    await press(page, 'Send')
    await page.getByText('Gladly.').filter({ visible: true }).first().waitFor()
    const asked = JSON.stringify(stage.app.provider.calls.at(-1)?.body.messages)
    expect(asked).toContain('The code word is heron.')
    expect(asked).toContain('What is the code word?')
    await open(page, '/c/northside/sandbox', scripting)
    await page.getByRole('link', { name: 'What is the code word?' }).first().waitFor()
  })
})

describe('with JavaScript', () => {
  /** Drops or pastes a file as the browser tells of it. */
  const bring = (page: Page, event: 'drop' | 'paste', name: string, text: string) =>
    page.locator('#message').evaluate(
      (field, [how, called, said]) => {
        const carried = new DataTransfer()
        carried.items.add(new File([said], called))
        const init = { bubbles: true, cancelable: true }
        field.dispatchEvent(
          how === 'drop'
            ? new DragEvent('drop', { ...init, dataTransfer: carried })
            : new ClipboardEvent('paste', { ...init, clipboardData: carried }),
        )
      },
      [event, name, text] as const,
    )

  it('files are dropped on the message and pasted into it, and what is refused is told', async () => {
    const page = await stage.pageOf('member@aigym.test', 'on')
    await talk(page, 'on')
    await page.getByRole('button', { name: 'Keep as a draft' }).waitFor({ state: 'detached' })
    await page.locator('#message').fill('What is in these?')
    await bring(page, 'drop', 'notes.md', 'The code word is heron.')
    await page.getByText('Goes with your next message: notes.md').waitFor()
    await bring(page, 'paste', 'more.txt', 'And kestrel.')
    await page.getByText('Goes with your next message: notes.md, more.txt').waitFor()
    expect(await typed(page)).toBe('What is in these?')
    await bring(page, 'drop', 'thing.bin', '\0\0\0')
    await page.getByText('What is inside this file is not of a kind').waitFor()
    await isSound(page, 'on')
    expect(await typed(page)).toBe('What is in these?')
    await press(page, 'Send')
    await expect
      .poll(() => JSON.stringify(stage.app.provider.calls.at(-1)?.body.messages))
      .toContain('And kestrel.')
  })

  it('what this device could not tell the server is told when the page comes again', async () => {
    const page = await stage.pageOf('member@aigym.test', 'on')
    await talk(page, 'on')
    await page.getByRole('button', { name: 'Keep as a draft' }).waitFor({ state: 'detached' })
    await page.route('**/api/drafts', (route) => route.abort())
    await page.locator('#message').pressSequentially('Typed in a tunnel')
    await page.waitForTimeout(2_000)
    expect(await kept()).toEqual([])
    await page.unroute('**/api/drafts')
    await page.reload()
    await expect.poll(() => typed(page)).toBe('Typed in a tunnel')
    await expect.poll(kept, { timeout: 5_000 }).toEqual(['Typed in a tunnel'])
  })
})
