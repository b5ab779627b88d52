-- Estimates: what an answer may cost, told before it is asked for, by the same two functions that hold
-- of the budgets what it may take.

create function private.dearest_of(p_models jsonb, p_input integer, p_output integer)
returns bigint
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  -- Another model may stand in for the one that is asked.
  return (
    select coalesce(max(private.cost_of(ai_models.id, now(), p_input, p_output)), 0)
    from jsonb_to_recordset(p_models) as may (provider text, name text)
    join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name
  );
end;
$$;
comment on function private.dearest_of(jsonb, integer, integer) is
  'What so many tokens cost by the dearest of the models that may answer; 0 where none has a price.';

-- What reserve_answer reckons, whatever it counts by now, moves into a function of its own.
do $$
declare
  v_reserve constant text := pg_get_functiondef('public.reserve_answer(jsonb, jsonb, jsonb)'::regprocedure);
  v_hold constant text := pg_get_functiondef(
    'private.hold_budgets(uuid, uuid, uuid, jsonb, integer, integer)'::regprocedure
  );
  v_reckoned constant text := substring(
    v_reserve from '(select 512 .*?)\n  into v_bytes\n  from jsonb_array_elements'
  );
  v_dearest constant text := '  select coalesce(max(private.cost_of(ai_models.id, now(), p_input, p_output)), 0) into v_money
  from jsonb_to_recordset(p_models) as may (provider text, name text)
  join public.ai_models on ai_models.provider = may.provider and ai_models.name = may.name;
';
begin
  if v_reckoned is null or strpos(v_hold, v_dearest) = 0 then
    raise exception 'What holds does not read as expected';
  end if;
  execute format(
    $f$
create function private.bytes_to_send(p_job jsonb, p_found jsonb)
returns bigint
language plpgsql
stable
security invoker
set search_path = ''
as $b$
begin
  return (
  %s
  from jsonb_array_elements(p_job -> 'history') as turn
  );
end;
$b$ $f$,
    v_reckoned
  );
  execute replace(
    v_reserve,
    v_reckoned || E'\n  into v_bytes\n  from jsonb_array_elements(p_job -> ''history'') as turn;',
    'v_bytes := private.bytes_to_send(p_job, p_found);'
  );
  execute replace(
    v_hold, v_dearest, E'  v_money := private.dearest_of(p_models, p_input, p_output);\n'
  );
  -- What a conversation brings to its next question.
  execute format(
    $f$
create function private.given_next(p_conversation uuid, p_models jsonb)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $b$
begin
  return private.given_documents(p_conversation, p_models%s);
end;
$b$ $f$,
    case when to_regprocedure('private.given_documents(uuid, jsonb, uuid)') is not null
      then ', private.shown_leaf(p_conversation)' else '' end
  );
end;
$$;
comment on function private.bytes_to_send(jsonb, jsonb) is
  'The most tokens that are sent for an answer, by its job and what was found for it.';
comment on function private.given_next(uuid, jsonb) is
  'As given_documents, for the question that comes next in a conversation.';

-- What is counted of everybody, which no policy shows to who asks: definers, and the migrations' role's
-- own, as those that count budgets.

create function private.counts_money(p_community uuid, p_person uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from private.budgets_for(p_community, p_person, now()) as counting
    where counting.money is not null
  );
end;
$$;
comment on function private.counts_money(uuid, uuid) is
  'Whether a person''s answers count towards a budget in money.';

create function private.usual_output(p_community uuid, p_agent uuid)
returns integer
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select percentile_disc(0.5) within group (order by lately.charged_output)
    from (
      select runs.charged_output
      from (
        -- One that is given to many communities may have been asked much elsewhere.
        select ai_runs.community_id, ai_runs.outcome, ai_runs.charged_output
        from public.ai_runs
        where ai_runs.agent_id = p_agent
        order by ai_runs.id desc
        limit 200
      ) as runs
      where runs.community_id = p_community
        and runs.outcome = 'complete'
        and runs.charged_output > 0
      limit 20
    ) as lately
  );
end;
$$;
comment on function private.usual_output(uuid, uuid) is
  'How many tokens the answers of an agent took lately in a community: the median of twenty; null '
  'where there were none.';

create function private.typical_job(p_community uuid, p_conversation uuid, p_agent uuid)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_leaf public.messages;
  v_history jsonb := '[]';
  v_agent record;
begin
  if p_conversation is not null then
    select messages.* into v_leaf
    from public.messages
    where messages.id = private.shown_leaf(p_conversation)
      and messages.conversation_id = p_conversation;
  end if;
  if v_leaf.id is not null then
    -- As it was for the answer that stands last; with the next question it may not be longer.
    select coalesce(jsonb_agg(earlier.turn order by earlier.at), '[]') into v_history
    from (
      select turns.turn, turns.at
      from jsonb_array_elements(
        private.answer_job(v_leaf.id, true) -> 'history'
      ) with ordinality as turns (turn, at)
      order by turns.at desc
      limit 37
    ) as earlier;
    if v_leaf.text <> '' then
      v_history := v_history || jsonb_build_object('author', 'agent', 'text', v_leaf.text);
    end if;
  end if;
  select agent_instructions.instructions, agent_instructions.max_output_tokens,
    -- Bytes of a letter, in what this agent and those who ask it write.
    octet_length(agent_instructions.instructions)::numeric
      / greatest(1, char_length(agent_instructions.instructions)) as width
  into v_agent
  from public.agent_instructions
  where agent_instructions.agent_id = p_agent;
  return jsonb_build_object(
    'instructions', coalesce(v_agent.instructions, ''),
    'begun', '',
    'maxOutputTokens', coalesce(v_agent.max_output_tokens, 1024),
    'history', v_history || jsonb_build_object(
      'author', 'person', 'text', repeat('x', ceil(500 * greatest(1, v_agent.width))::integer)
    ),
    -- Five passages, each with those beside it.
    'found', case when exists (
      select from public.agent_knowledge where agent_knowledge.agent_id = p_agent
    ) then jsonb_build_array(
      repeat('x', ceil(5 * 2000 * greatest(1, v_agent.width))::integer)
    ) end
  );
