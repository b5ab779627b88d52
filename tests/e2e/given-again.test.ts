import { describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press, soon } from '../fixtures/stage'

const stage = openStage()

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach allows it, the same question has the same answer, and one asks anew', async () => {
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, '/c/northside/admin/agents/new', scripting)
    await coach.getByLabel('Name', { exact: true }).fill(`Facts ${scripting}`)
    await coach.getByLabel('Instructions').fill('Answer with facts.')
    await coach.getByText('How it answers').click()
    await coach.getByLabel('Give the same answer again to the same question').check()
    await isSound(coach, scripting)
    await press(coach, 'Save draft')
    await coach.waitForURL(/\/admin\/agents\/[0-9a-f-]{36}$/)
    const agent = coach.url().split('/').at(-1)
    await press(coach, 'Publish agent')
    await expect.poll(() => coach.getByText('Take back', { exact: true }).count(), soon).toBe(1)

    stage.app.provider.always(saying('Forty-two.'))
    const member = await stage.pageOf('member@aigym.test', scripting)
    const ask = async () => {
      await open(member, `/c/northside/sandbox?agent=${agent}`, scripting)
      await member.getByRole('textbox', { name: 'Your first message' }).fill('How many?')
      await press(member, 'Send')
      await member.waitForURL(/\/sandbox\/[0-9a-f-]{36}/)
      await member.getByText('Forty-two.').last().waitFor()
    }
    await ask()
    expect(await member.getByText('Given again').count()).toBe(0)
    // What is noted of an answer comes a moment after it.
    await expect
      .poll(async () => {
        const { rowCount } = await stage.app.sql.query(
          'select from public.ai_runs where agent_id = $1',
          [agent],
        )
        return rowCount
      }, soon)
      .toBe(1)
    stage.app.provider.always(saying('Forty-three.'))
    await ask()
    await member.getByText('Given again from an earlier answer.').waitFor()
    await isSound(member, scripting)
    await press(member, 'Ask anew')
    await member.getByText('Forty-three.').last().waitFor()
    await expect.poll(() => member.getByText('Given again').count(), soon).toBe(0)
  })
})
