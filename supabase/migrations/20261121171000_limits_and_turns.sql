-- How many messages a minute, and how many answers at once, a member and a community may have. A message
-- too many is refused with the seconds to wait; an answer too many waits for its turn. Both are decided
-- in the statement that keeps the message, as budgets are.

create table public.answer_limits (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  -- Set by who runs the platform: what the community's own limits can't exceed.
  ceiling boolean not null default false,
  person_messages integer,
  community_messages integer,
  person_answers integer,
  community_answers integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint answer_limits_once unique (community_id, ceiling),
  constraint answer_limits_person_messages_range check (person_messages between 1 and 10000),
  constraint answer_limits_community_messages_range check (community_messages between 1 and 10000),
  constraint answer_limits_person_answers_range check (person_answers between 1 and 10000),
  constraint answer_limits_community_answers_range check (community_answers between 1 and 10000)
);
comment on table public.answer_limits is
  'Messages a minute and answers at once, of each member and of the community together; null: not '
  'limited. Where the community and the platform both say, the lower holds.';
create trigger answer_limits_touch before update on public.answer_limits
  for each row execute function private.touch_updated_at();
create trigger answer_limits_audit
  after insert or update of person_messages, community_messages, person_answers, community_answers
  on public.answer_limits
  for each row execute function private.audit_row(
    'limits', 'community_id', 'limits', 'id', '+ceiling', 'person_messages', 'community_messages',
    'person_answers', 'community_answers'
  );

create table private.message_counts (
  community_id uuid not null references public.communities (id) on delete cascade,
  -- The member, or the community itself.
  holder_id uuid not null,
  newest timestamptz not null,
  -- Of that second and of the sixty before it, the newest first.
  counts integer[] not null,
  primary key (community_id, holder_id)
)
with (fillfactor = 50);
comment on table private.message_counts is
  'How many messages were sent in each of the last seconds, where they are limited.';

create table private.answer_turns (
  answer_id uuid primary key,
  community_id uuid not null references public.communities (id) on delete cascade,
  user_id uuid not null,
  -- Given under the community's lock: who came first is first.
  place bigint generated always as identity,
  queued_at timestamptz not null default clock_timestamp(),
  began_at timestamptz
);
comment on table private.answer_turns is
  'Answers that are being made, or wait for it, in communities where only so many may be at once.';
create index answer_turns_places on private.answer_turns (community_id, place);
create index answer_turns_began on private.answer_turns (community_id, user_id)
  where began_at is not null;

alter table private.message_counts enable row level security;
alter table private.answer_turns enable row level security;
revoke all on table private.message_counts, private.answer_turns
from public, anon, authenticated, service_role;

-- What holds --------------------------------------------------------------------------------------

-- The functions of this part count what everybody does, which no policy shows to who asks. So those
-- that the product's own functions call are definers, and the migrations' role's own.

create function private.limits_of(p_community uuid)
returns table (
  person_messages integer,
  community_messages integer,
  person_answers integer,
  community_answers integer
)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select min(answer_limits.person_messages), min(answer_limits.community_messages),
      min(answer_limits.person_answers), min(answer_limits.community_answers)
    from public.answer_limits
    where answer_limits.community_id = p_community;
end;
$$;

create function private.has_limits(p_communities uuid[])
returns boolean
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  return exists (
    select from public.answer_limits where answer_limits.community_id = any (p_communities)
  );
end;
$$;

-- Messages a minute -------------------------------------------------------------------------------

create function private.count_message(p_community uuid, p_holder uuid, p_limit integer)
returns integer
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_count private.message_counts;
  v_now timestamptz;
  v_passed integer;
  v_left integer := 0;
begin
  insert into private.message_counts (community_id, holder_id, newest, counts)
  values (
    p_community, p_holder, date_trunc('second', clock_timestamp()), array_fill(0, array[61])
  )
  on conflict do nothing;
  select * into v_count
  from private.message_counts
  where message_counts.community_id = p_community and message_counts.holder_id = p_holder
  for no key update;
  -- Read under the lock, and never earlier than before: a clock that was put back stands still.
  v_now := greatest(date_trunc('second', clock_timestamp()), v_count.newest);
  v_passed := least(61, extract(epoch from v_now - v_count.newest));
  v_count.counts := array_fill(0, array[v_passed]) || v_count.counts[1:61 - v_passed];
  if (select sum(each) from unnest(v_count.counts) as each) >= p_limit then
    -- A message counts until its second, and the sixty after it, are over.
    for v_second in 1 .. 61 loop
      v_left := v_left + v_count.counts[v_second];
      if v_left >= p_limit then
        return 62 - v_second;
      end if;
    end loop;
  end if;
  v_count.counts[1] := v_count.counts[1] + 1;
  update private.message_counts
  set newest = v_now, counts = v_count.counts
  where message_counts.community_id = p_community and message_counts.holder_id = p_holder;
  return 0;
