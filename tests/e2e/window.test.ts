import { beforeAll, describe, expect, it } from 'vitest'
import { sandboxProblemWords } from '~/ui/strings/sandbox-problems'
import { sourcesWords } from '~/ui/strings/sources'
import { scriptings } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press } from '../fixtures/stage'

const stage = openStage()
const { leftOut, rule } = sourcesWords.english

/** A sample agent of the demo seed. */
const WRITER = '01936a00-0000-7000-8000-000000000021'

beforeAll(async () => {
  await stage.app.sql.query(
    `insert into public.ai_models (provider, name, label, context_tokens, max_output_tokens)
     values ('openai-compatible', 'scripted', 'Scripted', 2000, 500)
     on conflict (provider, name) do update set context_tokens = 2000, max_output_tokens = 500`,
  )
})

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('an answer says what it was made without, and a message that is too long what to do', async () => {
    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/sandbox?agent=${WRITER}`, scripting)
    const say = async (message: string, answer: string) => {
      stage.app.provider.always(saying(answer))
      await member.locator('#message').fill(message)
      await press(member, 'Send')
      await member.getByText(answer).filter({ visible: true }).first().waitFor()
      await member.getByRole('button', { name: 'Send', exact: true }).waitFor()
    }
    await say('a '.repeat(500), 'The first answer.')
    expect(await member.getByText(leftOut(2)).count()).toBe(0)
    await say('b '.repeat(1_900), 'The second answer.')
    const note = member.locator('summary', { hasText: leftOut(2) }).filter({ visible: true })
    await note.waitFor()
    await note.click()
    await member.getByText(rule).filter({ visible: true }).waitFor()
    await isSound(member, scripting)
    await member.reload()
    await note.waitFor()

    await member.locator('#message').fill('c '.repeat(3_000))
    await press(member, 'Send')
    await member
      .getByText(sandboxProblemWords.english.failures['ai.too-long'])
      .filter({ visible: true })
      .first()
      .waitFor()
    await member.getByText('c '.repeat(3_000).trim()).first().waitFor()
    expect(await member.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    await isSound(member, scripting)
  })
})
