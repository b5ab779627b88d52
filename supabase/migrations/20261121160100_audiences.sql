-- Who may use an item: everybody in its community, or chosen groups and people. Coaches see all of
-- theirs as before.

create table public.content_audience (
  id uuid primary key default private.uuidv7(),
  item_id uuid not null references public.content_items (id) on delete cascade,
  community_id uuid not null,
  group_id uuid,
  user_id uuid,
  created_at timestamptz not null default now(),
  constraint content_audience_once unique nulls not distinct (item_id, group_id, user_id),
  constraint content_audience_one_of check (num_nonnulls(group_id, user_id) = 1),
  constraint content_audience_group foreign key (community_id, group_id)
    references public.groups (community_id, id) on delete cascade,
  -- Who leaves the community is not chosen any more.
  constraint content_audience_membership foreign key (community_id, user_id)
    references public.memberships (community_id, user_id) on delete cascade
);
comment on table public.content_audience is
  'The groups and people that an item is limited to; of the same community.';

create index content_audience_group on public.content_audience (community_id, group_id);
create index content_audience_membership on public.content_audience (community_id, user_id);

-- What each policy and search asks stands with the item, so that one that everybody may use costs a
-- look at a null.
alter table public.content_items add column audience uuid[];
comment on column public.content_items.audience is
  'The groups and people that may use it, as content_audience has them; null: everybody in its '
  'community, empty: nobody any more. Kept by functions.';

create function private.my_audiences()
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(group_members.group_id), '{}')
    from public.group_members
    where group_members.user_id = private.me()
  ) || private.me();
end;
$$;
comment on function private.my_audiences() is
  'Me and the groups that I am in, as content_items.audience names them.';

-- A group that is dissolved and a person who leaves take their lines along.
create function private.shrink_audiences()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.content_items
  set audience = kept.audience
  from (
    select one.item_id, array(
      select coalesce(content_audience.group_id, content_audience.user_id)
      from public.content_audience
      where content_audience.item_id = one.item_id
      order by 1
    ) as audience
    from (select distinct gone.item_id from gone) as one
  ) as kept
  where content_items.id = kept.item_id
    and content_items.audience is not null
    and content_items.audience is distinct from kept.audience;
  return null;
end;
$$;

create trigger content_audience_shrinks after delete on public.content_audience
  referencing old table as gone
  for each statement execute function private.shrink_audiences();

-- Who may use it is no change of the item: members do not find it new, and whoever has its form open
-- is not in anybody's way.
drop trigger content_items_lifecycle on public.content_items;
create trigger content_items_begins before insert on public.content_items
  for each row execute function private.keep_content_lifecycle();
create trigger content_items_lifecycle before update on public.content_items
  for each row when (new.audience is not distinct from old.audience)
  execute function private.keep_content_lifecycle();

create trigger content_items_audience_audit after update of audience on public.content_items
  for each row when ((new.audience is null) <> (old.audience is null))
  execute function private.audit_row(
    'content', 'community_id', 'content', 'id', '+kind', 'audience=limited/opened'
  );
create trigger content_items_audience_changes_audit after update of audience on public.content_items
  for each row when (
    new.audience is not null and old.audience is not null and new.audience <> old.audience
  )
  execute function private.audit_row(
    'content-audience', 'community_id', 'content', 'id', '+kind', 'audience!'
  );

-- Setting it ---------------------------------------------------------------------------------------

create function private.audience_mark(p_audience uuid[])
returns text
language sql
immutable
security invoker
set search_path = ''
as $$
  select coalesce(md5(p_audience::text), 'everybody');
$$;
comment on function private.audience_mark(uuid[]) is
  'Tells one choice of groups and people from another: a form says which one it saw.';

