-- The repositories: what videos, documents, prompts and automations add to content_items, and what
-- all five kinds share beside it: platform-wide items and the communities they are given to,
-- versions, tags, files, and what each person has seen and likes.

-- Items -------------------------------------------------------------------------------------------

alter table public.content_items
  -- An item without a community is the platform's own.
  alter column community_id drop not null,
  add column publish_at timestamptz,
  drop constraint content_items_status_known,
  add constraint content_items_status_known
    check (status in ('draft', 'in_review', 'published', 'archived')),
  add constraint content_items_publish_at_before_publication
    check (publish_at is null or status in ('draft', 'in_review')),
  -- What an item is, for the tables of its kind to point at.
  add constraint content_items_of_kind unique (id, kind);
comment on column public.content_items.community_id is
  'Whose it is; null: the platform''s, given to communities by content_assignments.';
comment on column public.content_items.publish_at is 'When it is to be published by itself.';

drop index public.content_items_slug_living;
create unique index content_items_slug_living
  on public.content_items (community_id, kind, slug) nulls not distinct where deleted_at is null;
create index content_items_due on public.content_items (publish_at) where publish_at is not null;

-- The kind of the row and of its item are one: an agent can't hang from a video's item.
alter table public.agents
  add column kind text not null generated always as ('agent') stored,
  drop constraint agents_id_fkey,
  add constraint agents_item foreign key (id, kind)
    references public.content_items (id, kind) on delete cascade;
create index agents_item on public.agents (id, kind);

create or replace function private.keep_content_lifecycle()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
    new.updated_at := now();
    -- A second pair of eyes, where the community asks for one.
    if new.status = 'published' and old.status <> 'published'
      and new.owner_id = private.me()
      and exists (
        select from public.communities
        where communities.id = new.community_id and communities.review_before_publish
      )
    then
      raise exception 'Somebody else than its author has to publish this.'
        using errcode = 'AG409', detail = 'content.needs-review';
    end if;
    if new.status in ('published', 'archived') then
      new.publish_at := null;
    end if;
    if new.status = 'published' and old.status <> 'published' then
      new.published_at := now();
    end if;
  elsif new.status = 'published' then
    new.published_at := coalesce(new.published_at, now());
  end if;
  return new;
end;
$$;

create table public.content_assignments (
  id uuid primary key default private.uuidv7(),
  item_id uuid not null references public.content_items (id) on delete cascade,
  community_id uuid references public.communities (id) on delete cascade,
  assigned_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  constraint content_assignments_once unique nulls not distinct (item_id, community_id)
);
comment on table public.content_assignments is
  'Which communities have an item of the platform; community_id null: all of them.';

create index content_assignments_community on public.content_assignments (community_id, item_id);
create index content_assignments_assigned_by on public.content_assignments (assigned_by);

create table public.content_versions (
  item_id uuid not null references public.content_items (id) on delete cascade,
  number integer not null,
  -- The version of the item that was published.
  version integer not null,
  body jsonb not null,
  published_by uuid references public.profiles (id) on delete set null,
  published_at timestamptz not null default now(),
  primary key (item_id, number),
  constraint content_versions_number_positive check (number > 0),
  constraint content_versions_version_positive check (version > 0),
  constraint content_versions_body_object check (jsonb_typeof(body) = 'object')
);
comment on table public.content_versions is
  'What an item was at each publication: its own fields and those of its kind, as they stood.';

create index content_versions_published_by on public.content_versions (published_by);

-- Tags --------------------------------------------------------------------------------------------

create table public.tags (
  id uuid primary key default private.uuidv7(),
  community_id uuid references public.communities (id) on delete cascade,
  name text not null,
  created_at timestamptz not null default now(),
  constraint tags_name_length check (char_length(name) between 1 and 40 and name = btrim(name))
);
comment on table public.tags is 'Words that items are found by; community_id null: the platform''s.';

