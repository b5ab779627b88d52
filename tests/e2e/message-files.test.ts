import { beforeAll, describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press } from '../fixtures/stage'

const stage = openStage()

beforeAll(async () => {
  await stage.app.sql.query(
    `insert into public.ai_models (provider, name, label, takes_images)
     values ('openai-compatible', 'scripted', 'Scripted', true)
     on conflict (provider, name) do update set takes_images = true`,
  )
})

const WRITER = '01936a00-0000-7000-8000-000000000021'

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a text and a picture go with a message to the model, and stand below it', async () => {
    stage.app.provider.always(saying('It is heron [1].'))
    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/sandbox?agent=${WRITER}`, scripting)
    await member.locator('#message').fill('Hello.')
    await press(member, 'Send')
    await member.getByText('It is heron [1].').filter({ visible: true }).first().waitFor()
    await member.getByRole('link', { name: 'Attach files' }).click()

    await press(member, 'Attach')
    await member.getByText('Choose a file first.').waitFor()
    await isSound(member, scripting)
    const file = member.getByLabel('Choose a file')
    await file.setInputFiles({
      name: 'notes.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('The code word is heron.'),
    })
    await press(member, 'Attach')
    await member.getByRole('heading', { name: 'One file is attached' }).waitFor()
    await file.setInputFiles('public/sandbox.png')
    await press(member, 'Attach')
    await member.getByRole('heading', { name: '2 files are attached' }).waitFor()
    await isSound(member, scripting)
    await member.getByRole('link', { name: 'sandbox.png' }).click()
    await member.waitForURL(/\/files\/[^/]+\/sandbox\.png\?/)
    await member.goBack()

    await member.getByRole('link', { name: 'Write the message' }).click()
    await member.getByText('Goes with your next message: notes.md, sandbox.png').waitFor()
    await member.locator('#message').fill('What is the code word?')
    await press(member, 'Send')
    const files = member.getByRole('list', { name: 'Attached files' })
    await files.getByRole('link', { name: 'notes.md' }).waitFor()
    await expect
      .poll(() =>
        files
          .getByRole('img', { name: 'sandbox.png' })
          .evaluate((image) => (image as HTMLImageElement).naturalWidth),
      )
      .toBeGreaterThan(0)
    await member.getByText('You attached it. The agent read all of it.').waitFor()
    expect(await member.getByText('Goes with your next message').count()).toBe(0)
    expect(await member.locator('#message').inputValue()).toBe('')
    await member.reload()
    await files.getByRole('link', { name: 'notes.md' }).waitFor()
    expect(await member.locator('#message').inputValue()).toBe('')
    await isSound(member, scripting)
    const asked = JSON.stringify(stage.app.provider.calls.at(-1)?.body.messages)
    expect(asked).toContain('The code word is heron.')
    expect(asked).toContain('data:image/png;base64,')
  })
})
