-- Messages by month: partitions by ranges of the key, which grows with time, made ahead of need. What
-- a partitioned table can't hold unique (a post's key, one running answer) moves to tables of its own.

-- Keys and times ----------------------------------------------------------------------------------

create function private.uuidv7_at(p_at timestamptz)
returns uuid
language sql
stable
strict
parallel safe
security invoker
set search_path = ''
as $$
  select encode(
    substring(int8send(micros / 1000) from 3)
      || substring(int8send(28672 + (micros % 1000) * 4096 / 1000) from 7)
      || '\x8000000000000000'::bytea,
    'hex'
  )::uuid
  from (select floor(extract(epoch from p_at) * 1000000)::bigint as micros) as clock;
$$;
comment on function private.uuidv7_at(timestamptz) is 'The smallest key of that instant.';

-- The order of a conversation is the order of its keys, so that a clock that was set back, or two
-- keys of one microsecond, must not upset it.
create function private.uuidv7_after(p_previous uuid, p_key uuid default null)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_key constant uuid := coalesce(p_key, private.uuidv7());
  v_hex text;
begin
  if p_previous is null or v_key > p_previous then
    return v_key;
  end if;
  -- The 60 bits of time of the previous key, and one.
  v_hex := replace(p_previous::text, '-', '');
  v_hex := lpad(
    to_hex(('x0' || substr(v_hex, 1, 12) || substr(v_hex, 14, 3))::bit(64)::bigint + 1), 15, '0'
  );
  return (
    substr(v_hex, 1, 12) || '7' || substr(v_hex, 13) || substr(replace(v_key::text, '-', ''), 17)
  )::uuid;
end;
$$;
comment on function private.uuidv7_after(uuid, uuid) is
  'p_key, by default a key of now, or the next one that is larger than p_previous.';

-- Partitions --------------------------------------------------------------------------------------

create table private.partitioned_tables (
  parent regclass primary key,
  months_ahead integer not null default 3,
  archive_after_months integer,
  constraint partitioned_tables_ahead check (months_ahead between 1 and 24),
  constraint partitioned_tables_archive check (archive_after_months between 1 and 1200)
);
comment on table private.partitioned_tables is
  'Tables whose months are made ahead by private.keep_partitions().';
comment on column private.partitioned_tables.archive_after_months is
  'Months after which a partition may be archived and dropped; null: never.';

-- A month that is made late finds rows in the default partition. They can't be deleted there, since
-- other rows point at them: the foreign keys are taken off, and put on again (and so checked) after.
create function private.ensure_month_partitions(
  p_parent regclass,
  p_from timestamptz,
  p_months integer
)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
set lock_timeout = '3s'
as $$
declare
  v_parent constant text := (select relname from pg_catalog.pg_class where oid = p_parent);
  v_default constant regclass := (
    select nullif(partdefid, 0) from pg_catalog.pg_partitioned_table where partrelid = p_parent
  );
  v_made integer := 0;
  v_month timestamp;
  v_name text;
  v_low uuid;
  v_high uuid;
  v_late boolean;
  v_references jsonb;
  v_reference record;
