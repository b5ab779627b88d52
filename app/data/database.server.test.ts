import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Batch, BatchResult, Failure } from './batch'
import { openDatabase } from './database.server'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function recorder(answer?: (batch: Batch) => Partial<BatchResult>) {
  const batches: Batch[] = []
  const run = async (batch: Batch): Promise<BatchResult> => {
    batches.push(batch)
    return {
      committed: true,
      failure: null,
      reusable: true,
      results: batch.statements.map(({ sql }) => ({ rows: [{ sql }] })),
      ...answer?.(batch),
    }
  }
  return { batches, run }
}

const failure = (sqlstate: string): Failure => ({
  sqlstate,
  message: 'said Postgres',
  detail: null,
  constraint: null,
})

describe('openDatabase', () => {
  it('gathers what nested loaders ask on successive microtasks into one batch', async () => {
    const { batches, run } = recorder()
    const db = openDatabase({ run, claims: null, log: quiet })
    const inner = async () => {
      await Promise.resolve()
      await Promise.resolve()
      return db.read(sql`select 3`)
    }
    const rows = await Promise.all([db.read(sql`select 1`), db.read(sql`select 2`), inner()])
    expect(batches).toHaveLength(1)
    expect(batches[0]?.statements.map((each) => each.sql)).toEqual([
      'select 1',
      'select 2',
      'select 3',
    ])
    expect(rows[2]).toEqual([{ sql: 'select 3' }])
  })

  it('asks once for what two loaders read, unless something is written between', async () => {
    const { batches, run } = recorder()
    const db = openDatabase({ run, claims: null, log: quiet })
    const read = (n: number) => db.read(sql`select ${n}::int`)
    const [first, other, again] = await Promise.all([read(1), read(2), read(1)])
    expect(batches[0]?.statements.map(({ parameters }) => parameters)).toEqual([[1], [2]])
    expect(again).toBe(first)
    expect(again).not.toBe(other)

    await Promise.all([read(1), db.write(sql`delete from x`), read(1)])
    expect(batches[1]?.statements.map(({ sql }) => sql)).toEqual([
      'select $1::int',
      'delete from x',
      'select $1::int',
    ])
  })

  it('binds values instead of splicing them', async () => {
    const { batches, run } = recorder()
    await openDatabase({ run, claims: null, log: quiet }).read(sql`select ${"'; drop table x"}`)
    expect(batches[0]?.statements[0]).toEqual({
      sql: 'select $1',
      parameters: ["'; drop table x"],
      access: 'read',
    })
  })

  it('logs a second batch with the statement that caused it', async () => {
    const warnings: unknown[] = []
    const log = {
      ...quiet,
      warn: (event: string, fields?: object) => warnings.push([event, fields]),
    }
    const { run } = recorder()
    const db = openDatabase({ run, claims: null, log })
    await db.read(sql`select 1`)
    expect(warnings).toEqual([])
    await db.read(sql`select 2`)
    expect(warnings).toEqual([['database.extra-batch', { batch: 2, first: 'select 2' }]])
  })

  it('rejects a write when the commit did not hold, with the reason of the write that failed', async () => {
    const { run } = recorder(() => ({
      committed: false,
      results: [{ rows: [{}] }, { failure: failure('23505') }, { failure: failure('25P02') }],
    }))
    const db = openDatabase({ run, claims: null, log: quiet })
    const [first, second, third] = await Promise.allSettled([
      db.write(sql`insert 1`),
      db.write(sql`insert 2`),
      db.read(sql`select 3`),
    ])
    for (const each of [first, second, third]) {
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'conflict', status: 409 } })
    }
  })

  it('lets a failed read fail alone', async () => {
    const { run } = recorder(() => ({
      results: [{ failure: failure('42501') }, { rows: [{ ok: 1 }] }],
    }))
    const db = openDatabase({ run, claims: null, log: quiet })
    const [bad, good] = await Promise.allSettled([db.read(sql`a`), db.read(sql`b`)])
    expect(bad).toMatchObject({ reason: { code: 'not-allowed' } })
    expect(good).toMatchObject({ value: [{ ok: 1 }] })
  })

  it('says unavailable when there is no way to Postgres', async () => {
    const run = async () => {
      throw new Error('no way')
    }
    const db = openDatabase({ run, claims: null, log: quiet })
    await expect(db.read(sql`a`)).rejects.toMatchObject({ code: 'unavailable', status: 503 })
  })

  it('does not hang on a statement that got no answer', async () => {
    const { run } = recorder(() => ({ results: [] }))
    const db = openDatabase({ run, claims: null, log: quiet })
    await expect(db.read(sql`a`)).rejects.toMatchObject({ code: 'unexpected' })
  })
})
