-- Undoes 20261121183000_exported_people.sql. What came in limited stays so.

create or replace function private.import_outcome(
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
    -- An export without files says nothing of them.
    if (
        v_origin.digest = p_entry ->> 'digest'
        and coalesce(p_entry ->> 'files' = v_origin.files_digest, p_entry ->> 'files' is null)
      )
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

create or replace function private.import_one(p_import public.content_imports, p_entry jsonb)
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
  v_planned jsonb;
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
  -- It was to be published by itself: so it is here, where the coach publishes and may.
  if p_import.publish and (p_entry ->> 'publish_at')::timestamptz > now() then
    update public.content_items
    set publish_at = (p_entry ->> 'publish_at')::timestamptz
    where content_items.id = (v_saved ->> 'id')::uuid
      and content_items.status in ('draft', 'in_review')
      and (p_entry ->> 'publish_at')::timestamptz <= now() + interval '2 years'
      and content_items.publish_at is distinct from (p_entry ->> 'publish_at')::timestamptz
      and private.is_whole(content_items)
      and not private.needs_other_eyes(content_items, private.me())
    returning jsonb_build_object('id', content_items.id, 'version', content_items.version)
    into v_planned;
  end if;
  insert into public.content_origins
    (community_id, installation, source_id, item_id, digest, files_digest, item_version)
  values (
    p_import.community_id, p_import.installation, (p_entry ->> 'id')::uuid,
    (v_saved ->> 'id')::uuid, p_entry ->> 'digest',
    coalesce(p_entry ->> 'files', p_entry ->> 'no_files'),
    (coalesce(v_planned, v_saved) ->> 'version')::integer
  )
  on conflict (community_id, installation, source_id) do update
  set digest = excluded.digest, item_version = excluded.item_version,
    files_digest = coalesce(p_entry ->> 'files', content_origins.files_digest);
  return jsonb_build_object('outcome', v_outcome, 'item', v_saved ->> 'id');
end;
$$;

create or replace function public.plan_import(p_import jsonb, p_entries jsonb)
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

create or replace function public.run_import(
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

comment on function public.plan_import(jsonb, jsonb) is
  'What would become of each of these items now. The import: {community_id, installation, own, '
  'publish, overwrite}; an entry: {id, kind, title, status, version, publish_at?, digest, files?, '
  'no_files}: files is the digest of its files, left out where none came along, no_files that of none.';

drop function public.import_notes(jsonb, jsonb);
drop function private.limit_imported(uuid, jsonb);
drop function private.import_note(uuid, jsonb, public.content_items);
drop function private.import_audience(uuid, jsonb, public.content_items);
drop function private.import_people(uuid, jsonb);
drop function private.member_prints(uuid, text);
