-- A conversation is shared by a link: what the link opens is a copy that is made at that moment. Only
-- the hash of what the link holds is kept. A copy is for the members of the community or, where the
-- community allows it, for whoever has the link. Revoking a copy erases it, and so does deleting its
-- conversation.

alter table public.communities add column public_copies boolean not null default false;
comment on column public.communities.public_copies is
  'Whether members may share copies of their conversations with people who have no account.';

create table public.conversation_copies (
  id uuid primary key default private.uuidv7(),
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  community_id uuid not null references public.communities (id) on delete cascade,
  owner_id uuid not null references public.profiles (id) on delete cascade,
  audience text not null,
  key_hash bytea not null,
  title text not null,
  agent_name text not null,
  -- What its owner chose to be called; null: they are not named.
  owner_name text,
  created_at timestamptz not null default now(),
  constraint conversation_copies_key unique (key_hash),
  constraint conversation_copies_key_length check (octet_length(key_hash) = 32),
  constraint conversation_copies_audience_known check (audience in ('members', 'public')),
  constraint conversation_copies_title_length check (char_length(title) between 1 and 120),
  constraint conversation_copies_agent_name_length check (char_length(agent_name) between 1 and 120),
  constraint conversation_copies_owner_name_length check (char_length(owner_name) between 1 and 80)
);
comment on table public.conversation_copies is
  'A copy of a conversation as it was at a moment, for whoever has its link.';
comment on column public.conversation_copies.key_hash is 'SHA-256 of what the link holds.';

create index conversation_copies_conversation on public.conversation_copies (conversation_id);
create index conversation_copies_mine
  on public.conversation_copies (owner_id, community_id, created_at desc, id desc);
create index conversation_copies_community on public.conversation_copies (community_id);

create table public.copied_messages (
  copy_id uuid not null references public.conversation_copies (id) on delete cascade,
  place integer not null,
  author text not null,
  -- Who answers, where it is another agent than the conversation's.
  agent_name text,
  text text not null,
  status text not null,
  primary key (copy_id, place),
  constraint copied_messages_author_known check (author in ('person', 'agent')),
  constraint copied_messages_text_length check (char_length(text) <= 200000),
  constraint copied_messages_status_known
    check (status in ('complete', 'stopped', 'cut_off', 'failed')),
  constraint copied_messages_agent_name_length check (char_length(agent_name) between 1 and 120)
);
comment on table public.copied_messages is
  'What a copy of a conversation holds. What answers were made from is left out: passages of documents '
  'are for whoever may read the documents.';

-- Making one --------------------------------------------------------------------------------------

