import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '~/data/connect.server'
import { openDatabase } from '~/data/database.server'
import { ConnectionPool } from '~/data/pool.server'
import { headName } from '~/features/operations/audit-head'
import { chainAudit } from '~/features/operations/chain-audit.server'
import { openHeadStore } from '~/features/operations/head-store.server'
import type { Env } from '~/platform/env.server'
import { openSigner } from '~/platform/signing.server'
import { archivedMonths, archiveMonths } from '../../../supabase/archive/archive-months'
import { platformChain } from '../../../supabase/audit/digest'
import type { HeadSource } from '../../../supabase/audit/head-sources'
import { readKeys } from '../../../supabase/audit/signed-heads'
import { verifyAudit } from '../../../supabase/audit/verify-audit'
import { makeSigningKey } from '../../../supabase/local/signing-keys'
import { memoryBucket } from '../../fixtures/memory-bucket'
import { startTestDatabase, type TestDatabase } from '../database/test-database'

const key = makeSigningKey()
const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const community = '01936a00-0000-7000-8000-000000000077'

let db: TestDatabase
let pool: ConnectionPool
let bucket: ReturnType<typeof memoryBucket>

// Each bends a database of its own.
beforeEach(async () => {
  await pool?.close()
  await db?.stop()
  db = await startTestDatabase()
  pool = new ConnectionPool({ size: 2, connect: () => connect(db.postgres.workerUrl) })
  bucket = memoryBucket()
  await write(3)
  await chain()
  await write(4)
  await chain()
})
afterAll(async () => {
  await pool?.close()
  await db?.stop()
})

const write = (rows: number) =>
  db.asPostgres(
    `select private.write_audit('thing.done', $1, 'thing', n::text, jsonb_build_object('n', n, 'ä', '“x”'))
     from generate_series(1, $2::int) as n`,
    [community, rows],
  )

async function chain(now = () => new Date()) {
  return chainAudit({
    db: openDatabase({
      run: (batch) => pool.run(batch),
      claims: null,
      log: quiet,
      job: true,
      expectedBatches: 99,
    }),
    signer: await openSigner(JSON.stringify(key), 'AUDIT_SIGNING_KEY'),
    store: openHeadStore({ AUDIT_HEADS: bucket } as unknown as Env),
    log: quiet,
    now,
  })
}

const source = (): HeadSource => ({
  list: async () => (await bucket.list()).objects.map((object) => object.key),
  read: async (name) => (await (await bucket.get(name))?.text()) ?? null,
  close: async () => {},
})

async function verify(archive?: string, wanted = community) {
  const reports = await verifyAudit({
    databaseUrl: db.postgres.postgresUrl,
    heads: source(),
    keys: readKeys(JSON.stringify(key)),
    ...(archive ? { archive } : {}),
  })
  const report = reports.find((each) => each.chain === wanted)
  if (!report) throw new Error('the chain is not there')
  return report
}

/** What the database's owner can do: everything. */
async function asOwner(sql: string, values: unknown[] = []) {
  for (const [table, trigger] of [
    ['public.security_audit', 'security_audit_stays'],
    ['private.audit_chain', 'audit_chain_stays'],
    ['private.audit_heads', 'audit_heads_stay'],
  ]) {
    await db.asPostgres(`alter table ${table} disable trigger ${trigger}`)
  }
  return db.asPostgres(sql, values)
}

const idAt = async (place: number) => {
  const [row] = await db.asPostgres(
    'select audit_id as id from private.audit_chain where chain = $1 and place = $2',
    [community, place],
  )
  return row?.id as string
}