-- A tag in two cases is one tag.
create unique index tags_name on public.tags (community_id, lower(name)) nulls not distinct;

create table public.content_tags (
  item_id uuid not null references public.content_items (id) on delete cascade,
  tag_id uuid not null references public.tags (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (item_id, tag_id)
);
comment on table public.content_tags is 'Which items have which tags.';

create index content_tags_tag on public.content_tags (tag_id, item_id);

-- Files -------------------------------------------------------------------------------------------

create table public.files (
  id uuid primary key default private.uuidv7(),
  community_id uuid references public.communities (id) on delete cascade,
  owner_id uuid references public.profiles (id) on delete set null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 bytea,
  state text not null default 'uploading',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint files_name_safe check (
    char_length(name) between 1 and 255 and name !~ '[/\\[:cntrl:]]' and name not in ('.', '..')
  ),
  constraint files_media_type_form check (media_type ~ '^[a-z]+/[a-z0-9][a-z0-9.+-]{0,100}$'),
  constraint files_bytes_range check (bytes between 0 and 5497558138880),
  constraint files_sha256_length check (octet_length(sha256) = 32),
  constraint files_state_known check (state in ('uploading', 'stored')),
  constraint files_stored_whole check (state = 'uploading' or sha256 is not null)
);
comment on table public.files is
  'What lies in the object storage, under the id of its row; community_id null: the platform''s.';

create index files_community on public.files (community_id, id desc);
create index files_owner on public.files (owner_id, state);

create table public.content_files (
  item_id uuid not null references public.content_items (id) on delete cascade,
  file_id uuid not null references public.files (id),
  purpose text not null,
  place integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (item_id, file_id, purpose),
  constraint content_files_purpose_known
    check (purpose in ('cover', 'attachment', 'video', 'poster', 'captions', 'source')),
  constraint content_files_place_positive check (place >= 0)
);
comment on table public.content_files is 'Which items use which files, and as what.';

create index content_files_file on public.content_files (file_id, item_id);
create unique index content_files_one_of_each on public.content_files (item_id, purpose)
  where purpose in ('cover', 'video', 'poster');

create trigger files_touch before update on public.files
  for each row execute function private.touch_updated_at();

create function private.keep_storage_limit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_limit bigint;
begin
  select community_limits.stored_bytes into v_limit
  from public.community_limits
  where community_limits.community_id = new.community_id
  for no key update;
  if v_limit is not null and v_limit < (
    select coalesce(sum(files.bytes), 0) from public.files
    where files.community_id = new.community_id and files.id <> new.id
  ) + new.bytes then
    raise exception 'The community has stored as much as it may.'
      using errcode = 'AG409', detail = 'community.storage-full';
  end if;
  return new;
end;
$$;

create trigger files_limit before insert or update of bytes on public.files
  for each row execute function private.keep_storage_limit();

-- Kinds -------------------------------------------------------------------------------------------

create table public.videos (
  id uuid primary key,
  kind text not null generated always as ('video') stored,
  -- Where it plays from elsewhere; null: the file that content_files names.
  address text,
  duration_seconds numeric(8, 2),
  transcript text not null default '',
  constraint videos_item foreign key (id, kind)
    references public.content_items (id, kind) on delete cascade,
  constraint videos_address_form
    check (address ~ '^https://\S{3,}$' and char_length(address) <= 2000),
  constraint videos_duration_positive check (duration_seconds > 0),
  constraint videos_transcript_length check (char_length(transcript) <= 1000000)
);
comment on table public.videos is 'What a video adds to its item.';

create index videos_item on public.videos (id, kind);

create table public.video_chapters (
  video_id uuid not null references public.videos (id) on delete cascade,
  starts_at_second numeric(8, 2) not null,
  title text not null,
  primary key (video_id, starts_at_second),
  constraint video_chapters_start_positive check (starts_at_second >= 0),
  constraint video_chapters_title_length
    check (char_length(title) between 1 and 120 and title = btrim(title))
);
comment on table public.video_chapters is 'Where a part of a video begins.';

create table public.video_captions (
  video_id uuid not null references public.videos (id) on delete cascade,
  language text not null,
  label text not null,
  file_id uuid not null references public.files (id),
  primary key (video_id, language),
  constraint video_captions_language_form check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  constraint video_captions_label_length check (char_length(label) between 1 and 80)
);
comment on table public.video_captions is 'The words of a video, a WebVTT file for each language.';

create index video_captions_file on public.video_captions (file_id);

create table public.documents (
  id uuid primary key,
  kind text not null generated always as ('document') stored,
  body text not null default '',
  constraint documents_item foreign key (id, kind)
    references public.content_items (id, kind) on delete cascade,
  constraint documents_body_length check (char_length(body) <= 1000000)
);
comment on table public.documents is 'What a document adds to its item: its text, in Markdown.';

create index documents_item on public.documents (id, kind);

create table public.prompts (
  id uuid primary key,
  kind text not null generated always as ('prompt') stored,
  body text not null default '',
  constraint prompts_item foreign key (id, kind)
    references public.content_items (id, kind) on delete cascade,
  constraint prompts_body_length check (char_length(body) <= 32000)
);
comment on table public.prompts is 'What a prompt adds to its item: its text, with {{variables}}.';

create index prompts_item on public.prompts (id, kind);

create table public.prompt_variables (
  prompt_id uuid not null references public.prompts (id) on delete cascade,
  name text not null,
  place integer not null,
  type text not null default 'text',
  label text not null,
  help text not null default '',
  default_value text not null default '',
  required boolean not null default true,
  options text[] not null default '{}',
  primary key (prompt_id, name),
  constraint prompt_variables_place unique (prompt_id, place) deferrable,
  constraint prompt_variables_name_form check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint prompt_variables_place_range check (place between 1 and 50),
  constraint prompt_variables_type_known
    check (type in ('text', 'long_text', 'number', 'date', 'choice', 'yes_no')),
  constraint prompt_variables_label_length check (char_length(label) between 1 and 120),
  constraint prompt_variables_help_length check (char_length(help) <= 500),
  constraint prompt_variables_default_length check (char_length(default_value) <= 8000),
  constraint prompt_variables_options_for_choices
    check ((type = 'choice') = (cardinality(options) > 0) and cardinality(options) <= 50)
);
comment on table public.prompt_variables is 'What is asked before a prompt is used.';

create table public.automations (
  id uuid primary key,
  kind text not null generated always as ('automation') stored,
  trigger_kind text not null default 'manual',
  trigger_settings jsonb not null default '{}',
  constraint automations_item foreign key (id, kind)
    references public.content_items (id, kind) on delete cascade,
  constraint automations_trigger_known
    check (trigger_kind in ('manual', 'schedule', 'event', 'webhook')),
  constraint automations_trigger_settings_object check (
    jsonb_typeof(trigger_settings) = 'object' and octet_length(trigger_settings::text) <= 16000
  )
);
comment on table public.automations is 'What an automation adds to its item: what sets it off.';

create index automations_item on public.automations (id, kind);

create table public.automation_steps (
  id uuid primary key default private.uuidv7(),
  automation_id uuid not null references public.automations (id) on delete cascade,
  place integer not null,
  action text not null,
  settings jsonb not null default '{}',
  constraint automation_steps_place unique (automation_id, place) deferrable,
  constraint automation_steps_place_range check (place between 1 and 100),
  constraint automation_steps_action_known check (
    action in (
      'ask_model', 'fill_prompt', 'call_address', 'wait', 'branch', 'send_message',
      'create_document', 'ask_person'
    )
  ),
  constraint automation_steps_settings_object
    check (jsonb_typeof(settings) = 'object' and octet_length(settings::text) <= 64000)
);
comment on table public.automation_steps is 'What an automation does, in order.';

-- A person's own ----------------------------------------------------------------------------------

create table public.content_progress (
  user_id uuid not null references public.profiles (id) on delete cascade,
  item_id uuid not null references public.content_items (id) on delete cascade,
  -- Of a video in seconds, of a document in parts of a thousand.
  reached numeric(10, 2) not null default 0,
  share numeric(4, 3) not null default 0,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, item_id),
  constraint content_progress_reached_positive check (reached >= 0),
  constraint content_progress_share_range check (share between 0 and 1)
);
comment on table public.content_progress is 'How far a person is with an item, and when last.';

