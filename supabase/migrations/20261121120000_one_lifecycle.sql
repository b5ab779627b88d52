-- One lifecycle over five kinds: one way to save an item of any kind, in the words in which its
-- versions are kept, so that a form, a version brought back and a copy all come in by one door.

-- With the reader's own rights: a coach reads all of an item, a member not an agent's instructions.
-- Only what the item's kind adds is looked for.
create or replace function private.content_body(p_item public.content_items)
returns jsonb
language plpgsql
stable
security invoker
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
    p_item.kind, case p_item.kind
      when 'agent' then (
        select to_jsonb(agents) - array['id', 'kind']
          || coalesce(to_jsonb(agent_instructions) - 'agent_id', '{}')
        from public.agents
        left join public.agent_instructions on agent_instructions.agent_id = agents.id
        where agents.id = v_id
      )
      when 'video' then (
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
      )
      when 'document' then (
        select to_jsonb(documents) - array['id', 'kind']
        from public.documents where documents.id = v_id
      )
      when 'prompt' then (
        select to_jsonb(prompts) - array['id', 'kind'] || jsonb_build_object(
          'variables', (
            select jsonb_agg(to_jsonb(prompt_variables) - 'prompt_id' order by place)
            from public.prompt_variables where prompt_variables.prompt_id = v_id
          )
        )
        from public.prompts where prompts.id = v_id
      )
      when 'automation' then (
        select to_jsonb(automations) - array['id', 'kind'] || jsonb_build_object(
          'steps', (
            select jsonb_agg(to_jsonb(automation_steps) - array['id', 'automation_id'] order by place)
            from public.automation_steps where automation_steps.automation_id = v_id
          )
        )
        from public.automations where automations.id = v_id
      )
    end
  ));
end;
$$;
comment on function private.content_body(public.content_items) is
  'All that an item is, as far as the reader may see it; what save_content takes.';
grant execute on function private.content_body(public.content_items) to authenticated;

-- What a kind adds: what is left out is as in an empty item.
create function private.write_kind(p_id uuid, p_kind text, p_body jsonb)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_body constant jsonb := coalesce(p_body -> p_kind, '{}');
begin
  case p_kind
    when 'agent' then
      insert into public.agents (id, greeting, starter_questions)
      values (
        p_id,
        coalesce(v_body ->> 'greeting', ''),
        array(select jsonb_array_elements_text(v_body -> 'starter_questions'))
      )
      on conflict (id) do update
      set greeting = excluded.greeting, starter_questions = excluded.starter_questions;
      insert into public.agent_instructions (agent_id, instructions, temperature, max_output_tokens)
      values (
        p_id,
        coalesce(v_body ->> 'instructions', ''),
        coalesce((v_body ->> 'temperature')::numeric, 0.7),
        coalesce((v_body ->> 'max_output_tokens')::integer, 1024)
      )
      on conflict (agent_id) do update
      set instructions = excluded.instructions, temperature = excluded.temperature,
        max_output_tokens = excluded.max_output_tokens;
    when 'document' then
      insert into public.documents (id, body)
      values (p_id, coalesce(v_body ->> 'body', ''))
      on conflict (id) do update set body = excluded.body;
    when 'prompt' then
      insert into public.prompts (id, body)
      values (p_id, coalesce(v_body ->> 'body', ''))
      on conflict (id) do update set body = excluded.body;
      delete from public.prompt_variables where prompt_variables.prompt_id = p_id;
      insert into public.prompt_variables (
        prompt_id, name, place, type, label, help, default_value, required, options
      )
      select p_id, one.name, one.place, one.type, one.label, coalesce(one.help, ''),
        coalesce(one.default_value, ''), coalesce(one.required, true), coalesce(one.options, '{}')
      from jsonb_to_recordset(v_body -> 'variables') as one (
        name text, place integer, type text, label text, help text, default_value text,
        required boolean, options text[]
      );
    when 'video' then
      insert into public.videos (id, address, duration_seconds, transcript)
      values (
        p_id, v_body ->> 'address', (v_body ->> 'duration_seconds')::numeric,
        coalesce(v_body ->> 'transcript', '')
      )
      on conflict (id) do update
      set address = excluded.address, duration_seconds = excluded.duration_seconds,
        transcript = excluded.transcript;
      delete from public.video_chapters where video_chapters.video_id = p_id;
      insert into public.video_chapters (video_id, starts_at_second, title)
      select p_id, one.starts_at_second, one.title
      from jsonb_to_recordset(v_body -> 'chapters') as one (starts_at_second numeric, title text);
      -- Captions hang from files, and so come and go apart from the form: only a version brings
      -- them along, as far as their files are still there.
      if v_body ? 'captions' then
        delete from public.video_captions where video_captions.video_id = p_id;
        insert into public.video_captions (video_id, language, label, file_id)
        select p_id, one.language, one.label, one.file_id
        from jsonb_to_recordset(v_body -> 'captions') as one (
          language text, label text, file_id uuid
        )
        join public.files on files.id = one.file_id;
      end if;
    when 'automation' then
      insert into public.automations (id, trigger_kind, trigger_settings)
      values (
        p_id, coalesce(v_body ->> 'trigger_kind', 'manual'),
        coalesce(v_body -> 'trigger_settings', '{}')
      )
      on conflict (id) do update
      set trigger_kind = excluded.trigger_kind, trigger_settings = excluded.trigger_settings;
      delete from public.automation_steps where automation_steps.automation_id = p_id;
      insert into public.automation_steps (automation_id, place, action, settings)
      select p_id, one.place, one.action, coalesce(one.settings, '{}')
      from jsonb_to_recordset(v_body -> 'steps') as one (
        place integer, action text, settings jsonb
      );
  end case;