/** Computes every digest and hash anew from what the rows say now, as the database would. */
const rechain = () =>
  asOwner(
    `do $$
     declare
       v_link record;
       v_hash bytea := sha256(convert_to('aigym.audit:${community}', 'UTF8'));
       v_place bigint := 0;
       v_digest bytea;
     begin
       delete from private.audit_heads where chain = '${community}';
       create temp table links on commit drop as
         select id as audit_id, private.audit_digest(a) as digest from public.security_audit as a
         where community_id = '${community}' order by id;
       delete from private.audit_chain where chain = '${community}';
       for v_link in select * from links order by audit_id loop
         v_place := v_place + 1;
         v_digest := v_link.digest;
         v_hash := sha256(v_hash || int8send(v_place) || uuid_send(v_link.audit_id) || v_digest);
         insert into private.audit_chain values
           ('${community}', v_place, v_link.audit_id, v_digest, v_hash);
       end loop;
       update private.audit_tips set place = v_place, signed_place = v_place, hash = v_hash
       where chain = '${community}';
     end $$`,
  )

describe('a chain as it was signed', () => {
  test('is whole; the tail that no head covers is told', async () => {
    expect(await verify()).toMatchObject({ places: 7, signedPlace: 7, waiting: 0, trouble: null })
    await write(2)
    expect(await verify()).toMatchObject({ places: 7, signedPlace: 7, waiting: 2, trouble: null })
    await db.asPostgres('select private.chain_audit(100)')
    expect(await verify()).toMatchObject({ places: 9, signedPlace: 7, waiting: 0, trouble: null })
    await chain()
    expect(await verify()).toMatchObject({ places: 9, signedPlace: 9, trouble: null })
  })

  test('stays whole when a person is forgotten', async () => {
    const person = await db.createPerson('leaver')
    await db.asPostgres(
      `select private.write_audit('thing.done', $1, 'person', $2, '{}', 'done', $3)`,
      [community, person.id, person.id],
    )
    await chain()
    await db.asPostgres('delete from auth.users where id = $1', [person.id])
    await chain()
    const [left] = await db.asPostgres(
      'select count(*)::int as people from private.audit_people where person_id = $1',
      [person.id],
    )
    expect(left?.people).toBe(0)
    expect(await verify()).toMatchObject({ places: 8, trouble: null })
  })

  test('goes on where a run was cut off between laying a head and noting it', async () => {
    await write(1)
    await db.asPostgres(
      'alter function private.keep_audit_heads(jsonb) rename to keep_audit_heads_later',
    )
    await expect(chain()).rejects.toThrow()
    await db.asPostgres(
      'alter function private.keep_audit_heads_later(jsonb) rename to keep_audit_heads',
    )
    await write(1)
    await chain()
    expect(await verify()).toMatchObject({ places: 9, signedPlace: 9, trouble: null })
  })
})

test('chains that can’t be signed hold up no other', async () => {
  for (let n = 10; n < 40; n += 1) {
    const stuck = `00000000-0000-7000-8000-0000000000${n}`
    await db.asPostgres(`select private.write_audit('thing.done', $1)`, [stuck])
    await bucket.put(headName(stuck, 1), JSON.stringify({ body: '{"hash":"another"}' }))
  }
  await write(1)
  const isSigned = async () => (await source().list()).includes(headName(community, 8))
  for (let run = 0; run < 20 && !(await isSigned()); run += 1) await chain()
  expect(await isSigned()).toBe(true)
})

