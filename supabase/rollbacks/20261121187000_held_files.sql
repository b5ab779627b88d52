-- Undoes 20261121187000_held_files.sql. Files that are held go: before, they were refused.

delete from public.message_files
where message_files.id in (
  select held_messages.file_id from public.held_messages where held_messages.state <> 'released'
);
delete from public.held_messages where held_messages.file_id is not null;

drop function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb);
create function public.add_message_file(
  p_conversation uuid,
  p_file uuid,
  p_name text,
  p_media_type text,
  p_bytes bigint,
  p_text text,
  p_models jsonb
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_conversation public.conversations;
  v_place smallint;
begin
  -- Two at once come through here one after the other.
  select * into v_conversation
  from public.conversations
  where conversations.id = p_conversation
    and conversations.owner_id = v_me
    and conversations.deleted_at is null
    and conversations.community_id = any (private.my_communities())
  for no key update;
  if v_conversation.id is null then
    raise exception 'There is no such conversation.'
      using errcode = 'AG404', detail = 'conversation.not-found';
  end if;
  if private.files_unlooked(v_conversation.community_id) then
    raise exception 'Whoever looks at messages here can not see files.'
      using errcode = 'AG409', detail = 'file.unlooked';
  end if;
  if private.held_word(
    v_conversation.community_id, p_name || E'\n' || coalesce(p_text, ''), false
  ) is not null then
    raise exception 'The file holds a word that the community holds.'
      using errcode = 'AG409', detail = 'file.held';
  end if;
  if p_text is null and not public.takes_pictures(p_models, p_conversation) then
    raise exception 'Its model takes no pictures.'
      using errcode = 'AG409', detail = 'file.no-pictures';
  end if;
  select min(free.place) into v_place
  from generate_series(1, 3) as free (place)
  where not exists (
    select from public.message_files
    where message_files.conversation_id = p_conversation
      and message_files.message_id is null
      and message_files.place = free.place
  );
  if v_place is null then
    raise exception 'As many wait as a message may have.'
      using errcode = 'AG409', detail = 'file.enough';
  end if;
  -- Under the id of its row, as every file: another's can't be named.
  if exists (select from public.files where files.id = p_file) then
    raise exception 'There is such a file.' using errcode = 'AG409', detail = 'file.taken';
  end if;
  insert into public.message_files (
    id, community_id, conversation_id, place, object_id, name, media_type, bytes, text
  )
  values (
    p_file, v_conversation.community_id, p_conversation, v_place, p_file, p_name, p_media_type,
    p_bytes, p_text
  );
end;
$$;
comment on function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb) is
  'Has a file that lies in the storage wait for the next message of a conversation of mine.';

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
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '      and message_files.message_id is not distinct from p_edits
      and not private.file_held(message_files.id)
  ) and',
  '      and message_files.message_id is not distinct from p_edits
  ) and'
);
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  'message_files.conversation_id = v_conversation.id and message_files.message_id is null
      and not private.file_held(message_files.id);',
  'message_files.conversation_id = v_conversation.id and message_files.message_id is null;'
);
select private.change_function(
  'private.sweep_waiting_files_at(timestamptz, integer)',
  'waiting.created_at < p_now - interval ''1 day''
      and not exists (
        select from public.held_messages
        where held_messages.file_id = waiting.id
          and (
            held_messages.state <> ''released''
            or held_messages.settled_at > p_now - interval ''7 days''
          )
      )',
  'waiting.created_at < p_now - interval ''1 day'''
);
select private.change_function(
  'public.read_held(uuid)',
  'if v_held.file_id is not null then
    return (
      select jsonb_build_object(
        ''text'', coalesce(message_files.text, ''''), ''question'', '''', ''file'', message_files.name
      )
      from public.message_files
      where message_files.id = v_held.file_id
    );
  end if;
  return jsonb_build_object(''text'', v_held.text, ''question'', v_held.question);',
  'return jsonb_build_object(''text'', v_held.text, ''question'', v_held.question);'
);
drop function private.change_function(regprocedure, text, text);

create or replace function private.held_back(p_conversation uuid)
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select coalesce(array_agg(held_messages.message_id), '{}')
    from public.held_messages
    where held_messages.conversation_id = p_conversation and held_messages.state <> 'released'
  );
end;
$$;

comment on function public.read_held(uuid) is
  'The text of what is held, for a coach with whom it is shared: {text, question}. The audit keeps that '
  'I read it.';
drop function private.hold_file(uuid, text);
drop function private.file_held(uuid);

comment on table public.held_messages is
  'Messages and answers that are held, or were. Their text is read by public.read_held() only, which '
  'keeps that it was read.';
alter table public.held_messages drop constraint held_messages_of_one;
alter table public.held_messages drop column file_id;
alter table public.held_messages alter column message_id set not null;

revoke all on function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
from public, anon, authenticated, service_role;
grant execute on function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
  owner to aigym_definer;
revoke create on schema public from aigym_definer;
