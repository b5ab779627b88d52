-- Files and pictures that a member attaches to a message. They wait in their conversation until the next
-- message is sent, which takes them along. Of documents their text is kept with them, for models.

create table public.message_files (
  id uuid primary key,
  community_id uuid not null references public.communities (id) on delete cascade,
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  -- Null while it waits for the next message.
  message_id uuid,
  -- Three at most: that many places there are.
  place smallint not null,
  -- What it lies under in the storage. A message that is written anew has the file of the first one.
  object_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  -- What a document says. Null of a picture, which models are given as it is.
  text text,
  created_at timestamptz not null default now(),
  constraint message_files_message foreign key (conversation_id, message_id)
    references public.messages (conversation_id, id) on delete cascade,
  constraint message_files_places unique nulls not distinct (conversation_id, message_id, place),
  constraint message_files_few check (place between 1 and 3),
  constraint message_files_name_safe check (
    char_length(name) between 1 and 255 and name !~ '[/\\[:cntrl:]]' and name not in ('.', '..')
  ),
  constraint message_files_media_type_form
    check (media_type ~ '^[a-z]+/[a-z0-9][a-z0-9.+-]{0,100}$'),
  constraint message_files_bytes_range check (bytes between 1 and 5242880),
  constraint message_files_text_length check (char_length(text) between 1 and 400000),
  constraint message_files_picture check (
    (text is null) = (media_type in ('image/png', 'image/jpeg', 'image/webp', 'image/gif'))
  )
);
comment on table public.message_files is
  'Files that members attach to their messages; message_id null: they wait for the next one. Three a '
  'message at most.';
create index message_files_message_alone on public.message_files (message_id);
create index message_files_community on public.message_files (community_id);
create index message_files_object on public.message_files (object_id);
create index message_files_waiting on public.message_files (created_at) where message_id is null;

alter table public.answer_sources add column file_id uuid;
alter table public.answer_sources
  add constraint answer_sources_file_id_fkey foreign key (file_id)
  references public.message_files (id) on delete set null not valid;
alter table public.answer_sources validate constraint answer_sources_file_id_fkey;
comment on column public.answer_sources.file_id is
  'The file of a message that it is; null of a document of the library.';
-- allow index: answers have few sources, and the table is young
create index answer_sources_file on public.answer_sources (file_id);

alter table public.copied_messages add column files text[] not null default '{}';
comment on column public.copied_messages.files is 'Names of what was attached; it is not in the copy.';

-- Attaching ---------------------------------------------------------------------------------------

create function public.takes_pictures(p_models jsonb, p_conversation uuid default null)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_models jsonb := p_models;
begin
  if p_conversation is not null then
    select coalesce(private.chain_of(conversations.agent_id), p_models) into v_models
    from public.conversations
    where conversations.id = p_conversation and conversations.owner_id = private.me();
  end if;
  return (
    select coalesce(bool_and(coalesce(ai_models.takes_images, false)), false)
    from jsonb_to_recordset(v_models) as may (provider text, name text)
    left join public.ai_models
      on ai_models.provider = may.provider and ai_models.name = may.name
  );
end;
$$;
comment on function public.takes_pictures(jsonb, uuid) is
  'Whether each of the models that may answer ([{provider, name}]) is listed as one that takes pictures; '
  'with a conversation of mine: those of its agent, where it has its own.';

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

create function public.remove_message_file(p_conversation uuid, p_file uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_object uuid;
begin
  delete from public.message_files
  using public.conversations
  where conversations.id = p_conversation
    and conversations.owner_id = v_me
    and conversations.deleted_at is null
    and conversations.community_id = any (private.my_communities())
    and message_files.conversation_id = conversations.id
    and message_files.id = p_file
    and message_files.message_id is null
  returning message_files.object_id into v_object;
  return v_object;
end;
$$;
comment on function public.remove_message_file(uuid, uuid) is
  'Takes back a file that waits in a conversation of mine: what lies in the storage for it; null where '
  'none waits.';

-- Sending -----------------------------------------------------------------------------------------

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
  '  values (v_conversation.id, v_key, v_asked);
',
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
'
);

-- The newest pictures stand with the message that brought them.
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '    select jsonb_build_object(
      ''conversationId''',
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
      ''conversationId'''
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  'jsonb_build_object(''author'', path.author, ''text'', path.text) order by',
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
          )) order by'
);

