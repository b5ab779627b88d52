-- A community may have each message looked at by a provider's moderation before a model is asked. The
-- answer's object asks for it, as it asks the model; what is found harmful is held as what says one of
-- the community's words is. What could not be looked at is not answered, and looked at again with the
-- next try or the next message.

alter table public.moderation_rules add column provider boolean not null default false;
comment on column public.moderation_rules.provider is
  'Each message is looked at by a provider''s moderation before a model is asked.';
grant select (provider), insert (provider), update (provider)
on table public.moderation_rules to authenticated;

drop trigger moderation_rules_audit on public.moderation_rules;
create trigger moderation_rules_audit
  after insert or update of words, refuses, refusal, answers, review, provider
  on public.moderation_rules
  for each row execute function private.audit_row(
    'moderation', 'community_id', 'moderation', 'community_id', 'words!', 'refuses', 'refusal!',
    'answers', 'review', 'provider'
  );

-- Nobody holds what could not be looked at: it is asked again. Nothing was ever held for that.
alter table public.held_messages drop constraint held_messages_why_known;
alter table public.held_messages
  add constraint held_messages_why_known check (why in ('words', 'review', 'provider')) not valid;
alter table public.held_messages validate constraint held_messages_why_known;

create function private.unlooked(p_community uuid, p_conversation uuid, p_message uuid)
returns table (id uuid, text text, depth integer)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  if not exists (
    select from public.moderation_rules
    where moderation_rules.community_id = p_community and moderation_rules.provider
  ) then
    return;
  end if;
  return query
    with recursive said as (
      select asked.id, asked.parent_id, asked.text, 1 as depth
      from public.messages as asked
      where asked.conversation_id = p_conversation
        and asked.id = p_message
        and asked.author = 'person'
      union all
      -- An answer without a word: it was stopped, or nobody could look, before a model was asked.
      select earlier.id, earlier.parent_id, earlier.text, said.depth + 1
      from said
      join public.messages as silent
        on silent.conversation_id = p_conversation and silent.id = said.parent_id
      join public.messages as earlier
        on earlier.conversation_id = p_conversation and earlier.id = silent.parent_id
      where silent.text = '' and said.depth < 20
    )
    select said.id, said.text, said.depth
    from said
    where not exists (
      select from public.held_messages
      where held_messages.conversation_id = p_conversation and held_messages.message_id = said.id
    );
end;
$$;
comment on function private.unlooked(uuid, uuid, uuid) is
  'A message, and those before it that no model answered, which go to the model with it: what a '
  'provider looks at, where the community wishes it. What is held goes to none, and a coach has looked '
  'at what was let through.';

grant create on schema public to aigym_definer;
create or replace function public.answer_means(p_job jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_community uuid;
  v_agent uuid;
begin
  select conversations.community_id,
    private.agent_of_answer(conversations.id, (p_job ->> 'answerId')::uuid)
  into v_community, v_agent
  from public.conversations
  where conversations.id = (p_job ->> 'conversationId')::uuid
    and conversations.owner_id = v_me
    and conversations.community_id = any (private.my_communities());
  if v_community is null then
    return null;
  end if;
  return jsonb_build_object(
    'keys', private.keys_for(v_community), 'models', private.chain_of(v_agent),
    'looked', private.looks_at_answers(v_community),
    'unlooked', (
      select string_agg(unlooked.text, E'\n\n' order by unlooked.depth desc)
      from private.unlooked(
        v_community, (p_job ->> 'conversationId')::uuid, (p_job ->> 'personMessageId')::uuid
      ) as unlooked
    )
  );
end;
$$;
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys, '
  'models, looked, unlooked}, the keys sealed, both null where there are none; looked: it is looked '
  'through before it is shown; unlooked: what a provider is to look at before a model is asked, or null.';

create function public.hold_asked(p_answer uuid)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_conversation public.conversations;
  v_asked uuid;
  v_held public.held_messages;
  v_now integer;
begin
  select conversations.* into v_conversation
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and messages.status = 'streaming'
    and conversations.owner_id = v_me
    and conversations.community_id = any (private.my_communities());
  if v_conversation.id is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'not-found';
  end if;
  select messages.parent_id into v_asked
  from public.messages
  where messages.conversation_id = v_conversation.id and messages.id = p_answer;
  insert into public.held_messages (
    community_id, conversation_id, message_id, owner_id, agent_name, author, why, state, shared, text
  )
  select v_conversation.community_id, v_conversation.id, unlooked.id, v_me, v_conversation.agent_name,
    'person', 'provider', 'waiting', v_conversation.readers = 'owner_and_coaches', unlooked.text
  from private.unlooked(v_conversation.community_id, v_conversation.id, v_asked) as unlooked
  on conflict (message_id) do nothing;
  get diagnostics v_now = row_count;
  select * into v_held
  from public.held_messages
  where held_messages.message_id = v_asked;
  -- Nobody wishes it any more, or a coach has let it through meanwhile.
  if v_held.id is null or (v_held.state = 'released' and v_now = 0) then
    return null;
  end if;
  update public.messages
  set status = case messages.text when '' then 'failed' else 'cut_off' end,
    failure = private.held_failure(v_held), completed_at = now()
  where messages.id = p_answer and messages.status = 'streaming';
  return private.held_failure(v_held);
end;
$$;
comment on function public.hold_asked(uuid) is
  'Holds what a provider found harmful: the message that an answer of mine, which is being made, is to '
  'answer, and what went unanswered before it. The answer ends with the failure that comes back; null '
  'where nothing is held any more.';

revoke all on function private.unlooked(uuid, uuid, uuid), public.hold_asked(uuid)
from public, anon, authenticated, service_role;
grant execute on function private.unlooked(uuid, uuid, uuid) to aigym_definer;
grant execute on function public.hold_asked(uuid) to authenticated;

alter function public.hold_asked(uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
