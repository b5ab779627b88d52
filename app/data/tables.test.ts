import { expect, it } from 'vitest'
import { type JsonAnswer, type Row, tables } from './tables'

it('builds for the schema public, and binds what it is given', () => {
  const query = tables.selectFrom('communities as c').select('c.name').where('c.slug', '=', 'a')
  expect(query.compile()).toMatchObject({
    sql: 'select "c"."name" from "public"."communities" as "c" where "c"."slug" = $1',
    parameters: ['a'],
  })
})

it('does not compile for what the schema does not have', () => {
  // @ts-expect-error no such column
  tables.selectFrom('communities').select('colour')
  // @ts-expect-error not one of the listed values
  tables.updateTable('memberships').set({ role: 'king' })
  // @ts-expect-error made by the database
  tables.insertInto('agents').values({ id: 'a', kind: 'agent' })
  // @ts-expect-error not one of the listed values
  const role: Row<'memberships'>['role'] = 'king'
  // @ts-expect-error answers no JSON
  const answer: JsonAnswer<'stop_answer', { id: string }> = { id: 'a' }
  expect([role, answer]).toHaveLength(2)
})
