-- Drafts of messages, kept with their conversation for whoever writes them, on whatever device; and
-- conversations that begin before their first message, so that something can be attached to it.

create table public.message_drafts (
  conversation_id uuid primary key references public.conversations (id) on delete cascade,
  -- Empty in a conversation that has begun and in which nothing was typed yet.
  text text not null,
  updated_at timestamptz not null default now(),
  constraint message_drafts_text_length check (char_length(text) <= 32000)
);
comment on table public.message_drafts is
  'What was typed into a conversation and not sent, one a conversation. Seen by its owner alone. A '
  'conversation without messages has one, empty where nothing was typed: it goes with it.';
create index message_drafts_updated on public.message_drafts (updated_at);

create function public.keep_draft(p_conversation uuid, p_text text)
returns timestamptz
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
begin
  if char_length(p_text) > 32000 then
    raise exception 'The draft is too long.' using errcode = 'AG422', detail = 'message.too-long';
  end if;
  perform from public.conversations
  where conversations.id = p_conversation
    and conversations.owner_id = v_me
    and conversations.deleted_at is null
    and conversations.community_id = any (private.my_communities());
  if not found then
    raise exception 'There is no such conversation.'
      using errcode = 'AG404', detail = 'conversation.not-found';
  end if;
  if btrim(coalesce(p_text, ''), E' \t\r\n') <> '' then
    insert into public.message_drafts (conversation_id, text)
    values (p_conversation, p_text)
    on conflict (conversation_id) do update set text = excluded.text, updated_at = now();
  elsif exists (
    select from public.messages where messages.conversation_id = p_conversation
  ) then
    delete from public.message_drafts where message_drafts.conversation_id = p_conversation;
  else
    update public.message_drafts set text = '', updated_at = now()
    where message_drafts.conversation_id = p_conversation;
  end if;
  return now();
end;
$$;
comment on function public.keep_draft(uuid, text) is
  'Keeps what was typed into a conversation of mine in the place of what was kept before; nothing but '
  'blanks forgets it. Answers when.';

create function public.begin_conversation(
  p_community uuid,
  p_agent uuid,
  p_text text,
  p_key uuid
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_agent text;
  v_conversation uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  if char_length(p_text) > 32000 then
    raise exception 'The draft is too long.' using errcode = 'AG422', detail = 'message.too-long';
  end if;
  if p_community is null or p_community <> all (private.my_communities()) then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;
  if p_agent is null then
    raise exception 'There is no such agent.' using errcode = 'AG404', detail = 'agent.not-found';
  end if;
  v_agent := private.require_agent(p_community, p_agent);

  -- One whose first message is still to come, and in which nothing was typed, serves as well.
  select conversations.id into v_conversation
  from public.conversations
  join public.message_drafts on message_drafts.conversation_id = conversations.id
  where conversations.owner_id = v_me
    and conversations.community_id = p_community
    and conversations.deleted_at is null
    and (
      conversations.start_key = p_key
      or (
        conversations.agent_id = p_agent
        and message_drafts.text = ''
        and conversations.title = conversations.agent_name
        and not exists (
          select from public.messages where messages.conversation_id = conversations.id
        )
      )
    )
  order by conversations.start_key = p_key desc
  limit 1;
  if v_conversation is null then
    if (
      select count(*)
      from public.message_drafts
      join public.conversations on conversations.id = message_drafts.conversation_id
      where conversations.owner_id = v_me and conversations.community_id = p_community
        and not exists (
          select from public.messages where messages.conversation_id = conversations.id
        )
    ) >= 20 then
      raise exception 'As many have begun without a message as may.'
        using errcode = 'AG409', detail = 'begun.enough';
    end if;
    insert into public.conversations
      (community_id, owner_id, agent_id, agent_name, title, readers, start_key)
    select communities.id, v_me, p_agent, v_agent, v_agent, communities.conversation_readers, p_key
    from public.communities
    where communities.id = p_community
    on conflict (owner_id, start_key) do nothing
    returning conversations.id into v_conversation;
    -- The same post again: it was sent with a message, or it is in the trash.
    if v_conversation is null then
      select conversations.id into v_conversation
      from public.conversations
      where conversations.owner_id = v_me and conversations.start_key = p_key;
      return v_conversation;
    end if;
  end if;
  insert into public.message_drafts (conversation_id, text)
  values (
    v_conversation, case when btrim(coalesce(p_text, ''), E' \t\r\n') = '' then '' else p_text end
  )
  on conflict (conversation_id) do update set text = excluded.text, updated_at = now()
  where message_drafts.text = '';
  return v_conversation;
end;
$$;
comment on function public.begin_conversation(uuid, uuid, text, uuid) is
  'Begins a conversation of mine with an agent before its first message, whose words are kept as its '
  'draft; one of mine that nobody wrote in yet is taken instead. Twenty at most wait for a message. The '
  'key makes a second sending harmless.';

-- Sending -----------------------------------------------------------------------------------------

-- The rest of the function stays as it is, and so is not written out again.
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
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '    -- What waits goes with it.
',
  '    delete from public.message_drafts
    where message_drafts.conversation_id = v_conversation.id;
    -- What waits goes with it.
'
);
-- What began without a message is called by its first one, unless its owner has called it something.
select private.change_function(
  'public.send_message(uuid, uuid, uuid, text, uuid, uuid, uuid)',
  '  set last_message_at = now(), leaf_id = v_answer
',
  '  set last_message_at = now(), leaf_id = v_answer,
    title = case
      when v_last is null and p_edits is null and conversations.title = conversations.agent_name
        then v_line
      else conversations.title
    end
'
);
drop function private.change_function(regprocedure, text, text);

