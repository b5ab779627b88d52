-- Undoes 20261121174100_documents_in_conversations.sql. What conversations were given is lost; under
-- answers that were made from it their names stay, as passages of which nothing is shown.

drop function public.take_sources(uuid, jsonb);
create function public.take_sources(p_answer uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_answer record;
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
    and exists (
      select from public.agent_knowledge where agent_knowledge.agent_id = private.agent_of_answer(conversations.id, messages.id)
    );
  if v_answer.id is null then
    return null;
  end if;
  v_found := private.look_up(
    v_answer.community_id,
    v_answer.agent_id,
    (
      select messages.text from public.messages
      where messages.conversation_id = v_answer.conversation_id and messages.id = v_answer.parent_id
    )
  );
  if v_found is null then
    return null;
  end if;
  -- The same post again brings the same, unless it was changed meanwhile: the first stays.
  insert into public.answer_sources
    (message_id, place, conversation_id, document_id, title, headings, section, passage)
  select v_answer.id, one.at, v_answer.conversation_id, (one.found ->> 'document')::uuid,
    one.found ->> 'title', array(select jsonb_array_elements_text(one.found -> 'headings')),
    one.found ->> 'section', one.found ->> 'passage'
  from jsonb_array_elements(v_found) with ordinality as one (found, at)
  union all
  select v_answer.id, 0, v_answer.conversation_id, null, null, '{}', null, ''
  where v_found = '[]'
  on conflict do nothing;
  return v_found;
end;
$$;
comment on function public.take_sources(uuid) is
  'Finds what an answer of mine that is being made is to be made from, and keeps it with it: as '
  'find_knowledge, null for an agent without documents.';

create or replace function private.readable_knowledge(p_agent uuid)
returns uuid[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(content_items.id), '{}')
    from public.agent_knowledge
    join public.content_items on content_items.id = agent_knowledge.document_id
    where agent_knowledge.agent_id = p_agent
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

drop function private.given_documents(uuid, jsonb);
drop function private.readable_among(uuid[]);
alter table public.answer_sources drop column part;
drop table public.conversation_documents;

revoke all on function public.take_sources(uuid) from public, anon, authenticated, service_role;
grant execute on function public.take_sources(uuid) to authenticated;
grant create on schema public to aigym_definer;
alter function public.take_sources(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
