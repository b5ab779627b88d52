-- The models that an agent is answered by, in the order in which they are asked; none where the
-- installation's answer. They are named as the provider names them, so that they leave with an export
-- and come back with a version; one that is not listed any more, or switched off, is passed over.

alter table public.agent_instructions add column models text[];
alter table public.agent_instructions
  add constraint agent_instructions_models_size
  check (cardinality(models) between 1 and 5 and char_length(models::text) <= 1500) not valid;
alter table public.agent_instructions validate constraint agent_instructions_models_size;
comment on column public.agent_instructions.models is
  'Who is asked, in this order: the provider, a space, and what it calls the model.';

grant insert (models), update (models) on table public.agent_instructions to authenticated;

-- As before, with an agent's models.
create or replace function private.write_kind(p_id uuid, p_kind text, p_body jsonb)
returns void
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_body constant jsonb := coalesce(p_body -> p_kind, '{}');
begin
  case p_kind
    when 'agent' then
      insert into public.agents (id, greeting, starter_questions)
      values (
        p_id,
        coalesce(v_body ->> 'greeting', ''),
        array(select jsonb_array_elements_text(v_body -> 'starter_questions'))
      )
      on conflict (id) do update
      set greeting = excluded.greeting, starter_questions = excluded.starter_questions;
      insert into public.agent_instructions
        (agent_id, instructions, temperature, max_output_tokens, models)
      values (
        p_id,
        coalesce(v_body ->> 'instructions', ''),
        coalesce((v_body ->> 'temperature')::numeric, 0.7),
        coalesce((v_body ->> 'max_output_tokens')::integer, 1024),
        nullif(array(select jsonb_array_elements_text(v_body -> 'models')), '{}')
      )
      on conflict (agent_id) do update
      set instructions = excluded.instructions, temperature = excluded.temperature,
        max_output_tokens = excluded.max_output_tokens, models = excluded.models;
      delete from public.agent_knowledge where agent_knowledge.agent_id = p_id;
      -- What is gone since, or belongs to somebody else (a copy's), is left out; what came with an
      -- import goes by the id that it had where it came from.
      insert into public.agent_knowledge (agent_id, document_id)
      select distinct p_id, known.id
      from jsonb_to_recordset(v_body -> 'knowledge') as one (document uuid)
      join public.content_items as agent on agent.id = p_id
      join public.content_items as known
        on known.kind = 'document'
        and known.community_id is not distinct from agent.community_id
        and (
          known.id = one.document
          or known.id in (
            select content_origins.item_id from public.content_origins
            where content_origins.community_id = agent.community_id
              and content_origins.source_id = one.document
          )
        )
      limit 50;
    when 'document' then
      insert into public.documents (id, body)
      values (p_id, coalesce(v_body ->> 'body', ''))
      on conflict (id) do update set body = excluded.body;
    when 'prompt' then
      insert into public.prompts (id, body)
      values (p_id, coalesce(v_body ->> 'body', ''))
      on conflict (id) do update set body = excluded.body;
      delete from public.prompt_variables where prompt_variables.prompt_id = p_id;
      insert into public.prompt_variables (
        prompt_id, name, place, type, label, help, default_value, required, options
      )
      select p_id, one.name, one.place, one.type, one.label, coalesce(one.help, ''),
        coalesce(one.default_value, ''), coalesce(one.required, true), coalesce(one.options, '{}')
      from jsonb_to_recordset(v_body -> 'variables') as one (
        name text, place integer, type text, label text, help text, default_value text,
        required boolean, options text[]
      );
    when 'video' then
      insert into public.videos (id, address, duration_seconds, transcript)
      values (
        p_id, v_body ->> 'address', (v_body ->> 'duration_seconds')::numeric,
        coalesce(v_body ->> 'transcript', '')
      )
      on conflict (id) do update
      set address = excluded.address, duration_seconds = excluded.duration_seconds,
        transcript = excluded.transcript;
      delete from public.video_chapters where video_chapters.video_id = p_id;
      insert into public.video_chapters (video_id, starts_at_second, title)
      select p_id, one.starts_at_second, one.title
      from jsonb_to_recordset(v_body -> 'chapters') as one (starts_at_second numeric, title text);
      -- Captions hang from files, and so come and go apart from the form: only a version brings
      -- them along, as far as their files are still there.
      if v_body ? 'captions' then
        delete from public.video_captions where video_captions.video_id = p_id;
        insert into public.video_captions (video_id, language, label, file_id)
        select p_id, one.language, one.label, one.file_id
        from jsonb_to_recordset(v_body -> 'captions') as one (
          language text, label text, file_id uuid
        )
        join public.files on files.id = one.file_id;
      end if;
    when 'automation' then
      insert into public.automations (id, trigger_kind, trigger_settings)
      values (
        p_id, coalesce(v_body ->> 'trigger_kind', 'manual'),
        coalesce(v_body -> 'trigger_settings', '{}')
      )
      on conflict (id) do update
      set trigger_kind = excluded.trigger_kind, trigger_settings = excluded.trigger_settings;
      delete from public.automation_steps where automation_steps.automation_id = p_id;
      insert into public.automation_steps (automation_id, place, action, settings)
      select p_id, one.place, one.action, coalesce(one.settings, '{}')
      from jsonb_to_recordset(v_body -> 'steps') as one (
        place integer, action text, settings jsonb
      );
  end case;
end;
$$;

create function private.chain_of(p_agent uuid)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  return (
    select jsonb_agg(
      jsonb_build_object(
        'provider', ai_models.provider, 'name', ai_models.name, 'label', ai_models.label
      )
      order by one.place
    )
    from public.agent_instructions
    cross join unnest(agent_instructions.models) with ordinality as one (model, place)
    join public.ai_models
      on ai_models.provider = split_part(one.model, ' ', 1)
      and ai_models.name = substr(one.model, strpos(one.model, ' ') + 1)
      and ai_models.enabled
    where agent_instructions.agent_id = p_agent
  );
end;
$$;
comment on function private.chain_of(uuid) is
  'The models that an agent is answered by, as far as they are listed: [{provider, name, label}]; '
  'null where the installation''s answer.';
revoke all on function private.chain_of(uuid) from public, anon, authenticated, service_role;
grant execute on function private.chain_of(uuid) to aigym_definer;

-- As before, with the models of the agent that answers.
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
    'keys', private.keys_for(v_community), 'models', private.chain_of(v_agent)
  );
end;
$$;
comment on function public.answer_means(jsonb) is
  'What an answer of mine is made with, by the job that send_message or retry_answer gave: {keys, '
  'models}, the keys sealed, both null where there are none.';
revoke create on schema public from aigym_definer;
