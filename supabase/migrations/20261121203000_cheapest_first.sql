-- The cheapest of an agent's models first, where the agent asks for it.

-- True or null, as what is not chosen is not there: it leaves with an export and comes back with a
-- version.
alter table public.agent_instructions add column cheapest_first boolean;
alter table public.agent_instructions
  add constraint agent_instructions_cheapest_first_or_nothing check (cheapest_first) not valid;
alter table public.agent_instructions
  validate constraint agent_instructions_cheapest_first_or_nothing;
comment on column public.agent_instructions.cheapest_first is
  'Whether its models are asked by their price, the cheapest first, and not in their order.';
grant insert (cheapest_first), update (cheapest_first) on table public.agent_instructions
to authenticated;

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
  'private.write_kind(uuid, text, jsonb)',
  ', models, given_again)',
  ', models, given_again,
        cheapest_first)'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'nullif((v_body ->> ''given_again'')::boolean, false)
',
  'nullif((v_body ->> ''given_again'')::boolean, false),
        nullif((v_body ->> ''cheapest_first'')::boolean, false)
'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'given_again = excluded.given_again;',
  'given_again = excluded.given_again,
        cheapest_first = excluded.cheapest_first;'
);
-- By what three tokens read and one written cost now, as a talk has them; what has no price comes last.
select private.change_function(
  'private.chain_of(uuid)',
  '      order by one.place
',
  '      order by
        case
          when agent_instructions.cheapest_first
          then private.cost_of(ai_models.id, now(), 3000000, 1000000)
        end nulls last,
        one.place
'
);
drop function private.change_function(regprocedure, text, text);
comment on function private.chain_of(uuid) is
  'The models that an agent is answered by, as far as they are listed, in the order in which they are '
  'asked: [{provider, name, label}]; null where the installation''s answer.';
