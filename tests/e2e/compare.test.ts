import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { gate } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press } from '../fixtures/stage'

const stage = openStage()

beforeAll(async () => {
  await stage.app.sql.query(
    `insert into public.ai_models (provider, name, label) values
       ('openai-compatible', 'quick', 'Quick'), ('openai-compatible', 'thorough', 'Thorough')`,
  )
})

/** What is seen in each column, be it of the page or of the shadow tree that a growing document has. */
const columnsOf = (page: Page) =>
  page.locator('main ol > li').evaluateAll((columns) =>
    columns.map((column) => {
      const slots = [...column.querySelectorAll('slot')]
      const shown = slots.flatMap((slot) => slot.assignedElements())
      return (slots.length > 0 ? shown : [column]).map((one) => one.textContent).join('')
    }),
  )

const WRITER = '01936a00-0000-7000-8000-000000000021'

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('two models answer one question, the better is chosen, and coaches see the tally', async () => {
    const both = gate()
    stage.app.provider.always(async (answer) => {
      await answer.say(`I am ${answer.call.body.model}`)
      await both.opened
      await answer.say(', and that is all.')
      await answer.finish()
    })
    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/agents/${WRITER}`, scripting)
    await member.getByRole('link', { name: 'Compare models with it' }).click()
    await member.getByLabel('Your question').fill('Who are you?')
    await press(member, 'Ask these models')
    // Each answer grows in its place, whether a script runs or the document itself grows.
    await member.getByText('I am quick').waitFor()
    await member.getByText('I am thorough').waitFor()
    expect(await columnsOf(member)).toEqual([
      expect.stringContaining('I am quick'),
      expect.stringContaining('I am thorough'),
    ])
    both.open()
    await member.getByText('All answers are here. Choose the better one.').waitFor()
    const better = member.getByRole('button', { name: 'This one is better: Thorough' })
    await better.waitFor()
    await isSound(member, scripting)
    await better.click()
    await member.getByText('You chose the answer of Thorough.').waitFor()
    await isSound(member, scripting)
    await member.getByRole('link', { name: 'Go on with the conversation' }).click()
    await member.getByText('I am thorough, and that is all.').waitFor()

    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, '/c/northside/admin/comparisons', scripting)
    await coach.getByRole('rowheader', { name: 'Quick and Thorough' }).waitFor()
    await isSound(coach, scripting)
  })
})