create index content_progress_item on public.content_progress (item_id);
create index content_progress_last on public.content_progress (user_id, updated_at desc, item_id);

create table public.favourites (
  user_id uuid not null references public.profiles (id) on delete cascade,
  item_id uuid not null references public.content_items (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (user_id, item_id)
);
comment on table public.favourites is 'What a person wants to find again.';

create index favourites_item on public.favourites (item_id);
create index favourites_last on public.favourites (user_id, created_at desc, item_id);

create trigger content_progress_touch before update on public.content_progress
  for each row execute function private.touch_updated_at();

-- Rules that reach over two tables ----------------------------------------------------------------

-- What hangs together is of one community: a tag, a file and a platform item's assignment are held
-- against the item as it stands, by the owner's eyes, for what the asker may see is not the point.
create function private.keep_item_whole()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_community uuid;
  v_other uuid;
begin
  select content_items.community_id into v_community
  from public.content_items
  where content_items.id = new.item_id;
  if tg_table_name = 'content_assignments' then
    if v_community is not null then
      raise exception 'Only what is the platform''s is given to communities.'
        using errcode = 'AG422', detail = 'assignment.not-platform';
    end if;
    return new;
  end if;
  if tg_table_name = 'content_tags' then
    select tags.community_id into v_other from public.tags where tags.id = new.tag_id;
  else
    select files.community_id into v_other from public.files where files.id = new.file_id;
  end if;
  if v_other is distinct from v_community then
    raise exception 'This is another community''s.'
      using errcode = 'AG422', detail = 'content.other-community';
  end if;
  return new;
end;
$$;

create trigger content_assignments_whole before insert on public.content_assignments
  for each row execute function private.keep_item_whole();
create trigger content_tags_whole before insert on public.content_tags
  for each row execute function private.keep_item_whole();
create trigger content_files_whole before insert on public.content_files
  for each row execute function private.keep_item_whole();

create function private.keep_captions_whole()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (
    select from public.content_items
    join public.files on files.id = new.file_id
    where content_items.id = new.video_id
      and content_items.community_id is distinct from files.community_id
  ) then
    raise exception 'This is another community''s.'
      using errcode = 'AG422', detail = 'content.other-community';
  end if;
  return new;
end;
$$;

create trigger video_captions_whole before insert or update of file_id on public.video_captions
  for each row execute function private.keep_captions_whole();

-- Versions ----------------------------------------------------------------------------------------

-- Everything that an item is, in the words of its tables. A kind that comes later adds its line.
create function private.content_body(p_item public.content_items)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_id constant uuid := p_item.id;
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'title', p_item.title,
    'summary', p_item.summary,
    'tags', (
      select jsonb_agg(tags.name order by tags.name)
      from public.content_tags join public.tags on tags.id = content_tags.tag_id
      where content_tags.item_id = v_id
    ),
    'files', (
      select jsonb_agg(
        jsonb_build_object('file', content_files.file_id, 'purpose', content_files.purpose)
        order by content_files.purpose, content_files.place
      )
      from public.content_files where content_files.item_id = v_id
    ),
    'agent', (
      select to_jsonb(agents) - array['id', 'kind']
        || coalesce(to_jsonb(agent_instructions) - 'agent_id', '{}')
      from public.agents
      left join public.agent_instructions on agent_instructions.agent_id = agents.id
      where agents.id = v_id
    ),
    'video', (
      select to_jsonb(videos) - array['id', 'kind'] || jsonb_build_object(
        'chapters', (
          select jsonb_agg(to_jsonb(video_chapters) - 'video_id' order by starts_at_second)
          from public.video_chapters where video_chapters.video_id = v_id
        ),
        'captions', (
          select jsonb_agg(to_jsonb(video_captions) - 'video_id' order by language)
          from public.video_captions where video_captions.video_id = v_id
        )
      )
      from public.videos where videos.id = v_id
    ),
    'document', (
      select to_jsonb(documents) - array['id', 'kind']
      from public.documents where documents.id = v_id
    ),
    'prompt', (
      select to_jsonb(prompts) - array['id', 'kind'] || jsonb_build_object(
        'variables', (
          select jsonb_agg(to_jsonb(prompt_variables) - 'prompt_id' order by place)
          from public.prompt_variables where prompt_variables.prompt_id = v_id
        )
      )
      from public.prompts where prompts.id = v_id
    ),
    'automation', (
      select to_jsonb(automations) - array['id', 'kind'] || jsonb_build_object(
        'steps', (
          select jsonb_agg(to_jsonb(automation_steps) - 'automation_id' order by place)
          from public.automation_steps where automation_steps.automation_id = v_id
        )
      )
      from public.automations where automations.id = v_id
    )
  ));
