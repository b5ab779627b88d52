-- Undoes 20261121162300_same_either_way.sql.

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

comment on function public.plan_import(jsonb, jsonb) is
  'What would become of each of these items now. The import: {community_id, installation, own, '
  'publish, overwrite}; an entry: {id, kind, title, status, version, digest}.';
comment on column public.content_origins.digest is 'Of what was last brought in, its files included.';
alter table public.content_origins drop column files_digest;
