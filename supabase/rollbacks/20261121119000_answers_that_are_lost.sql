-- Undoes 20261121119000_answers_that_are_lost.sql. The runs that it noted stay.

drop trigger messages_answer_lost on public.messages;
drop function private.note_lost_run();
drop function private.end_lost_answers();

drop policy "Definer functions fill in the asker's runs" on public.ai_runs;
revoke
  update (model_id, model, input_tokens, output_tokens, cost, first_word_ms, duration_ms)
on table public.ai_runs from aigym_definer;

create or replace function public.record_run(p_answer uuid, p_run jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_model constant text := left(coalesce(nullif(p_run ->> 'model', ''), 'unknown'), 200);
  v_input constant integer := (p_run ->> 'inputTokens')::integer;
  v_output constant integer := (p_run ->> 'outputTokens')::integer;
  v_duration constant integer := coalesce((p_run ->> 'durationMs')::integer, 0);
  v_began constant timestamptz := clock_timestamp() - make_interval(secs => v_duration / 1000.0);
  v_model_id uuid;
begin
  select ai_models.id into v_model_id
  from public.ai_models
  where ai_models.provider = p_run ->> 'provider' and ai_models.name = v_model;
  -- An answer has one run, however often its maker tells of it.
  insert into public.ai_runs (
    community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
    output_tokens, cost, first_word_ms, duration_ms
  )
  select conversations.community_id, v_me, conversations.agent_id, v_model_id, v_model, messages.id,
    messages.status, v_input, v_output, private.cost_of(v_model_id, v_began, v_input, v_output),
    (p_run ->> 'firstWordMs')::integer, v_duration
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and messages.status <> 'streaming'
    and conversations.owner_id = v_me
    and not exists (select from public.ai_runs where ai_runs.message_id = messages.id);
end;
$$;
comment on function public.record_run(uuid, jsonb) is
  'Notes what a finished answer of mine took: {provider, model, inputTokens, outputTokens, '
  'firstWordMs, durationMs}. A second time, and for an answer that is not mine, nothing happens.';
