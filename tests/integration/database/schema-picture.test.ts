import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaDocument } from '../../schema/document.ts'
import { startTestDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await startTestDatabase()
})
afterAll(async () => db?.stop())

test('docs/database.md shows the schema that the migrations make', async () => {
  const { kept, made } = await schemaDocument(db.postgres.postgresUrl)
  expect(
    kept === made,
    'docs/database.md is stale: run "npm run docs:schema" and keep what it writes',
  ).toBe(true)
  expect(made).toContain('communities ||--o{ memberships : "community_id"')
  expect(made).toContain('"auth.users" ||--o| profiles : "id"')
  expect(made).toContain('profiles |o--o{ content_items : "owner_id"')
})

test('a table, a column or a key more is seen', async () => {
  await db.asPostgres(
    `create table public.planted (id int primary key, community_id uuid references public.communities)`,
  )
  try {
    const { kept, made } = await schemaDocument(db.postgres.postgresUrl)
    expect(made).not.toBe(kept)
    expect(made).toContain('communities |o--o{ planted : "community_id"')
  } finally {
    await db.asPostgres('drop table public.planted')
  }
})