begin
  if v_default is null then
    raise exception 'Table % is not partitioned, or has no default partition.', p_parent;
  end if;
  -- Two jobs at once make each month once.
  perform pg_advisory_xact_lock(hashtextextended('aigym.partitions:' || v_parent, 0));
  for n in 0 .. p_months - 1 loop
    v_month := date_trunc('month', p_from at time zone 'UTC') + make_interval(months => n);
    v_low := private.uuidv7_at(v_month at time zone 'UTC');
    v_high := private.uuidv7_at((v_month + interval '1 month') at time zone 'UTC');
    v_name := v_parent || to_char(v_month, '_YYYY_MM');
    continue when exists (
      select from pg_catalog.pg_inherits
      where inhparent = p_parent
        and inhrelid = to_regclass(format('private.%I', v_name))
    );

    execute format(
      'create table private.%I (like %s including all excluding statistics)', v_name, p_parent
    );
    execute format('alter table private.%I enable row level security', v_name);
    execute format(
      'revoke all on table private.%I from public, anon, authenticated, service_role', v_name
    );

    execute format('select exists (select from %s where id >= $1 and id < $2)', v_default)
    into v_late using v_low, v_high;
    if v_late then
      execute format('lock table %s in exclusive mode', p_parent);
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'relation', conrelid::regclass::text,
            'name', conname,
            'definition', pg_get_constraintdef(oid)
          )
        ),
        '[]'
      )
      into v_references
      from pg_catalog.pg_constraint
      where confrelid = p_parent and contype = 'f' and conparentid = 0;
      for v_reference in select * from jsonb_to_recordset(v_references)
        as reference (relation text, name text, definition text)
      loop
        execute format(
          'alter table %s drop constraint %I', v_reference.relation, v_reference.name
        );
      end loop;
      -- Nothing leaves the table: what watches for that must not see it.
      execute format('alter table %s disable trigger user', v_default);
      execute format(
        'with moved as (delete from %s where id >= $1 and id < $2 returning *)
         insert into private.%I select * from moved',
        v_default, v_name
      ) using v_low, v_high;
      execute format('alter table %s enable trigger user', v_default);
    end if;

    execute format(
      'alter table %s attach partition private.%I for values from (%L) to (%L)',
      p_parent, v_name, v_low, v_high
    );
    if v_late then
      for v_reference in select * from jsonb_to_recordset(v_references)
        as reference (relation text, name text, definition text)
      loop
        execute format(
          'alter table %s add constraint %I %s',
          v_reference.relation, v_reference.name, v_reference.definition
        );
      end loop;
    end if;
    v_made := v_made + 1;
  end loop;
  return v_made;
end;
$$;
comment on function private.ensure_month_partitions(regclass, timestamptz, integer) is
  'Makes private.<parent>_YYYY_MM for p_months months from that of p_from on (UTC), where they are '
  'missing; rows of those months leave the default partition for them. Answers how many it made.';

create function private.register_partitions(
  p_parent regclass,
  p_archive_after_months integer default null
)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_default constant text :=
    (select relname || '_default' from pg_catalog.pg_class where oid = p_parent);
begin
  execute format('create table private.%I partition of %s default', v_default, p_parent);
  execute format('alter table private.%I enable row level security', v_default);
  execute format(
    'revoke all on table private.%I from public, anon, authenticated, service_role', v_default
  );
  insert into private.partitioned_tables (parent, archive_after_months)
  values (p_parent, p_archive_after_months);
  perform private.ensure_month_partitions(parent, now(), 1 + months_ahead)
  from private.partitioned_tables
  where parent = p_parent;
end;
$$;
comment on function private.register_partitions(regclass, integer) is
  'Gives a table that is partitioned by range (id) its default partition and its first months, and '
  'has the scheduled job make the next ones. A rollback deletes its line in partitioned_tables.';

create function private.keep_partitions_at(p_now timestamptz)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_made integer := 0;
  v_first uuid;
  v_from timestamptz;
  v_table record;
begin
  -- Another job does it already.
  if not pg_try_advisory_xact_lock(hashtextextended('aigym.keep-partitions', 0)) then
    return 0;
  end if;
  for v_table in
    select tables.parent, tables.months_ahead, partitions.partdefid::regclass as catches
    from private.partitioned_tables as tables
    join pg_catalog.pg_partitioned_table as partitions on partitions.partrelid = tables.parent
  loop
    -- After a long sleep of the job: the months that it missed, and whose rows wait.
    execute format('select id from %s where id >= $1 order by id limit 1', v_table.catches)
    into v_first
    using private.uuidv7_at(p_now - interval '24 months');
    v_from := least(
      p_now,
      to_timestamp(
        ('x0000' || substr(replace(v_first::text, '-', ''), 1, 12))::bit(64)::bigint / 1000.0
      )
    );
    v_made := v_made + private.ensure_month_partitions(
      v_table.parent,
      v_from,
      (
        select count(*)::integer
        from generate_series(
          date_trunc('month', v_from, 'UTC'),
          p_now + make_interval(months => v_table.months_ahead),
          interval '1 month',
          'UTC'
        )
      )
    );
  end loop;
  return v_made;
