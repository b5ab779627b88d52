-- Undoes 20261121153100_schedules_and_owners.sql. Times that were set stay, and nothing publishes then.

drop trigger content_items_plans_audit on public.content_items;
drop function private.publish_due();
drop function private.publish_due_at(timestamptz, integer);
drop function public.hand_over_content(uuid, integer, uuid);
drop function public.schedule_content(uuid, integer, timestamp);
drop function private.local_moments(timestamp, text);
drop function private.take_item(uuid, integer);
revoke update (owner_id) on table public.content_items from authenticated;

create or replace function private.keep_content_lifecycle()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
    new.updated_at := now();
    -- A second pair of eyes, where the community asks for one.
    if new.status = 'published' and old.status <> 'published'
      and new.owner_id = private.me()
      and exists (
        select from public.communities
        where communities.id = new.community_id and communities.review_before_publish
      )
    then
      raise exception 'Somebody else than its author has to publish this.'
        using errcode = 'AG409', detail = 'content.needs-review';
    end if;
    if new.status in ('published', 'archived') then
      new.publish_at := null;
    end if;
    if new.status = 'published' and old.status <> 'published' then
      new.published_at := now();
    end if;
  elsif new.status = 'published' then
    new.published_at := coalesce(new.published_at, now());
  end if;
  return new;
end;
$$;

create or replace function private.keep_reviewed(p_item public.content_items, p_change text)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if p_item.status = 'published' and p_change is distinct from 'submit'
    and p_item.owner_id = private.me()
    and exists (
      select from public.communities
      where communities.id = p_item.community_id and communities.review_before_publish
    )
  then
    raise exception 'Somebody else than its author has to publish this.'
      using errcode = 'AG409', detail = 'content.needs-review';
  end if;
end;
$$;

create or replace function private.keep_content_version()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The item's row is locked by the update that fires this: numbers can't clash.
  insert into public.content_versions (item_id, number, version, body, published_by)
  select new.id, coalesce(max(content_versions.number), 0) + 1, new.version,
    private.content_body(new), private.me()
  from public.content_versions
  where content_versions.item_id = new.id;
  return null;
end;
$$;

create or replace function private.is_whole(p_item public.content_items)
returns boolean
language sql
stable
security invoker
set search_path = ''
as $$
  select case p_item.kind
    when 'document' then exists (
      select from public.documents where documents.id = p_item.id and documents.body ~ '\S'
    )
    when 'prompt' then exists (
      select from public.prompts where prompts.id = p_item.id and prompts.body ~ '\S'
    )
    when 'video' then exists (
      select from public.videos
      where videos.id = p_item.id and (
        videos.address is not null
        or exists (
          select from public.content_files
          where content_files.item_id = p_item.id and content_files.purpose = 'video'
        )
      )
    )
    when 'automation' then exists (
      select from public.automation_steps where automation_steps.automation_id = p_item.id
    )
    else true
  end;
$$;

drop function private.needs_other_eyes(public.content_items, uuid);
drop index public.content_items_author;
drop index public.content_items_scheduled_by;
alter table public.content_items drop column author_id, drop column scheduled_by;
