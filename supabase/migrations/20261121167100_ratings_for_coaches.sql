-- What people think of answers reaches those who make the agents: coaches see the ratings of their
-- community with the reasons, also where they do not read what was said.

-- allow reference: ratings are few, the product had no way to give one before this release
alter table public.message_ratings
  add column community_id uuid references public.communities (id) on delete cascade,
  add column agent_id uuid references public.agents (id) on delete set null;
comment on column public.message_ratings.agent_id is 'Who gave the answer; filled in by a trigger.';

create function private.place_rating()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  select conversations.community_id,
    case
      when answer_agents.message_id is null then conversations.agent_id
      else answer_agents.agent_id
    end
  into new.community_id, new.agent_id
  from public.conversations
  left join public.answer_agents
    on answer_agents.conversation_id = conversations.id
    and answer_agents.message_id = new.message_id
  where conversations.id = new.conversation_id;
  return new;
end;
$$;
comment on function private.place_rating() is
  'Fills in to whose community and of which agent a rating is.';
create trigger message_ratings_place before insert on public.message_ratings
  for each row execute function private.place_rating();

update public.message_ratings
set community_id = conversations.community_id, agent_id = conversations.agent_id
from public.conversations
where conversations.id = message_ratings.conversation_id;

-- allow index: ratings are few, the product had no way to give one before this release
create index message_ratings_lately
  on public.message_ratings (community_id, updated_at desc, message_id desc);
-- allow index: ratings are few, the product had no way to give one before this release
create index message_ratings_reasons
  on public.message_ratings (community_id, updated_at desc, message_id desc)
  where reason <> '';
-- allow index: ratings are few, the product had no way to give one before this release
create index message_ratings_agent on public.message_ratings (agent_id);

revoke all on function private.place_rating() from public, anon, authenticated, service_role;

drop policy "Ratings are seen with their conversation" on public.message_ratings;
create policy "Ratings are seen with their conversation, and by coaches"
  on public.message_ratings for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or exists (
      select from public.conversations where conversations.id = message_ratings.conversation_id
    )
  );

-- They do not all hang from a conversation, which has it, any more.
create policy "A second factor where it must be"
  on public.message_ratings as restrictive for all to authenticated
  using ((select private.second_factor_met()));
