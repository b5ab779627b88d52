-- Content: what coaches publish. content_items holds what all kinds share and their one lifecycle
-- (draft, published, archived; deleted with a way back); agents and agent_instructions hold what an
-- agent adds. The instructions stand apart because members never read them.

-- Tables ------------------------------------------------------------------------------------------

create table public.content_items (
  id uuid primary key default private.uuidv7(),
  community_id uuid not null references public.communities (id) on delete cascade,
  kind text not null,
  title text not null,
  slug text not null,
  summary text not null default '',
  status text not null default 'draft',
  -- The content stays with the community when the account of its owner goes.
  owner_id uuid references public.profiles (id) on delete set null,
  version integer not null default 1,
  post_key uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  published_at timestamptz,
  deleted_at timestamptz,
  constraint content_items_kind_known
    check (kind in ('agent', 'video', 'document', 'prompt', 'automation')),
  constraint content_items_title_length
    check (char_length(title) between 1 and 120 and title = btrim(title)),
  constraint content_items_slug_length check (char_length(slug) between 1 and 160),
  constraint content_items_summary_length check (char_length(summary) <= 500),
  constraint content_items_status_known check (status in ('draft', 'published', 'archived')),
  constraint content_items_version_positive check (version > 0)
);
comment on table public.content_items is
  'What agents, videos, documents, prompts and automations share, a row for each.';
comment on column public.content_items.version is
  'Grows with every change; who changes a row says which version they saw.';
comment on column public.content_items.post_key is
  'The key of the post that made the row: the same post sent twice makes one row.';

create unique index content_items_slug_living
  on public.content_items (community_id, kind, slug) where deleted_at is null;
create unique index content_items_post_key
  on public.content_items (owner_id, post_key) where post_key is not null;
create index content_items_owner on public.content_items (owner_id);
-- The library: what is published, newest first.
create index content_items_library
  on public.content_items (community_id, kind, status, deleted_at, published_at desc, id desc);
-- The coach's list: what is there, last changed first.
create index content_items_desk
  on public.content_items (community_id, kind, updated_at desc, id desc);

create table public.agents (
  id uuid primary key references public.content_items (id) on delete cascade,
  greeting text not null default '',
  starter_questions text[] not null default '{}',
  constraint agents_greeting_length check (char_length(greeting) <= 2000),
  constraint agents_starter_questions_few check (
    cardinality(starter_questions) <= 6
    and coalesce(array_ndims(starter_questions), 1) = 1
    and array_position(starter_questions, null) is null
    and char_length(array_to_string(starter_questions, '')) <= 1200
  )
);
comment on table public.agents is 'What members see of an agent beside its content item.';

create table public.agent_instructions (
  agent_id uuid primary key references public.agents (id) on delete cascade,
  instructions text not null default '',
  temperature numeric(3, 2) not null default 0.7,
  max_output_tokens integer not null default 1024,
  constraint agent_instructions_length check (char_length(instructions) <= 32000),
  constraint agent_instructions_temperature_range check (temperature between 0 and 2),
  constraint agent_instructions_max_output_tokens_range
    check (max_output_tokens between 1 and 32000)
);
comment on table public.agent_instructions is
  'How an agent behaves. Coaches read and write it; members never do.';

-- Lifecycle ---------------------------------------------------------------------------------------

create function private.keep_content_lifecycle()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
    new.updated_at := now();
    if new.status = 'published' and old.status <> 'published' then
      new.published_at := now();
    end if;
  elsif new.status = 'published' then
    new.published_at := coalesce(new.published_at, now());
  end if;
  return new;
end;
$$;

create trigger content_items_lifecycle before insert or update on public.content_items
  for each row execute function private.keep_content_lifecycle();

-- Everything but ASCII's spaces and punctuation is kept, so that a title in any script has a slug.
create function private.slug_of(p_title text)
returns text
language sql
immutable
security invoker
set search_path = ''
as $$
  select coalesce(
    nullif(
      btrim(
        left(
          regexp_replace(
            lower(normalize(p_title, nfkc) collate pg_catalog.pg_c_utf8),
            '[\s\x01-\x2f:-@\[-`{-\x7f]+', '-', 'g'
          ),
          160
        ),
        '-'
      ),
      ''
    ),
    'x' || left(md5(p_title), 12)
  );
$$;
comment on function private.slug_of(text) is 'A title as one word for addresses and comparison.';

-- Both functions run with the caller's own rights: the policies below are what holds.

create function public.save_agent(
  p_community uuid,
  p_id uuid,
  p_version integer,
  p_fields jsonb
)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_title constant text := btrim(p_fields ->> 'title');
  v_key constant uuid := nullif(p_fields ->> 'key', '')::uuid;
  v_questions constant text[] := case
    when jsonb_typeof(p_fields -> 'starterQuestions') = 'array' then
      array(select jsonb_array_elements_text(p_fields -> 'starterQuestions'))
  end;
  v_item public.content_items;
