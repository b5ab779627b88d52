-- A file with a word that the community holds is held as a message is: it is kept where it was to wait,
-- its author sees why and may ask for it to be looked at. It goes along with no message until a coach has
-- let it through.

alter table public.held_messages add column file_id uuid;
alter table public.held_messages
  add constraint held_messages_file_id_fkey foreign key (file_id)
  references public.message_files (id) on delete cascade not valid;
alter table public.held_messages validate constraint held_messages_file_id_fkey;
comment on column public.held_messages.file_id is
  'The file that is held; text is its name then. What it says stands with it.';
-- allow constraint: little is held, and the table is young
alter table public.held_messages add constraint held_messages_file_once unique (file_id);
alter table public.held_messages alter column message_id drop not null;
alter table public.held_messages
  add constraint held_messages_of_one check (num_nonnulls(message_id, file_id) = 1) not valid;
alter table public.held_messages validate constraint held_messages_of_one;

comment on table public.held_messages is
  'Messages, their files and answers that are held, or were. Their text is read by public.read_held() '
  'only, which keeps that it was read.';

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
    where held_messages.conversation_id = p_conversation
      and held_messages.message_id is not null
      and held_messages.state <> 'released'
  );
end;
$$;

create function private.hold_file(p_file uuid, p_word text)
returns void
language plpgsql
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  insert into public.held_messages (
    community_id, conversation_id, file_id, owner_id, agent_name, author, why, word, state, shared,
    text, note
  )
  select conversations.community_id, conversations.id, message_files.id, conversations.owner_id,
    conversations.agent_name, 'person', 'words', p_word,
    case when moderation_rules.refuses then 'refused' else 'waiting' end,
    conversations.readers = 'owner_and_coaches', message_files.name,
    case when moderation_rules.refuses then moderation_rules.refusal else '' end
  from public.message_files
  join public.conversations on conversations.id = message_files.conversation_id
  join public.moderation_rules on moderation_rules.community_id = conversations.community_id
  where message_files.id = p_file;
end;
$$;
comment on function private.hold_file(uuid, text) is
  'Holds a file of the asker''s that waits for a message, for a word of its community''s.';

create function private.file_held(p_file uuid)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.held_messages
    where held_messages.file_id = p_file and held_messages.state <> 'released'
  );
end;
$$;
comment on function private.file_held(uuid) is
  'Whether a file of the asker''s is held, and so goes along with no message.';

-- As before; what holds a word waits as held, and is not refused any more.
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
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_conversation public.conversations;
  v_place smallint;
  v_word text;
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
  v_word := private.held_word(
    v_conversation.community_id, p_name || E'\n' || coalesce(p_text, ''), false
  );
  if v_word is not null then
    perform private.hold_file(p_file, v_word);
  end if;
  return v_word is not null;
end;
$$;
comment on function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb) is
  'Has a file that lies in the storage wait for the next message of a conversation of mine, and tells '
  'whether it is held: then it waits for a coach first.';

-- The rest of the functions stays as it is, and so is not written out again.
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
  ) and',
  '      and message_files.message_id is not distinct from p_edits
      and not private.file_held(message_files.id)
  ) and'
);
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  'message_files.conversation_id = v_conversation.id and message_files.message_id is null;',
  'message_files.conversation_id = v_conversation.id and message_files.message_id is null
      and not private.file_held(message_files.id);'
);
-- What is held is kept as a held message is, and has a week once it is let through.
select private.change_function(
  'private.sweep_waiting_files_at(timestamptz, integer)',
  'waiting.created_at < p_now - interval ''1 day''',
  'waiting.created_at < p_now - interval ''1 day''
      and not exists (
        select from public.held_messages
        where held_messages.file_id = waiting.id
          and (
            held_messages.state <> ''released''
            or held_messages.settled_at > p_now - interval ''7 days''
          )
      )'
);
select private.change_function(
  'public.read_held(uuid)',
  'return jsonb_build_object(''text'', v_held.text, ''question'', v_held.question);',
  'if v_held.file_id is not null then
    return (
      select jsonb_build_object(
        ''text'', coalesce(message_files.text, ''''), ''question'', '''', ''file'', message_files.name
      )
      from public.message_files
      where message_files.id = v_held.file_id
    );
  end if;
  return jsonb_build_object(''text'', v_held.text, ''question'', v_held.question);'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.read_held(uuid) is
  'The text of what is held, for a coach with whom it is shared: {text, question}, of a file {file}, its '
  'name, too; a picture has no text. The audit keeps that I read it.';

grant select (file_id) on table public.held_messages to authenticated;
grant insert (file_id) on table public.held_messages to aigym_definer;
revoke all on function
  private.hold_file(uuid, text), private.file_held(uuid),
  public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
from public, anon, authenticated, service_role;
grant execute on function private.hold_file(uuid, text), private.file_held(uuid) to aigym_definer;
grant execute on function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
to authenticated;
grant create on schema public to aigym_definer;
alter function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
  owner to aigym_definer;
revoke create on schema public from aigym_definer;
