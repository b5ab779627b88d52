-- An answer that is lost together with its maker is ended by a job, and has its line in the ledger.

-- Whatever found that nobody makes an answer any more (the next message, a reader, a wish to stop, the
-- job below): the run is noted in the same transaction, with what is known of it.
create function private.note_lost_run()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  insert into public.ai_runs (
    community_id, user_id, agent_id, model, message_id, outcome, duration_ms
  )
  select conversations.community_id, conversations.owner_id, conversations.agent_id,
    left(coalesce(nullif(new.model, ''), 'unknown'), 200), new.id, new.status,
    -- Until it was last heard of.
    greatest(0, least(2147483647, extract(epoch from old.saved_at - new.created_at) * 1000))
  from public.conversations
  where conversations.id = new.conversation_id
    and not exists (select from public.ai_runs where ai_runs.message_id = new.id);
  return null;
end;
$$;

create trigger messages_answer_lost after update of status on public.messages
  for each row when (
    old.status = 'streaming' and new.status <> 'streaming'
    and (new.failure = 'lost' or private.is_lost(old.saved_at))
  )
  execute function private.note_lost_run();

-- Definer, and the migrations' role's own: nobody asks here. Ten minutes, where who asks waits one:
-- a maker that could not reach the database for a while may yet come with what it has.
create function private.end_lost_answers()
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_ended integer;
begin
  update public.messages
  set status = case messages.text when '' then 'failed' else 'cut_off' end,
      failure = 'lost',
      completed_at = now()
  from (
    select answers.conversation_id, answers.id
    from public.running_answers
    join public.messages as answers
      on answers.conversation_id = running_answers.conversation_id
      and answers.id = running_answers.answer_id
    where answers.status = 'streaming'
      and answers.saved_at < now() - interval '10 minutes'
    limit 100
    -- One whose maker saves at this moment is not lost; two jobs at once end each answer once.
    for update of answers skip locked
  ) as lost
  where messages.conversation_id = lost.conversation_id and messages.id = lost.id;
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$$;
comment on function private.end_lost_answers() is
  'Ends up to a hundred answers whose maker was silent for ten minutes, and notes their runs. For the '
  'scheduled job; answers how many it ended.';

-- The maker of an answer that counted as lost may come back and know what it took after all.
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
  v_duration integer := (p_run ->> 'durationMs')::integer;
  v_answer public.messages;
  v_began timestamptz;
  v_model_id uuid;
begin
  select messages.* into v_answer
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and messages.status <> 'streaming'
    and conversations.owner_id = v_me;
  if v_answer.id is null then
    return;
  end if;
  -- A maker that was interrupted does not know how long it took.
  v_duration := coalesce(
    v_duration,
    greatest(0, least(2147483647, extract(epoch from v_answer.saved_at - v_answer.created_at) * 1000))
  );
  v_began := clock_timestamp() - make_interval(secs => v_duration / 1000.0);
  select ai_models.id into v_model_id
  from public.ai_models
  where ai_models.provider = p_run ->> 'provider' and ai_models.name = v_model;
  update public.ai_runs
  set model_id = v_model_id,
      model = v_model,
      input_tokens = v_input,
      output_tokens = v_output,
      cost = private.cost_of(v_model_id, v_began, v_input, v_output),
      first_word_ms = (p_run ->> 'firstWordMs')::integer,
      duration_ms = v_duration
  where ai_runs.message_id = p_answer
    and ai_runs.user_id = v_me
    and ai_runs.input_tokens is null
    and ai_runs.output_tokens is null;
  -- An answer has one run, however often its maker tells of it.
  insert into public.ai_runs (
    community_id, user_id, agent_id, model_id, model, message_id, outcome, input_tokens,
    output_tokens, cost, first_word_ms, duration_ms
  )
  select conversations.community_id, v_me, conversations.agent_id, v_model_id, v_model, v_answer.id,
    v_answer.status, v_input, v_output, private.cost_of(v_model_id, v_began, v_input, v_output),
    (p_run ->> 'firstWordMs')::integer, v_duration
  from public.conversations
  where conversations.id = v_answer.conversation_id
    and not exists (select from public.ai_runs where ai_runs.message_id = v_answer.id);
end;
$$;
comment on function public.record_run(uuid, jsonb) is
  'Notes what a finished answer of mine took: {provider, model, inputTokens, outputTokens, '
  'firstWordMs, durationMs}. A second time, and for an answer that is not mine, nothing happens, but '
  'that tokens which were not known are filled in.';

grant
  update (model_id, model, input_tokens, output_tokens, cost, first_word_ms, duration_ms)
on table public.ai_runs to aigym_definer;

create policy "Definer functions fill in the asker's runs"
  on public.ai_runs for update to aigym_definer
  using (user_id = (select private.me()));

revoke all on function private.note_lost_run(), private.end_lost_answers()
from public, anon, authenticated, service_role;
grant execute on function private.end_lost_answers() to aigym_worker;