begin
  perform private.require_coach(p_community);

  if p_id is null then
    insert into public.content_items (community_id, kind, title, slug, summary, owner_id, post_key)
    values (
      p_community, 'agent', v_title, private.slug_of(v_title),
      coalesce(p_fields ->> 'summary', ''), private.me(), v_key
    )
    on conflict do nothing
    returning * into v_item;
    if v_item.id is null then
      -- The same post again, or a name that is taken.
      select * into v_item
      from public.content_items
      where content_items.owner_id = private.me() and content_items.post_key = v_key;
      if v_item.id is not null then
        return jsonb_build_object('id', v_item.id, 'version', v_item.version, 'repeated', true);
      end if;
      raise exception 'Another agent of this community has this name.'
        using errcode = 'AG409', detail = 'agent.name-taken';
    end if;

    insert into public.agents (id, greeting, starter_questions)
    values (v_item.id, coalesce(p_fields ->> 'greeting', ''), coalesce(v_questions, '{}'));
    insert into public.agent_instructions (agent_id, instructions, temperature, max_output_tokens)
    values (
      v_item.id,
      coalesce(p_fields ->> 'instructions', ''),
      coalesce((p_fields ->> 'temperature')::numeric, 0.7),
      coalesce((p_fields ->> 'maxOutputTokens')::integer, 1024)
    );
    return jsonb_build_object('id', v_item.id, 'version', v_item.version, 'repeated', false);
  end if;

  begin
    update public.content_items
    set title = coalesce(v_title, content_items.title),
        slug = case
          when v_title is null then content_items.slug else private.slug_of(v_title)
        end,
        summary = coalesce(p_fields ->> 'summary', content_items.summary)
    where content_items.id = p_id
      and content_items.community_id = p_community
      and content_items.kind = 'agent'
      and content_items.deleted_at is null
      and content_items.version = p_version
    returning * into v_item;
  exception
    when unique_violation then
      raise exception 'Another agent of this community has this name.'
        using errcode = 'AG409', detail = 'agent.name-taken';
  end;
  if v_item.id is null then
    select * into v_item
    from public.content_items
    where content_items.id = p_id
      and content_items.community_id = p_community
      and content_items.kind = 'agent';
    if v_item.id is null then
      raise exception 'There is no such agent.' using errcode = 'AG404', detail = 'agent.not-found';
    end if;
    if v_item.deleted_at is not null then
      raise exception 'The agent was deleted.' using errcode = 'AG409', detail = 'agent.deleted';
    end if;
    raise exception 'Somebody changed the agent: it is at version %.', v_item.version
      using errcode = 'AG409', detail = 'agent.changed', hint = v_item.version::text;
  end if;

  update public.agents
  set greeting = coalesce(p_fields ->> 'greeting', agents.greeting),
      starter_questions = coalesce(v_questions, agents.starter_questions)
  where agents.id = p_id;
  update public.agent_instructions
  set instructions = coalesce(p_fields ->> 'instructions', agent_instructions.instructions),
      temperature = coalesce((p_fields ->> 'temperature')::numeric, agent_instructions.temperature),
      max_output_tokens = coalesce(
        (p_fields ->> 'maxOutputTokens')::integer, agent_instructions.max_output_tokens
      )
  where agent_instructions.agent_id = p_id;
  return jsonb_build_object('id', v_item.id, 'version', v_item.version, 'repeated', false);
end;
$$;
comment on function public.save_agent(uuid, uuid, integer, jsonb) is
  'Makes an agent (p_id null) or changes the version that the coach saw. Fields: title, summary, '
  'greeting, starterQuestions, instructions, temperature, maxOutputTokens, and key, which makes a '
  'second sending harmless. A field left out keeps its value. Answers {id, version, repeated}.';

create function public.change_content(p_id uuid, p_version integer, p_change text)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_status text;
  v_deleted boolean;
