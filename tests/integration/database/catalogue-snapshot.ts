import type pg from 'pg'

/** Each query answers one kind of thing as rows of text; together they are all that a migration makes. */
const questions: Record<string, string> = {
  schemas: `
    select nspname, nspowner::regrole::text, acl(nspacl), obj_description(oid, 'pg_namespace')
    from pg_namespace where ours(nspname)`,
  relations: `
    select relnamespace::regnamespace::text, relname, relkind::text, relowner::regrole::text,
      acl(relacl), relrowsecurity, relforcerowsecurity, reloptions, relpersistence::text,
      obj_description(oid, 'pg_class')
    from pg_class where ours(relnamespace::regnamespace::text)`,
  columns: `
    select attrelid::regclass::text,
      -- The place among the living: a column that went leaves its number behind.
      row_number() over (partition by attrelid order by attnum), attname, format_type(atttypid, atttypmod), attnotnull,
      attidentity::text, attgenerated::text, attcollation::regcollation::text, acl(attacl),
      pg_get_expr(adbin, adrelid), col_description(attrelid, attnum)
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped and ours(relnamespace::regnamespace::text)`,
  constraints: `
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated,
      obj_description(oid, 'pg_constraint')
    from pg_constraint where ours(connamespace::regnamespace::text)`,
  indexes: `
    select pg_get_indexdef(indexrelid), indisvalid
    from pg_index join pg_class on pg_class.oid = indexrelid
    where ours(relnamespace::regnamespace::text)`,
  triggers: `
    select pg_get_triggerdef(oid), tgenabled::text
    from pg_trigger where not tgisinternal`,
  policies: `
    select polrelid::regclass::text, polname, polcmd::text, polpermissive,
      (select array_agg(role::regrole::text order by 1) from unnest(polroles) as role),
      pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)
    from pg_policy`,
  functions: `
    select oid::regprocedure::text, pg_get_functiondef(oid), proowner::regrole::text, acl(proacl),
      obj_description(oid, 'pg_proc')
    from pg_proc where prokind in ('f', 'p') and ours(pronamespace::regnamespace::text)`,
  types: `
    select oid::regtype::text, typtype::text, typowner::regrole::text, acl(typacl)
    from pg_type where ours(typnamespace::regnamespace::text)`,
  'default privileges': `
    select defaclrole::regrole::text, defaclnamespace, defaclobjtype::text, acl(defaclacl)
    from pg_default_acl`,
  extensions: 'select extname, extnamespace::regnamespace::text, extversion from pg_extension',
  roles: `
    select rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
      rolbypassrls, rolconnlimit, rolconfig
    from pg_roles`,
  memberships: `
    select roleid::regrole::text, member::regrole::text, grantor::regrole::text, admin_option,
      inherit_option, set_option
    from pg_auth_members`,
}

/** The order of an access list says nothing. */
const helpers = `
  create function pg_temp.acl(aclitem[]) returns text language sql as
    $$ select string_agg(item::text, ' ' order by item::text) from unnest($1) as item $$;
  create function pg_temp.ours(text) returns boolean language sql as
    $$ select $1 not like 'pg\\_%' and $1 not in ('information_schema', 'supabase_migrations') $$;`

/**
 * All that a database holds but its rows: tables, columns, constraints, indexes, triggers, policies,
 * functions, rights, roles. Two equal snapshots are two equal schemas.
 */
export async function snapshotCatalogue(client: pg.Client): Promise<Record<string, string[]>> {
  const snapshot: Record<string, string[]> = {}
  await client.query('begin')
  try {
    // Names are written out in full, whatever the search path of this role.
    await client.query(`set local search_path = ''`)
    await client.query(helpers)
    for (const [kind, question] of Object.entries(questions)) {
      const text = question.replace(/\b(acl|ours)\(/g, 'pg_temp.$1(')
      const { rows } = await client.query({ text, rowMode: 'array' })
      snapshot[kind] = rows.map((row) => JSON.stringify(row)).sort()
    }
  } finally {
    await client.query('rollback')
  }
  return snapshot
}
