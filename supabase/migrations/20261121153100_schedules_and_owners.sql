-- Publication at a time that a coach sets, by a job of the Worker's, and items that are handed to
-- another coach. Both keep to the second pair of eyes: who set the time has published, and whoever
-- made an item stays its author when it is another's.

-- allow reference: the columns are new and empty, so that there is nothing to look up
alter table public.content_items
  add column scheduled_by uuid references public.profiles (id) on delete set null,
  add column author_id uuid references public.profiles (id) on delete set null;
comment on column public.content_items.scheduled_by is 'Who set publish_at.';
comment on column public.content_items.author_id is
  'Who made it, once it was handed to another; null: its owner.';

-- allow index: 20,000 rows beside ten million messages, all of them empty; done in a moment
create index content_items_scheduled_by on public.content_items (scheduled_by);
-- allow index: 20,000 rows beside ten million messages, all of them empty; done in a moment
create index content_items_author on public.content_items (author_id);

create function private.needs_other_eyes(p_item public.content_items, p_person uuid)
returns boolean
language sql
stable
security invoker
set search_path = ''
as $$
  select coalesce(p_person = p_item.owner_id or p_person = p_item.author_id, false)
    and exists (
      select from public.communities
      where communities.id = p_item.community_id and communities.review_before_publish
    );
$$;
comment on function private.needs_other_eyes(public.content_items, uuid) is
  'Whether its community wants somebody else than this person to publish it.';

create or replace function private.keep_content_lifecycle()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_me constant uuid := private.me();
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
    new.updated_at := now();

    -- An account that goes leaves nobody; whoever gets an item must be able to look after it.
    if new.owner_id is distinct from old.owner_id and new.owner_id is not null then
      if not exists (
        select from public.memberships
        where memberships.community_id = new.community_id
          and memberships.user_id = new.owner_id
          and memberships.role = 'community_admin'
      ) then
        raise exception 'Only a coach of its community can look after it.'
          using errcode = 'AG422', detail = 'owner.invalid';
      end if;
      new.author_id := coalesce(old.author_id, old.owner_id);
    end if;

    -- A second pair of eyes, where the community asks for one: a time that is set is a publication,
    -- and what its author changes after that has been seen by nobody.
    if private.needs_other_eyes(new, v_me) then
      if (new.status = 'published' and old.status <> 'published')
        or (new.publish_at is not null and new.publish_at is distinct from old.publish_at)
      then
        raise exception 'Somebody else than its author has to publish this.'
          using errcode = 'AG409', detail = 'content.needs-review';
      end if;
      new.publish_at := null;
    end if;
    if new.status in ('published', 'archived') or new.deleted_at is not null
      or (old.status = 'in_review' and new.status = 'draft')
    then
      new.publish_at := null;
    end if;
    if new.publish_at is null then
      new.scheduled_by := null;
    elsif new.publish_at is distinct from old.publish_at then
      new.scheduled_by := v_me;
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

create or replace function private.keep_reviewed(p_item public.content_items, p_change text)
returns void
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
  if p_item.status = 'published' and p_change is distinct from 'submit'
    and private.needs_other_eyes(p_item, private.me())
  then
    raise exception 'Somebody else than its author has to publish this.'
      using errcode = 'AG409', detail = 'content.needs-review';
  end if;
end;
$$;

-- What the clock publishes was published by who set the time.
create or replace function private.keep_content_version()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The item's row is locked by the update that fires this: numbers can't clash.
  insert into public.content_versions (item_id, number, version, body, published_by)
  select new.id, coalesce(max(content_versions.number), 0) + 1, new.version,
    private.content_body(new), coalesce(private.me(), old.scheduled_by)
  from public.content_versions
  where content_versions.item_id = new.id;
  return null;
end;
$$;

create or replace function private.is_whole(p_item public.content_items)
returns boolean
language sql
stable
security invoker
set search_path = ''
as $$
  select case p_item.kind
    when 'agent' then exists (
      select from public.agent_instructions
      where agent_instructions.agent_id = p_item.id and agent_instructions.instructions ~ '\S'
    )
    when 'document' then exists (
      select from public.documents where documents.id = p_item.id and documents.body ~ '\S'
    )
    when 'prompt' then exists (
      select from public.prompts where prompts.id = p_item.id and prompts.body ~ '\S'
    )
    when 'video' then exists (
      select from public.videos
      where videos.id = p_item.id and (
        videos.address is not null
        or exists (
          select from public.content_files
          where content_files.item_id = p_item.id and content_files.purpose = 'video'
        )
      )
    )
    when 'automation' then exists (
      select from public.automation_steps where automation_steps.automation_id = p_item.id
    )
    else true
  end;
$$;

-- Locks an item for a change to the version that the coach saw.
create function private.take_item(p_id uuid, p_version integer)
returns public.content_items
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  select * into v_item from public.content_items where content_items.id = p_id;
  if v_item.id is null then
    raise exception 'There is no such item.' using errcode = 'AG404', detail = 'content.not-found';
  end if;
  perform private.require_coach(v_item.community_id);
  -- Who changes a row waits here for whoever is at it, and then sees what they did.
  select * into v_item from public.content_items where content_items.id = p_id for no key update;
  if v_item.deleted_at is not null then
    raise exception 'The item was deleted.' using errcode = 'AG409', detail = v_item.kind || '.deleted';
  end if;
  if v_item.version <> p_version then
    raise exception 'Somebody changed the item: it is at version %.', v_item.version
      using errcode = 'AG409', detail = v_item.kind || '.changed', hint = v_item.version::text;
  end if;
  return v_item;
end;
$$;
comment on function private.take_item(uuid, integer) is
  'Locks an item that I coach, as long as it is at this version (null: any), and answers it.';

