-- Undoes 20261121100200_repositories.sql. Everything but agents is lost, and so are the platform's own
-- items, versions, tags, files' rows, progress and favourites. What was in review is a draft again.

alter policy "Members see published items, coaches all of theirs" on public.content_items
  using (
    (
      status = 'published'
      and deleted_at is null
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
drop trigger content_items_version on public.content_items;
drop function private.keep_content_version();
drop function private.content_body(public.content_items);
drop table
  public.favourites, public.content_progress, public.automation_steps, public.automations,
  public.prompt_variables, public.prompts, public.documents, public.video_captions,
  public.video_chapters, public.videos, public.content_files, public.files, public.content_tags,
  public.tags, public.content_versions, public.content_assignments;
drop function private.keep_captions_whole();
drop function private.keep_item_whole();
drop function private.keep_storage_limit();

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
  where content_items.id = p_agent and content_items.community_id = p_community;
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
    if new.status = 'published' and old.status <> 'published' then
      new.published_at := now();
    end if;
  elsif new.status = 'published' then
    new.published_at := coalesce(new.published_at, now());
  end if;
  return new;
end;
$$;

delete from public.content_items where community_id is null or kind <> 'agent';
update public.content_items set status = 'draft' where status = 'in_review';
alter table public.agents
  drop constraint agents_item,
  drop column kind,
  add constraint agents_id_fkey foreign key (id)
    references public.content_items (id) on delete cascade;
drop index public.content_items_due;
drop index public.content_items_slug_living;
create unique index content_items_slug_living
  on public.content_items (community_id, kind, slug) where deleted_at is null;
alter table public.content_items
  drop constraint content_items_of_kind,
  drop constraint content_items_publish_at_before_publication,
  drop constraint content_items_status_known,
  add constraint content_items_status_known check (status in ('draft', 'published', 'archived')),
  drop column publish_at,
  alter column community_id set not null;
comment on column public.content_items.community_id is null;
