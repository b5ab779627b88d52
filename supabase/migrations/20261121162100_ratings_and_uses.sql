-- What members think of prompts, and how often things are used: a prompt that a conversation began
-- with, a conversation with an agent, a run of an automation. A text that was copied is not counted:
-- nobody can tell.

create table public.prompt_ratings (
  community_id uuid not null references public.communities (id) on delete cascade,
  prompt_id uuid not null references public.prompts (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  good boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (community_id, prompt_id, user_id)
);
comment on table public.prompt_ratings is
  'What a person thinks of a prompt, in the community where they use it.';

create index prompt_ratings_prompt on public.prompt_ratings (prompt_id);
create index prompt_ratings_user on public.prompt_ratings (user_id);

create trigger prompt_ratings_touch before update on public.prompt_ratings
  for each row execute function private.touch_updated_at();

create table public.prompt_uses (
  conversation_id uuid primary key references public.conversations (id) on delete cascade,
  prompt_id uuid not null references public.prompts (id) on delete cascade
);
comment on table public.prompt_uses is
  'The prompt that a conversation began with: one, and counted once.';

create index prompt_uses_prompt on public.prompt_uses (prompt_id);

create table public.content_tallies (
  community_id uuid not null references public.communities (id) on delete cascade,
  item_id uuid not null references public.content_items (id) on delete cascade,
  kind text not null,
  uses integer not null default 0,
  good integer not null default 0,
  bad integer not null default 0,
  primary key (community_id, item_id),
  constraint content_tallies_counted check (uses >= 0 and good >= 0 and bad >= 0)
);
comment on table public.content_tallies is
  'How often an item was used and how it was rated in a community; kept by triggers. Each item whose '
  'uses are counted has a row in its own community, and the platform''s once they are used in one.';
comment on column public.content_tallies.kind is 'content_items.kind; kept by triggers.';

create index content_tallies_item on public.content_tallies (item_id);
create index content_tallies_most_used
  on public.content_tallies (community_id, kind, uses desc, item_id desc);

-- The platform's items that nobody used so far have no row: they end the list, the newest first.
-- allow index: the platform's own items are few
create index content_items_given_by_id
  on public.content_items (kind, id desc)
  where community_id is null and status = 'published' and deleted_at is null;

create function private.begin_tally()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.content_tallies (community_id, item_id, kind)
  values (new.community_id, new.id, new.kind)
  on conflict do nothing;
  return null;
end;
$$;

create trigger content_items_tally after insert on public.content_items
  for each row
  when (new.community_id is not null and new.kind in ('agent', 'prompt', 'automation'))
  execute function private.begin_tally();

-- Counts one use. The triggers wait for the end of the transaction, so that all who use one thing at
-- once wait for each other as shortly as can be.
create function private.count_use()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_community uuid;
  v_item uuid;
begin
  if tg_table_name = 'conversations' then
    v_community := new.community_id;
    v_item := new.agent_id;
  elsif tg_table_name = 'automation_runs' then
    v_community := new.community_id;
    v_item := new.automation_id;
  else
    v_item := new.prompt_id;
    select conversations.community_id into v_community
    from public.conversations where conversations.id = new.conversation_id;
  end if;
  insert into public.content_tallies as tallies (community_id, item_id, kind, uses)
  select v_community, content_items.id, content_items.kind, 1
  from public.content_items
  where content_items.id = v_item and v_community is not null
  on conflict (community_id, item_id) do update set uses = tallies.uses + 1;
  return null;
end;
$$;

create constraint trigger conversations_counted after insert on public.conversations
  deferrable initially deferred
  for each row execute function private.count_use();
create constraint trigger automation_runs_counted after insert on public.automation_runs
  deferrable initially deferred
  for each row execute function private.count_use();
create constraint trigger prompt_uses_counted after insert on public.prompt_uses
  deferrable initially deferred
  for each row execute function private.count_use();

create function private.count_rating()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    update public.content_tallies
    set good = content_tallies.good - old.good::integer,
      bad = content_tallies.bad - (not old.good)::integer
    where content_tallies.community_id = old.community_id
      and content_tallies.item_id = old.prompt_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into public.content_tallies as tallies (community_id, item_id, kind, good, bad)
    values (
      new.community_id, new.prompt_id, 'prompt', new.good::integer, (not new.good)::integer
    )
    on conflict (community_id, item_id) do update
    set good = tallies.good + excluded.good, bad = tallies.bad + excluded.bad;
  end if;
  return null;
end;
$$;

create trigger prompt_ratings_counted
  after insert or update of good or delete on public.prompt_ratings
  for each row execute function private.count_rating();

-- What was there before counts as well.
insert into public.content_tallies (community_id, item_id, kind, uses)
select used.community_id, content_items.id, content_items.kind, sum(used.n)
from public.content_items
join (
  select community_id, id as item_id, 0 as n from public.content_items
  where community_id is not null and kind in ('agent', 'prompt', 'automation')
  union all
  select community_id, agent_id, count(*) from public.conversations group by 1, 2
  union all
  select community_id, automation_id, count(*) from public.automation_runs group by 1, 2
) as used on used.item_id = content_items.id
group by 1, 2, 3;

-- Rights -------------------------------------------------------------------------------------------

revoke all on table public.prompt_ratings, public.prompt_uses, public.content_tallies
from public, anon, authenticated, service_role;
grant select on table public.prompt_ratings, public.prompt_uses, public.content_tallies
to authenticated;
grant insert (community_id, prompt_id, user_id, good), update (good), delete
on table public.prompt_ratings to authenticated;
grant insert (conversation_id, prompt_id) on table public.prompt_uses to authenticated;

revoke all on function private.begin_tally(), private.count_use(), private.count_rating()
from public, anon, authenticated, service_role;

grant select, insert (community_id, item_id, kind, uses, good, bad), update (uses, good, bad)
on table public.content_tallies to aigym_definer;
grant create on schema private to aigym_definer;
alter function private.begin_tally() owner to aigym_definer;
alter function private.count_use() owner to aigym_definer;
alter function private.count_rating() owner to aigym_definer;
revoke create on schema private from aigym_definer;

alter table public.prompt_ratings enable row level security;
alter table public.prompt_uses enable row level security;
alter table public.content_tallies enable row level security;

create policy "People see their own ratings of prompts"
  on public.prompt_ratings for select to authenticated
  using (user_id = (select private.me()));
create policy "Members rate the prompts of their communities"
  on public.prompt_ratings for insert to authenticated
  with check (
    user_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
    and exists (
      select from public.content_items
      where content_items.id = prompt_ratings.prompt_id
        and content_items.status = 'published' and content_items.deleted_at is null
        and (
          content_items.community_id = prompt_ratings.community_id
          or content_items.community_id is null and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_items.id
              and (
                content_assignments.community_id = prompt_ratings.community_id
                or content_assignments.community_id is null
              )
          )
        )
    )
  );