create function public.set_audience(
  p_id uuid,
  p_seen text,
  p_limited boolean,
  p_groups uuid[],
  p_people uuid[],
  p_emails text[]
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_groups uuid[];
  v_people uuid[];
  v_found uuid;
  v_email text;
  v_unknown text[] := '{}';
begin
  select * into v_item from public.content_items where content_items.id = p_id;
  if v_item.community_id is null or v_item.deleted_at is not null then
    raise exception 'There is no such item.' using errcode = 'AG404', detail = 'content.not-found';
  end if;
  perform private.require_coach(v_item.community_id);
  -- Who changes a row waits here for whoever is at it, and then sees what they did.
  select * into v_item from public.content_items where content_items.id = p_id for no key update;
  if p_seen is distinct from private.audience_mark(v_item.audience) then
    raise exception 'Somebody changed who may use it.'
      using errcode = 'AG409', detail = 'audience.changed';
  end if;
  if not p_limited then
    update public.content_items set audience = null
    where content_items.id = p_id and content_items.audience is not null;
    delete from public.content_audience where content_audience.item_id = p_id;
    return jsonb_build_object('title', v_item.title, 'kind', v_item.kind, 'unknown', '[]'::jsonb);
  end if;

  v_people := coalesce(p_people, '{}');
  foreach v_email in array coalesce(p_emails, '{}') loop
    v_found := private.find_confirmed_person(btrim(v_email));
    if v_found is null or not exists (
      select from public.memberships
      where memberships.community_id = v_item.community_id and memberships.user_id = v_found
    ) then
      v_unknown := v_unknown || v_email;
    else
      v_people := v_people || v_found;
    end if;
  end loop;
  -- Told, not raised: the form keeps what was entered, and nothing is done by halves.
  if v_unknown <> '{}' then
    return jsonb_build_object(
      'title', v_item.title, 'kind', v_item.kind, 'unknown', to_jsonb(v_unknown)
    );
  end if;
  v_groups := array(select distinct unnest(coalesce(p_groups, '{}')));
  v_people := array(select distinct unnest(v_people));
  if v_groups = '{}' and v_people = '{}' then
    raise exception 'Nobody could use it.' using errcode = 'AG422', detail = 'audience.nobody';
  end if;
  -- Policies look through it for each row.
  if cardinality(v_groups) + cardinality(v_people) > 200 then
    raise exception 'These are too many.' using errcode = 'AG422', detail = 'audience.many';
  end if;
  if exists (
    select from unnest(v_groups) as one (id)
    where not exists (
      select from public.groups
      where groups.community_id = v_item.community_id and groups.id = one.id
    )
  ) or exists (
    select from unnest(v_people) as one (id)
    where not exists (
      select from public.memberships
      where memberships.community_id = v_item.community_id and memberships.user_id = one.id
    )
  ) then
    raise exception 'A group or a person of these is not there any more.'
      using errcode = 'AG409', detail = 'audience.changed';
  end if;

  insert into public.content_audience (item_id, community_id, group_id, user_id)
  select p_id, v_item.community_id, one.id, null from unnest(v_groups) as one (id)
  union all
  select p_id, v_item.community_id, null, one.id from unnest(v_people) as one (id)
  on conflict do nothing;
  update public.content_items
  set audience = array(select unnest(v_groups || v_people) order by 1)
  where content_items.id = p_id
    and content_items.audience is distinct from array(select unnest(v_groups || v_people) order by 1);
  delete from public.content_audience
  where content_audience.item_id = p_id
    and coalesce(content_audience.group_id, content_audience.user_id) <> all (v_groups || v_people);
  return jsonb_build_object('title', v_item.title, 'kind', v_item.kind, 'unknown', '[]'::jsonb);
end;
$$;
comment on function public.set_audience(uuid, text, boolean, uuid[], uuid[], text[]) is
  'Limits an item of a community to groups and members of it, or opens it to everybody there: a '
  'coach''s act. p_seen: private.audience_mark of what the form showed. Answers {title, kind, '
  'unknown}: with addresses that are no member''s nothing is done.';

-- Seeing it ----------------------------------------------------------------------------------------

alter policy "Members see published items, coaches all of theirs" on public.content_items
  using (
    (
      status = 'published'
      and deleted_at is null
      and (
        community_id = any ((select private.my_communities())::uuid[])
        or (
          community_id is null
          and id = any ((select private.my_given_items())::uuid[])
        )
      )
      and (audience is null or audience && (select private.my_audiences())::uuid[])
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- What a list by a tag counts.
alter table public.content_tags add column limited boolean not null default false;
comment on column public.content_tags.limited is
  'Whether content_items.audience is set; kept by triggers.';

create or replace function private.show_tag()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  select content_items.kind, content_items.title,
    case when content_items.status = 'published' and content_items.deleted_at is null
      then content_items.published_at end,
    content_items.audience is not null
  into new.kind, new.title, new.shown_at, new.limited
  from public.content_items where content_items.id = new.item_id;
  return new;
end;
$$;

create or replace function private.show_tags()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.content_tags
  set title = new.title,
    shown_at = case when new.status = 'published' and new.deleted_at is null
      then new.published_at end,
    limited = new.audience is not null
  where content_tags.item_id = new.id;
  return null;
end;
$$;

drop trigger content_items_tags_shown on public.content_items;
create trigger content_items_tags_shown
  after update of title, status, deleted_at, published_at, audience on public.content_items
  for each row
  when (
    (old.title, old.status, old.deleted_at, old.published_at, old.audience is null)
    is distinct from
    (new.title, new.status, new.deleted_at, new.published_at, new.audience is null)
  )
  execute function private.show_tags();

-- Counted along the index alone.
drop index public.content_tags_newest;
-- allow index: a few rows an item, written by coaches, done in a moment
create index content_tags_newest
  on public.content_tags (tag_id, kind, shown_at desc, item_id desc) include (limited)
  where shown_at is not null;

-- What repeats what the policy says, since policies switch text indexes off or the asker is another.

create or replace function public.tags_in_use(p_community uuid, p_kind text, p_tag text)
returns table (name text, n integer)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
  v_coach constant boolean :=
    p_community = any (private.my_admin_communities()) or private.is_platform_admin();
  v_audiences constant uuid[] := private.my_audiences();
begin
  if p_community is null
    or not private.second_factor_met()
    or not (p_community = any (private.my_communities()) or private.is_platform_admin())
  then
    return;
  end if;
  return query
  select min(used.name), sum(used.n)::integer
  from (
    select own.name, (
      select count(*)::integer from (
        select from public.content_tags
        where content_tags.tag_id = own.id and content_tags.kind = p_kind
          and content_tags.shown_at is not null
          and (
            not content_tags.limited
            or v_coach
            or exists (
              select from public.content_items
              where content_items.id = content_tags.item_id
                and content_items.audience && v_audiences
            )
          )
        limit 101
      ) as counted
    ) as n
    from (
      select tags.id, tags.name from public.tags where tags.community_id = p_community limit 500
    ) as own
    union all
    select given.name, (
      select count(*)::integer from (
        select from public.content_tags
        where content_tags.tag_id = given.id and content_tags.kind = p_kind
          and content_tags.shown_at is not null
          and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_tags.item_id
              and (
                content_assignments.community_id = p_community
                or content_assignments.community_id is null
              )
          )
        limit 101
      ) as counted
    )
    from (
      select tags.id, tags.name from public.tags where tags.community_id is null limit 500
    ) as given
  ) as used
  where used.n > 0
  group by lower(used.name)
  order by coalesce(lower(used.name) = lower(p_tag), false) desc, 2 desc, 1
  limit 24;
end;
$$;

create or replace function private.fitting_items(
  p_community uuid,
  p_kind text,
  p_scope text,
  p_needed tsquery,
  p_wanted tsquery,
  p_plain text
)
returns table (item_id uuid, kind text, score real)
language plpgsql
stable
rows 20
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
-- Of a word that few have the planner knows that too little, and would go through both tables by key.
set enable_mergejoin = off
set enable_hashjoin = off
set jit = off
set max_parallel_workers_per_gather = 0
as $$
declare
  v_places constant uuid[] := case
    when p_scope = 'desk' then array[p_community]
    else array[p_community, '00000000-0000-0000-0000-000000000000'::uuid]
  end;
  -- Of what fits this many are ranked: who finds more says what they mean more closely.
  v_most constant integer := 300;
  v_coach constant boolean := p_scope <> 'member'
    or p_community = any (private.my_admin_communities()) or private.is_platform_admin();
  v_audiences constant uuid[] := private.my_audiences();
  v_found integer;
begin
  -- The names first: what stands in them is what is meant, and they are small.
  return query
  select fits.item_id, fits.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', fits.names, p_wanted) * 2
        + case when fits.title = p_plain then 1
            when fits.title like p_plain || '%' then 0.4 else 0 end
        -- Of two names that fit, the one that says little else.
        + 0.5 * least(1, char_length(p_plain)::real / char_length(fits.title))
    )::real
  from (
    select search_items.item_id, content_items.kind, search_items.names, search_items.title
    from private.search_items
    join public.content_items on content_items.id = search_items.item_id
    where search_items.place_id = any (v_places)
      and search_items.names @@ p_needed
      and (p_kind is null or content_items.kind = p_kind)
      and (p_scope = 'desk' or content_items.deleted_at is null)
      and (content_items.audience is null or v_coach or content_items.audience && v_audiences)
      and (
        p_scope in ('desk', 'coach') and content_items.community_id = p_community
        or p_scope <> 'desk' and content_items.status = 'published' and (
          content_items.community_id = p_community
          or content_items.community_id is null and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_items.id
              and (
                content_assignments.community_id = p_community
                or content_assignments.community_id is null
              )
          )
        )
      )
    limit v_most
  ) as fits;
  get diagnostics v_found = row_count;
  -- Whose text alone fits comes after all of those.
  if v_found >= v_most then
    return;
  end if;
  return query
  select search_items.item_id, content_items.kind,
    (
      ts_rank('{0.05, 0.25, 0.6, 1}', search_items.names, p_wanted) * 2
        + 0.5 * least(1, char_length(p_plain)::real / char_length(search_items.title))
    )::real
  from private.search_items
  join public.content_items on content_items.id = search_items.item_id
  where search_items.place_id = any (v_places)
    and search_items.words @@ p_needed
    and not search_items.names @@ p_needed
    and (p_kind is null or content_items.kind = p_kind)
    and (p_scope = 'desk' or content_items.deleted_at is null)
    and (content_items.audience is null or v_coach or content_items.audience && v_audiences)
    and (
      p_scope in ('desk', 'coach') and content_items.community_id = p_community
      or p_scope <> 'desk' and content_items.status = 'published' and (
        content_items.community_id = p_community
        or content_items.community_id is null and exists (
          select from public.content_assignments
          where content_assignments.item_id = content_items.id
            and (
              content_assignments.community_id = p_community
              or content_assignments.community_id is null
            )
        )
      )
    )
  limit v_most - v_found;