end;
$$;
comment on function private.typical_job(uuid, uuid, uuid) is
  'The job that a question of five hundred letters would be, next in a conversation or the first, with '
  'what may be found for it.';

create function public.estimate_answer(
  p_community uuid,
  p_conversation uuid,
  p_agent uuid,
  p_models jsonb
)
returns table (model text, about bigint, most bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_agent uuid := p_agent;
  v_models jsonb := p_models;
  v_job jsonb;
  v_found jsonb;
  v_bytes bigint;
  v_input integer;
  v_output integer;
  v_most_output integer;
begin
  -- First what is cheap to tell: most communities have none.
  if p_community is null
    or p_community <> all (private.my_communities())
    or not private.has_budgets(array[p_community])
    or not private.second_factor_met()
    or not private.counts_money(p_community, private.me())
  then
    return;
  end if;
  if p_conversation is not null then
    select conversations.agent_id into v_agent
    from public.conversations
    where conversations.id = p_conversation
      and conversations.owner_id = private.me()
      and conversations.community_id = p_community
      and conversations.deleted_at is null;
  end if;
  if v_agent is null then
    return;
  end if;
  begin
    perform private.require_agent(p_community, v_agent);
  exception when sqlstate 'AG404' or sqlstate 'AG409' then
    -- Nobody can ask it.
    return;
  end;
  if p_models is null then
    -- Each by itself. Of a document the one that takes most is given most.
    v_models := (
      select jsonb_agg(jsonb_build_object('provider', ai_models.provider, 'name', ai_models.name))
      from (
        select * from public.ai_models
        where ai_models.enabled
        order by ai_models.context_tokens desc
        limit 1
      ) as ai_models
    );
  else
    v_models := coalesce(private.chain_of(v_agent), p_models);
  end if;
  v_job := private.typical_job(p_community, p_conversation, v_agent);
  v_found := nullif(v_job -> 'found', 'null');
  if p_conversation is not null then
    v_found := coalesce(
      nullif(private.given_next(p_conversation, coalesce(v_models, '[]')), '[]')
        || coalesce(v_found, '[]'),
      v_found
    );
  end if;
  v_bytes := private.bytes_to_send(v_job, v_found);
  -- About four bytes are a token, and what is around them is less than what is held for it.
  v_input := ceil(
    (private.bytes_to_send(v_job, null) + coalesce(octet_length(v_found::text), 0)) / 4.0
  );
  v_most_output := (v_job ->> 'maxOutputTokens')::integer;
  v_output := least(
    v_most_output, coalesce(private.usual_output(p_community, v_agent), v_most_output)
  );
  if p_models is not null then
    return query
      select null::text,
        private.dearest_of(jsonb_path_query_array(v_models, '$[0]'), v_input, v_output),
        private.dearest_of(v_models, v_bytes::integer, v_most_output);
    return;
  end if;
  return query
    select ai_models.provider || ' ' || ai_models.name,
      private.dearest_of(one.model, v_input, v_output),
      private.dearest_of(one.model, v_bytes::integer, v_most_output)
    from public.ai_models
    cross join lateral (
      select jsonb_build_array(
        jsonb_build_object('provider', ai_models.provider, 'name', ai_models.name)
      ) as model
    ) as one
    where ai_models.enabled
    order by ai_models.provider, ai_models.name
    limit 200;
end;
$$;
comment on function public.estimate_answer(uuid, uuid, uuid, jsonb) is
  'About what an answer to a question of five hundred letters costs me, next in a conversation of mine or '
  'of an agent, and what is held for it at most: by the models that may answer ([{provider, name}]) or, '
  'where they are null, by each that is listed. Nothing for who has no budget in money.';

revoke all on function
  private.bytes_to_send(jsonb, jsonb), private.given_next(uuid, jsonb),
  private.dearest_of(jsonb, integer, integer),
  private.counts_money(uuid, uuid), private.usual_output(uuid, uuid),
  private.typical_job(uuid, uuid, uuid), public.estimate_answer(uuid, uuid, uuid, jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  private.bytes_to_send(jsonb, jsonb), private.given_next(uuid, jsonb),
  private.dearest_of(jsonb, integer, integer),
  private.counts_money(uuid, uuid), private.usual_output(uuid, uuid),
  private.typical_job(uuid, uuid, uuid)
to aigym_definer;
grant execute on function public.estimate_answer(uuid, uuid, uuid, jsonb) to authenticated;
grant create on schema public to aigym_definer;
alter function public.estimate_answer(uuid, uuid, uuid, jsonb) owner to aigym_definer;
revoke create on schema public from aigym_definer;
