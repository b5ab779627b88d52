-- Undoes 20261121166100_a_plan_for_each_role.sql.

grant execute on function private.shown_leaf(uuid) to authenticated;

create or replace function public.read_branch(
  p_conversation uuid,
  p_at uuid,
  p_before uuid,
  p_limit integer
)
returns table (
  id uuid,
  parent_id uuid,
  author text,
  text text,
  status text,
  failure text,
  model text,
  created_at timestamptz,
  saved_at timestamptz,
  agent_name text,
  place integer,
  beside integer,
  previous_id uuid,
  next_id uuid,
  goes_on boolean
)
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_end uuid;
  v_next uuid;
begin
  if p_before is not null then
    select messages.parent_id into v_end
    from public.messages
    where messages.conversation_id = p_conversation and messages.id = p_before;
  elsif p_at is not null then
    select messages.id into v_end
    from public.messages
    where messages.conversation_id = p_conversation and messages.id = p_at;
    for step in 1 .. p_limit / 2 loop
      select (array_agg(next.id order by next.id desc))[1] into v_next
      from public.messages as next
      where next.conversation_id = p_conversation
        and next.parent_id = v_end
        and next.id > v_end;
      exit when v_next is null;
      v_end := v_next;
    end loop;
  else
    v_end := private.shown_leaf(p_conversation);
  end if;
  if v_end is null then
    return;
  end if;
  return query
    with recursive path as (
      select said.id, said.parent_id, said.author, said.text, said.status, said.failure, said.model,
        said.created_at, said.saved_at, 1 as step
      from public.messages as said
      where said.conversation_id = p_conversation and said.id = v_end
      union all
      select said.id, said.parent_id, said.author, said.text, said.status, said.failure, said.model,
        said.created_at, said.saved_at, path.step + 1
      from path
      join public.messages as said
        on said.conversation_id = p_conversation and said.id = path.parent_id
      where path.step < p_limit
    ),
    children as (
      select said.id, said.parent_id
      from public.messages as said
      where said.conversation_id = p_conversation
        and said.parent_id = any (array(select path.parent_id from path)::uuid[])
        and said.id > (
          select path.parent_id from path
          where path.parent_id is not null
          order by path.step desc
          limit 1
        )
      union all
      -- What a conversation begins with has no parent in common.
      select said.id, said.parent_id
      from public.messages as said
      where (select bool_or(path.parent_id is null) from path)
        and said.conversation_id = p_conversation
        and said.parent_id is null
        and said.id > p_conversation
    ),
    families as (
      select children.id,
        (row_number() over brothers)::integer as place,
        (count(*) over (partition by children.parent_id))::integer as beside,
        lag(children.id) over brothers as previous_id,
        lead(children.id) over brothers as next_id
      from children
      window brothers as (partition by children.parent_id order by children.id)
    )
    select path.id, path.parent_id, path.author, path.text, path.status, path.failure, path.model,
      path.created_at, path.saved_at, answer_agents.agent_name,
      families.place, families.beside, families.previous_id, families.next_id,
      path.step = 1 and exists (
        select from public.messages as next
        where next.conversation_id = p_conversation
          and next.parent_id = path.id
          and next.id > path.id
      )
    from path
    join families on families.id = path.id
    left join public.answer_agents
      on answer_agents.conversation_id = p_conversation and answer_agents.message_id = path.id
    order by path.step;
end;
$$;

drop function private.leaf_in_sight(uuid);