begin
  if p_change is null or p_change not in ('publish', 'take-back', 'delete', 'restore') then
    raise exception 'There is no such change.' using errcode = 'AG422', detail = 'change.invalid';
  end if;
  select * into v_item from public.content_items where content_items.id = p_id;
  if v_item.id is null then
    raise exception 'There is no such item.' using errcode = 'AG404', detail = 'content.not-found';
  end if;
  perform private.require_coach(v_item.community_id);

  -- Who changes a row waits here for whoever is at it, and then sees what they did.
  select * into v_item from public.content_items where content_items.id = p_id for no key update;
  v_status := case p_change
    when 'publish' then 'published' when 'take-back' then 'draft' else v_item.status
  end;
  v_deleted := case p_change
    when 'delete' then true when 'restore' then false else v_item.deleted_at is not null
  end;
  -- A second click finds it done.
  if v_item.status = v_status and (v_item.deleted_at is not null) = v_deleted then
    return jsonb_build_object('id', v_item.id, 'version', v_item.version);
  end if;
  if v_item.version <> p_version then
    raise exception 'Somebody changed the item: it is at version %.', v_item.version
      using errcode = 'AG409', detail = v_item.kind || '.changed', hint = v_item.version::text;
  end if;
  if v_item.deleted_at is not null and p_change <> 'restore' then
    raise exception 'The item was deleted.'
      using errcode = 'AG409', detail = v_item.kind || '.deleted';
  end if;
  if p_change = 'publish' and v_item.kind = 'agent' and not exists (
    select from public.agent_instructions
    where agent_instructions.agent_id = p_id and agent_instructions.instructions ~ '\S'
  ) then
    raise exception 'An agent without instructions can''t be published.'
      using errcode = 'AG422', detail = 'agent.instructions-missing';
  end if;

  update public.content_items
  set status = v_status, deleted_at = case when v_deleted then now() end
  where content_items.id = p_id
  returning * into v_item;
  return jsonb_build_object('id', v_item.id, 'version', v_item.version);
exception
  -- While it was deleted another one took its name.
  when unique_violation then
    raise exception 'Another item of this community has this name.'
      using errcode = 'AG409', detail = v_item.kind || '.name-taken';
end;
$$;
comment on function public.change_content(uuid, integer, text) is
  'publish, take-back, delete or restore; p_version null takes any version. Answers {id, version}.';

-- Grants ------------------------------------------------------------------------------------------

revoke all on table public.content_items, public.agents, public.agent_instructions
from public, anon, authenticated, service_role;

-- Not community_id, kind, owner_id or version: those are nobody's to change.
grant select on table public.content_items, public.agents, public.agent_instructions
to authenticated;
grant insert (community_id, kind, title, slug, summary, owner_id, post_key),
  update (title, slug, summary, status, deleted_at)
on table public.content_items to authenticated;
grant insert (id, greeting, starter_questions), update (greeting, starter_questions)
on table public.agents to authenticated;
grant insert (agent_id, instructions, temperature, max_output_tokens),
  update (instructions, temperature, max_output_tokens)
on table public.agent_instructions to authenticated;

grant select on table public.content_items, public.agents, public.agent_instructions
to aigym_definer;

revoke all on function
  private.keep_content_lifecycle(), private.slug_of(text),
  public.save_agent(uuid, uuid, integer, jsonb), public.change_content(uuid, integer, text)
from public, anon, authenticated, service_role;
grant execute on function
  private.slug_of(text), public.save_agent(uuid, uuid, integer, jsonb),
  public.change_content(uuid, integer, text)
to authenticated;

-- Row-level security ------------------------------------------------------------------------------

alter table public.content_items enable row level security;
alter table public.agents enable row level security;
alter table public.agent_instructions enable row level security;

-- content_items: members see what is published, those who run it see drafts and what was deleted.
create policy "Members see published items, coaches all of theirs"
  on public.content_items for select to authenticated
  using (
    (
      status = 'published'
      and deleted_at is null
      and community_id = any ((select private.my_communities())::uuid[])
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "Coaches and super admins make items, in their own name"
  on public.content_items for insert to authenticated
  with check (
    owner_id = (select private.me())
    and (
      community_id = any ((select private.my_admin_communities())::uuid[])
      or (select private.is_platform_admin())
    )
  );

create policy "Coaches and super admins change items"
  on public.content_items for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- agents: seen with their item (whose own policy applies inside `exists`), written by who runs it.
-- An update policy without `with check` holds the new row to the same condition.
create policy "Agents are seen with their item"
  on public.agents for select to authenticated
  using (exists (select from public.content_items where content_items.id = agents.id));

create policy "Coaches and super admins make agents"
  on public.agents for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = agents.id
        and content_items.kind = 'agent'
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change agents"
  on public.agents for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = agents.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

-- agent_instructions: for those who run the community or the platform, in every operation.
create policy "Coaches and super admins read instructions"
  on public.agent_instructions for select to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = agent_instructions.agent_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins write instructions"
  on public.agent_instructions for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = agent_instructions.agent_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change instructions"
  on public.agent_instructions for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = agent_instructions.agent_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

-- The definer functions read an agent for the member who talks with it.
create policy "Definer functions read items"
  on public.content_items for select to aigym_definer using (true);
create policy "Definer functions read agents"
  on public.agents for select to aigym_definer using (true);
create policy "Definer functions read instructions"
  on public.agent_instructions for select to aigym_definer using (true);