end;
$$;

-- Tags and files, each only where the body has them: a form without them leaves them alone.
create function private.write_hangings(p_item public.content_items, p_body jsonb)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if p_body ? 'tags' then
    insert into public.tags (community_id, name)
    select p_item.community_id, btrim(one.name)
    from jsonb_array_elements_text(p_body -> 'tags') as one (name)
    where btrim(one.name) <> ''
    on conflict do nothing;
    delete from public.content_tags where content_tags.item_id = p_item.id;
    insert into public.content_tags (item_id, tag_id)
    select p_item.id, tags.id
    from public.tags
    where tags.community_id is not distinct from p_item.community_id
      and lower(tags.name) in (
        select lower(btrim(one.name)) from jsonb_array_elements_text(p_body -> 'tags') as one (name)
      );
  end if;
  if p_body ? 'files' then
    delete from public.content_files where content_files.item_id = p_item.id;
    insert into public.content_files (item_id, file_id, purpose, place)
    select p_item.id, files.id, one.body ->> 'purpose', one.place
    from jsonb_array_elements(p_body -> 'files') with ordinality as one (body, place)
    join public.files on files.id = (one.body ->> 'file')::uuid;
  end if;
end;
$$;

-- With the caller's own rights: the policies are what holds.
create function public.save_content(
  p_community uuid,
  p_kind text,
  p_id uuid,
  p_version integer,
  p_body jsonb,
  p_key uuid default null,
  p_change text default null
)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_title constant text := btrim(p_body ->> 'title');
  v_item public.content_items;
  v_answer jsonb;
  v_repeated boolean := false;
  v_same boolean;
begin
  if p_kind is null or p_kind not in ('agent', 'video', 'document', 'prompt', 'automation') then
    raise exception 'There is no such kind.' using errcode = 'AG422', detail = 'kind.invalid';
  end if;
  if p_change not in ('publish', 'submit', 'restore') then
    raise exception 'There is no such change.' using errcode = 'AG422', detail = 'change.invalid';
  end if;
  perform private.require_coach(p_community);

  if p_id is null then
    insert into public.content_items (community_id, kind, title, slug, summary, owner_id, post_key)
    values (
      p_community, p_kind, v_title, private.slug_of(v_title), coalesce(p_body ->> 'summary', ''),
      private.me(), p_key
    )
    on conflict do nothing
    returning * into v_item;
    if v_item.id is not null then
      perform private.write_kind(v_item.id, p_kind, p_body);
      perform private.write_hangings(v_item, p_body);
    else
      -- The same post again, or a name that is taken.
      select * into v_item
      from public.content_items
      where content_items.owner_id = private.me() and content_items.post_key = p_key
        and content_items.kind = p_kind
        and content_items.community_id is not distinct from p_community;
      if v_item.id is null then
        raise exception 'Another item of this kind has this name.'
          using errcode = 'AG409', detail = p_kind || '.name-taken';
      end if;
      v_same := jsonb_strip_nulls(p_body - array['tags', 'files'])
        = private.content_body(v_item) - array['tags', 'files'];
      -- Somebody went back, changed the words and sent them again: they count as long as nobody
      -- touched the item since it was made.
      if v_same or v_item.updated_at <> v_item.created_at or v_item.deleted_at is not null then
        return jsonb_build_object(
          'id', v_item.id, 'version', v_item.version, 'repeated', true, 'settled', v_same
        );
      end if;
      v_repeated := true;
    end if;
  end if;

  if p_id is not null or v_repeated then
    -- Who changes a row waits here for whoever is at it, and then sees what they did.
    select * into v_item
    from public.content_items
    where content_items.id = coalesce(p_id, v_item.id)
      and content_items.community_id is not distinct from p_community
      and content_items.kind = p_kind
    for no key update;
    if v_item.id is null then
      raise exception 'There is no such item.'
        using errcode = 'AG404', detail = p_kind || '.not-found';
    end if;
    if v_item.deleted_at is not null and p_change is distinct from 'restore' then
      raise exception 'The item was deleted.' using errcode = 'AG409', detail = p_kind || '.deleted';
    end if;
    if v_item.deleted_at is null and not v_repeated and v_item.version is distinct from p_version
    then
      raise exception 'Somebody changed the item: it is at version %.', v_item.version
        using errcode = 'AG409', detail = p_kind || '.changed', hint = v_item.version::text;
    end if;
    perform private.write_kind(v_item.id, p_kind, p_body);
    perform private.write_hangings(v_item, p_body);
    begin
      -- Last, so that a version that is kept of it is of what it is now.
      update public.content_items
      set title = v_title, slug = private.slug_of(v_title),
        summary = coalesce(p_body ->> 'summary', ''), deleted_at = null
      where content_items.id = v_item.id
      returning * into v_item;
    exception
      when unique_violation then
        raise exception 'Another item of this kind has this name.'
          using errcode = 'AG409', detail = p_kind || '.name-taken';
    end;
  end if;

  v_answer := jsonb_build_object('id', v_item.id, 'version', v_item.version);
  if p_change in ('publish', 'submit') then
    v_answer := public.change_content(v_item.id, null, p_change);
  end if;
  return v_answer || jsonb_build_object('repeated', v_repeated, 'settled', true);
