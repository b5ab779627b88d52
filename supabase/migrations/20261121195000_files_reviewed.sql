-- A second pair of eyes sees an item's files, too: they hang from it apart from its form, and so came
-- and went past whoever has to look. What its author changes of them sends what members have for a
-- review, as a change in its form does; where it waits for one, or for its time, it is another version
-- than the one that was looked at.

create function private.keep_files_reviewed()
returns trigger
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
begin
  -- None where the item goes, and its files with it. Who publishes it at this moment is waited for.
  select * into v_item
  from public.content_items
  where content_items.id = coalesce(new.item_id, old.item_id) and content_items.deleted_at is null
  for no key update;
  if private.needs_other_eyes(v_item, private.me())
    and (v_item.status in ('published', 'in_review') or v_item.publish_at is not null)
  then
    update public.content_items
    set status = case v_item.status when 'published' then 'in_review' else v_item.status end
    where content_items.id = v_item.id;
  end if;
  return null;
end;
$$;
comment on function private.keep_files_reviewed() is
  'Sends a published item for a review when its author changes its files, where its community wants '
  'one; one that is looked at, or goes out by itself, gets another version, and no time.';

create trigger content_files_reviewed
  after insert or update or delete on public.content_files
  for each row execute function private.keep_files_reviewed();

revoke all on function private.keep_files_reviewed()
from public, anon, authenticated, service_role;
