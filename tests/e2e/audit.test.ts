import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verify } from '../../supabase/audit/verify.ts'
import { HttpPerson } from '../bench/http-person.ts'
import { type ServedApp, startServedApp } from '../fixtures/served-app.ts'

let app: ServedApp
beforeAll(async () => {
  app = await startServedApp()
  // As `npm start` lays it out: Postgres in the data folder too.
  const folder = path.dirname(app.stack.postgres.dataDir)
  await symlink(folder, path.join(app.dataDir, 'postgres'))
})
afterAll(() => app?.stop())

async function audit(): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const code = await verify([], { DATA_DIR: app.dataDir }, (line) => lines.push(line))
  return { code, lines }
}

test('what happens is chained and signed within five seconds, and bending it is found', async () => {
  const coach = new HttpPerson(app.url)
  await coach.signIn('coach@aigym.test')
  const startedAt = Date.now()
  const denied = await coach.get('/admin/dashboard')
  expect(denied.status).toBe(403)

  const find = async () => {
    const { rows } = await app.sql.query<{ id: string; signed: boolean }>(
      `select a.id, audit_chain.place <= signed_place as signed
       from public.security_audit as a
       join private.audit_chain on audit_id = a.id
       join private.audit_tips using (chain)
       where action = 'access.denied'`,
    )
    return rows.find(({ signed }) => signed)
  }
  let row = await find()
  while (!row && Date.now() - startedAt < 5_000) {
    await sleep(100)
    row = await find()
  }
  expect(row, 'chained, signed and laid outside in five seconds').toBeDefined()
  expect(await audit()).toMatchObject({ code: 0 })

  const owner = new pg.Client({ connectionString: app.stack.postgres.postgresUrl })
  await owner.connect()
  await owner.query('alter table public.security_audit disable trigger security_audit_stays')
  await owner.query(`update public.security_audit set outcome = 'done' where id = $1`, [row?.id])
  await owner.end()
  const { code, lines } = await audit()
  expect(code).toBe(1)
  expect(lines.join('\n')).toMatch(new RegExp(`BENT: place \\d+, row ${row?.id}: changed`))
  expect(lines.at(-1)).toMatch(/^1 of \d+ chains were bent$/)
})
