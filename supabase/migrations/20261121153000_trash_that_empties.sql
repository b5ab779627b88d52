-- What was deleted goes for good after thirty days, a few at a time, by a job of the Worker's.

create function private.trash_days()
returns integer
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
  select 30;
$$;
comment on function private.trash_days() is 'How many days a deleted item can be brought back.';

-- So that what is due is found without reading what is not.
-- allow index: a line for each deleted item, and there are few; done in a moment
create index content_items_trash on public.content_items (deleted_at) where deleted_at is not null;

create function private.empty_trash_at(p_now timestamptz, p_limit integer)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_gone integer;
begin
  -- Another job does it already.
  if not pg_try_advisory_xact_lock(hashtextextended('aigym.empty-trash', 0)) then
    return 0;
  end if;
  delete from public.content_items
  where content_items.id in (
    select old.id
    from public.content_items as old
    where old.deleted_at < p_now - make_interval(days => private.trash_days())
    order by old.deleted_at
    limit p_limit
    -- One that somebody brings back at this moment stays.
    for update skip locked
  );
  get diagnostics v_gone = row_count;
  return v_gone;
end;
$$;

-- Definer, and the migrations' role's own: no policy lets anybody erase an item.
create function private.empty_trash()
returns integer
language sql
volatile
security definer
set search_path = ''
as $$
  select private.empty_trash_at(now(), 50);
$$;
comment on function private.empty_trash() is
  'Erases up to fifty items that were deleted more than private.trash_days() ago, with all that '
  'hangs from them; conversations stay. For the scheduled job; answers how many it erased.';

revoke all on function
  private.trash_days(), private.empty_trash_at(timestamptz, integer), private.empty_trash()
from public, anon, authenticated, service_role;
grant execute on function private.trash_days() to authenticated;
grant execute on function private.empty_trash() to aigym_worker;
