-- Who runs the platform reads no conversation, but where a community asks them to: a coach grants one
-- super admin one conversation's text, or all of the community's, for a time, with a reason. Each
-- look is kept, and seen by the owner of the conversation and the community's coaches.

alter table public.conversations
  add constraint conversations_in_community unique (community_id, id);

create table public.access_grants (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  -- One conversation; null: every one of the community.
  conversation_id uuid,
  granted_to uuid not null references public.profiles (id) on delete cascade,
  granted_by uuid references public.profiles (id) on delete set null,
  reason text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint access_grants_conversation foreign key (community_id, conversation_id)
    references public.conversations (community_id, id) on delete cascade,
  constraint access_grants_reason_length
    check (char_length(reason) between 1 and 500 and reason = btrim(reason)),
  constraint access_grants_end_soon
    check (expires_at > created_at and expires_at <= created_at + interval '30 days')
);
comment on table public.access_grants is
  'A community lets a super admin read conversations, for a time.';

create index access_grants_community on public.access_grants (community_id, created_at desc);
create index access_grants_conversation on public.access_grants (community_id, conversation_id);
create index access_grants_granted_to
  on public.access_grants (granted_to, community_id, expires_at, revoked_at);
create index access_grants_granted_by on public.access_grants (granted_by);

create table public.access_looks (
  id uuid primary key default private.uuidv7(),
  grant_id uuid not null references public.access_grants (id) on delete cascade,
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table public.access_looks is 'Each time a conversation was read by a grant.';

create index access_looks_grant on public.access_looks (grant_id, id desc);
create index access_looks_conversation on public.access_looks (conversation_id, id desc);

-- Reading and noting that it was read are one act, so that there is no reading policy for operators:
-- a select can't leave a trace.
create function public.read_by_grant(p_conversation uuid, p_after uuid default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_grant uuid;
begin
  select access_grants.id into v_grant
  from public.conversations
  join public.access_grants on access_grants.community_id = conversations.community_id
  where conversations.id = p_conversation
    and (
      access_grants.conversation_id is null
      or access_grants.conversation_id = conversations.id
    )
    and access_grants.granted_to = v_me
    and access_grants.revoked_at is null
    and access_grants.expires_at > now()
    and private.is_platform_admin()
  order by access_grants.id
  limit 1;
  if v_grant is null then
    raise exception 'There is no such conversation.'
      using errcode = 'AG404', detail = 'conversation.not-found';
  end if;
  insert into public.access_looks (grant_id, conversation_id) values (v_grant, p_conversation);
  return (
    select jsonb_build_object(
      'title', conversations.title,
      'agentName', conversations.agent_name,
      'messages', (
        select coalesce(jsonb_agg(to_jsonb(page) order by page.id), '[]')
        from (
          select messages.id, messages.author, messages.text, messages.status
          from public.messages
          where messages.conversation_id = conversations.id
            and messages.id > coalesce(p_after, conversations.id)
          order by messages.id
          limit 100
        ) as page
      )
    )
    from public.conversations
    where conversations.id = p_conversation
  );
end;
$$;
comment on function public.read_by_grant(uuid, uuid) is
  'The text of a conversation that a community lets me read, 100 messages from p_after on: {title, '
  'agentName, messages: [{id, author, text, status}]}. Keeps that I looked.';

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.access_grants, public.access_looks
from public, anon, authenticated, service_role;

grant select on table public.access_grants, public.access_looks to authenticated, aigym_definer;
grant
  insert (community_id, conversation_id, granted_to, granted_by, reason, expires_at),
  update (revoked_at)
on table public.access_grants to authenticated;
grant insert (grant_id, conversation_id) on table public.access_looks to aigym_definer;

revoke all on function public.read_by_grant(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function public.read_by_grant(uuid, uuid) to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.access_grants enable row level security;
alter table public.access_looks enable row level security;

-- A super admin can't grant themself anything: that is the community's to do.
create policy "Coaches see their community's grants, super admins those to them"
  on public.access_grants for select to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or granted_to = (select private.me())
  );
create policy "Coaches grant access to super admins, in their own name"
  on public.access_grants for insert to authenticated
  with check (
    granted_by = (select private.me())
    and granted_to <> (select private.me())
    and community_id = any ((select private.my_admin_communities())::uuid[])
  );
create policy "Coaches revoke grants"
  on public.access_grants for update to authenticated
  using (community_id = any ((select private.my_admin_communities())::uuid[]))
  with check (community_id = any ((select private.my_admin_communities())::uuid[]));

create policy "Looks are seen with their grant, and by whose conversation it is"
  on public.access_looks for select to authenticated
  using (
    exists (select from public.access_grants where access_grants.id = access_looks.grant_id)
    or exists (
      select from public.conversations
      where conversations.id = access_looks.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

create policy "A second factor where it must be"
  on public.access_grants as restrictive for all to authenticated
  using ((select private.second_factor_met()));
create policy "A second factor where it must be"
  on public.access_looks as restrictive for all to authenticated
  using ((select private.second_factor_met()));

create policy "Definer functions read grants"
  on public.access_grants for select to aigym_definer using (true);
create policy "Definer functions note looks by the grants of the one who looks"
  on public.access_looks for insert to aigym_definer
  with check (
    exists (
      select from public.access_grants
      where access_grants.id = access_looks.grant_id
        and access_grants.granted_to = (select private.me())
    )
  );

-- What a living grant reaches, for the function above and only there: the others look at the owner.
alter policy "Definer functions read the asker's conversations" on public.conversations
  using (
    owner_id = (select private.me())
    or exists (
      select from public.access_grants
      where access_grants.community_id = conversations.community_id
        and (
          access_grants.conversation_id is null
          or access_grants.conversation_id = conversations.id
        )
        and access_grants.granted_to = (select private.me())
        and access_grants.revoked_at is null
        and access_grants.expires_at > now()
    )
  );

create function private.keep_grant_whole()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select from public.platform_admins where platform_admins.user_id = new.granted_to
  ) then
    raise exception 'Access is granted to super admins only.'
      using errcode = 'AG422', detail = 'grant.not-super-admin';
  end if;
  return new;
end;
$$;
create trigger access_grants_whole before insert on public.access_grants
  for each row execute function private.keep_grant_whole();

revoke all on function private.keep_grant_whole() from public, anon, authenticated, service_role;

grant create on schema private, public to aigym_definer;
alter function private.keep_grant_whole() owner to aigym_definer;
alter function public.read_by_grant(uuid, uuid) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
