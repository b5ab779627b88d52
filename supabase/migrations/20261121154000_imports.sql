-- Bringing content in: each import with what it found and how far it is, and which item came from
-- where, so that the same export brought in again makes nothing twice.

create table public.content_imports (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  owner_id uuid references public.profiles (id) on delete set null,
  file_id uuid references public.files (id) on delete set null,
  name text not null,
  installation text not null,
  own boolean not null,
  status text not null default 'looked',
  publish boolean not null default false,
  overwrite boolean not null default false,
  report jsonb not null,
  done integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint content_imports_name_length check (char_length(name) between 1 and 255),
  constraint content_imports_installation_form check (installation ~ '^[A-Za-z0-9_-]{43}$'),
  constraint content_imports_status_known
    check (status in ('looked', 'running', 'stopped', 'done')),
  constraint content_imports_report_array check (
    jsonb_typeof(report) = 'array' and jsonb_array_length(report) <= 500
    and octet_length(report::text) <= 1000000
  ),
  constraint content_imports_done_range
    check (done between 0 and jsonb_array_length(report))
);
comment on table public.content_imports is
  'An export that a coach brings in: what was found in it, item by item, and how far it is.';
comment on column public.content_imports.file_id is
  'The export itself, until the import is done or the file was left lying for a day.';
comment on column public.content_imports.installation is
  'The public key that signed it: which installation it comes from.';
comment on column public.content_imports.own is 'Whether this installation signed it.';
comment on column public.content_imports.report is
  'For each item of the export: {kind, title, outcome, code?, item?}.';
comment on column public.content_imports.done is 'Items of it that have been dealt with, in order.';

create index content_imports_lately on public.content_imports (community_id, id desc);
create index content_imports_owner on public.content_imports (owner_id);
create index content_imports_file on public.content_imports (file_id);

create trigger content_imports_touch before update on public.content_imports
  for each row execute function private.touch_updated_at();
create trigger content_imports_audit
  after insert or delete or update of status on public.content_imports
  for each row execute function private.audit_row(
    'import', 'community_id', 'import', 'id', 'status=', '+own', '+done'
  );

create table public.content_origins (
  community_id uuid not null references public.communities (id) on delete cascade,
  installation text not null,
  source_id uuid not null,
  item_id uuid not null references public.content_items (id) on delete cascade,
  digest text not null,
  item_version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (community_id, installation, source_id),
  constraint content_origins_installation_form check (installation ~ '^[A-Za-z0-9_-]{43}$'),
  constraint content_origins_digest_form check (digest ~ '^[0-9a-f]{64}$')
);
comment on table public.content_origins is
  'Which item was brought in from where: the same one brought in again is this item.';
comment on column public.content_origins.digest is 'Of what was last brought in, its files included.';
comment on column public.content_origins.item_version is
  'The item''s version then: where it grew since, somebody changed it here.';

create index content_origins_item on public.content_origins (item_id);

create trigger content_origins_touch before update on public.content_origins
  for each row execute function private.touch_updated_at();

-- What would become of one item -------------------------------------------------------------------

-- With the caller's own rights, as all below: the policies are what holds.
create function private.import_target(p_import public.content_imports, p_entry jsonb)
returns public.content_items
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  select content_items.* into v_item
  from public.content_origins
  join public.content_items on content_items.id = content_origins.item_id
  where content_origins.community_id = p_import.community_id
    and content_origins.installation = p_import.installation
    and content_origins.source_id = (p_entry ->> 'id')::uuid
    and content_items.kind = p_entry ->> 'kind';
  if v_item.id is null and p_import.own then
    -- It went out from here, and comes back to itself.
    select * into v_item
    from public.content_items
    where content_items.id = (p_entry ->> 'id')::uuid
      and content_items.community_id = p_import.community_id
      and content_items.kind = p_entry ->> 'kind';
  end if;
  return v_item;
end;
$$;

