import { describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { saying } from '../fixtures/scripted-provider'
import { isSound, open, openStage, press, soon } from '../fixtures/stage'

const stage = openStage()

const WRITER = '01936a00-0000-7000-8000-000000000021'
const rules = '/c/northside/admin/moderation'

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a message is held, its author asks, a coach lets it through, and it is answered', async () => {
    const word = `forbidden${scripting}`
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, rules, scripting)
    await coach.getByLabel('Words and phrases').fill(word)
    await press(coach, 'Save moderation')
    await coach.getByText('Moderation is saved.').waitFor()

    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/sandbox?agent=${WRITER}`, scripting)
    await member.locator('textarea[name="message"]').fill(`Is ${word} allowed?`)
    await press(member, 'Send')
    await member.getByText('Your message has a word').waitFor()
    await isSound(member, scripting)
    await member.getByRole('link', { name: 'Why, and what you can do' }).click()
    await member.getByLabel('Why it should be let through').fill('It is about chess.')
    await press(member, 'Ask a coach')
    await member.getByText('A coach is asked to look at it.').waitFor()
    await isSound(member, scripting)

    await open(coach, '/c/northside/admin/held', scripting)
    await coach.getByRole('link', { name: 'A message', exact: true }).first().click()
    await coach.getByText(`Is ${word} allowed?`).waitFor()
    await isSound(coach, scripting)
    await coach.getByLabel('What you say to its author').fill('Fine.')
    await press(coach, 'Let it through')
    await coach.getByText('It is let through.').waitFor()

    await member.reload()
    await member.getByText('Fine.', { exact: true }).waitFor()
    await open(member, '/c/northside/sandbox/mine', scripting)
    await member.getByText('Let through: ask again').waitFor()
    await isSound(member, scripting)
    await open(member, '/c/northside/dashboard', scripting)
    await member.getByRole('heading', { name: 'A coach has looked' }).waitFor()
    await isSound(member, scripting)
    await member.getByRole('button', { name: /^Ask again: Is forbidden/ }).click()
    await member.waitForURL(/sandbox\/[0-9a-f-]{36}/)
    await expect
      .poll(
        async () => (await member.locator('.message-agent .prose').allTextContents()).length,
        soon,
      )
      .toBeGreaterThan(0)
  })

  it('a file is held, its author asks, a coach lets it through, and it goes along', async () => {
    const word = `heron${scripting}`
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, rules, scripting)
    await coach.getByLabel('Words and phrases').fill(word)
    await press(coach, 'Save moderation')
    await coach.getByText('Moderation is saved.').waitFor()

    stage.app.provider.always(saying('It is a bird.'))
    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/sandbox?agent=${WRITER}`, scripting)
    await member.locator('#message').fill('Hello.')
    await press(member, 'Send')
    await member.getByText('It is a bird.').filter({ visible: true }).first().waitFor()
    await member.getByRole('link', { name: 'Attach files' }).click()
    await member.getByLabel('Choose a file').setInputFiles({
      name: 'notes.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from(`The bird is a ${word}.`),
    })
    await press(member, 'Attach')
    await member.getByRole('heading', { name: 'Your file' }).waitFor()
    await isSound(member, scripting)
    await member.getByLabel('Why it should be let through').fill('It is a bird.')
    await press(member, 'Ask a coach')
    await member.getByText('A coach is asked to look at it.').waitFor()
    await member.getByRole('link', { name: 'Back to the conversation' }).click()
    await member.getByText('Held, and going with no message: notes.md.').waitFor()

    await open(coach, '/c/northside/admin/held', scripting)
    await coach.getByRole('link', { name: 'A file', exact: true }).first().click()
    await coach.getByText(`The bird is a ${word}.`).waitFor()
    await isSound(coach, scripting)
    await press(coach, 'Let it through')
    await coach.getByText('It is let through.').waitFor()

    await member.reload()
    await member.getByText('Goes with your next message: notes.md').waitFor()
    await member.getByRole('link', { name: 'Change the files' }).click()
    await member.getByText('A coach let it through.').waitFor()
    await isSound(member, scripting)
    await member.getByRole('link', { name: 'Write the message' }).click()
    await member.locator('#message').fill('Which bird?')
    await press(member, 'Send')
    await member.getByRole('list', { name: 'Attached files' }).getByText('notes.md').waitFor()
  })

  it('a step of an automation is held, let through, and goes on', async () => {
    const word = `kestrel${scripting}`
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, rules, scripting)
    await coach.getByLabel('Words and phrases').fill(word)
    await press(coach, 'Save moderation')
    await coach.getByText('Moderation is saved.').waitFor()

    stage.app.provider.always(saying('It is a small bird.'))
    const { rows } = await stage.app.sql.query<{ id: string }>(
      `with made as (
         insert into public.content_items (community_id, kind, title, slug, status, published_at)
         select id, 'automation', 'Names ' || $1, 'names-' || gen_random_uuid(), 'published', now()
         from public.communities where slug = 'northside' returning id
       ), automations as (
         insert into public.automations (id, trigger_settings)
         select id, '{"questions": [{"name": "who", "label": "Which bird?", "type": "text",
           "help": "", "defaultValue": "", "required": true, "options": ""}]}' from made returning id
       )
       insert into public.automation_steps (automation_id, place, action, settings)
       select id, 1, 'ask_model', '{"title": "What it is", "name": "what", "text": "What is a {{who}}?",
         "instructions": "", "length": "short"}' from automations returning automation_id as id`,
      [word],
    )
    const member = await stage.pageOf('member@aigym.test', scripting)
    await open(member, `/c/northside/automations/${rows[0]?.id}`, scripting)
    await member.getByLabel('Which bird?').fill(word)
    await press(member, 'Start')
    await member.waitForURL(/\/runs\//)
    await expect
      .poll(async () => {
        const held = await member.getByText('There is a word in what goes into this step').count()
        if (held === 0) await member.reload()
        return held
      }, soon)
      .toBe(1)
    await isSound(member, scripting)
    await member.getByRole('link', { name: 'Why, and what you can do' }).click()
    await member.getByLabel('Why it should be let through').fill('It is a bird.')
    await press(member, 'Ask a coach')
    await member.getByText('A coach is asked to look at it.').waitFor()
    await isSound(member, scripting)

    await open(coach, '/c/northside/admin/held', scripting)
    await coach.getByRole('link', { name: 'A step of an automation', exact: true }).first().click()
    await coach.getByText(`What is a ${word}?`).waitFor()
    await press(coach, 'Let it through')
    await coach.getByText('It is let through.').waitFor()

    await member.getByRole('link', { name: 'Back to the run' }).click()
    await press(member, 'Go on')
    await expect
      .poll(async () => {
        const done = await member.getByText('It is a small bird.').count()
        if (done === 0) await member.reload()
        return done
      }, soon)
      .toBe(1)
    await isSound(member, scripting)
  })
})
