import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scheduled } from '~/scheduled.server'
import { startTestApp, type TestApp } from '../../fixtures/test-app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app?.stop())

let before: string
beforeEach(async () => {
  const { rows } = await app.sql.query<{ id: string }>('select private.uuidv7() as id')
  before = rows[0]?.id as string
})

interface Row {
  action: string
  outcome: string
  community: string | null
  actor: string | null
  subject_kind: string | null
  details: Record<string, unknown>
}

const added = async () => {
  const { rows } = await app.sql.query<Row>(
    `select action, outcome, slug as community, u.email as actor, subject_kind, details
     from public.security_audit as a
     left join public.communities as c on c.id = community_id
     left join private.audit_people as p on p.ref = actor_ref
     left join auth.users as u on u.id = p.person_id
     where a.id > $1 and action not like 'auth.signed-%' order by a.id`,
    [before],
  )
  return rows
}

/** They are written after the answer. */
async function untilAdded(count: number): Promise<Row[]> {
  const giveUpAt = Date.now() + 10_000
  for (;;) {
    const rows = await added()
    if (rows.length >= count || Date.now() > giveUpAt) return rows
    await sleep(50)
  }
}

test('what a page refuses is kept, whichever of code and policy refused it', async () => {
  const member = await app.signIn('member@aigym.test')
  expect((await member.get('/c/northside/admin/members')).status).toBe(403)
  expect(await untilAdded(1)).toEqual([
    {
      action: 'access.denied',
      outcome: 'denied',
      community: 'northside',
      actor: 'member@aigym.test',
      subject_kind: 'community',
      details: { code: 'not-allowed', route: '/c/:community/admin/members', method: 'GET' },
    },
  ])
})

test('a denied post leaves its row, though all that it did was rolled back', async () => {
  const member = await app.signIn('member@aigym.test')
  const answer = await member.post('/c/northside/admin/members', {
    intent: 'add',
    email: 'friend@people.test',
    role: 'end_user',
  })
  expect(answer.status).toBe(403)
  expect(await untilAdded(1)).toMatchObject([
    { action: 'access.denied', details: { method: 'POST' }, actor: 'member@aigym.test' },
  ])
})

test('somebody else’s community is no place to write: it goes to the platform', async () => {
  const rival = await app.signIn('rival-coach@aigym.test')
  expect((await rival.get('/admin/dashboard')).status).toBe(403)
  expect(await untilAdded(1)).toMatchObject([
    { action: 'access.denied', community: null, actor: 'rival-coach@aigym.test' },
  ])
})

test('a page that policies filter to nothing is no denial', async () => {
  const rival = await app.signIn('rival@aigym.test')
  expect((await rival.get('/c/northside/dashboard')).status).toBe(404)
  expect((await rival.get('/c/harbor/dashboard')).status).toBe(200)
  await sleep(300)
  expect(await added()).toEqual([])
})

test('a failed sign-in is kept, with a reference instead of the address', async () => {
  const visitor = app.visitor()
  for (const email of ['member@aigym.test', 'who@nowhere.test']) {
    await visitor.get('/login')
    const answer = await visitor.post('/login', { email, password: 'not the password' })
    expect(answer.status).toBe(422)
  }
  const rows = await untilAdded(2)
  const same = { action: 'auth.sign-in', outcome: 'failed', community: null, actor: null }
  const details = { code: 'auth.invalid_credentials', route: '/login', method: 'POST' }
  expect(rows).toEqual([
    { ...same, subject_kind: 'person', details },
    { ...same, subject_kind: 'address', details },
  ])
})

test('somebody who is suspended meets a closed door, and that is kept in their name', async () => {
  const member = await app.signIn('rival@aigym.test')
  await app.sql.query(
    `update public.profiles set suspended_at = now()
     where id = (select id from auth.users where email = 'rival@aigym.test')`,
  )
  expect((await member.get('/c/harbor/dashboard')).status).toBe(403)
  expect(await untilAdded(2)).toMatchObject([
    { action: 'person.suspended' },
    { action: 'access.denied', actor: 'rival@aigym.test', details: { code: 'suspended' } },
  ])
})

test('a failing audit of a denial is logged, and the answer is as it was', async () => {
  await app.sql.query('alter function private.record_event(jsonb, jsonb) rename to gone')
  try {
    const member = await app.signIn('member@aigym.test')
    expect((await member.get('/admin/dashboard')).status).toBe(403)
    const giveUpAt = Date.now() + 5_000
    const said = () => app.logged.some(({ event }) => event === 'audit.event')
    while (!said() && Date.now() < giveUpAt) await sleep(50)
    expect(said()).toBe(true)
  } finally {
    await app.sql.query('alter function private.gone(jsonb, jsonb) rename to record_event')
  }
})

test('the clock wakes the chainer, which stays at most five seconds behind', async () => {
  await scheduled(app.vars, () => {})
  for (let round = 0; round < 2; round += 1) {
    const startedAt = Date.now()
    await app.sql.query(`select private.write_audit('thing.done', null)`)
    const isWaiting = async () => {
      const { rows } = await app.sql.query(
        `select from private.audit_waiting
         union all select from private.audit_tips where signed_place < place`,
      )
      return rows.length > 0
    }
    while ((await isWaiting()) && Date.now() - startedAt < 10_000) await sleep(50)
    expect(Date.now() - startedAt).toBeLessThan(5_000)
  }
})
