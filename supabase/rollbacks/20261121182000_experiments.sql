-- Undoes 20261121182000_experiments.sql. Experiments and what came of them are lost; the answers stay.

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
  'private.give_again(uuid, jsonb, jsonb)',
  '    and not exists (
      select from private.experiment_talks
      where experiment_talks.conversation_id = answers.conversation_id
    )
',
  ''
);
select private.change_function(
  'public.admit_answer(jsonb, jsonb, jsonb)',
  '  perform private.note_tried(p_job, p_models);
',
  ''
);
select private.change_function(
  'public.answer_means(jsonb)',
  'private.tried_chain(p_job, v_agent)',
  'private.chain_of(v_agent)'
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '    left join lateral private.tried_of(answer.conversation_id, answer.id) as tried on true
',
  ''
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '    ) || case when tried.variant is null then ''{}'' else jsonb_build_object(
      ''tried'', jsonb_build_object(''experiment'', tried.experiment_id, ''variant'', tried.variant)
    ) end
',
  '    )
'
);
select private.change_function(
  'private.answer_job(uuid, boolean)',
  '''instructions'', coalesce(
        case tried.variant when ''b'' then tried.instructions end,
        agent_instructions.instructions, ''''
      ),',
  '''instructions'', coalesce(agent_instructions.instructions, ''''),'
);
drop function private.change_function(regprocedure, text, text);

drop function public.tried_out(uuid, uuid);
drop function private.is_tried_out(uuid, uuid);
drop function public.experiment_figures(uuid);
drop function private.count_experiment(uuid);
drop function private.end_experiments();
drop function private.rated_people(uuid);
drop trigger agent_instructions_end_experiment on public.agent_instructions;
drop function private.end_changed_experiment();
drop trigger ai_runs_variant on public.ai_runs;
drop function private.tell_variant();
drop function private.note_tried(jsonb, jsonb);
drop function private.tried_chain(jsonb, uuid);
drop function private.tried_of(uuid, uuid);
drop trigger conversations_join_experiment on public.conversations;
drop function private.join_experiment();
drop function private.is_running(public.experiments);
drop function private.variant_of(uuid, uuid, smallint);
alter table public.ai_runs drop column stands_in, drop column variant, drop column experiment_id;
drop table private.experiment_answers;
drop table private.experiment_talks;
drop table public.experiments;
drop function private.end_signed();
drop function private.seen_by_others();