-- A picture is held against budgets as so many tokens as providers make of a large one.
select private.change_function(
  'public.reserve_answer(jsonb, jsonb, jsonb)',
  'octet_length(turn ->> ''text'') + 16',
  'octet_length(turn ->> ''text'') + 16
      + 1600 * coalesce(jsonb_array_length(turn -> ''images''), 0)'
);

-- What a model may be given of a conversation's documents, and of those that were attached to the
-- messages before the answer, the newest ten. Together they take half of what fits into a question to
-- the smallest of the models, three letters a token, and 60,000 letters at most; each has an equal share,
-- and what a short one leaves goes to the others.
create function private.given_documents(p_conversation uuid, p_models jsonb, p_asked uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_given uuid[];
  v_attached uuid[];
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
  v_given := private.readable_among(array(
    select conversation_documents.document_id
    from public.conversation_documents
    where conversation_documents.conversation_id = p_conversation
  ));
  if exists (
    select from public.message_files
    where message_files.conversation_id = p_conversation
      and message_files.message_id is not null
      and message_files.text is not null
  ) then
    v_attached := array(
      with recursive path as (
        select asked.id, asked.parent_id, 1 as depth
        from public.messages as asked
        where asked.conversation_id = p_conversation and asked.id = p_asked
        union all
        select earlier.id, earlier.parent_id, path.depth + 1
        from path
        join public.messages as earlier
          on earlier.conversation_id = p_conversation and earlier.id = path.parent_id
        where path.depth < 39
      )
      select newest.id
      from (
        select message_files.id, message_files.place, path.depth
        from path
        join public.message_files
          on message_files.conversation_id = p_conversation
          and message_files.message_id = path.id
        where message_files.text is not null
          and path.id <> all (private.held_back(p_conversation))
        order by path.depth, message_files.place
        limit 10
      ) as newest
      order by newest.depth desc, newest.place
    );
  end if;
  if v_given = '{}' and coalesce(v_attached, '{}') = '{}' then
    return v_found;
  end if;
  select least(60000, coalesce(min(ai_models.context_tokens), 8192)::bigint * 3 / 2) into v_room
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;

  v_left := coalesce(cardinality(v_attached), 0) + (
    select count(*) from public.documents
    where documents.id = any (v_given) and btrim(documents.body) <> ''
  );
  for v_one in
    select documents.id as document, null::uuid as file, null::uuid as object, content_items.title,
      documents.body, char_length(documents.body) as size,
      conversation_documents.place::integer as place
    from public.conversation_documents
    join public.documents on documents.id = conversation_documents.document_id
    join public.content_items on content_items.id = documents.id
    where conversation_documents.conversation_id = p_conversation
      and documents.id = any (v_given)
      and btrim(documents.body) <> ''
    union all
    select null, message_files.id, message_files.object_id, message_files.name, message_files.text,
      char_length(message_files.text), 100 + array_position(v_attached, message_files.id)
    from public.message_files
    where message_files.id = any (v_attached)
    order by size, place
  loop
    v_share := least(v_one.size, v_room / v_left);
    v_room := v_room - v_share;
    v_left := v_left - 1;
    v_found := v_found || jsonb_build_object(
      'document', v_one.document,
      'file', v_one.file,
      'object', v_one.object,
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

select private.change_function(
  'public.take_sources(uuid, jsonb)',
  '        where conversation_documents.conversation_id = conversations.id
      )
',
  '        where conversation_documents.conversation_id = conversations.id
      )
      or exists (
        select from public.message_files
        where message_files.conversation_id = conversations.id
          and message_files.message_id is not null
          and message_files.text is not null
      )
'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  'private.given_documents(v_answer.conversation_id, p_models)',
  'private.given_documents(v_answer.conversation_id, p_models, v_answer.parent_id)'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  'section, passage, part)',
  'section, passage, part,
      file_id)'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  '(one.found ->> ''part'')::smallint
',
  '(one.found ->> ''part'')::smallint,
    (one.found ->> ''file'')::uuid
'
);
select private.change_function(
  'public.take_sources(uuid, jsonb)',
  'null, null, ''{}'', null, '''', null
',
  'null, null, ''{}'', null, '''', null, null
'
);
drop function private.given_documents(uuid, jsonb);

-- Copies ------------------------------------------------------------------------------------------