end;
$$;

create function private.keep_content_version()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The item's row is locked by the update that fires this: numbers can't clash.
  insert into public.content_versions (item_id, number, version, body, published_by)
  select new.id, coalesce(max(content_versions.number), 0) + 1, new.version,
    private.content_body(new), private.me()
  from public.content_versions
  where content_versions.item_id = new.id;
  return null;
end;
$$;

create trigger content_items_version after update on public.content_items
  for each row
  when (new.status = 'published' and old.status <> 'published')
  execute function private.keep_content_version();

-- Practising with an agent of the platform --------------------------------------------------------

create or replace function private.require_agent(p_community uuid, p_agent uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  select content_items.* into v_item
  from public.content_items
  join public.agents on agents.id = content_items.id
  where content_items.id = p_agent
    and (
      content_items.community_id = p_community
      or (
        content_items.community_id is null
        and exists (
          select from public.content_assignments
          where content_assignments.item_id = content_items.id
            and (
              content_assignments.community_id is null
              or content_assignments.community_id = p_community
            )
        )
      )
    );
  if v_item.id is null and p_agent is not null then
    raise exception 'There is no such agent.' using errcode = 'AG404', detail = 'agent.not-found';
  end if;
  if v_item.status is distinct from 'published' or v_item.deleted_at is not null then
    raise exception 'The agent is not there any more.'
      using errcode = 'AG409', detail = 'agent.gone';
  end if;
  return v_item.title;
end;
$$;

-- Grants ------------------------------------------------------------------------------------------

grant update (publish_at) on table public.content_items to authenticated;

revoke all on table
  public.content_assignments, public.content_versions, public.tags, public.content_tags,
  public.files, public.content_files, public.videos, public.video_chapters, public.video_captions,
  public.documents, public.prompts, public.prompt_variables, public.automations,
  public.automation_steps, public.content_progress, public.favourites
from public, anon, authenticated, service_role;

grant select on table
  public.content_assignments, public.content_versions, public.tags, public.content_tags,
  public.files, public.content_files, public.videos, public.video_chapters, public.video_captions,
  public.documents, public.prompts, public.prompt_variables, public.automations,
  public.automation_steps, public.content_progress, public.favourites
to authenticated;
grant insert (item_id, community_id, assigned_by), delete
on table public.content_assignments to authenticated;
grant insert (community_id, name), update (name), delete on table public.tags to authenticated;
grant insert (item_id, tag_id), delete on table public.content_tags to authenticated;
grant insert (community_id, owner_id, name, media_type, bytes),
  update (name, media_type, bytes, sha256, state), delete
on table public.files to authenticated;
grant insert (item_id, file_id, purpose, place), update (place), delete
on table public.content_files to authenticated;
grant insert (id, address, duration_seconds, transcript),
  update (address, duration_seconds, transcript)
on table public.videos to authenticated;
grant insert (video_id, starts_at_second, title), update (starts_at_second, title), delete
on table public.video_chapters to authenticated;
grant insert (video_id, language, label, file_id), update (label, file_id), delete
on table public.video_captions to authenticated;
grant insert (id, body), update (body) on table public.documents, public.prompts to authenticated;
grant insert, update (place, type, label, help, default_value, required, options), delete
on table public.prompt_variables to authenticated;
grant insert (id, trigger_kind, trigger_settings), update (trigger_kind, trigger_settings)
on table public.automations to authenticated;
grant insert (automation_id, place, action, settings), update (place, action, settings), delete
on table public.automation_steps to authenticated;
grant insert (user_id, item_id, reached, share, completed_at),
  update (reached, share, completed_at), delete
on table public.content_progress to authenticated;
grant insert (user_id, item_id), delete on table public.favourites to authenticated;

grant select on table
  public.content_assignments, public.content_versions, public.tags, public.content_tags,
  public.files, public.content_files, public.videos, public.video_chapters, public.video_captions,
  public.documents, public.prompts, public.prompt_variables, public.automations,
  public.automation_steps
to aigym_definer;
grant insert (item_id, number, version, body, published_by)
on table public.content_versions to aigym_definer;

revoke all on function
  private.keep_storage_limit(), private.keep_item_whole(), private.keep_captions_whole(),
  private.content_body(public.content_items), private.keep_content_version()
from public, anon, authenticated, service_role;
grant execute on function private.content_body(public.content_items) to aigym_definer;

-- Row-level security ------------------------------------------------------------------------------

alter table public.content_assignments enable row level security;
alter table public.content_versions enable row level security;
alter table public.tags enable row level security;
alter table public.content_tags enable row level security;
alter table public.files enable row level security;
alter table public.content_files enable row level security;
alter table public.videos enable row level security;
alter table public.video_chapters enable row level security;
alter table public.video_captions enable row level security;
alter table public.documents enable row level security;
alter table public.prompts enable row level security;
alter table public.prompt_variables enable row level security;
alter table public.automations enable row level security;
alter table public.automation_steps enable row level security;
alter table public.content_progress enable row level security;
alter table public.favourites enable row level security;

-- content_items: what the platform publishes is seen where it was given to one of my communities.
alter policy "Members see published items, coaches all of theirs" on public.content_items
  using (
    (
      status = 'published'
      and deleted_at is null
      and (
        community_id = any ((select private.my_communities())::uuid[])
        or (
          community_id is null
          and exists (
            select from public.content_assignments
            where content_assignments.item_id = content_items.id
          )
        )
      )
    )
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

create policy "Members see what was given to their communities"
  on public.content_assignments for select to authenticated
  using (
    community_id = any ((select private.my_communities())::uuid[])
    or (
      community_id is null
      and (select private.my_communities())::uuid[] <> '{}'
    )
    or (select private.is_platform_admin())
  );
create policy "Super admins give items to communities"
  on public.content_assignments for insert to authenticated
  with check (
    assigned_by = (select private.me())
    and (select private.is_platform_admin())
  );
create policy "Super admins take items back"
  on public.content_assignments for delete to authenticated
  using ((select private.is_platform_admin()));

-- content_versions: they hold what members never read, an agent's instructions among it.
create policy "Coaches and super admins read versions"
  on public.content_versions for select to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = content_versions.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Members see their communities' tags and the platform's"
  on public.tags for select to authenticated
  using (
    community_id = any ((select private.my_communities())::uuid[])
    or (community_id is null and (select private.me()) is not null)
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins make tags"
  on public.tags for insert to authenticated
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins rename tags"
  on public.tags for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins drop tags"
  on public.tags for delete to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- files: read with an item that uses them; before that by who uploaded them and who runs the place.
create policy "Files are seen with an item that uses them"
  on public.files for select to authenticated
  using (
    owner_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
    or (
      state = 'stored'
      and (
        exists (
          select from public.content_files
          join public.content_items on content_items.id = content_files.item_id
          where content_files.file_id = files.id
        )
        or exists (
          select from public.video_captions
          join public.content_items on content_items.id = video_captions.video_id
          where video_captions.file_id = files.id
        )
      )
    )
  );
create policy "Coaches and super admins upload files, in their own name"
  on public.files for insert to authenticated
  with check (
    owner_id = (select private.me())
    and (
      community_id = any ((select private.my_admin_communities())::uuid[])
      or (select private.is_platform_admin())
    )
  );
create policy "Coaches and super admins change files"
  on public.files for update to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  )
  with check (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
create policy "Coaches and super admins drop files"
  on public.files for delete to authenticated
  using (
    community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );

-- What an item has, and the kinds: seen with their item (whose own policy applies inside `exists`),
-- written by who runs it.
create policy "Videos are seen with their item"
  on public.videos for select to authenticated
  using (exists (select from public.content_items where content_items.id = videos.id));

create policy "Coaches and super admins add videos"
  on public.videos for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = videos.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change videos"
  on public.videos for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = videos.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = videos.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Documents are seen with their item"
  on public.documents for select to authenticated
  using (exists (select from public.content_items where content_items.id = documents.id));

create policy "Coaches and super admins add documents"
  on public.documents for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = documents.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change documents"
  on public.documents for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = documents.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = documents.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Prompts are seen with their item"
  on public.prompts for select to authenticated
  using (exists (select from public.content_items where content_items.id = prompts.id));

create policy "Coaches and super admins add prompts"
  on public.prompts for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = prompts.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change prompts"
  on public.prompts for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = prompts.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = prompts.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Automations are seen with their item"
  on public.automations for select to authenticated
  using (exists (select from public.content_items where content_items.id = automations.id));

create policy "Coaches and super admins add automations"
  on public.automations for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = automations.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change automations"
  on public.automations for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = automations.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = automations.id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Chapters are seen with their item"
  on public.video_chapters for select to authenticated
  using (exists (select from public.content_items where content_items.id = video_chapters.video_id));

create policy "Coaches and super admins add chapters"
  on public.video_chapters for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = video_chapters.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change chapters"
  on public.video_chapters for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = video_chapters.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = video_chapters.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins take chapters away"
  on public.video_chapters for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = video_chapters.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Captions are seen with their item"
  on public.video_captions for select to authenticated
  using (exists (select from public.content_items where content_items.id = video_captions.video_id));

create policy "Coaches and super admins add captions"
  on public.video_captions for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = video_captions.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change captions"
  on public.video_captions for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = video_captions.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = video_captions.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins take captions away"
  on public.video_captions for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = video_captions.video_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Variables are seen with their item"
  on public.prompt_variables for select to authenticated
  using (exists (select from public.content_items where content_items.id = prompt_variables.prompt_id));

create policy "Coaches and super admins add variables"
  on public.prompt_variables for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = prompt_variables.prompt_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change variables"
  on public.prompt_variables for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = prompt_variables.prompt_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = prompt_variables.prompt_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins take variables away"
  on public.prompt_variables for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = prompt_variables.prompt_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins read steps"
  on public.automation_steps for select to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = automation_steps.automation_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins add steps"
  on public.automation_steps for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = automation_steps.automation_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins change steps"
  on public.automation_steps for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = automation_steps.automation_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = automation_steps.automation_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins take steps away"
  on public.automation_steps for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = automation_steps.automation_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "What an item has of tags is seen with it"
  on public.content_tags for select to authenticated
  using (exists (select from public.content_items where content_items.id = content_tags.item_id));

create policy "Coaches and super admins give an item tags"
  on public.content_tags for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = content_tags.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins take tags from an item"
  on public.content_tags for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = content_tags.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "What an item has of files is seen with it"
  on public.content_files for select to authenticated
  using (exists (select from public.content_items where content_items.id = content_files.item_id));

create policy "Coaches and super admins give an item files"
  on public.content_files for insert to authenticated
  with check (
    exists (
      select from public.content_items
      where content_items.id = content_files.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins order an item's files"
  on public.content_files for update to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = content_files.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  )
  with check (
    exists (
      select from public.content_items
      where content_items.id = content_files.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

create policy "Coaches and super admins take files from an item"
  on public.content_files for delete to authenticated
  using (
    exists (
      select from public.content_items
      where content_items.id = content_files.item_id
        and (
          content_items.community_id = any ((select private.my_admin_communities())::uuid[])
          or (select private.is_platform_admin())
        )
    )
  );

-- A person's own: nobody else reads it.
create policy "People see their own progress"
  on public.content_progress for select to authenticated
  using (user_id = (select private.me()));
create policy "People keep their own progress with what they may see"
  on public.content_progress for insert to authenticated
  with check (
    user_id = (select private.me())
    and exists (select from public.content_items where content_items.id = content_progress.item_id)
  );
create policy "People change their own progress"
  on public.content_progress for update to authenticated
  using (user_id = (select private.me()))
  with check (user_id = (select private.me()));
create policy "People forget their own progress"
  on public.content_progress for delete to authenticated
  using (user_id = (select private.me()));

create policy "People see their own favourites"
  on public.favourites for select to authenticated
  using (user_id = (select private.me()));
create policy "People like what they may see"
  on public.favourites for insert to authenticated
  with check (
    user_id = (select private.me())
    and exists (select from public.content_items where content_items.id = favourites.item_id)
  );
create policy "People take a liking back"
  on public.favourites for delete to authenticated
  using (user_id = (select private.me()));

create policy "Definer functions read assignments"
  on public.content_assignments for select to aigym_definer using (true);
create policy "Definer functions number versions"
  on public.content_versions for select to aigym_definer using (true);
create policy "Definer functions keep versions"
  on public.content_versions for insert to aigym_definer with check (true);
create policy "Definer functions read tags"
  on public.tags for select to aigym_definer using (true);
create policy "Definer functions read what tags an item has"
  on public.content_tags for select to aigym_definer using (true);
create policy "Definer functions read files"
  on public.files for select to aigym_definer using (true);
create policy "Definer functions read what files an item has"
  on public.content_files for select to aigym_definer using (true);
create policy "Definer functions read videos"
  on public.videos for select to aigym_definer using (true);
create policy "Definer functions read chapters"
  on public.video_chapters for select to aigym_definer using (true);
create policy "Definer functions read captions"
  on public.video_captions for select to aigym_definer using (true);
create policy "Definer functions read documents"
  on public.documents for select to aigym_definer using (true);
create policy "Definer functions read prompts"
  on public.prompts for select to aigym_definer using (true);
create policy "Definer functions read variables"
  on public.prompt_variables for select to aigym_definer using (true);
create policy "Definer functions read automations"
  on public.automations for select to aigym_definer using (true);
create policy "Definer functions read steps"
  on public.automation_steps for select to aigym_definer using (true);

grant create on schema private to aigym_definer;
alter function private.keep_storage_limit() owner to aigym_definer;
alter function private.keep_item_whole() owner to aigym_definer;
alter function private.keep_captions_whole() owner to aigym_definer;
alter function private.content_body(public.content_items) owner to aigym_definer;
alter function private.keep_content_version() owner to aigym_definer;
revoke create on schema private from aigym_definer;
