-- A compared answer that came to no good end stays in its comparison when it is asked for again: the next
-- one is made by the same model, and takes its place.

grant update (message_id) on table public.compared_answers to aigym_definer;

create function private.own_model(p_conversation uuid, p_answer uuid)
returns jsonb
language sql
stable
security invoker
set search_path = ''
as $$
  select coalesce(
    (
      select jsonb_build_object('means', jsonb_build_object('models', jsonb_build_array(
        jsonb_build_object(
          'provider', compared_answers.provider, 'name', compared_answers.model,
          'label', compared_answers.label
        )
      )))
      from public.compared_answers
      where compared_answers.conversation_id = p_conversation
        and compared_answers.message_id = p_answer
    ),
    '{}'
  );
$$;
comment on function private.own_model(uuid, uuid) is
  'What the job of a compared answer says of its model, which makes it alone; of another answer nothing.';
revoke all on function private.own_model(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function private.own_model(uuid, uuid) to aigym_definer;

-- The rest of the function stays as it is, and so is not written out again.
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
  'return private.answer_job(v_answer, true);',
  'return private.answer_job(v_answer, true) || private.own_model(v_conversation.id, v_answer);'
);
select private.change_function(
  'public.retry_answer(uuid, uuid, uuid, boolean)',
  'return private.answer_job(v_answer, false);',
  'return private.answer_job(v_answer, false) || private.own_model(v_conversation.id, v_answer);'
);
select private.change_function(
  'public.retry_answer(uuid, uuid, uuid, boolean)',
  '  insert into public.message_posts (conversation_id, post_key, message_id)
',
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
  insert into public.message_posts (conversation_id, post_key, message_id)
'
);
drop function private.change_function(regprocedure, text, text);
comment on function public.retry_answer(uuid, uuid, uuid, boolean) is
  'Opens another answer to the same message, beside the one that is there: of p_agent, where that is '
  'given, or one that goes on from what was kept of it; in the place of a compared one that came to no '
  'good end, by its model. Answers as send_message does.';
