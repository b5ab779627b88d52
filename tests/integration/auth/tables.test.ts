import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { authTargets } from '../../fixtures/auth.ts'
import { startTestPostgres } from '../../fixtures/postgres.ts'

const tables = [
  'users',
  'identities',
  'sessions',
  'refresh_tokens',
  'mfa_factors',
  'mfa_challenges',
  'mfa_amr_claims',
  'one_time_tokens',
  'flow_state',
  'audit_log_entries',
]

/** Columns with their types, defaults and order, and who may do what. */
async function catalogue(target: 'stand-in' | 'real') {
  const postgres = await startTestPostgres({ with: 'auth', auth: target })
  const client = new pg.Client({ connectionString: postgres.superuserUrl })
  try {
    await client.connect()
    const columns = await client.query(
      `select relname, attname, format_type(atttypid, atttypmod) as type, attnotnull,
         pg_get_expr(adbin, adrelid) as value, attgenerated
       from pg_attribute
       join pg_class on pg_class.oid = attrelid
       left join pg_attrdef on adrelid = attrelid and adnum = attnum
       where relnamespace = 'auth'::regnamespace and relname = any ($1)
         and attnum > 0 and not attisdropped
       order by relname, attname`,
      [tables],
    )
    const rights = await client.query(
      `select relname, relrowsecurity, relacl::text as rights, pg_get_userbyid(relowner) as owner
       from pg_class where relnamespace = 'auth'::regnamespace and relname = any ($1)
       order by relname`,
      [tables],
    )
    return { columns: columns.rows, rights: rights.rows }
  } finally {
    await client.end()
    await postgres.stop()
  }
}

describe.runIf(authTargets.includes('real'))('the tables of the stand-in', () => {
  test('have the columns, types, defaults and rights of the real server’s', async () => {
    const [ours, theirs] = [await catalogue('stand-in'), await catalogue('real')]
    expect(ours.columns).toEqual(theirs.columns)
    expect(ours.rights).toEqual(theirs.rights)
  })
})
