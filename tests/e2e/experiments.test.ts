import { describe, expect, it } from 'vitest'
import { scriptings } from '../fixtures/chromium'
import { isSound, open, openStage, press, soon } from '../fixtures/stage'

const stage = openStage()

const WRITER = '01936a00-0000-7000-8000-000000000021'
const PAGE = `/c/northside/admin/agents/${WRITER}/experiment`

describe.each(scriptings)('with JavaScript %s', (scripting) => {
  it('a coach tries other instructions out, members talk, figures appear, and it ends', async () => {
    await stage.app.sql.query('delete from public.experiments where agent_id = $1', [WRITER])
    stage.app.provider.always(async (answer) => {
      const told = answer.call.body.messages?.find(({ role }) => role === 'system')?.content ?? ''
      await answer.say(told.includes('You are the other one.') ? 'I am B.' : 'I am A.')
      await answer.finish()
    })
    const coach = await stage.pageOf('coach@aigym.test', scripting)
    await open(coach, `/c/northside/admin/agents/${WRITER}`, scripting)
    await coach.getByRole('link', { name: 'Try something out' }).click()
    await coach.waitForURL(`**${PAGE}`)
    await coach.getByLabel('Its instructions').check()
    await coach.getByLabel('B’s instructions').fill('You are the other one.')
    await coach.getByLabel('How many in a hundred members get B').fill('0')
    await press(coach, 'Start')
    await coach.getByText('A whole number from 1 to 99.').first().waitFor()
    expect(await coach.getByLabel('B’s instructions').inputValue()).toBe('You are the other one.')
    await isSound(coach, scripting)
    await coach.getByLabel('How many in a hundred members get B').fill('50')
    await press(coach, 'Start')
    await coach.getByText('No conversation yet').waitFor()
    await isSound(coach, scripting)

    // The member has B, the coach A: which of the two hangs from the experiment's key.
    for (;;) {
      const { rows } = await stage.app.sql.query<{ both: boolean }>(
        `with one as (
           update public.experiments set id = private.uuidv7() where agent_id = $1
           returning id, share
         )
         select bool_and(private.variant_of(one.id, u.id, one.share)
           = case u.email when 'member@aigym.test' then 'b' else 'a' end) as both
         from one, auth.users u where u.email in ('member@aigym.test', 'coach@aigym.test')`,
        [WRITER],
      )
      if (rows[0]?.both) break
    }
    const member = await stage.pageOf('member@aigym.test', scripting)
    for (const [who, says, rating] of [
      [member, 'I am B.', 'Good'],
      [coach, 'I am A.', 'Not good'],
    ] as const) {
      await open(who, `/c/northside/sandbox?agent=${WRITER}`, scripting)
      await who.getByRole('textbox', { name: 'Your first message' }).fill('Who are you?')
      await press(who, 'Send')
      await who.waitForURL(/\/sandbox\/[0-9a-f-]{36}/)
      await who.getByText(says).last().waitFor()
      const talk = who
        .url()
        .split('/')
        .at(-1)
        ?.replace(/[?#].*$/, '')
      // What is noted of an answer comes a moment after it.
      await expect
        .poll(async () => {
          const { rows } = await stage.app.sql.query(
            `select r.variant from public.ai_runs r join public.messages m on m.id = r.message_id
             where m.conversation_id = $1`,
            [talk],
          )
          return rows
        }, soon)
        .toEqual([{ variant: rating === 'Good' ? 'b' : 'a' }])
      await stage.app.sql.query(
        `insert into public.message_ratings (message_id, conversation_id, user_id, good)
         select m.id, c.id, c.owner_id, $2 from public.conversations c
         join public.messages m on m.conversation_id = c.id and m.author = 'agent'
         where c.id = $1`,
        [talk, rating === 'Good'],
      )
    }

    await open(coach, PAGE, scripting)
    await coach.getByText('Not yet told apart.').waitFor()
    const row = coach.getByRole('row', { name: /^Answers rated well/ })
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(['0 of 1 (0 %)', '1 of 1 (100 %)'])
    await isSound(coach, scripting)
    await press(coach, 'End it')
    await coach.getByText('No difference seen after ratings of 2 people.').waitFor()
    await isSound(coach, scripting)
    await press(coach, 'Leave the agent as it is')
    await coach.getByText('The agent was left as it is.').waitFor()
  })
})
