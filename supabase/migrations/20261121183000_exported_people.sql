-- Who looks after an item and for whom it is go along with an export. Groups are found by their
-- names, people by fingerprints of their addresses. What is not here narrows, and never widens: such
-- an item comes in as a draft, for those who are here, or for nobody but coaches.

-- Addresses stay where they are: what an export holds can be compared, and not read.
create function private.member_prints(p_community uuid, p_salt text)
returns table (user_id uuid, role text, print text)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform private.require_coach(p_community);
  return query
  select memberships.user_id, memberships.role::text,
    encode(sha256(convert_to(p_salt || ':' || lower(users.email), 'UTF8')), 'hex')
  from public.memberships
  join auth.users on users.id = memberships.user_id
  where memberships.community_id = p_community
    and users.email_confirmed_at is not null
    -- Without a salt it would be the same fingerprint everywhere.
    and char_length(p_salt) >= 16;
end;
$$;
comment on function private.member_prints(uuid, text) is
  'The members of a community with fingerprints of their addresses, for its coaches: SHA-256 over '
  'the salt of an export, a colon and the address.';

create function private.import_people(p_community uuid, p_entries jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_known jsonb;
begin
  with wanted as (
    select one.entry ->> 'salt' as salt, one.entry ->> 'owner' as print
    from jsonb_array_elements(p_entries) as one (entry)
    union
    select one.entry ->> 'salt', person.print
    from jsonb_array_elements(p_entries) as one (entry)
    cross join jsonb_array_elements_text(coalesce(one.entry #> '{audience,people}', '[]'))
      as person (print)
  ),
  -- All items of an export have one salt.
  salt as (select max(wanted.salt) as value from wanted where wanted.print is not null)
  select jsonb_object_agg(
    known.print,
    jsonb_build_object('id', known.user_id, 'coach', known.role = 'community_admin')
  )
  into v_known
  from salt
  cross join lateral private.member_prints(p_community, salt.value) as known
  where salt.value is not null and known.print in (select wanted.print from wanted);
  return (
    select jsonb_agg(
      one.entry || jsonb_build_object(
        'owner_id', case
          when (v_known #>> array[one.entry ->> 'owner', 'coach'])::boolean
          then v_known #>> array[one.entry ->> 'owner', 'id']
        end,
        'people_ids', (
          select jsonb_agg(distinct v_known #>> array[person.print, 'id'])
          from jsonb_array_elements_text(coalesce(one.entry #> '{audience,people}', '[]'))
            as person (print)
          where v_known ? person.print
        )
      )
      order by one.place
    )
    from jsonb_array_elements(p_entries) with ordinality as one (entry, place)
  );
end;
$$;
comment on function private.import_people(uuid, jsonb) is
  'These entries with the people who are members here: owner_id, of a coach, and people_ids.';

create function private.import_audience(
  p_community uuid,
  p_entry jsonb,
  p_item public.content_items
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_groups jsonb;
  v_lost jsonb;
  v_people constant jsonb := coalesce(nullif(p_entry -> 'people_ids', 'null'), '[]');
  v_strangers integer;
begin
  -- Who may use an item that is limited here was said here.
  if not p_entry ? 'audience' or p_item.audience is not null then
    return null;
  end if;
  select coalesce(jsonb_agg(groups.id) filter (where groups.id is not null), '[]'),
    coalesce(jsonb_agg(wanted.name order by wanted.name) filter (where groups.id is null), '[]')
  into v_groups, v_lost
  from (
    select distinct on (lower(btrim(one.name))) btrim(one.name) as name
    from jsonb_array_elements_text(coalesce(p_entry #> '{audience,groups}', '[]')) as one (name)
  ) as wanted
  left join public.groups
    on groups.community_id = p_community and lower(groups.name) = lower(wanted.name);
  v_strangers := (
      select count(distinct one.print)
      from jsonb_array_elements_text(coalesce(p_entry #> '{audience,people}', '[]')) as one (print)
    ) - jsonb_array_length(v_people) + greatest((p_entry #>> '{audience,left_out}')::integer, 0);
  return jsonb_build_object(
    'groups', v_groups, 'people', v_people, 'lost_groups', v_lost, 'lost_people', v_strangers,
    'whole', v_lost = '[]' and v_strangers = 0 and not p_entry -> 'audience' ? 'unknown'
  );
end;
$$;
comment on function private.import_audience(uuid, jsonb, public.content_items) is
  'Of those whom an item that comes in is for, who is here: {groups, people, lost_groups, '
  'lost_people, whole}. Null: everybody, or it is limited here already.';

create function private.import_note(
  p_community uuid,
  p_entry jsonb,
  p_item public.content_items
)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_audience constant jsonb := private.import_audience(p_community, p_entry, p_item);
begin
  return nullif(
    jsonb_strip_nulls(jsonb_build_object(
      'groups', nullif(jsonb_array_length(v_audience -> 'groups'), 0),
      'people', nullif(jsonb_array_length(v_audience -> 'people'), 0),
      'lost_groups', nullif(jsonb_array_length(v_audience -> 'lost_groups'), 0),
      -- A report has a size; the first few tell which.
      'names', (
        select jsonb_agg(left(one.name, 40) order by one.place)
        from jsonb_array_elements_text(v_audience -> 'lost_groups')
          with ordinality as one (name, place)
        where one.place <= 3
      ),
      'lost_people', nullif((v_audience ->> 'lost_people')::integer, 0),
      'whole', (v_audience ->> 'whole')::boolean,
      'owner_lost', case
        when p_item.id is null and p_entry ->> 'owner' is not null
          and p_entry ->> 'owner_id' is null
        then true
      end
    )),
    '{}'
  );
end;
$$;
comment on function private.import_note(uuid, jsonb, public.content_items) is
  'What a report says of whom an item is for: {groups, people, lost_groups, names, lost_people, '
  'whole, owner_lost}, as far as there is something to say; or null.';

create function private.limit_imported(p_item uuid, p_audience jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_groups constant uuid[] := array(
    select jsonb_array_elements_text(p_audience -> 'groups')::uuid
  );
  v_people constant uuid[] := array(
    select jsonb_array_elements_text(p_audience -> 'people')::uuid
  );
begin
  select * into v_item from public.content_items
  where content_items.id = p_item for no key update;
  if v_item.community_id is null then
    raise exception 'There is no such item.' using errcode = 'AG404', detail = 'content.not-found';
  end if;
  perform private.require_coach(v_item.community_id);
  -- It narrows what everybody may use, and does nothing else.
  if v_item.audience is not null then
    return;
  end if;
  if cardinality(v_groups) + cardinality(v_people) > 200 then
    raise exception 'These are too many.' using errcode = 'AG422', detail = 'audience.many';
  end if;
  insert into public.content_audience (item_id, community_id, group_id, user_id)
  select p_item, v_item.community_id, one.id, null from unnest(v_groups) as one (id)
  union all
  select p_item, v_item.community_id, null, one.id from unnest(v_people) as one (id)
  on conflict do nothing;
  update public.content_items
  set audience = array(select unnest(v_groups || v_people) order by 1)
  where content_items.id = p_item;
end;
$$;
comment on function private.limit_imported(uuid, jsonb) is
  'Limits an item that everybody may use to {groups, people} of its community, or to nobody: for '
  'an import, of whose audience nobody may be here.';

create function public.import_notes(p_import jsonb, p_entries jsonb)
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
        private.import_note(v_import.community_id, one.entry, one.item) order by one.place
      )
      from (
        select known.entry, known.place, private.import_target(v_import, known.entry) as item
        from jsonb_array_elements(private.import_people(v_import.community_id, p_entries))
          with ordinality as known (entry, place)
      ) as one
    ),
    '[]'
  );
end;
$$;
comment on function public.import_notes(jsonb, jsonb) is
  'For each of these items, as plan_import takes them, what is to be said of whom it is for, if it '
  'comes in; null where nothing is.';

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
  -- Where not all are here whom it is for, a coach says first for whom it is.
  v_live constant boolean := p_import.publish and p_entry ->> 'status' = 'published'
    and coalesce(
      (private.import_audience(p_import.community_id, p_entry, p_item) ->> 'whole')::boolean, true
    );
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
  v_audience jsonb;
  v_note jsonb;
  v_handed jsonb;
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
  v_audience := private.import_audience(p_import.community_id, p_entry, v_item);
  v_note := private.import_note(p_import.community_id, p_entry, v_item);
  if p_import.publish and p_entry ->> 'status' = 'published'
    and coalesce((v_audience ->> 'whole')::boolean, true)
  then
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
  if v_audience is not null then
    perform private.limit_imported((v_saved ->> 'id')::uuid, v_audience);
  end if;
  -- It was to be published by itself: so it is here, where the coach publishes and may.
  if p_import.publish and (p_entry ->> 'publish_at')::timestamptz > now()
    and coalesce((v_audience ->> 'whole')::boolean, true)
  then
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
  -- What is made is given to who looked after it there. Its author stays who brings it in, so that
  -- this is no way past a second pair of eyes.
  if v_outcome = 'make' and p_entry ->> 'owner_id' is not null then
    update public.content_items
    set owner_id = (p_entry ->> 'owner_id')::uuid
    where content_items.id = (v_saved ->> 'id')::uuid
      and content_items.owner_id is distinct from (p_entry ->> 'owner_id')::uuid
    returning jsonb_build_object('id', content_items.id, 'version', content_items.version)
    into v_handed;
  end if;
  insert into public.content_origins
    (community_id, installation, source_id, item_id, digest, files_digest, item_version)
  values (
    p_import.community_id, p_import.installation, (p_entry ->> 'id')::uuid,
    (v_saved ->> 'id')::uuid, p_entry ->> 'digest',
    coalesce(p_entry ->> 'files', p_entry ->> 'no_files'),
    (coalesce(v_handed, v_planned, v_saved) ->> 'version')::integer
  )
  on conflict (community_id, installation, source_id) do update
  set digest = excluded.digest, item_version = excluded.item_version,
    files_digest = coalesce(p_entry ->> 'files', content_origins.files_digest);
  return jsonb_build_object('outcome', v_outcome, 'item', v_saved ->> 'id', 'note', v_note);
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
      from jsonb_array_elements(private.import_people(v_import.community_id, p_entries)) with ordinality as one (entry, place)
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
  for v_entry in select jsonb_array_elements(private.import_people(p_community, p_entries)) loop
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
          - array['outcome', 'code', 'item', 'note'] || v_result
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
  'no_files, owner?, audience?, salt?}: files is the digest of its files, left out where none came '
  'along, no_files that of none; owner and those in audience {groups, people, left_out?, unknown?} are '
  'private.member_prints by the salt, groups names.';

revoke all on function
  private.member_prints(uuid, text), private.import_people(uuid, jsonb),
  private.import_audience(uuid, jsonb, public.content_items),
  private.import_note(uuid, jsonb, public.content_items), private.limit_imported(uuid, jsonb),
  public.import_notes(jsonb, jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  private.member_prints(uuid, text), private.import_people(uuid, jsonb),
  private.import_audience(uuid, jsonb, public.content_items),
  private.import_note(uuid, jsonb, public.content_items), private.limit_imported(uuid, jsonb),
  public.import_notes(jsonb, jsonb)
to authenticated;

grant create on schema private to aigym_definer;
alter function private.limit_imported(uuid, jsonb) owner to aigym_definer;
revoke create on schema private from aigym_definer;