create function private.import_outcome(
  p_import public.content_imports,
  p_entry jsonb,
  p_item public.content_items
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_origin public.content_origins;
  v_slug constant text := private.slug_of(btrim(p_entry ->> 'title'));
  v_live constant boolean := p_import.publish and p_entry ->> 'status' = 'published';
begin
  if p_item.deleted_at is not null then
    return 'deleted';
  end if;
  -- What came from there under this id was of another kind, and stays.
  if p_item.id is null and exists (
    select from public.content_origins
    where content_origins.community_id = p_import.community_id
      and content_origins.installation = p_import.installation
      and content_origins.source_id = (p_entry ->> 'id')::uuid
  ) then
    return 'taken';
  end if;
  if p_item.id is not null then
    select * into v_origin
    from public.content_origins
    where content_origins.community_id = p_import.community_id
      and content_origins.installation = p_import.installation
      and content_origins.source_id = (p_entry ->> 'id')::uuid;
    if v_origin.digest = p_entry ->> 'digest'
      or (v_origin.item_id is null and p_item.version = (p_entry ->> 'version')::integer)
    then
      return case when v_live and p_item.status = 'draft' then 'publish' else 'same' end;
    end if;
    if not p_import.overwrite
      and (v_origin.item_id is null or v_origin.item_version <> p_item.version)
    then
      return 'kept';
    end if;
    -- What members have changes only where the coach asked for it.
    if p_item.status = 'published' and not v_live then
      return 'live';
    end if;
  end if;
  if exists (
    select from public.content_items
    where content_items.community_id = p_import.community_id
      and content_items.kind = p_entry ->> 'kind'
      and content_items.slug = v_slug
      and content_items.deleted_at is null
      and content_items.id is distinct from p_item.id
  ) then
    return 'taken';
  end if;
  return case when p_item.id is null then 'make' else 'change' end;
end;
$$;
comment on function private.import_outcome(public.content_imports, jsonb, public.content_items) is
  'make, change, publish (it is here, and is published now), same, kept (changed here since), live '
  '(members have it), taken (another one has its name), deleted.';

create function public.plan_import(p_import jsonb, p_entries jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_import constant public.content_imports :=
    jsonb_populate_record(null::public.content_imports, p_import);
begin
  perform private.require_coach(v_import.community_id);
  return coalesce(
    (
      select jsonb_agg(
        private.import_outcome(v_import, one.entry, private.import_target(v_import, one.entry))
        order by one.place
      )
      from jsonb_array_elements(p_entries) with ordinality as one (entry, place)
    ),
    '[]'
  );
end;
$$;
comment on function public.plan_import(jsonb, jsonb) is
  'What would become of each of these items now. The import: {community_id, installation, own, '
  'publish, overwrite}; an entry: {id, kind, title, status, version, digest}.';

create function private.import_one(p_import public.content_imports, p_entry jsonb)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_outcome text;
  v_change text;
  v_saved jsonb;
begin
  -- Two imports of the same at once make one item.
  perform pg_advisory_xact_lock(
    hashtextextended(p_import.community_id::text || p_import.installation || (p_entry ->> 'id'), 0)
  );
  v_item := private.import_target(p_import, p_entry);
  v_outcome := private.import_outcome(p_import, p_entry, v_item);
  if v_outcome not in ('make', 'change', 'publish') then
    return jsonb_build_object('outcome', v_outcome, 'item', v_item.id);
  end if;
  if p_import.publish and p_entry ->> 'status' = 'published' then
    v_change := case
      when coalesce(v_item.owner_id, private.me()) = private.me() and exists (
        select from public.communities
        where communities.id = p_import.community_id and communities.review_before_publish
      )
      then 'submit'
      else 'publish'
    end;
  end if;
  if v_outcome = 'publish' then
    v_saved := public.change_content(v_item.id, v_item.version, v_change);
  else
    v_saved := public.save_content(
      p_import.community_id, p_entry ->> 'kind', v_item.id, v_item.version, p_entry -> 'body', null,
      v_change
    );
  end if;
  insert into public.content_origins
    (community_id, installation, source_id, item_id, digest, item_version)
  values (
    p_import.community_id, p_import.installation, (p_entry ->> 'id')::uuid,
    (v_saved ->> 'id')::uuid, p_entry ->> 'digest', (v_saved ->> 'version')::integer
  )
  on conflict (community_id, installation, source_id) do update
  set digest = excluded.digest, item_version = excluded.item_version;
  return jsonb_build_object('outcome', v_outcome, 'item', v_saved ->> 'id');
end;
$$;

create function public.run_import(
  p_community uuid,
  p_import uuid,
  p_from integer,
  p_entries jsonb
)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_import public.content_imports;
  v_entry jsonb;
  v_result jsonb;
  v_code text;
  v_reports jsonb := '[]';
begin
  perform private.require_coach(p_community);
  -- Whoever goes on with it too waits here, and then sees that it went on.
  select * into v_import
  from public.content_imports
  where content_imports.id = p_import and content_imports.community_id = p_community
  for no key update;
  if v_import.id is null then
    raise exception 'There is no such import.'
      using errcode = 'AG404', detail = 'import.not-found';
  end if;
  if v_import.status <> 'running' or v_import.done <> p_from then
    return jsonb_build_object('done', v_import.done, 'status', v_import.status, 'moved', true);
  end if;
  for v_entry in select jsonb_array_elements(p_entries) loop
    if v_entry ? 'refused' then
      v_result := jsonb_build_object('outcome', 'refused', 'code', v_entry ->> 'refused');
    else
      begin
        v_result := private.import_one(v_import, v_entry);
      exception
        -- One that can't be brought in stands alone.
        when sqlstate 'AG404' or sqlstate 'AG409' or sqlstate 'AG422' then
          get stacked diagnostics v_code = pg_exception_detail;
          v_result := jsonb_build_object('outcome', 'refused', 'code', v_code);
        when integrity_constraint_violation or data_exception then
          v_result := jsonb_build_object('outcome', 'refused', 'code', 'item.invalid');
      end;
    end if;
    v_reports := v_reports || jsonb_build_array(
      jsonb_strip_nulls(
        (v_import.report -> (v_import.done + jsonb_array_length(v_reports)))
          - array['outcome', 'code', 'item'] || v_result
      )
    );
  end loop;
  update public.content_imports
  set done = v_import.done + jsonb_array_length(v_reports),
    report = (
      select jsonb_agg(
        coalesce(v_reports -> (one.place::integer - 1 - v_import.done), one.entry)
        order by one.place
      )
      from jsonb_array_elements(v_import.report) with ordinality as one (entry, place)
    ),
    status = case
      when v_import.done + jsonb_array_length(v_reports) >= jsonb_array_length(v_import.report)
      then 'done'
      else 'running'
    end
  where content_imports.id = p_import
  returning * into v_import;
  return jsonb_build_object('done', v_import.done, 'status', v_import.status, 'moved', false);
end;
$$;
comment on function public.run_import(uuid, uuid, integer, jsonb) is
  'Brings the next items of a running import in; p_from is how many the caller saw done. An entry: '
  'as for plan_import with a body as save_content takes it, or {refused: code}. Answers {done, '
  'status, moved}; moved: it was stopped, or somebody else went on with it, and nothing was done.';

-- Grants and policies -----------------------------------------------------------------------------

revoke all on table public.content_imports, public.content_origins
from public, anon, authenticated, service_role;
grant select on table public.content_imports, public.content_origins to authenticated;
grant insert (community_id, owner_id, file_id, name, installation, own, report),
  update (file_id, status, publish, overwrite, report, done)
on table public.content_imports to authenticated;
grant insert (community_id, installation, source_id, item_id, digest, item_version),
  update (digest, item_version)
on table public.content_origins to authenticated;

alter table public.content_imports enable row level security;
alter table public.content_origins enable row level security;

create policy "Coaches and super admins see imports"
  on public.content_imports for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins begin imports"
  on public.content_imports for insert to authenticated
  with check (
    owner_id = (select private.me())
    and (
      community_id = any ((select private.my_admin_communities())::uuid[])
      or (select private.is_platform_admin())
    )
  );
create policy "Coaches and super admins go on with imports"
  on public.content_imports for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.content_imports as restrictive for all to authenticated
  using ((select private.second_factor_met()));

create policy "Coaches and super admins see where items came from"
  on public.content_origins for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins keep where items came from"
  on public.content_origins for insert to authenticated
  with check (
    (
      community_id = any ((select private.my_admin_communities())::uuid[])
      or (select private.is_platform_admin())
    )
    and exists (
      select from public.content_items
      where content_items.id = content_origins.item_id
        and content_items.community_id = content_origins.community_id
    )
  );
create policy "Coaches and super admins change where items came from"
  on public.content_origins for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.content_origins as restrictive for all to authenticated
  using ((select private.second_factor_met()));

revoke all on function
  private.import_target(public.content_imports, jsonb),
  private.import_outcome(public.content_imports, jsonb, public.content_items),
  private.import_one(public.content_imports, jsonb),
  public.plan_import(jsonb, jsonb), public.run_import(uuid, uuid, integer, jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  private.import_target(public.content_imports, jsonb),
  private.import_outcome(public.content_imports, jsonb, public.content_items),
  private.import_one(public.content_imports, jsonb),
  public.plan_import(jsonb, jsonb), public.run_import(uuid, uuid, integer, jsonb)
to authenticated;