-- Going -------------------------------------------------------------------------------------------

create function private.drop_unsent_at(p_now timestamptz, p_limit integer)
returns integer
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_dropped integer;
begin
  with old as (
    select drafts.conversation_id as id
    from public.message_drafts as drafts
    where drafts.updated_at
      < p_now - case drafts.text when '' then interval '1 day' else interval '30 days' end
      and drafts.updated_at < p_now - interval '1 day'
    order by drafts.updated_at
    limit p_limit
    -- One that is sent at this moment waits no more.
    for update skip locked
  ), gone as (
    delete from public.message_drafts using old where message_drafts.conversation_id = old.id
    returning message_drafts.conversation_id as id
  ), ended as (
    delete from public.conversations using gone
    where conversations.id = gone.id
      and not exists (
        select from public.messages where messages.conversation_id = conversations.id
      )
  )
  select count(*) into v_dropped from gone;
  return v_dropped;
end;
$$;
comment on function private.drop_unsent_at(timestamptz, integer) is
  'Forgets drafts of thirty days ago, and conversations in which nothing was written for a day.';

create or replace function private.drop_old_conversations()
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
  select private.drop_old_conversations_at(now(), 50) + private.drop_unsent_at(now(), 50);
$$;
comment on function private.drop_old_conversations() is
  'Erases up to fifty conversations that are past their community''s retention, and forgets up to fifty '
  'drafts that nobody sent. For the scheduled job.';

-- Rights ------------------------------------------------------------------------------------------

alter table public.message_drafts enable row level security;
revoke all on table public.message_drafts from public, anon, authenticated, service_role;
grant select on table public.message_drafts to authenticated;
grant select, insert, delete, update (text, updated_at) on table public.message_drafts
to aigym_definer;
-- By its first message.
grant update (title) on table public.conversations to aigym_definer;

create policy "Drafts are seen by who writes them"
  on public.message_drafts for select to authenticated
  using (
    exists (
      select from public.conversations
      where conversations.id = message_drafts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions read the asker's drafts"
  on public.message_drafts for select to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = message_drafts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions keep drafts for the asker"
  on public.message_drafts for insert to aigym_definer
  with check (
    exists (
      select from public.conversations
      where conversations.id = message_drafts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions change the asker's drafts"
  on public.message_drafts for update to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = message_drafts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );
create policy "Definer functions forget the asker's drafts"
  on public.message_drafts for delete to aigym_definer
  using (
    exists (
      select from public.conversations
      where conversations.id = message_drafts.conversation_id
        and conversations.owner_id = (select private.me())
    )
  );

revoke all on function
  private.drop_unsent_at(timestamptz, integer),
  public.keep_draft(uuid, text),
  public.begin_conversation(uuid, uuid, text, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.keep_draft(uuid, text),
  public.begin_conversation(uuid, uuid, text, uuid)
to authenticated;

grant create on schema public to aigym_definer;
alter function public.keep_draft(uuid, text) owner to aigym_definer;
alter function public.begin_conversation(uuid, uuid, text, uuid) owner to aigym_definer;
revoke create on schema public from aigym_definer;
