import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { install } from '../../../supabase/install'
import type { LocalPostgres } from '../../../supabase/local/postgres/start-postgres'
import { startTestPostgres } from '../../fixtures/postgres'

let postgres: LocalPostgres
let admin: pg.Client

beforeAll(async () => {
  postgres = await startTestPostgres({ with: 'auth' })
  admin = new pg.Client({ connectionString: postgres.superuserUrl })
  await admin.connect()
})

afterAll(async () => {
  await admin?.end()
  await postgres?.stop()
})

it('makes a real installation: schema, login of the Worker, first super admin, no demo account', async () => {
  const say = () => {}
  await install({ databaseUrl: postgres.postgresUrl, workerPassword: "it's long enough", say })
  const url = new URL(postgres.workerUrl)
  url.password = encodeURIComponent("it's long enough")
  const worker = new pg.Client({ connectionString: url.toString() })
  await worker.connect()
  await worker.end()
  expect((await admin.query('select from auth.users')).rowCount).toBe(0)

  const first = { databaseUrl: postgres.postgresUrl, superAdmin: 'owner@install.test', say }
  await expect(install(first)).rejects.toThrow(/owner@install.test did not become super admin/)
  await admin.query(
    `insert into auth.users (id, email, aud, role, email_confirmed_at)
     values (gen_random_uuid(), 'owner@install.test', 'authenticated', 'authenticated', now())`,
  )
  await install(first)
  await install(first)
  const { rows } = await admin.query(
    'select u.email from public.platform_admins p join auth.users u on u.id = p.user_id',
  )
  expect(rows).toEqual([{ email: 'owner@install.test' }])
})
