-- Undoes 20261121203000_cheapest_first.sql. Which agents ask the cheapest model first is lost: they ask in
-- the order of their models.

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
  ', models, given_again,
        cheapest_first)',
  ', models, given_again)'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'nullif((v_body ->> ''given_again'')::boolean, false),
        nullif((v_body ->> ''cheapest_first'')::boolean, false)
',
  'nullif((v_body ->> ''given_again'')::boolean, false)
'
);
select private.change_function(
  'private.write_kind(uuid, text, jsonb)',
  'given_again = excluded.given_again,
        cheapest_first = excluded.cheapest_first;',
  'given_again = excluded.given_again;'
);
select private.change_function(
  'private.chain_of(uuid)',
  '      order by
        case
          when agent_instructions.cheapest_first
          then private.cost_of(ai_models.id, now(), 3000000, 1000000)
        end nulls last,
        one.place
',
  '      order by one.place
'
);
drop function private.change_function(regprocedure, text, text);
comment on function private.chain_of(uuid) is
  'The models that an agent is answered by, as far as they are listed: [{provider, name, label}]; '
  'null where the installation''s answer.';

alter table public.agent_instructions drop column cheapest_first;