create function public.share_conversation(
  p_conversation uuid,
  p_audience text,
  p_hash bytea,
  p_named boolean
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_copy constant uuid := private.uuidv7();
  v_conversation public.conversations;
begin
  perform private.require_second_factor();
  -- Two at once come through here one after the other.
  select * into v_conversation
  from public.conversations
  where conversations.id = p_conversation
    and conversations.owner_id = v_me
    and conversations.deleted_at is null
    and conversations.community_id = any (private.my_communities())
  for no key update;
  if v_conversation.id is null then
    raise exception 'There is no such conversation.'
      using errcode = 'AG404', detail = 'conversation.not-found';
  end if;
  if p_audience is null or p_audience not in ('members', 'public')
    or p_hash is null or octet_length(p_hash) <> 32 then
    raise exception 'Nobody is named who may read it.'
      using errcode = 'AG422', detail = 'share.audience';
  end if;
  if p_audience = 'public' and not exists (
    select from public.communities
    where communities.id = v_conversation.community_id and communities.public_copies
  ) then
    raise exception 'The community does not allow it.'
      using errcode = 'AG409', detail = 'share.not-public';
  end if;
  if (
    select count(*) >= 20 from public.conversation_copies
    where conversation_copies.conversation_id = v_conversation.id
  ) then
    raise exception 'There are enough copies.' using errcode = 'AG409', detail = 'share.enough';
  end if;

  insert into public.conversation_copies
    (id, conversation_id, community_id, owner_id, audience, key_hash, title, agent_name, owner_name)
  values (
    v_copy, v_conversation.id, v_conversation.community_id, v_me, p_audience, p_hash,
    v_conversation.title, v_conversation.agent_name,
    case when p_named then (
      select nullif(left(profiles.display_name, 80), '')
      from public.profiles where profiles.id = v_me
    ) end
  );
  with recursive path as (
    select said.id, said.parent_id, said.author, said.text, said.status, 1 as step
    from public.messages as said
    where said.conversation_id = v_conversation.id
      and said.id = private.shown_leaf(v_conversation.id)
    union all
    select said.id, said.parent_id, said.author, said.text, said.status, path.step + 1
    from path
    join public.messages as said
      on said.conversation_id = v_conversation.id and said.id = path.parent_id
    where path.step < 1000
  )
  insert into public.copied_messages (copy_id, place, author, agent_name, text, status)
  select v_copy, row_number() over (order by path.step desc), path.author,
    answer_agents.agent_name, path.text,
    -- What comes of it after this moment is not in it.
    case path.status when 'streaming' then 'cut_off' else path.status end
  from path
  left join public.answer_agents
    on answer_agents.conversation_id = v_conversation.id and answer_agents.message_id = path.id;
  return v_copy;
end;
$$;
comment on function public.share_conversation(uuid, text, bytea, boolean) is
  'Copies the branch that is shown of a conversation of mine, its newest 1,000 messages, for whoever '
  'has what p_hash is the SHA-256 of: members of the community, or everybody where it allows that.';

-- Reading one -------------------------------------------------------------------------------------

create function public.read_copy(p_hash bytea, p_after integer)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_generic_plan
as $$
begin
  -- The policies say which copies are there for whoever asks.
  return (
    select jsonb_build_object(
      'title', copies.title,
      'agentName', copies.agent_name,
      'ownerName', copies.owner_name,
      'audience', copies.audience,
      'at', copies.created_at,
      'messages', (
        select coalesce(jsonb_agg(to_jsonb(page) order by page.place), '[]')
        from (
          select said.place, said.author, said.agent_name as "byAgent", said.text, said.status
          from public.copied_messages as said
          where said.copy_id = copies.id and said.place > coalesce(p_after, 0)
          order by said.place
          limit 51
        ) as page
      )
    )
    from public.conversation_copies as copies
    where copies.key_hash = p_hash
  );
end;
$$;
comment on function public.read_copy(bytea, integer) is
  'The copy whose link I have: {title, agentName, ownerName, audience, at, messages: [{place, author, '
  'byAgent, text, status}]}, 51 messages from p_after on; null where there is none for me. Nobody has '
  'to be signed in: a copy may be for everybody.';

-- A conversation that is deleted takes its copies along: a way back brings no link back.
create function private.drop_copies()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  delete from public.conversation_copies
  where conversation_copies.conversation_id = new.id;
  return null;
end;
$$;

create trigger conversations_drop_copies after update of deleted_at on public.conversations
  for each row when (new.deleted_at is not null and old.deleted_at is null)
  execute function private.drop_copies();

create trigger conversation_copies_audit after insert or delete on public.conversation_copies
  for each row execute function private.audit_row(
    'shared-copy', 'community_id', 'conversation', 'conversation_id', '+id', '+audience'
  );

-- Rights ------------------------------------------------------------------------------------------

grant update (public_copies) on table public.communities to authenticated;

revoke all on table public.conversation_copies, public.copied_messages
from public, anon, authenticated, service_role;
-- The hash opens nothing, and nobody needs it.
grant select (
  id, conversation_id, community_id, owner_id, audience, title, agent_name, owner_name, created_at
), delete on table public.conversation_copies to authenticated;
grant select on table public.copied_messages to authenticated;
grant select,
  insert (
    id, conversation_id, community_id, owner_id, audience, key_hash, title, agent_name, owner_name
  ),
  delete
on table public.conversation_copies to aigym_definer;
grant select, insert on table public.copied_messages to aigym_definer;

revoke all on function
  public.share_conversation(uuid, text, bytea, boolean), public.read_copy(bytea, integer),
  private.drop_copies()
from public, anon, authenticated, service_role;
grant execute on function public.share_conversation(uuid, text, bytea, boolean) to authenticated;
-- The only one that is there for nobody in particular.
grant execute on function public.read_copy(bytea, integer) to authenticated, anon;

-- Row-level security ------------------------------------------------------------------------------

alter table public.conversation_copies enable row level security;
alter table public.copied_messages enable row level security;

create policy "People see the copies that they share"
  on public.conversation_copies for select to authenticated
  using (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
create policy "People revoke the copies that they share"
  on public.conversation_copies for delete to authenticated
  using (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
create policy "A second factor where it must be"
  on public.conversation_copies as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "What a copy holds is seen by whoever shares it"
  on public.copied_messages for select to authenticated
  using (
    exists (
      select from public.conversation_copies
      where conversation_copies.id = copied_messages.copy_id
    )
  );

-- For members of the community; for everybody where it allows that now. A copy of who has left it is
-- there for nobody.
create policy "Definer functions read the copies that are for the asker"
  on public.conversation_copies for select to aigym_definer
  using (
    (
      community_id = any ((select private.my_communities())::uuid[])
      and (select private.second_factor_met())
      or audience = 'public' and exists (
        select from public.communities
        where communities.id = conversation_copies.community_id
          and communities.public_copies
          and communities.deleted_at is null
      )
    )
    and exists (
      select from public.memberships
      where memberships.community_id = conversation_copies.community_id
        and memberships.user_id = conversation_copies.owner_id
    )
  );
create policy "Definer functions copy the asker's conversations"
  on public.conversation_copies for insert to aigym_definer
  with check (
    owner_id = (select private.me())
    and exists (
      select from public.conversations
      where conversations.id = conversation_copies.conversation_id
        and conversations.owner_id = (select private.me())
        and conversations.community_id = conversation_copies.community_id
    )
  );
create policy "Definer functions drop the asker's copies"
  on public.conversation_copies for delete to aigym_definer
  using (owner_id = (select private.me()));
create policy "Definer functions read what a copy for the asker holds"
  on public.copied_messages for select to aigym_definer
  using (
    exists (
      select from public.conversation_copies
      where conversation_copies.id = copied_messages.copy_id
    )
  );
create policy "Definer functions fill the asker's copies"
  on public.copied_messages for insert to aigym_definer
  with check (
    exists (
      select from public.conversation_copies
      where conversation_copies.id = copied_messages.copy_id
        and conversation_copies.owner_id = (select private.me())
    )
  );

grant create on schema private, public to aigym_definer;
alter function public.share_conversation(uuid, text, bytea, boolean) owner to aigym_definer;
alter function public.read_copy(bytea, integer) owner to aigym_definer;
alter function private.drop_copies() owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
