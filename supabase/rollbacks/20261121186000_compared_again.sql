-- Undoes 20261121186000_compared_again.sql. What took a place in a comparison keeps it.

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
  'public.retry_answer(uuid, uuid, uuid, boolean)',
  ' || private.own_model(v_conversation.id, v_answer);',
  ';'
);
select private.change_function(
  'public.retry_answer(uuid, uuid, uuid, boolean)',
  '  -- Of a comparison, unless its model has left the list since. What was chosen of it is no more.
  if p_agent is null and v_old.status <> ''complete'' then
    update public.compared_answers
    set message_id = v_answer, chosen_at = null
    from public.ai_models
    where compared_answers.conversation_id = v_conversation.id
      and compared_answers.message_id = p_answer
      and ai_models.provider = compared_answers.provider
      and ai_models.name = compared_answers.model
      and ai_models.enabled;
  end if;
',
  ''
);
drop function private.change_function(regprocedure, text, text);
comment on function public.retry_answer(uuid, uuid, uuid, boolean) is
  'Opens another answer to the same message, beside the one that is there: of p_agent, where that is '
  'given, or one that goes on from what was kept of it. Answers as send_message does.';
drop function private.own_model(uuid, uuid);
revoke update (message_id) on table public.compared_answers from aigym_definer;
