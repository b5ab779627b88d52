-- Undoes 20261121160100_audiences.sql. What was limited is open to everybody in its community again.

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
  if v_item.status is distinct from 'published' or v_item.deleted_at is not null then
    raise exception 'The agent is not there any more.'
      using errcode = 'AG409', detail = 'agent.gone';
  end if;
  return v_item.title;
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

create or replace function public.tags_in_use(p_community uuid, p_kind text, p_tag text)
returns table (name text, n integer)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
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

drop index public.content_tags_newest;
create index content_tags_newest
  on public.content_tags (tag_id, kind, shown_at desc, item_id desc) where shown_at is not null;

drop trigger content_items_tags_shown on public.content_items;
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
      then new.published_at end
  where content_tags.item_id = new.id;
  return null;
end;
$$;

create or replace function private.show_tag()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  select content_items.kind, content_items.title,
    case when content_items.status = 'published' and content_items.deleted_at is null
      then content_items.published_at end
  into new.kind, new.title, new.shown_at
  from public.content_items where content_items.id = new.item_id;
  return new;
end;
$$;

create trigger content_items_tags_shown
  after update of title, status, deleted_at, published_at on public.content_items
  for each row
  when (
    (old.title, old.status, old.deleted_at, old.published_at)
    is distinct from (new.title, new.status, new.deleted_at, new.published_at)
  )
  execute function private.show_tags();
revoke update (limited) on table public.content_tags from aigym_definer;
alter table public.content_tags drop column limited;

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
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
drop policy "Definer functions keep whom an item is for" on public.content_items;

drop function public.set_audience(uuid, text, boolean, uuid[], uuid[], text[]);
drop function private.audience_mark(uuid[]);
drop trigger content_items_audience_changes_audit on public.content_items;
drop trigger content_items_audience_audit on public.content_items;
drop trigger content_items_lifecycle on public.content_items;
drop trigger content_items_begins on public.content_items;
create trigger content_items_lifecycle before insert or update on public.content_items
  for each row execute function private.keep_content_lifecycle();

drop table public.content_audience;
drop function private.shrink_audiences();
drop function private.my_audiences();
revoke update (audience) on table public.content_items from aigym_definer;
alter table public.content_items drop column audience;
