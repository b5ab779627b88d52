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
',
  ''
);
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '  if exists (
    select from public.message_files
    where message_files.conversation_id = v_conversation.id
      and message_files.message_id is not distinct from p_edits
  ) and private.files_unlooked(v_conversation.community_id) then
    raise exception ''Whoever looks at messages here can not see files.''
      using errcode = ''AG409'', detail = ''file.unlooked'';
  end if;
',
  ''
);
drop function private.change_function(regprocedure, text, text);
drop function private.files_unlooked(uuid);
