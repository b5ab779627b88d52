-- Foundations: the `private` schema, the two roles of the product, keys and the one answer to
-- "who is asking".
--
-- Runs as hosted Supabase's `postgres`: no superuser, no owner of `auth`.

-- Roles -------------------------------------------------------------------------------------------

-- Roles belong to the cluster, not to the database, so that they may already be there when a second
-- database of the same cluster is migrated.
do $$
begin
  -- The Worker's login. It inherits nothing and bypasses nothing: between `begin` and
  -- `set local role` it may call private.enter() and nothing else. Whoever installs the product
  -- gives it a password and LOGIN.
  if not exists (select from pg_catalog.pg_roles where rolname = 'aigym_worker') then
    create role aigym_worker nologin noinherit nobypassrls nocreatedb nocreaterole;
  end if;

  -- The owner of the product's security definer functions. It is held by row-level security like
  -- everybody else: what such a function may reach is a grant and a policy away, in plain sight.
  if not exists (select from pg_catalog.pg_roles where rolname = 'aigym_definer') then
    create role aigym_definer nologin noinherit nobypassrls nocreatedb nocreaterole;
  end if;
end
$$;

grant anon, authenticated to aigym_worker with inherit false, set true;

-- A transaction that a lost client left open gives its locks back.
alter role aigym_worker set idle_in_transaction_session_timeout = '15s';

-- Handing a function to aigym_definer, and replacing it later, takes membership.
grant aigym_definer to current_user with inherit true, set true;

-- The private schema ------------------------------------------------------------------------------

create schema private;
comment on schema private is
  'Helpers that policies and functions call. No API may expose it.';

grant usage on schema private to aigym_worker, aigym_definer, authenticated;
grant usage on schema public to aigym_definer;

-- Keys --------------------------------------------------------------------------------------------

-- UUIDv7 (RFC 9562): 48 bits of milliseconds, 12 bits of what is left of the millisecond, the rest
-- random. Postgres has its own from version 18 on.
create function private.uuidv7()
returns uuid
language sql
volatile
parallel safe
security invoker
set search_path = ''
as $$
  select encode(
    overlay(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send(micros / 1000) from 3) from 1 for 6
      )
      -- 0x7000: the version, beside the 12 bits.
      placing substring(int8send(28672 + (micros % 1000) * 4096 / 1000) from 7) from 7 for 2
    ),
    'hex'
  )::uuid
  from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) as clock;
$$;
comment on function private.uuidv7() is
  'A key that grows with time, to the microsecond.';

-- Who is asking -----------------------------------------------------------------------------------

-- Policies ask this function and not auth.uid(): it knows only whom private.enter() let in. A token
-- that reaches the tables by another way (a Data API somebody left on) is nobody here, so that
-- revoked sessions and suspended people stay out on every way.
create function private.me()
returns uuid
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
begin
  return nullif(current_setting('aigym.person', true), '')::uuid;
end;
$$;
comment on function private.me() is
  'The person whom private.enter() let into this transaction, or null.';

-- Times -------------------------------------------------------------------------------------------

create function private.touch_updated_at()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;

revoke execute on function private.uuidv7() from public;
revoke execute on function private.me() from public;
revoke execute on function private.touch_updated_at() from public;
grant execute on function private.uuidv7() to aigym_definer, authenticated;
grant execute on function private.me() to aigym_definer, authenticated;