create function private.local_moments(p_local timestamp, p_zone text)
returns timestamptz[]
language sql
stable
security invoker
set search_path = ''
as $$
  select coalesce(array_agg(distinct turns.moment order by turns.moment), '{}')
  from (
    -- As far from UTC as a day before, or a day after: in between, clocks are changed once at most.
    select p_local at time zone 'UTC'
      - ((near.at at time zone p_zone) - (near.at at time zone 'UTC')) as moment
    from (
      values (p_local at time zone 'UTC' - interval '1 day'),
        (p_local at time zone 'UTC' + interval '1 day')
    ) as near (at)
  ) as turns
  where turns.moment at time zone p_zone = p_local;
$$;
comment on function private.local_moments(timestamp, text) is
  'When clocks of a time zone show this: once, twice where they are set back then, or never.';

create function public.schedule_content(p_id uuid, p_version integer, p_local timestamp)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items := private.take_item(p_id, p_version);
  v_moments timestamptz[];
begin
  if p_local is not null then
    if v_item.status not in ('draft', 'in_review') then
      raise exception 'The item is not where it was: it is %.', v_item.status
        using errcode = 'AG409', detail = v_item.kind || '.changed', hint = v_item.version::text;
    end if;
    if not private.is_whole(v_item) then
      raise exception 'There is nothing in it that members could use.'
        using errcode = 'AG422', detail = 'schedule.empty';
    end if;
    v_moments := private.local_moments(
      p_local,
      coalesce(
        (
          select communities.time_zone from public.communities
          where communities.id = v_item.community_id
        ),
        'UTC'
      )
    );
    if v_moments = '{}' then
      raise exception 'Clocks are set forward over this time.'
        using errcode = 'AG422', detail = 'schedule.gap';
    end if;
    if v_moments[1] <= now() then
      raise exception 'This time is over.' using errcode = 'AG422', detail = 'schedule.past';
    end if;
    if v_moments[1] > now() + interval '2 years' then
      raise exception 'This is too far away.' using errcode = 'AG422', detail = 'schedule.far';
    end if;
  end if;
  update public.content_items
  set publish_at = v_moments[1]
  where content_items.id = p_id
  returning * into v_item;
  return jsonb_build_object(
    'id', v_item.id, 'version', v_item.version, 'title', v_item.title, 'at', v_item.publish_at,
    'twice', coalesce(cardinality(v_moments), 0) = 2
  );
end;
$$;
comment on function public.schedule_content(uuid, integer, timestamp) is
  'Sets when an item is published by itself, as clocks of its community show it, or takes that back '
  '(null). Answers {id, version, title, at, twice}: where clocks show the time twice, it is the first.';

create function public.hand_over_content(p_id uuid, p_version integer, p_to uuid)
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items := private.take_item(p_id, p_version);
begin
  if v_item.owner_id is distinct from p_to then
    update public.content_items
    set owner_id = p_to
    where content_items.id = p_id
    returning * into v_item;
  end if;
  return jsonb_build_object('id', v_item.id, 'version', v_item.version, 'title', v_item.title);
end;
$$;
comment on function public.hand_over_content(uuid, integer, uuid) is
  'Gives an item to another coach of its community. Answers {id, version, title}.';

create function private.publish_due_at(p_now timestamptz, p_limit integer)
returns table (published integer, held integer)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  published := 0;
  held := 0;
  -- Another job does it already.
  if not pg_try_advisory_xact_lock(hashtextextended('aigym.publish-due', 0)) then
    return next;
    return;
  end if;
  for v_item in
    select content_items.*
    from public.content_items
    where content_items.publish_at <= p_now
      -- What was emptied since waits until there is something in it again.
      and private.is_whole(content_items)
    order by content_items.publish_at
    limit p_limit
    -- One that somebody changes at this moment is looked at again in the next minute.
    for no key update skip locked
  loop
    -- The rule came after the time was set by the author, or the one who looked is gone.
    if v_item.scheduled_by is null
      or private.needs_other_eyes(v_item, v_item.scheduled_by)
    then
      update public.content_items
      set status = 'in_review', publish_at = null
      where content_items.id = v_item.id;
      held := held + 1;
    else
      update public.content_items set status = 'published' where content_items.id = v_item.id;
      published := published + 1;
    end if;
  end loop;
  return next;
end;
$$;

-- Definer, and the migrations' role's own, as the other jobs are.
create function private.publish_due()
returns table (published integer, held integer)
language sql
volatile
security definer
set search_path = ''
as $$
  select due.published, due.held from private.publish_due_at(now(), 50) as due;
$$;
comment on function private.publish_due() is
  'Publishes up to fifty items whose time has come; one that a second coach has to see yet is put '
  'up for a review. For the scheduled job; answers how many of either.';

create trigger content_items_plans_audit
  after update of publish_at, owner_id on public.content_items
  for each row when (
    new.publish_at is distinct from old.publish_at
    or (new.owner_id is distinct from old.owner_id and new.owner_id is not null)
  )
  execute function private.audit_row(
    'content', 'community_id', 'content', 'id', '+kind', 'publish_at', 'owner_id!'
  );

grant update (owner_id) on table public.content_items to authenticated;

revoke all on function
  private.needs_other_eyes(public.content_items, uuid), private.take_item(uuid, integer),
  private.local_moments(timestamp, text), private.publish_due_at(timestamptz, integer),
  private.publish_due(), public.schedule_content(uuid, integer, timestamp),
  public.hand_over_content(uuid, integer, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  private.needs_other_eyes(public.content_items, uuid), private.take_item(uuid, integer),
  private.local_moments(timestamp, text), public.schedule_content(uuid, integer, timestamp),
  public.hand_over_content(uuid, integer, uuid)
to authenticated;
grant execute on function private.publish_due() to aigym_worker;
