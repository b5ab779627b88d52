-- Documents that the owner of a conversation gives to it: the agent reads their text with each
-- question. Whether the asker may read them is asked at each answer.

create table public.conversation_documents (
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  -- Five at most: that many places there are.
  place smallint not null,
  document_id uuid not null references public.documents (id) on delete cascade,
  primary key (conversation_id, place),
  constraint conversation_documents_once unique (conversation_id, document_id),
  constraint conversation_documents_few check (place between 1 and 5)
);
comment on table public.conversation_documents is
  'Documents that a conversation''s owner gave to it, to be read with each question; five at most.';
create index conversation_documents_document on public.conversation_documents (document_id);

alter table public.answer_sources add column part smallint;
alter table public.answer_sources
  add constraint answer_sources_part check (part between 1 and 100) not valid;
alter table public.answer_sources validate constraint answer_sources_part;
comment on column public.answer_sources.part is
  'Of a document that was given to the conversation: how much of it the model had, from its beginning, '
  'in per cent. Null of a passage that was found.';

-- Finding -----------------------------------------------------------------------------------------

-- Of some documents, those that are published and that I may read.
create function private.readable_among(p_documents uuid[])
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(content_items.id), '{}')
    from public.content_items
    where content_items.id = any (p_documents)
      and content_items.status = 'published'
      and content_items.deleted_at is null
      -- As the policy on content_items has it.
      and (
        (
          content_items.community_id = any (private.my_communities())
          or content_items.community_id is null
            and content_items.id = any (private.my_given_items())
        )
        and (content_items.audience is null or content_items.audience && private.my_audiences())
        or content_items.community_id = any (private.my_admin_communities())
        or private.is_platform_admin()
      )
  );
end;
$$;

create or replace function private.readable_knowledge(p_agent uuid)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return private.readable_among(array(
    select agent_knowledge.document_id
    from public.agent_knowledge
    where agent_knowledge.agent_id = p_agent
  ));
end;
$$;

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

drop function public.take_sources(uuid);
create function public.take_sources(p_answer uuid, p_models jsonb default '[]')
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_answer record;
  v_given jsonb;
  v_found jsonb;
begin
  -- The asker's own, by the definer's policies.
  select messages.id, messages.conversation_id, messages.parent_id, conversations.community_id,
    private.agent_of_answer(conversations.id, messages.id) as agent_id
  into v_answer
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer and messages.author = 'agent' and messages.status = 'streaming'
    and conversations.owner_id = private.me()
    and (
      exists (
        select from public.agent_knowledge
        where agent_knowledge.agent_id = private.agent_of_answer(conversations.id, messages.id)
      )
      or exists (
        select from public.conversation_documents
        where conversation_documents.conversation_id = conversations.id
      )
    );
  if v_answer.id is null then
    return null;
  end if;
  v_given := private.given_documents(v_answer.conversation_id, p_models);
  v_found := private.look_up(
    v_answer.community_id,
    v_answer.agent_id,
    (
      select messages.text from public.messages
      where messages.conversation_id = v_answer.conversation_id and messages.id = v_answer.parent_id
    )
  );
  if v_found is null and v_given = '[]' then
    return null;
  end if;
  v_found := v_given || coalesce(v_found, '[]');
  -- The same post again brings the same, unless it was changed meanwhile: the first stays.
  insert into public.answer_sources
    (message_id, place, conversation_id, document_id, title, headings, section, passage, part)
  select v_answer.id, one.at, v_answer.conversation_id, (one.found ->> 'document')::uuid,
    one.found ->> 'title', array(select jsonb_array_elements_text(one.found -> 'headings')),
    one.found ->> 'section', one.found ->> 'passage', (one.found ->> 'part')::smallint
  from jsonb_array_elements(v_found) with ordinality as one (found, at)
  union all
  select v_answer.id, 0, v_answer.conversation_id, null, null, '{}', null, '', null
  where v_found = '[]'
  on conflict do nothing;
  return v_found;
end;
$$;
comment on function public.take_sources(uuid, jsonb) is
  'Finds what an answer of mine that is being made is to be made from, and keeps it with it: the '
  'documents of its conversation, with the part of each that fits the models that may answer '
  '([{provider, name}]), then as find_knowledge; null where there are neither.';

-- Rights ------------------------------------------------------------------------------------------

alter table public.conversation_documents enable row level security;
revoke all on table public.conversation_documents from public, anon, authenticated, service_role;
grant select, insert, delete on table public.conversation_documents to authenticated;
grant select on table public.conversation_documents to aigym_definer;

create policy "What a conversation was given is seen with it"
  on public.conversation_documents for select to authenticated
  using (
    exists (
      select from public.conversations
      where conversations.id = conversation_documents.conversation_id
    )
  );
create policy "Owners give what they may read to their conversations"
  on public.conversation_documents for insert to authenticated
  with check (
    exists (
      select from public.conversations
      join public.content_items on content_items.id = conversation_documents.document_id
      where conversations.id = conversation_documents.conversation_id
        and conversations.owner_id = (select private.me())
        and conversations.community_id = any ((select private.my_communities())::uuid[])
        and conversations.deleted_at is null
        and content_items.status = 'published'
        and content_items.deleted_at is null
        and (
          content_items.community_id = conversations.community_id
          or content_items.community_id is null and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_items.id
              and (
                content_assignments.community_id = conversations.community_id
                or content_assignments.community_id is null
              )
          )
        )
    )
  );
create policy "Owners take documents back from their conversations"
  on public.conversation_documents for delete to authenticated
  using (
    exists (
      select from public.conversations
      where conversations.id = conversation_documents.conversation_id
        and conversations.owner_id = (select private.me())
        and conversations.community_id = any ((select private.my_communities())::uuid[])
        and conversations.deleted_at is null
    )
  );
create policy "Definer functions find what the asker's conversations were given"
  on public.conversation_documents for select to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = conversation_documents.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

revoke all on function
  private.readable_among(uuid[]), private.given_documents(uuid, jsonb),
  public.take_sources(uuid, jsonb)
from public, anon, authenticated, service_role;
grant execute on function public.take_sources(uuid, jsonb) to authenticated;

grant create on schema private, public to aigym_definer;
alter function private.readable_among(uuid[]) owner to aigym_definer;
alter function private.given_documents(uuid, jsonb) owner to aigym_definer;
alter function public.take_sources(uuid, jsonb) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
