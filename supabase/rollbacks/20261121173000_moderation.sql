-- Undoes 20261121173000_moderation.sql. What communities hold, and what was held of answers, is lost;
-- messages that were held stay where they are and may be asked again.

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
  'private.answer_job(uuid, boolean)',
  'where path.text <> '''' and path.id <> all (private.held_back(answer.conversation_id))',
  'where path.text <> '''''
);
select private.change_function(
  'public.share_conversation(uuid, text, bytea, boolean)',
  'and answer_agents.message_id = path.id
  where path.id <> all (private.held_back(v_conversation.id));',
  'and answer_agents.message_id = path.id;'
);
select private.change_function(
  'public.answer_means(jsonb)',
  '''models'', private.chain_of(v_agent),
    ''looked'', private.looks_at_answers(v_community)',
  '''models'', private.chain_of(v_agent)'
);
select private.change_function(
  'public.save_answer(uuid, text, text, text, text)',
  '  if private.hold_answer(p_answer, v_community, v_text, p_status, p_model) then
    return ''held'';
  end if;
  -- The one lock:',
  '  -- The one lock:'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys, '
  'models}, the keys sealed, both null where there are none.';
comment on function public.save_answer(uuid, text, text, text, text) is
  'Keeps what has come of an answer, never less than before, and answers continue or stop. An '
  'answer that is over is not changed.';

create or replace function public.admit_answer(p_job jsonb, p_models jsonb, p_found jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me uuid;
  v_answer constant uuid := (p_job ->> 'answerId')::uuid;
  v_community uuid;
  v_open boolean;
  v_limits record;
  v_wait integer := 0;
  v_place jsonb;
begin
  -- First what is cheap to tell: most communities have none.
  if private.has_limits(private.my_communities()) then
    v_me := private.require_person();
    select conversations.community_id, messages.status = 'streaming' into v_community, v_open
    from public.messages
    join public.conversations on conversations.id = messages.conversation_id
    where messages.id = v_answer
      and messages.author = 'agent'
      and conversations.owner_id = v_me;
    select * into v_limits from private.limits_of(v_community);
    -- The same post again was counted when it came first.
    if not (p_job ->> 'repeated')::boolean then
      if v_limits.person_messages is not null then
        v_wait := private.count_message(v_community, v_me, v_limits.person_messages);
      end if;
      if v_wait = 0 and v_limits.community_messages is not null then
        v_wait := private.count_message(v_community, v_community, v_limits.community_messages);
      end if;
      if v_wait > 0 then
        raise exception 'Too many messages a minute.'
          using errcode = 'AG429', detail = v_wait::text;
      end if;
    end if;
    if v_open then
      v_place := private.turn_of(v_community, v_me, v_answer);
    end if;
  end if;
  -- After the turn, everywhere: whoever ends an answer leaves its turn first and then settles it.
  return jsonb_build_object(
    'refused', public.reserve_answer(p_job, p_models, p_found), 'place', v_place
  );
end;
$$;
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell. Where messages a minute are over, all is undone: AG429 with the '
  'seconds to wait.';

drop function public.review_first(uuid);
drop function public.settle_held(uuid, boolean, text);
drop function public.read_held(uuid);
drop function public.appeal_held(uuid, text);
drop function private.talk_there(uuid);
drop function private.tell_held(public.held_messages);
drop function private.hold_answer(uuid, uuid, text, text, text);
drop function private.hold_message(uuid);
drop function private.held_failure(public.held_messages);
drop function private.looks_at_answers(uuid);
drop function private.held_back(uuid);
drop function private.held_word(uuid, text, boolean);
drop function private.has_moderation(uuid[]);
drop table public.held_messages;
drop table public.moderation_rules;
drop function private.compare_rules();
drop function private.compared_words(text);