end;
$$;
comment on function private.count_message(uuid, uuid, integer) is
  'Counts a message, so that no sixty seconds hold more than p_limit; where they would, answers after '
  'how many seconds it can come, and counts nothing.';

-- Answers at once ---------------------------------------------------------------------------------

create function private.turn_alive(p_turn private.answer_turns)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  -- First what is cheap to tell: most came just now.
  if greatest(p_turn.queued_at, p_turn.began_at) > clock_timestamp() - interval '45 seconds' then
    return true;
  end if;
  return private.held_alive(p_turn.answer_id);
end;
$$;

create function private.turn_free(p_community uuid, p_person uuid)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_limits record;
begin
  select * into v_limits from private.limits_of(p_community);
  return (
      v_limits.person_answers is null
      or v_limits.person_answers > (
        select count(*)
        from private.answer_turns
        where answer_turns.community_id = p_community
          and answer_turns.user_id = p_person
          and answer_turns.began_at is not null
          and private.turn_alive(answer_turns)
      )
    )
    and (
      v_limits.community_answers is null
      or v_limits.community_answers > (
        select count(*)
        from private.answer_turns
        where answer_turns.community_id = p_community
          and answer_turns.began_at is not null
          and private.turn_alive(answer_turns)
      )
    );
end;
$$;

-- Under the community's lock. Who has their turn learns it when their maker next asks.
create function private.give_turns(p_community uuid)
returns void
language plpgsql
security invoker
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_turn record;
  v_limits record;
  v_began integer;
begin
  delete from private.answer_turns
  where answer_turns.community_id = p_community and not private.turn_alive(answer_turns);
  select * into v_limits from private.limits_of(p_community);
  select count(*) into v_began
  from private.answer_turns
  where answer_turns.community_id = p_community and answer_turns.began_at is not null;
  for v_turn in
    select answer_turns.answer_id, answer_turns.user_id
    from private.answer_turns
    where answer_turns.community_id = p_community and answer_turns.began_at is null
    order by answer_turns.place
  loop
    exit when v_began >= v_limits.community_answers;
    -- Who has as many as one may is passed over, and keeps their place.
    continue when v_limits.person_answers <= (
      select count(*)
      from private.answer_turns
      where answer_turns.community_id = p_community
        and answer_turns.user_id = v_turn.user_id
        and answer_turns.began_at is not null
    );
    update private.answer_turns set began_at = clock_timestamp()
    where answer_turns.answer_id = v_turn.answer_id;
    v_began := v_began + 1;
  end loop;
end;
$$;
comment on function private.give_turns(uuid) is
  'Frees the places of answers that nobody makes any more, and gives what is free to who waits longest.';

