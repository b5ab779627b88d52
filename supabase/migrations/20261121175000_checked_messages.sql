-- A community may have each message looked at by a provider's moderation before a model is asked. The
-- answer's object asks for it, as it asks the model; what is found harmful, or could not be looked at,
-- is held as what says one of the community's words is.

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

create function private.checks_messages(p_community uuid)
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
    where moderation_rules.community_id = p_community and moderation_rules.provider
  );
end;
$$;

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
    'checked', private.checks_messages(v_community)
  );
end;
$$;
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys, '
  'models, looked, checked}, the keys sealed, both null where there are none; looked: it is looked '
  'through before it is shown; checked: what it answers is looked at before a model is asked.';

create function public.hold_asked(p_answer uuid, p_why text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_conversation public.conversations;
  v_asked public.messages;
  v_held public.held_messages;
begin
  if p_why not in ('provider', 'unchecked') then
    raise exception 'Nothing is held for that.' using errcode = 'AG422', detail = 'invalid';
  end if;
  select asked.* into v_asked
  from public.messages as answers
  join public.messages as asked
    on asked.conversation_id = answers.conversation_id and asked.id = answers.parent_id
  where answers.id = p_answer and answers.author = 'agent' and answers.status = 'streaming';
  select * into v_conversation
  from public.conversations
  where conversations.id = v_asked.conversation_id
    and conversations.owner_id = v_me
    and conversations.community_id = any (private.my_communities());
  if v_conversation.id is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'not-found';
  end if;
  insert into public.held_messages (
    community_id, conversation_id, message_id, owner_id, agent_name, author, why, state, shared, text
  )
  values (
    v_conversation.community_id, v_conversation.id, v_asked.id, v_me, v_conversation.agent_name,
    'person', p_why, 'waiting', v_conversation.readers = 'owner_and_coaches', v_asked.text
  )
  on conflict (message_id) do nothing;
  select * into v_held
  from public.held_messages
  where held_messages.message_id = v_asked.id;
  -- A coach has looked already.
  if v_held.state = 'released' then
    return null;
  end if;
  update public.messages
  set status = case messages.text when '' then 'failed' else 'cut_off' end,
    failure = private.held_failure(v_held), completed_at = now()
  where messages.id = p_answer and messages.status = 'streaming';
  return private.held_failure(v_held);
end;
$$;
comment on function public.hold_asked(uuid, text) is
  'Holds the message that an answer of mine, which is being made, is to answer: a provider found it '
  'harmful, or could not look. The answer ends with the failure that comes back; null where a coach has '
  'let the message through.';

revoke all on function private.checks_messages(uuid), public.hold_asked(uuid, text)
from public, anon, authenticated, service_role;
grant execute on function private.checks_messages(uuid) to aigym_definer;
grant execute on function public.hold_asked(uuid, text) to authenticated;

alter function public.hold_asked(uuid, text) owner to aigym_definer;
revoke create on schema public from aigym_definer;
