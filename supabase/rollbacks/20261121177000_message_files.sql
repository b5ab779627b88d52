-- Undoes 20261121177000_message_files.sql. What was attached to messages is lost: what lies in the storage
-- for it goes with the next sweep. Under answers that were made from it their names stay, as sources that
-- are gone.

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
  'public.read_copy(bytea, integer)',
  'said.text, said.status,
            said.files',
  'said.text, said.status'
);
select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  'then ''cut_off'' else path.status end,
    array(
      select message_files.name from public.message_files
      where message_files.conversation_id = v_conversation.id
        and message_files.message_id = path.id
      order by message_files.place
    )
',
  'then ''cut_off'' else path.status end
'
);
select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  '(copy_id, place, author, agent_name, text, status, files)',
  '(copy_id, place, author, agent_name, text, status)'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  'null, null, ''{}'', null, '''', null, null
',
  'null, null, ''{}'', null, '''', null
'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  '(one.found ->> ''part'')::smallint,
    (one.found ->> ''file'')::uuid
',
  '(one.found ->> ''part'')::smallint
'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  'section, passage, part,
      file_id)',
  'section, passage, part)'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  'private.given_documents(v_answer.conversation_id, p_models, v_answer.parent_id)',
  'private.given_documents(v_answer.conversation_id, p_models)'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  '        where conversation_documents.conversation_id = conversations.id
      )
      or exists (
        select from public.message_files
        where message_files.conversation_id = conversations.id
          and message_files.message_id is not null
          and message_files.text is not null
      )
',
  '        where conversation_documents.conversation_id = conversations.id
      )
'
);
select private.change_function(
  'public.reserve_answer(jsonb, jsonb, jsonb)',
  'octet_length(turn ->> ''text'') + 16
      + 1600 * coalesce(jsonb_array_length(turn -> ''images''), 0)',
  'octet_length(turn ->> ''text'') + 16'
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  'jsonb_strip_nulls(jsonb_build_object(
            ''author'', path.author, ''text'', path.text,
            ''images'', (
              select jsonb_agg(
                jsonb_build_object(
                  ''id'', pictures.object_id, ''name'', pictures.name,
                  ''mediaType'', pictures.media_type
                ) order by pictures.place
              )
              from pictures where pictures.message_id = path.id
            )
          )) order by',
  'jsonb_build_object(''author'', path.author, ''text'', path.text) order by'
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '    , pictures as (
      select message_files.message_id, message_files.place, message_files.object_id,
        message_files.name, message_files.media_type
      from path
      cross join answer
      join public.message_files
        on message_files.conversation_id = answer.conversation_id
        and message_files.message_id = path.id
      where message_files.text is null
      order by path.depth, message_files.place
      limit 3
    )
    select jsonb_build_object(
      ''conversationId''',
  '    select jsonb_build_object(
      ''conversationId'''
);
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '  values (v_conversation.id, v_key, v_asked);
  if p_edits is null then
    -- What waits goes with it.
    update public.message_files
    set message_id = v_asked
    where message_files.conversation_id = v_conversation.id and message_files.message_id is null;
  else
    insert into public.message_files (
      id, community_id, conversation_id, message_id, place, object_id, name, media_type, bytes, text
    )
    select private.uuidv7(), had.community_id, had.conversation_id, v_asked, had.place,
      had.object_id, had.name, had.media_type, had.bytes, had.text
    from public.message_files as had
    where had.conversation_id = v_conversation.id and had.message_id = p_edits;
  end if;
',
  '  values (v_conversation.id, v_key, v_asked);
'
);
drop function private.change_function(regprocedure, text, text);

drop function private.given_documents(uuid, jsonb, uuid);
-- What a model may be given of a conversation's documents. Together they take half of what fits into a
-- question to the smallest of the models, three letters a token, and 60,000 letters at most; each has
-- an equal share, and what a short one leaves goes to the others.
create function private.given_documents(p_conversation uuid, p_models jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_given uuid[];
  v_room integer;
  v_left integer;
  v_share integer;
  v_one record;
  v_found jsonb := '[]';
begin
  -- As for policies: to who owes a second factor nothing is there.
  if not private.second_factor_met() then
    return v_found;
  end if;
  v_given := array(
    select conversation_documents.document_id
    from public.conversation_documents
    where conversation_documents.conversation_id = p_conversation
  );
  if v_given = '{}' then
    return v_found;
  end if;
  select least(60000, coalesce(min(ai_models.context_tokens), 8192)::bigint * 3 / 2) into v_room
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;

  v_given := private.readable_among(v_given);
  v_left := (
    select count(*) from public.documents
    where documents.id = any (v_given) and btrim(documents.body) <> ''
  );
  for v_one in
    select documents.id, documents.body, content_items.title,
      char_length(documents.body) as size, conversation_documents.place
    from public.conversation_documents
    join public.documents on documents.id = conversation_documents.document_id
    join public.content_items on content_items.id = documents.id
    where conversation_documents.conversation_id = p_conversation
      and documents.id = any (v_given)
      and btrim(documents.body) <> ''
    order by size, conversation_documents.place
  loop
    v_share := least(v_one.size, v_room / v_left);
    v_room := v_room - v_share;
    v_left := v_left - 1;
    v_found := v_found || jsonb_build_object(
      'document', v_one.id,
      'title', v_one.title,
      'headings', '[]'::jsonb,
      'section', null,
      'passage', '',
      'text', left(v_one.body, v_share),
      'part', case when v_share = v_one.size then 100
        else greatest(1, v_share::bigint * 100 / v_one.size) end,
      'place', v_one.place
    );
  end loop;
  return (
    select coalesce(jsonb_agg(one - 'place' order by (one ->> 'place')::integer), '[]')
    from jsonb_array_elements(v_found) as one
  );
end;
$$;

revoke all on function private.given_documents(uuid, jsonb)
from public, anon, authenticated, service_role;
grant create on schema private to aigym_definer;
alter function private.given_documents(uuid, jsonb) owner to aigym_definer;
revoke create on schema private from aigym_definer;

create or replace function private.keep_storage_limit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit bigint;
begin
  select community_limits.stored_bytes into v_limit
  from public.community_limits
  where community_limits.community_id = new.community_id
  for no key update;
  if v_limit is not null and v_limit < (
    select coalesce(sum(files.bytes), 0) from public.files
    where files.community_id = new.community_id and files.id <> new.id
  ) + new.bytes then
    raise exception 'The community has stored as much as it may.'
      using errcode = 'AG409', detail = 'community.storage-full';
  end if;
  return new;
end;
$$;

create or replace function private.files_without_row(p_ids uuid[])
returns uuid[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(asked.id), '{}')
  from unnest(p_ids) as asked (id)
  where not exists (select from public.files where files.id = asked.id);
$$;

create or replace function private.sweep_files()
returns table (id uuid, upload_id text)
language sql
volatile
security definer
set search_path = ''
as $$
  select swept.id, swept.upload_id from private.sweep_files_at(now(), 200) as swept;
$$;
comment on function private.sweep_files() is
  'Deletes up to two hundred rows of uploads that were left lying for a day and of files that no '
  'item and no version uses. For the scheduled job, which deletes what lies in the storage.';
drop function private.sweep_waiting_files_at(timestamptz, integer);

drop function public.remove_message_file(uuid, uuid);
drop function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb);
drop function public.takes_pictures(jsonb, uuid);

alter table public.copied_messages drop column files;
alter table public.answer_sources drop column file_id;
drop table public.message_files;