create function private.turn_of(p_community uuid, p_person uuid, p_answer uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_limits record;
  v_turn private.answer_turns;
begin
  select * into v_limits from private.limits_of(p_community);
  if v_limits.person_answers is null and v_limits.community_answers is null then
    delete from private.answer_turns where answer_turns.answer_id = p_answer;
    return null;
  end if;
  select * into v_turn from private.answer_turns where answer_turns.answer_id = p_answer;
  if v_turn.answer_id is null or (
    v_turn.began_at is null and private.turn_free(p_community, p_person)
  ) then
    perform pg_advisory_xact_lock(hashtextextended('turns ' || p_community::text, 0));
    insert into private.answer_turns (answer_id, community_id, user_id)
    values (p_answer, p_community, p_person)
    on conflict do nothing;
    perform private.give_turns(p_community);
    select * into v_turn from private.answer_turns where answer_turns.answer_id = p_answer;
  end if;
  if v_turn.began_at is not null then
    return null;
  end if;
  return jsonb_build_object(
    'before', (
      select count(distinct answer_turns.user_id)
      from private.answer_turns
      where answer_turns.community_id = p_community
        and answer_turns.began_at is null
        and answer_turns.place < v_turn.place
        and answer_turns.user_id <> p_person
    ),
    'own', coalesce(v_limits.person_answers <= (
      select count(*)
      from private.answer_turns
      where answer_turns.community_id = p_community
        and answer_turns.user_id = p_person
        and answer_turns.began_at is not null
    ), false)
  );
end;
$$;
comment on function private.turn_of(uuid, uuid, uuid) is
  'Null where an answer may be made now, which it then holds a place for; else where it stands among '
  'those that wait: {before, own}.';

-- Definer, and the migrations' role's own: jobs end answers too, in nobody's name.
create function private.leave_turn()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from private.answer_turns where answer_turns.answer_id = new.id;
  return null;
end;
$$;
comment on function private.leave_turn() is 'Frees the place of an answer that has ended.';

create trigger messages_turn_over after update of status on public.messages
  for each row when (old.status = 'streaming' and new.status <> 'streaming')
  execute function private.leave_turn();
create trigger automation_run_steps_turn_over after update of status on public.automation_run_steps
  for each row when (old.status = 'streaming' and new.status <> 'streaming')
  execute function private.leave_turn();

-- Asking ------------------------------------------------------------------------------------------

create function public.take_turn(p_answer uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me constant uuid := private.require_person();
  v_community uuid;
begin
  select conversations.community_id into v_community
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer
    and messages.author = 'agent'
    and messages.status = 'streaming'
    and conversations.owner_id = v_me;
  if v_community is null then
    select automation_runs.community_id into v_community
    from public.automation_run_steps
    join public.automation_runs on automation_runs.id = automation_run_steps.run_id
    where automation_run_steps.id = p_answer
      and automation_run_steps.status = 'streaming'
      and automation_runs.user_id = v_me;
  end if;
  if v_community is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'answer.not-found';
  end if;
  return private.turn_of(v_community, v_me, p_answer);
end;
$$;
comment on function public.take_turn(uuid) is
  'Asks whether an answer, or a step, of mine may be made now: null, or where it stands among those that '
  'wait: {before: people, own: whether other answers of mine are in the way}.';

create function public.admit_answer(p_job jsonb, p_models jsonb, p_found jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
declare
  v_me uuid;
  v_answer constant uuid := (p_job ->> 'answerId')::uuid;
  v_community uuid;
  v_open boolean;
  v_limits record;
  v_wait integer := 0;
  v_place jsonb;
begin
  -- First what is cheap to tell: most communities have none.
  if private.has_limits(private.my_communities()) then
    v_me := private.require_person();
    select conversations.community_id, messages.status = 'streaming' into v_community, v_open
    from public.messages
    join public.conversations on conversations.id = messages.conversation_id
    where messages.id = v_answer
      and messages.author = 'agent'
      and conversations.owner_id = v_me;
    select * into v_limits from private.limits_of(v_community);
    -- The same post again was counted when it came first.
    if not (p_job ->> 'repeated')::boolean then
      if v_limits.person_messages is not null then
        v_wait := private.count_message(v_community, v_me, v_limits.person_messages);
      end if;
      if v_wait = 0 and v_limits.community_messages is not null then
        v_wait := private.count_message(v_community, v_community, v_limits.community_messages);
      end if;
      if v_wait > 0 then
        raise exception 'Too many messages a minute.'
          using errcode = 'AG429', detail = v_wait::text;
      end if;
    end if;
    if v_open then
      v_place := private.turn_of(v_community, v_me, v_answer);
    end if;
  end if;
  -- After the turn, everywhere: whoever ends an answer leaves its turn first and then settles it.
  return jsonb_build_object(
    'refused', public.reserve_answer(p_job, p_models, p_found), 'place', v_place
  );
end;
$$;
comment on function public.admit_answer(jsonb, jsonb, jsonb) is
  'Lets an answer of mine begin, by the job that send_message or retry_answer gave: {refused, place}, as '
  'reserve_answer and take_turn tell. Where messages a minute are over, all is undone: AG429 with the '
  'seconds to wait.';

-- Rights ------------------------------------------------------------------------------------------

revoke all on table public.answer_limits from public, anon, authenticated, service_role;
grant select,
  insert (
    community_id, ceiling, person_messages, community_messages, person_answers, community_answers
  ),
  update (person_messages, community_messages, person_answers, community_answers)
on table public.answer_limits to authenticated;

revoke all on function
  private.limits_of(uuid), private.has_limits(uuid[]),
  private.count_message(uuid, uuid, integer), private.turn_alive(private.answer_turns),
  private.turn_free(uuid, uuid), private.give_turns(uuid), private.turn_of(uuid, uuid, uuid),
  private.leave_turn(), public.take_turn(uuid), public.admit_answer(jsonb, jsonb, jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  private.limits_of(uuid), private.has_limits(uuid[]),
  private.count_message(uuid, uuid, integer), private.turn_of(uuid, uuid, uuid)
to aigym_definer;
grant execute on function public.take_turn(uuid), public.admit_answer(jsonb, jsonb, jsonb)
to authenticated;

alter table public.answer_limits enable row level security;

create policy "Coaches see the limits of their community"
  on public.answer_limits for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches set limits, super admins ceilings too"
  on public.answer_limits for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[]) and not ceiling
    or (select private.is_platform_admin())
  );
create policy "Coaches change limits, super admins ceilings too"
  on public.answer_limits for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[]) and not ceiling
    or (select private.is_platform_admin())
  );
create policy "A second factor where it must be"
  on public.answer_limits as restrictive for all to authenticated
  using ((select private.second_factor_met()));

grant create on schema public to aigym_definer;
alter function public.take_turn(uuid) owner to aigym_definer;
alter function public.admit_answer(jsonb, jsonb, jsonb) owner to aigym_definer;
revoke create on schema public from aigym_definer;
