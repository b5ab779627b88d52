-- What came from an earlier installation, row by row, so that an import can be done again without
-- doubling and be taken back. Only the import itself, as the migrations' role, reads and writes it.

create table private.legacy_rows (
  -- A row of the earlier database: its table, and its key as text.
  legacy_table text not null,
  legacy_id text not null,
  -- What it became here.
  kind text not null,
  id uuid not null,
  -- False: it was here before, and stays when the import is taken back.
  made boolean not null,
  imported_at timestamptz not null default now(),
  primary key (legacy_table, legacy_id, kind),
  constraint legacy_rows_kind_known check (
    kind in ('person', 'super_admin', 'community', 'membership', 'item', 'conversation')
  )
);
comment on table private.legacy_rows is 'What rows of an earlier installation became.';

create index legacy_rows_id on private.legacy_rows (kind, id);

revoke all on table private.legacy_rows from public, anon, authenticated, service_role;
alter table private.legacy_rows enable row level security;

-- Keys of earlier moments, for what was said then: a key says when.
create function private.uuidv7_of(p_at timestamptz)
returns uuid
language sql
volatile
strict
security invoker
set search_path = ''
as $$
  select overlay(
    private.uuidv7_at(p_at)::text placing substr(gen_random_uuid()::text, 20) from 20
  )::uuid;
$$;
comment on function private.uuidv7_of(timestamptz) is 'A key of an earlier moment.';

revoke all on function private.uuidv7_of(timestamptz)
from public, anon, authenticated, service_role;
