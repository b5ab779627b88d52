import { afterAll, beforeAll, expect, it } from 'vitest'
import { scheduled } from '~/scheduled.server'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

it('is the clock’s work: an answer whose maker is gone is ended, and its run noted once', async () => {
  const { rows } = await app.sql.query<{ id: string }>(
    `with talk as (
       insert into public.conversations (community_id, owner_id, agent_name, title, readers)
       select community_id, user_id, 'Agent', 'Lost', 'owner' from public.memberships limit 1
       returning id
     ), asked as (
       insert into public.messages (id, conversation_id, author, text, status, completed_at)
       select private.uuidv7_after(id), id, 'person', 'Hello', 'complete', now() from talk
       returning id, conversation_id
     )
     insert into public.messages (id, conversation_id, parent_id, author, text, status, saved_at)
     select private.uuidv7_after(id), conversation_id, id, 'agent', 'Half a w', 'streaming',
       now() - interval '11 minutes'
     from asked returning id`,
  )
  const answer = rows[0]?.id
  const runs = async () =>
    (
      await app.sql.query(
        'select outcome, input_tokens, output_tokens from public.ai_runs where message_id = $1',
        [answer],
      )
    ).rows
  await Promise.all([1, 2].map(() => scheduled(app.vars, () => {})))
  await scheduled(app.vars, () => {})
  expect(await runs()).toEqual([{ outcome: 'cut_off', input_tokens: null, output_tokens: null }])
  expect(app.logged.filter(({ event }) => event === 'answers.lost')).toMatchObject([
    { job: 'end-lost-answers', ended: 1 },
  ])
  expect(app.logged.filter(({ level }) => level === 'error')).toEqual([])
})