create policy "Members change their own ratings"
  on public.prompt_ratings for update to authenticated
  using (
    user_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
    and exists (select from public.content_items where content_items.id = prompt_ratings.prompt_id)
  );
create policy "Members take their own ratings back"
  on public.prompt_ratings for delete to authenticated
  using (
    user_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
    and exists (select from public.content_items where content_items.id = prompt_ratings.prompt_id)
  );

create policy "People see which prompts they used"
  on public.prompt_uses for select to authenticated
  using (
    exists (
      select from public.conversations
      where conversations.id = prompt_uses.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "People note which prompt their conversation began with"
  on public.prompt_uses for insert to authenticated
  with check (
    exists (
      select from public.conversations
      where conversations.id = prompt_uses.conversation_id
        and conversations.owner_id = (select private.me())
        and exists (
          select from public.content_items
          where content_items.id = prompt_uses.prompt_id
            and content_items.status = 'published' and content_items.deleted_at is null
            and (
              content_items.community_id = conversations.community_id
              or content_items.community_id is null and exists (
                select from public.content_assignments
                where content_assignments.item_id = content_items.id
                  and (
                    content_assignments.community_id = conversations.community_id
                    or content_assignments.community_id is null
                  )
              )
            )
        )
    )
  );

create policy "People see how what they may see is used in their communities"
  on public.content_tallies for select to authenticated
  using (
    (
      community_id = any ((select private.my_communities())::uuid[])
      or (select private.is_platform_admin())
    )
    and exists (select from public.content_items where content_items.id = content_tallies.item_id)
  );

create policy "Definer functions read what was counted"
  on public.content_tallies for select to aigym_definer using (true);
create policy "Definer functions begin to count"
  on public.content_tallies for insert to aigym_definer with check (true);
create policy "Definer functions count"
  on public.content_tallies for update to aigym_definer using (true);

create policy "A second factor where it must be"
  on public.prompt_ratings as restrictive for all to authenticated
  using ((select private.second_factor_met()));