describe('what the database’s owner bends is named', () => {
  test('a row that was changed', async () => {
    const id = await idAt(5)
    await asOwner(`update public.security_audit set outcome = 'failed' where id = $1`, [id])
    expect((await verify()).trouble).toMatchObject({ what: 'changed', place: 5, id })
  })

  test('a row that was changed, and every hash after it computed anew', async () => {
    const id = await idAt(5)
    await asOwner(
      `update public.security_audit set actor_ref = null, details = '{}' where id = $1`,
      [id],
    )
    await rechain()
    expect((await verify()).trouble).toMatchObject({ what: 'changed', place: 5, id })
  })

  test('a row that was removed', async () => {
    const id = await idAt(2)
    await asOwner('delete from public.security_audit where id = $1', [id])
    expect((await verify()).trouble).toMatchObject({ what: 'removed', place: 2, id })
  })

  test('a row that was removed with its place, and those after it moved up', async () => {
    const id = await idAt(2)
    await asOwner('delete from private.audit_heads')
    await db.asPostgres('delete from public.security_audit where id = $1', [id])
    await rechain()
    expect((await verify()).trouble).toMatchObject({ what: 'removed', place: 2, id })
  })

  test('a row that was removed before it got its place', async () => {
    await write(1)
    const [row] = await asOwner(
      `delete from public.security_audit where id = (select max(id::text)::uuid from public.security_audit)
       returning id`,
    )
    expect((await verify()).trouble).toMatchObject({ what: 'removed', id: row?.id })
    await chain()
    expect((await verify()).trouble).toMatchObject({ what: 'removed', place: 8, id: row?.id })
  })

  test('a row that was put in between, and every hash after it computed anew', async () => {
    const [row] = await asOwner(
      `insert into public.security_audit (id, community_id, action)
       values (overlay($1 placing 'ffff' from 33)::uuid, $2, 'thing.done') returning id`,
      [await idAt(3), community],
    )
    await rechain()
    expect((await verify()).trouble).toMatchObject({ what: 'inserted', place: 4, id: row?.id })
  })

  test('a row that was put in past the one way in', async () => {
    const [row] = await asOwner(
      `insert into public.security_audit (community_id, action) values ($1, 'thing.done') returning id`,
      [community],
    )
    expect((await verify()).trouble).toMatchObject({ what: 'inserted', id: row?.id })
  })

  test('a row that entered by the one way in, and says that it is of yesterday', async () => {
    const [row] = await asOwner(
      `insert into public.security_audit (id, community_id, action)
       values (private.uuidv7_at(now() - interval '1 day'), $1, 'thing.done') returning id`,
      [community],
    )
    await db.asPostgres('insert into private.audit_waiting (audit_id, chain) values ($1, $2)', [
      row?.id,
      community,
    ])
    await chain()
    expect((await verify()).trouble).toMatchObject({ what: 'inserted', place: 8, id: row?.id })
  })

  test('rows that were cut off at the end, also when the chain grew on since', async () => {
    const id = await idAt(6)
    await asOwner(
      `delete from public.security_audit where id in (
         select audit_id from private.audit_chain where chain = $1 and place >= 6)`,
      [community],
    )
    await rechain()
    expect((await verify()).trouble).toMatchObject({ what: 'cut off', place: 6, id })
    await write(5)
    await db.asPostgres('select private.chain_audit(100)')
    expect((await verify()).trouble).toMatchObject({ what: 'removed', place: 6, id })
  })

  test('the whole of a chain', async () => {
    const id = await idAt(1)
    await asOwner('delete from private.audit_heads')
    for (const table of ['private.audit_chain', 'private.audit_waiting', 'private.audit_tips']) {
      await db.asPostgres(`delete from ${table} where chain = $1`, [community])
    }
    await db.asPostgres('delete from public.security_audit where community_id = $1', [community])
    expect((await verify()).trouble).toMatchObject({ what: 'cut off', place: 1, id })
  })

  test('another chain is none the worse', async () => {
    await db.createPerson('somebody')
    await chain()
    await asOwner('delete from public.security_audit where id = $1', [await idAt(2)])
    const reports = await verifyAudit({
      databaseUrl: db.postgres.postgresUrl,
      heads: source(),
      keys: readKeys(JSON.stringify(key)),
    })
    expect(reports.filter(({ trouble }) => trouble).map((report) => report.chain)).toEqual([
      community,
    ])
    expect(reports.map((report) => report.chain)).toContain(platformChain)
  })
})