select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  '(copy_id, place, author, agent_name, text, status)',
  '(copy_id, place, author, agent_name, text, status, files)'
);
select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  'then ''cut_off'' else path.status end
',
  'then ''cut_off'' else path.status end,
    array(
      select message_files.name from public.message_files
      where message_files.conversation_id = v_conversation.id
        and message_files.message_id = path.id
      order by message_files.place
    )
'
);
select private.change_function(
  'public.read_copy(bytea, integer)',
  'said.text, said.status',
  'said.text, said.status,
            said.files'
);

drop function private.change_function(regprocedure, text, text);

-- The storage -------------------------------------------------------------------------------------

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
  ) + (
    -- Each object once, however many messages have it.
    select coalesce(sum(message_files.bytes), 0) from public.message_files
    where message_files.community_id = new.community_id
      and message_files.id = message_files.object_id
      and message_files.id <> new.id
  ) + new.bytes then
    raise exception 'The community has stored as much as it may.'
      using errcode = 'AG409', detail = 'community.storage-full';
  end if;
  return new;
end;
$$;
create trigger message_files_limit before insert on public.message_files
  for each row when (new.message_id is null) execute function private.keep_storage_limit();

create or replace function private.files_without_row(p_ids uuid[])
returns uuid[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(asked.id), '{}')
  from unnest(p_ids) as asked (id)
  where not exists (select from public.files where files.id = asked.id)
    and not exists (select from public.message_files where message_files.object_id = asked.id);
$$;

create function private.sweep_waiting_files_at(p_now timestamptz, p_limit integer)
returns setof uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return query
  delete from public.message_files
  where message_files.id in (
    select waiting.id
    from public.message_files as waiting
    where waiting.message_id is null and waiting.created_at < p_now - interval '1 day'
    order by waiting.created_at
    limit p_limit
    -- One that is sent at this moment waits no more.
    for update skip locked
  )
  returning message_files.object_id;
end;
$$;

create or replace function private.sweep_files()
returns table (id uuid, upload_id text)
language sql
volatile
security definer
set search_path = ''
as $$
  select swept.id, swept.upload_id from private.sweep_files_at(now(), 200) as swept
  union all
  select waiting.id, null from private.sweep_waiting_files_at(now(), 200) as waiting (id);
$$;
comment on function private.sweep_files() is
  'Deletes up to two hundred rows of uploads that were left lying for a day and of files that no '
  'item and no version uses, and as many files that waited a day for a message. For the scheduled job, '
  'which deletes what lies in the storage.';

-- Rights ------------------------------------------------------------------------------------------

alter table public.message_files enable row level security;
revoke all on table public.message_files from public, anon, authenticated, service_role;
grant select on table public.message_files to authenticated;
grant select, insert, delete on table public.message_files to aigym_definer;
grant update (message_id) on table public.message_files to aigym_definer;

create policy "Files of messages are seen with them, those that wait by who attached them"
  on public.message_files for select to authenticated
  using (
    exists (
      select from public.conversations
      where conversations.id = message_files.conversation_id
        and (
          message_files.message_id is not null
          or conversations.owner_id = (select private.me())
        )
    )
  );
create policy "Definer functions read files of messages"
  on public.message_files for select to aigym_definer
  using (true);
create policy "Definer functions attach files for the asker"
  on public.message_files for insert to aigym_definer
  with check (
    exists (
      select from public.conversations
      where conversations.id = message_files.conversation_id
        and conversations.community_id = message_files.community_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions send the asker's files"
  on public.message_files for update to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = message_files.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions take back the asker's files"
  on public.message_files for delete to aigym_definer
  using (
    message_files.message_id is null
    and exists (
      select from public.conversations
      where conversations.id = message_files.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

revoke all on function
  private.given_documents(uuid, jsonb, uuid), private.sweep_waiting_files_at(timestamptz, integer),
  public.takes_pictures(jsonb, uuid),
  public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb),
  public.remove_message_file(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.takes_pictures(jsonb, uuid),
  public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb),
  public.remove_message_file(uuid, uuid)
to authenticated;

grant create on schema private, public to aigym_definer;
alter function private.given_documents(uuid, jsonb, uuid) owner to aigym_definer;
alter function public.takes_pictures(jsonb, uuid) owner to aigym_definer;
alter function public.add_message_file(uuid, uuid, text, text, bigint, text, jsonb)
  owner to aigym_definer;
alter function public.remove_message_file(uuid, uuid) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