end;
$$;

-- Definer, and the migrations' role's own: tables are made and attached by whom they belong to.
create function private.keep_partitions()
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
  select private.keep_partitions_at(now());
$$;
comment on function private.keep_partitions() is
  'Makes the coming months of every partitioned table. For the scheduled job; harmless when '
  'repeated. Answers how many partitions it made.';

-- The tables --------------------------------------------------------------------------------------

-- Out of the way, with the names of its indexes, and dropped at the end.
alter table public.messages set schema private;

create table public.messages (
  id uuid not null default private.uuidv7(),
  conversation_id uuid not null,
  parent_id uuid,
  author text not null,
  text text not null,
  status text not null,
  failure text,
  model text,
  stop_requested_at timestamptz,
  -- When the answer's maker was last heard of.
  saved_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  constraint messages_pkey primary key (id),
  constraint messages_in_conversation unique (conversation_id, id),
  -- So that a conversation's messages are looked for in the months since it began, and no others.
  constraint messages_after_conversation check (id > conversation_id),
  constraint messages_author_known check (author in ('person', 'agent')),
  constraint messages_status_known
    check (status in ('complete', 'streaming', 'stopped', 'cut_off', 'failed')),
  constraint messages_text_length check (
    case author
      when 'person' then char_length(text) between 1 and 32000
      else char_length(text) <= 200000
    end
  ),
  constraint messages_person_complete check (author = 'agent' or status = 'complete'),
  constraint messages_answer_has_parent check (author = 'person' or parent_id is not null),
  constraint messages_failure_fits check (
    failure is null or (status in ('cut_off', 'failed') and char_length(failure) between 1 and 60)
  ),
  constraint messages_model_length check (char_length(model) between 1 and 200),
  constraint messages_completed_when_over check ((status = 'streaming') = (completed_at is null))
) partition by range (id);
comment on table public.messages is
  'What was said, as a tree: an answer hangs from what it answers, the next message from that.';

create index messages_parent on public.messages (conversation_id, parent_id);

create table public.message_posts (
  conversation_id uuid not null,
  post_key uuid not null,
  message_id uuid not null,
  constraint message_posts_pkey primary key (conversation_id, post_key)
);
comment on table public.message_posts is
  'The key of the post that made a message: the same post sent twice makes one message.';
create index message_posts_message on public.message_posts (conversation_id, message_id);

create table public.running_answers (
  conversation_id uuid not null,
  answer_id uuid not null,
  constraint running_answers_one_each primary key (conversation_id)
);
comment on table public.running_answers is
  'The answer that is being made in a conversation: one at a time, whatever the code above thinks. '
  'Kept by a trigger on messages.status.';
create index running_answers_answer on public.running_answers (conversation_id, answer_id);

-- What was there ----------------------------------------------------------------------------------

do $$
declare
  v_first timestamptz;
  v_last timestamptz;
  v_early bigint;
begin
  select count(*) into v_early from private.messages where id <= conversation_id;
  if v_early > 0 then
    raise exception '% messages have a smaller key than their conversation: mend those first.',
      v_early;
  end if;
  perform private.register_partitions('public.messages');
  select min(created_at), max(created_at) into v_first, v_last from private.messages;
  if v_first is not null then
    perform private.ensure_month_partitions(
      'public.messages',
      v_first,
      (
        select count(*)::integer
        from generate_series(date_trunc('month', v_first, 'UTC'), v_last, interval '1 month', 'UTC')
      )
    );
  end if;