describe('what lies outside', () => {
  const names = async () =>
    (await source().list()).filter((name) => name.includes(community)).sort()

  test('is missed when it is gone: in the middle, and at the end', async () => {
    const [first, last] = await names()
    const lost = await (await bucket.get(first ?? ''))?.text()
    await bucket.delete(first ?? '')
    expect((await verify()).trouble).toMatchObject({ what: 'heads' })
    await bucket.put(first ?? '', lost ?? '')
    expect((await verify()).trouble).toBeNull()
    await bucket.delete(last ?? '')
    expect((await verify()).trouble).toMatchObject({ what: 'heads', place: 7 })
  })

  test('counts only when our key signed it', async () => {
    const [, last] = await names()
    const head = JSON.parse((await (await bucket.get(last ?? ''))?.text()) ?? '')
    await bucket.put(
      last ?? '',
      JSON.stringify({ ...head, body: head.body.replace('"at":"2', '"at":"3') }),
    )
    expect((await verify()).trouble).toMatchObject({ what: 'heads', text: /false signature/ })
    await bucket.put(last ?? '', JSON.stringify({ ...head, keyId: 'another' }))
    expect((await verify()).trouble).toMatchObject({ what: 'heads', text: /not known here/ })
  })

  test('is never written over: a head of a chain that was changed is refused', async () => {
    await asOwner(
      `delete from public.security_audit where id in (
         select audit_id from private.audit_chain where chain = $1 and place >= 7)`,
      [community],
    )
    await rechain()
    const [, last] = await names()
    const before = await (await bucket.get(last ?? ''))?.text()
    await write(1)
    expect(await chain()).toMatchObject({ chained: 1, signed: 0 })
    expect(await (await bucket.get(last ?? ''))?.text()).toBe(before)
  })
})

describe('months that were moved to files', () => {
  test('are held to their hashes like the rest, and missed without the files', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aigym-archive-'))
    try {
      const inThreeYears = new Date(Date.now() + 3 * 365 * 24 * 60 * 60_000)
      const moved = await archiveMonths(db.postgres.postgresUrl, folder, inThreeYears)
      expect(moved.map(({ parent, rows }) => `${parent} ${rows > 0}`)).toContain(
        'public.security_audit true',
      )
      expect(await verify(folder)).toMatchObject({ places: 7, trouble: null })
      expect((await verify()).trouble).toMatchObject({ what: 'removed', place: 1 })

      const month = archivedMonths(folder, 'public.security_audit').find(({ rows }) => rows > 0)
      const file = path.join(folder, `${month?.month}.ndjson.gz`)
      const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n')
      /** Writes a file anew, with a manifest that fits. */
      const bend = (bent: string[]) => {
        const bytes = gzipSync(bent.map((line) => `${line}\n`).join(''))
        writeFileSync(file, bytes)
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        const manifest = { ...month, sha256, rows: bent.length }
        writeFileSync(path.join(folder, `${month?.month}.json`), JSON.stringify(manifest))
      }
      const [second = '', third = ''] = lines.filter((line) => line.includes('"ä"')).slice(1)
      bend(lines.map((line) => (line === second ? line.replace('"n": 2', '"n": 9') : line)))
      expect((await verify(folder)).trouble).toMatchObject({ what: 'changed', place: 2 })
      bend(lines.filter((line) => line !== third))
      expect((await verify(folder)).trouble).toMatchObject({
        ...{ what: 'removed', place: 3, id: JSON.parse(third).id },
      })
      const id = second.replace(/.*"id": "([^"]+).*/, '$1').replace(/....$/, 'ffff')
      bend([...lines, second.replace(/"id": "[^"]+"/, `"id": "${id}"`)])
      expect((await verify(folder)).trouble).toMatchObject({ what: 'inserted', id })
      // Of rows that no chain holds, the audit still knows which file they left in.
      expect((await verify(folder, platformChain)).trouble).toMatchObject({
        ...{ what: 'archive', text: expect.stringContaining(month?.month ?? '?') },
      })
      bend(lines)
      expect((await verify(folder)).trouble).toBeNull()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
