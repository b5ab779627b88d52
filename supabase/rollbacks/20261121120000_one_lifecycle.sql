-- Undoes 20261121120000_one_lifecycle.sql. What is archived or in review stays so.

drop index public.content_items_waiting;
drop index public.content_items_desk_all;

drop trigger content_items_version on public.content_items;
create trigger content_items_version after update on public.content_items
  for each row
  when (new.status = 'published' and old.status <> 'published')
  execute function private.keep_content_version();

drop function public.save_content(uuid, text, uuid, integer, jsonb, uuid, text);
drop function private.write_kind(uuid, text, jsonb);
drop function private.write_hangings(public.content_items, jsonb);

create or replace function public.change_content(p_id uuid, p_version integer, p_change text)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_status text;
  v_deleted boolean;
begin
  if p_change is null or p_change not in ('publish', 'take-back', 'delete', 'restore') then
    raise exception 'There is no such change.' using errcode = 'AG422', detail = 'change.invalid';
  end if;
  select * into v_item from public.content_items where content_items.id = p_id;
  if v_item.id is null then
    raise exception 'There is no such item.' using errcode = 'AG404', detail = 'content.not-found';
  end if;
  perform private.require_coach(v_item.community_id);

  -- Who changes a row waits here for whoever is at it, and then sees what they did.
  select * into v_item from public.content_items where content_items.id = p_id for no key update;
  v_status := case p_change
    when 'publish' then 'published' when 'take-back' then 'draft' else v_item.status
  end;
  v_deleted := case p_change
    when 'delete' then true when 'restore' then false else v_item.deleted_at is not null
  end;
  -- A second click finds it done.
  if v_item.status = v_status and (v_item.deleted_at is not null) = v_deleted then
    return jsonb_build_object('id', v_item.id, 'version', v_item.version);
  end if;
  if v_item.version <> p_version then
    raise exception 'Somebody changed the item: it is at version %.', v_item.version
      using errcode = 'AG409', detail = v_item.kind || '.changed', hint = v_item.version::text;
  end if;
  if v_item.deleted_at is not null and p_change <> 'restore' then
    raise exception 'The item was deleted.'
      using errcode = 'AG409', detail = v_item.kind || '.deleted';
  end if;
  if p_change = 'publish' and v_item.kind = 'agent' and not exists (
    select from public.agent_instructions
    where agent_instructions.agent_id = p_id and agent_instructions.instructions ~ '\S'
  ) then
    raise exception 'An agent without instructions can''t be published.'
      using errcode = 'AG422', detail = 'agent.instructions-missing';
  end if;

  update public.content_items
  set status = v_status, deleted_at = case when v_deleted then now() end
  where content_items.id = p_id
  returning * into v_item;
  return jsonb_build_object('id', v_item.id, 'version', v_item.version);
exception
  -- While it was deleted another one took its name.
  when unique_violation then
    raise exception 'Another item of this community has this name.'
      using errcode = 'AG409', detail = v_item.kind || '.name-taken';
end;
$$;
comment on function public.change_content(uuid, integer, text) is
  'publish, take-back, delete or restore; p_version null takes any version. Answers {id, version}.';

drop function private.is_whole(public.content_items);

revoke execute on function private.content_body(public.content_items) from authenticated;
create or replace function private.content_body(p_item public.content_items)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_id constant uuid := p_item.id;
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'title', p_item.title,
    'summary', p_item.summary,
    'tags', (
      select jsonb_agg(tags.name order by tags.name)
      from public.content_tags join public.tags on tags.id = content_tags.tag_id
      where content_tags.item_id = v_id
    ),
    'files', (
      select jsonb_agg(
        jsonb_build_object('file', content_files.file_id, 'purpose', content_files.purpose)
        order by content_files.purpose, content_files.place
      )
      from public.content_files where content_files.item_id = v_id
    ),
    'agent', (
      select to_jsonb(agents) - array['id', 'kind']
        || coalesce(to_jsonb(agent_instructions) - 'agent_id', '{}')
      from public.agents
      left join public.agent_instructions on agent_instructions.agent_id = agents.id
      where agents.id = v_id
    ),
    'video', (
      select to_jsonb(videos) - array['id', 'kind'] || jsonb_build_object(
        'chapters', (
          select jsonb_agg(to_jsonb(video_chapters) - 'video_id' order by starts_at_second)
          from public.video_chapters where video_chapters.video_id = v_id
        ),
        'captions', (
          select jsonb_agg(to_jsonb(video_captions) - 'video_id' order by language)
          from public.video_captions where video_captions.video_id = v_id
        )
      )
      from public.videos where videos.id = v_id
    ),
    'document', (
      select to_jsonb(documents) - array['id', 'kind']
      from public.documents where documents.id = v_id
    ),
    'prompt', (
      select to_jsonb(prompts) - array['id', 'kind'] || jsonb_build_object(
        'variables', (
          select jsonb_agg(to_jsonb(prompt_variables) - 'prompt_id' order by place)
          from public.prompt_variables where prompt_variables.prompt_id = v_id
        )
      )
      from public.prompts where prompts.id = v_id
    ),
    'automation', (
      select to_jsonb(automations) - array['id', 'kind'] || jsonb_build_object(
        'steps', (
          select jsonb_agg(to_jsonb(automation_steps) - 'automation_id' order by place)
          from public.automation_steps where automation_steps.automation_id = v_id
        )
      )
      from public.automations where automations.id = v_id
    )
  ));
end;
$$;
comment on function private.content_body(public.content_items) is null;