end
$$;

insert into public.messages
  (id, conversation_id, parent_id, author, text, status, failure, model, stop_requested_at,
   saved_at, created_at, completed_at)
select id, conversation_id, parent_id, author, text, status, failure, model, stop_requested_at,
  saved_at, created_at, completed_at
from private.messages;

insert into public.message_posts (conversation_id, post_key, message_id)
select conversation_id, post_key, id from private.messages where post_key is not null;

insert into public.running_answers (conversation_id, answer_id)
select conversation_id, id from private.messages where status = 'streaming';

drop table private.messages;

alter table public.messages
  add constraint messages_conversation_id_fkey
    foreign key (conversation_id) references public.conversations (id) on delete cascade,
  add constraint messages_parent_in_same_conversation
    foreign key (conversation_id, parent_id) references public.messages (conversation_id, id);
alter table public.message_posts
  add constraint message_posts_message_there
    foreign key (conversation_id, message_id) references public.messages (conversation_id, id)
    on delete cascade;
alter table public.running_answers
  add constraint running_answers_answer_there
    foreign key (conversation_id, answer_id) references public.messages (conversation_id, id)
    on delete cascade;

-- Writing -----------------------------------------------------------------------------------------

create function private.note_running_answer()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if new.status = 'streaming' then
    insert into public.running_answers (conversation_id, answer_id)
    values (new.conversation_id, new.id);
  else
    delete from public.running_answers
    where running_answers.conversation_id = new.conversation_id
      and running_answers.answer_id = new.id;
  end if;
  return null;
end;
$$;

create trigger messages_answer_begins after insert on public.messages
  for each row when (new.status = 'streaming')
  execute function private.note_running_answer();
create trigger messages_answer_changes after update of status on public.messages
  for each row when (
    old.status is distinct from new.status and 'streaming' in (old.status, new.status)
  )
  execute function private.note_running_answer();

