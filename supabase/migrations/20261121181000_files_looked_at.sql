-- What a community looks at before a message is answered, it looks at in files too: words at the moment
-- at which they are attached. A coach or a service sees the message alone, so that where they look first
-- none goes along.

create function private.files_unlooked(p_community uuid)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.moderation_rules
    where moderation_rules.community_id = p_community
      and (moderation_rules.review or moderation_rules.provider)
  );
end;
$$;
comment on function private.files_unlooked(uuid) is
  'Whether somebody looks at messages of a community before they are answered who can''t see their files.';

create function private.change_function(p_function regprocedure, p_from text, p_to text)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_before constant text := pg_get_functiondef(p_function);
  v_after constant text := replace(v_before, p_from, p_to);
begin
  if v_after = v_before then
    raise exception '% does not read as expected', p_function;
  end if;
  execute v_after;
end;
$$;
select private.change_function(
  'public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)',
  '  if p_text is null and not public.takes_pictures',
  '  if private.files_unlooked(v_conversation.community_id) then
    raise exception ''Whoever looks at messages here can not see files.''
      using errcode = ''AG409'', detail = ''file.unlooked'';
  end if;
  if private.held_word(
    v_conversation.community_id, p_name || E''\n'' || coalesce(p_text, ''''), false
  ) is not null then
    raise exception ''The file holds a word that the community holds.''
      using errcode = ''AG409'', detail = ''file.held'';
  end if;
  if p_text is null and not public.takes_pictures'
);
-- What waits, and what a message had that is written anew, may be older than the rule.
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '  if p_edits is null then
    -- What waits goes with it.',
  '  if exists (
    select from public.message_files
    where message_files.conversation_id = v_conversation.id
      and message_files.message_id is not distinct from p_edits
  ) and private.files_unlooked(v_conversation.community_id) then
    raise exception ''Whoever looks at messages here can not see files.''
      using errcode = ''AG409'', detail = ''file.unlooked'';
  end if;
  if p_edits is null then
    -- What waits goes with it.'
);
drop function private.change_function(regprocedure, text, text);

revoke all on function private.files_unlooked(uuid) from public, anon, authenticated, service_role;
grant execute on function private.files_unlooked(uuid) to aigym_definer;