end;
$$;

create or replace function public.what_changed(p_community uuid, p_item uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_since timestamptz;
  v_before jsonb;
begin
  if p_community is null
    or private.me() is null
    or not private.second_factor_met()
    or not (p_community = any (private.my_communities()) or private.is_platform_admin())
  then
    return null;
  end if;
  select * into v_item
  from public.content_items
  where content_items.id = p_item
    and content_items.status = 'published' and content_items.deleted_at is null
    and (
      content_items.audience is null
      or content_items.audience && private.my_audiences()
      or p_community = any (private.my_admin_communities())
      or private.is_platform_admin()
    )
    and (
      content_items.community_id = p_community
      or content_items.community_id is null and exists (
        select from public.content_assignments
        where content_assignments.item_id = content_items.id
          and (
            content_assignments.community_id = p_community
            or content_assignments.community_id is null
          )
      )
    );
  if v_item.id is null then
    return null;
  end if;
  select case
    when content_progress.seen_at < v_item.updated_at then content_progress.seen_at
    else content_progress.seen_before
  end
  into v_since
  from public.content_progress
  where content_progress.user_id = private.me() and content_progress.item_id = p_item;
  select content_versions.body into v_before
  from public.content_versions
  where content_versions.item_id = p_item and content_versions.published_at <= v_since
  order by content_versions.number desc
  limit 1;
  return jsonb_build_object(
    'kind', v_item.kind,
    'title', v_item.title,
    'since', v_since,
    'before', private.shown_body(v_item.kind, v_before),
    'now', private.shown_body(v_item.kind, private.content_body(v_item))
  );
end;
$$;

create or replace function private.require_agent(p_community uuid, p_agent uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  select content_items.* into v_item
  from public.content_items
  join public.agents on agents.id = content_items.id
  where content_items.id = p_agent
    and (
      content_items.community_id = p_community
      or (
        content_items.community_id is null
        and exists (
          select from public.content_assignments
          where content_assignments.item_id = content_items.id
            and (
              content_assignments.community_id is null
              or content_assignments.community_id = p_community
            )
        )
      )
    );
  if v_item.id is null and p_agent is not null then
    raise exception 'There is no such agent.' using errcode = 'AG404', detail = 'agent.not-found';
  end if;
  -- What is open to others is not there, as for policies.
  if v_item.status is distinct from 'published' or v_item.deleted_at is not null
    or (
      v_item.audience is not null
      and not v_item.audience && private.my_audiences()
      and p_community <> all (private.my_admin_communities())
      and not private.is_platform_admin()
    )
  then
    raise exception 'The agent is not there any more.'
      using errcode = 'AG409', detail = 'agent.gone';
  end if;
  return v_item.title;
end;
$$;

create or replace function public.start_automation(
  p_community uuid,
  p_automation uuid,
  p_answers jsonb,
  p_key uuid
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_item public.content_items;
  v_run uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  if p_community is null or p_community <> all (private.my_communities()) then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;
  select * into v_item
  from public.content_items
  where content_items.id = p_automation
    and content_items.kind = 'automation'
    and content_items.status = 'published'
    and content_items.deleted_at is null
    and (
      content_items.audience is null
      or content_items.audience && private.my_audiences()
      or p_community = any (private.my_admin_communities())
    )
    and (
      content_items.community_id = p_community
      or (
        content_items.community_id is null
        and exists (
          select from public.content_assignments
          where content_assignments.item_id = content_items.id
            and coalesce(content_assignments.community_id, p_community) = p_community
        )
      )
    );
  if v_item.id is null then
    raise exception 'There is no such automation.'
      using errcode = 'AG404', detail = 'automation.not-found';
  end if;
  if not exists (
      select from public.automation_steps where automation_steps.automation_id = p_automation
    )
    or exists (
      select from public.automation_steps
      where automation_steps.automation_id = p_automation
        and automation_steps.action not in ('ask_model', 'fill_prompt')
    )
    or not exists (
      select from public.automations
      where automations.id = p_automation and automations.trigger_kind = 'manual'
    )
  then
    raise exception 'It has steps that nothing runs.'
      using errcode = 'AG409', detail = 'automation.not-runnable';
  end if;

  insert into public.automation_runs
    (community_id, automation_id, user_id, title, version, answers, post_key)
  values (
    p_community, p_automation, v_me, left(v_item.title, 120), v_item.version,
    coalesce(p_answers, '{}'), p_key
  )
  on conflict (user_id, post_key) do nothing
  returning automation_runs.id into v_run;
  if v_run is null then
    select automation_runs.id into v_run
    from public.automation_runs
    where automation_runs.user_id = v_me and automation_runs.post_key = p_key;
    return v_run;
  end if;
  insert into public.automation_run_steps (run_id, place, action, title, settings)
  select v_run, automation_steps.place, automation_steps.action,
    left(coalesce(automation_steps.settings ->> 'title', ''), 120), automation_steps.settings
  from public.automation_steps
  where automation_steps.automation_id = p_automation;
  return v_run;
end;
$$;

-- Rights -------------------------------------------------------------------------------------------

revoke all on table public.content_audience from public, anon, authenticated, service_role;
grant select on table public.content_audience to authenticated;
grant select, insert (item_id, community_id, group_id, user_id), delete
on table public.content_audience to aigym_definer;
grant update (audience) on table public.content_items to aigym_definer;
grant update (limited) on table public.content_tags to aigym_definer;

alter table public.content_audience enable row level security;
create policy "Coaches and super admins see whom an item is for"
  on public.content_audience for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.content_audience as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "Definer functions read whom an item is for"
  on public.content_audience for select to aigym_definer using (true);
create policy "Definer functions choose, for those who may"
  on public.content_audience for insert to aigym_definer
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Definer functions take a choice back, for those who may"
  on public.content_audience for delete to aigym_definer
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
-- Whoever leaves a community is taken out of it, and asks for nothing.
create policy "Definer functions keep whom an item is for"
  on public.content_items for update to aigym_definer using (true);

revoke all on function
  private.my_audiences(), private.shrink_audiences(), private.audience_mark(uuid[]),
  public.set_audience(uuid, text, boolean, uuid[], uuid[], text[])
from public, anon, authenticated, service_role;
grant execute on function private.my_audiences() to authenticated;
grant execute on function private.audience_mark(uuid[]) to authenticated, aigym_definer;
grant execute on function public.set_audience(uuid, text, boolean, uuid[], uuid[], text[])
to authenticated;

grant create on schema private, public to aigym_definer;
alter function private.my_audiences() owner to aigym_definer;
alter function private.shrink_audiences() owner to aigym_definer;
alter function public.set_audience(uuid, text, boolean, uuid[], uuid[], text[])
  owner to aigym_definer;
revoke create on schema private, public from aigym_definer;

-- So that the planner knows from the first moment that hardly any is limited.
analyze public.content_items (audience);