create or replace function private.end_lost_answer(p_conversation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_answer uuid;
begin
  select running_answers.answer_id into v_answer
  from public.running_answers
  where running_answers.conversation_id = p_conversation;
  if v_answer is null then
    return;
  end if;
  update public.messages
  set status = 'cut_off', failure = 'lost', completed_at = now()
  where messages.id = v_answer
    and messages.status = 'streaming'
    and private.is_lost(messages.saved_at);
  if exists (
    select from public.running_answers
    where running_answers.conversation_id = p_conversation
  ) then
    raise exception 'An answer is still being made.'
      using errcode = 'AG409', detail = 'answer.running';
  end if;
end;
$$;

create or replace function public.send_message(
  p_community uuid,
  p_conversation uuid,
  p_agent uuid,
  p_text text,
  p_key uuid
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_line constant text := btrim(left(btrim(regexp_replace(p_text, '\s+', ' ', 'g')), 60));
  v_conversation public.conversations;
  v_conversation_id uuid := p_conversation;
  v_asked uuid;
  v_answer uuid;
  v_last uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  if coalesce(v_line, '') = '' then
    raise exception 'The message is empty.' using errcode = 'AG422', detail = 'message.empty';
  end if;
  if char_length(p_text) > 32000 then
    raise exception 'The message is too long.' using errcode = 'AG422', detail = 'message.too-long';
  end if;
  if p_community is null or p_community <> all (private.my_communities()) then
    raise exception 'There is no such community.'
      using errcode = 'AG404', detail = 'community.not-found';
  end if;

  if p_conversation is null then
    select conversations.id into v_conversation_id
    from public.conversations
    where conversations.owner_id = v_me and conversations.start_key = p_key;
    if v_conversation_id is null then
      if p_agent is null then
        raise exception 'There is no such agent.'
          using errcode = 'AG404', detail = 'agent.not-found';
      end if;
      -- Of two equal posts at once, one inserts; the other waits here and then finds it.
      insert into public.conversations
        (community_id, owner_id, agent_id, agent_name, title, readers, start_key)
      select communities.id, v_me, p_agent, private.require_agent(p_community, p_agent), v_line,
        communities.conversation_readers, p_key
      from public.communities
      where communities.id = p_community
      on conflict (owner_id, start_key) do nothing
      returning conversations.id into v_conversation_id;
      if v_conversation_id is null then
        select conversations.id into v_conversation_id
        from public.conversations
        where conversations.owner_id = v_me and conversations.start_key = p_key;
      end if;
    end if;
  end if;

  -- Two tabs that send at once come through here one after the other.
  select * into v_conversation
  from public.conversations
  where conversations.id = v_conversation_id
    and conversations.owner_id = v_me
    and conversations.community_id = p_community
  for no key update;
  if v_conversation.id is null then
    raise exception 'There is no such conversation.'
      using errcode = 'AG404', detail = 'conversation.not-found';
  end if;
  if v_conversation.deleted_at is not null then
    raise exception 'The conversation was deleted.'
      using errcode = 'AG404', detail = 'conversation.deleted';
  end if;

  -- The same post again: the same answer, the first one that hangs from it.
  select answers.id into v_answer
  from public.message_posts as posts
  join public.messages as answers
    on answers.conversation_id = posts.conversation_id
    and answers.parent_id = posts.message_id
    and answers.id > posts.message_id
  where posts.conversation_id = v_conversation.id
    and posts.post_key = p_key
    and answers.author = 'agent'
  order by answers.id
  limit 1;
  if v_answer is not null then
    return private.answer_job(v_answer, true);
  end if;

  perform private.require_agent(p_community, v_conversation.agent_id);
  perform private.end_lost_answer(v_conversation.id);

  select messages.id into v_last
  from public.messages
  where messages.conversation_id = v_conversation.id
    and messages.id > v_conversation.id
  order by messages.id desc
  limit 1;
  v_asked := private.uuidv7_after(coalesce(v_last, v_conversation.id));
  v_answer := private.uuidv7_after(v_asked);

  insert into public.messages (id, conversation_id, parent_id, author, text, status, completed_at)
  values (v_asked, v_conversation.id, v_last, 'person', p_text, 'complete', now());
  insert into public.message_posts (conversation_id, post_key, message_id)
  values (v_conversation.id, p_key, v_asked);
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_asked, 'agent', '', 'streaming');
  update public.conversations
  set last_message_at = now()
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$$;

create or replace function public.retry_answer(p_answer uuid, p_key uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_me constant uuid := private.require_person();
  v_conversation public.conversations;
  v_old public.messages;
  v_answer uuid;
begin
  if p_key is null then
    raise exception 'A post needs a key.' using errcode = 'AG422', detail = 'key.missing';
  end if;
  select messages.* into v_old
  from public.messages
  join public.conversations on conversations.id = messages.conversation_id
  where messages.id = p_answer and messages.author = 'agent' and conversations.owner_id = v_me;
  if v_old.id is not null then
    select * into v_conversation
    from public.conversations
    where conversations.id = v_old.conversation_id
      and conversations.community_id = any (private.my_communities())
    for no key update;
  end if;
  if v_conversation.id is null then
    raise exception 'There is no such answer.' using errcode = 'AG404', detail = 'answer.not-found';
  end if;
  if v_conversation.deleted_at is not null then
    raise exception 'The conversation was deleted.'
      using errcode = 'AG404', detail = 'conversation.deleted';
  end if;

  select messages.id into v_answer
  from public.message_posts as posts
  join public.messages on messages.id = posts.message_id
  where posts.conversation_id = v_conversation.id
    and posts.post_key = p_key
    and messages.author = 'agent';
  if v_answer is not null then
    return private.answer_job(v_answer, true);
  end if;

  perform private.require_agent(v_conversation.community_id, v_conversation.agent_id);
  perform private.end_lost_answer(v_conversation.id);
  -- The conversation went on after it: another answer there would hang beside what was said since.
  if exists (
    select from public.messages
    where messages.conversation_id = v_conversation.id and messages.id > p_answer
  ) then
    raise exception 'The conversation went on after this answer.'
      using errcode = 'AG409', detail = 'answer.superseded';
  end if;

  v_answer := private.uuidv7_after(p_answer);
  insert into public.messages (id, conversation_id, parent_id, author, text, status)
  values (v_answer, v_conversation.id, v_old.parent_id, 'agent', '', 'streaming');
  insert into public.message_posts (conversation_id, post_key, message_id)
  values (v_conversation.id, p_key, v_answer);
  update public.conversations
  set last_message_at = now()
  where conversations.id = v_conversation.id;
  return private.answer_job(v_answer, false);
end;
$$;

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.messages, public.message_posts, public.running_answers
from public, anon, authenticated, service_role;
revoke all on table private.partitioned_tables from public, anon, authenticated, service_role;

grant select on table public.messages to authenticated;
grant select,
  insert (id, conversation_id, parent_id, author, text, status, completed_at),
  update (text, status, failure, model, stop_requested_at, saved_at, completed_at)
on table public.messages to aigym_definer;
grant select, insert on table public.message_posts to aigym_definer;
grant select, insert, delete on table public.running_answers to aigym_definer;

revoke all on function
  private.uuidv7_at(timestamptz), private.uuidv7_after(uuid, uuid),
  private.ensure_month_partitions(regclass, timestamptz, integer),
  private.register_partitions(regclass, integer), private.keep_partitions_at(timestamptz),
  private.keep_partitions(), private.note_running_answer()
from public, anon, authenticated, service_role;
grant execute on function private.uuidv7_after(uuid, uuid) to aigym_definer;
grant execute on function private.keep_partitions() to aigym_worker;

-- Row-level security ------------------------------------------------------------------------------

alter table private.partitioned_tables enable row level security;
alter table public.messages enable row level security;
alter table public.message_posts enable row level security;
alter table public.running_answers enable row level security;

-- messages: seen with their conversation, whose own policy applies inside `exists`.
create policy "Messages are seen with their conversation"
  on public.messages for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );

-- The definer functions are held to the asker's own conversations too.
create policy "Definer functions read the asker's messages"
  on public.messages for select to aigym_definer
  using (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );
create policy "Definer functions add messages for the asker"
  on public.messages for insert to aigym_definer
  with check (
    exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  );
create policy "Definer functions write the asker's answers"
  on public.messages for update to aigym_definer
  using (
    author = 'agent'
    and exists (
      select from public.conversations where conversations.id = messages.conversation_id
    )
  )
  with check (author = 'agent');

create policy "Definer functions find the asker's posts"
  on public.message_posts for select to aigym_definer
  using (
    exists (
      select from public.conversations where conversations.id = message_posts.conversation_id
    )
  );
create policy "Definer functions note the asker's posts"
  on public.message_posts for insert to aigym_definer
  with check (
    exists (
      select from public.conversations where conversations.id = message_posts.conversation_id
    )
  );

create policy "Definer functions find the asker's running answers"
  on public.running_answers for select to aigym_definer
  using (
    exists (
      select from public.conversations where conversations.id = running_answers.conversation_id
    )
  );
create policy "Definer functions note the asker's running answers"
  on public.running_answers for insert to aigym_definer
  with check (
    exists (
      select from public.conversations where conversations.id = running_answers.conversation_id
    )
  );
create policy "Definer functions end the asker's running answers"
  on public.running_answers for delete to aigym_definer
  using (
    exists (
      select from public.conversations where conversations.id = running_answers.conversation_id
    )
  );
