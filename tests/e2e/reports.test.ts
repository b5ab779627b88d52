import { describe, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press } from '../fixtures/stage'

const stage = openStage()

const WRITER = '01936a00-0000-7000-8000-000000000021'

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a report is withdrawn while nobody has settled it, and can be sent again', async () => {
    stage.app.provider.always(saying('It is a bird.'))
    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/sandbox?agent=${WRITER}`, scripting)
    await member.locator('#message').fill('What is a heron?')
    await press(member, 'Send')
    await member.getByText('It is a bird.').filter({ visible: true }).first().waitFor()
    await member.getByRole('link', { name: 'Rate or report' }).click()
    await member.getByLabel('What is wrong with it?').fill('It is a fish.')
    await press(member, 'Share and report')
    await member.getByRole('link', { name: 'Reported' }).click()
    await member.getByText('You reported this answer to your coaches').waitFor()
    await isSound(member, scripting)
    await press(member, 'Withdraw this report')
    await member.getByText('Your report is withdrawn.').waitFor()
    await member.getByRole('link', { name: 'Rate or report' }).click()
    await member.getByRole('button', { name: 'Share and report' }).waitFor()
  })
})