end;
$$;
comment on function public.save_content(uuid, text, uuid, integer, jsonb, uuid, text) is
  'Makes an item (p_id null) or changes the version that the coach saw. p_body is as content_body '
  'has it; tags and files are left alone where it has none. p_key makes a second sending harmless. '
  'p_change: publish or submit it then, or restore it before. Answers {id, version, repeated, '
  'settled}; settled is false when the item of a second sending went its own way.';

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
  if p_change is null or p_change not in (
    'publish', 'take-back', 'submit', 'send-back', 'archive', 'delete', 'restore'
  ) then
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
    when 'publish' then 'published'
    when 'take-back' then 'draft'
    when 'send-back' then 'draft'
    when 'submit' then 'in_review'
    when 'archive' then 'archived'
    else v_item.status
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
  -- What was sent back or published meanwhile is not what was looked at.
  if (p_change = 'send-back' and v_item.status <> 'in_review')
    or (p_change = 'submit' and v_item.status <> 'draft')
  then
    raise exception 'The item is not where it was: it is %.', v_item.status
      using errcode = 'AG409', detail = v_item.kind || '.changed', hint = v_item.version::text;
  end if;
  if p_change in ('publish', 'submit') and v_item.kind = 'agent' and not exists (
    select from public.agent_instructions
    where agent_instructions.agent_id = p_id and agent_instructions.instructions ~ '\S'
  ) then
    raise exception 'An agent without instructions can''t be published.'
      using errcode = 'AG422', detail = 'agent.instructions-missing';
  end if;
  if p_change in ('publish', 'submit') and not private.is_whole(v_item) then
    raise exception 'There is nothing in it that members could use.'
      using errcode = 'AG422', detail = v_item.kind || '.empty';
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
  'publish, take-back, submit, send-back, archive, delete or restore; p_version null takes any '
  'version. Answers {id, version}.';

create function private.is_whole(p_item public.content_items)
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
comment on function private.is_whole(public.content_items) is
  'Whether there is something in it that members could use.';

-- What is saved while it is published is published with it, and so is a version of its own.
drop trigger content_items_version on public.content_items;
create trigger content_items_version after update on public.content_items
  for each row
  when (
    new.status = 'published' and new.deleted_at is null
    and (old.status <> 'published' or old.deleted_at is null)
  )
  execute function private.keep_content_version();

-- The coach's list over all kinds, last changed first.
-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_desk_all
  on public.content_items (community_id, updated_at desc, id desc);
-- What waits for a review, the longest waiting first.
-- allow index: 20,000 rows beside ten million messages, written by coaches, done in a moment
create index content_items_waiting
  on public.content_items (community_id, updated_at, id)
  where status = 'in_review' and deleted_at is null;

revoke all on function
  private.write_kind(uuid, text, jsonb), private.write_hangings(public.content_items, jsonb),
  private.is_whole(public.content_items),
  public.save_content(uuid, text, uuid, integer, jsonb, uuid, text)
from public, anon, authenticated, service_role;
grant execute on function
  private.write_kind(uuid, text, jsonb), private.write_hangings(public.content_items, jsonb),
  private.is_whole(public.content_items),
  public.save_content(uuid, text, uuid, integer, jsonb, uuid, text)
to authenticated;
