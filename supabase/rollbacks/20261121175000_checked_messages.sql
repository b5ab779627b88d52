-- Undoes 20261121175000_checked_messages.sql. Which communities had messages looked at by a provider is
-- lost; what was held for that stays held.

drop function public.hold_asked(uuid);
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
    'looked', private.looks_at_answers(v_community)
  );
end;
$$;
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys, '
  'models, looked}, the keys sealed, both null where there are none; looked: it is looked through before '
  'it is shown.';
revoke create on schema public from aigym_definer;
drop function private.unlooked(uuid, uuid, uuid);

alter table public.held_messages drop constraint held_messages_why_known;
alter table public.held_messages add constraint held_messages_why_known
  check (why in ('words', 'review', 'provider', 'unchecked'));

drop trigger moderation_rules_audit on public.moderation_rules;
create trigger moderation_rules_audit
  after insert or update of words, refuses, refusal, answers, review on public.moderation_rules
  for each row execute function private.audit_row(
    'moderation', 'community_id', 'moderation', 'community_id', 'words!', 'refuses', 'refusal!',
    'answers', 'review'
  );
alter table public.moderation_rules drop column provider;
