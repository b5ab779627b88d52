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
  -- None where the item goes, and its files with it; in the trash it is what comes back from there.
  -- Who publishes it at this moment is waited for.
  select * into v_item
  from public.content_items
  where content_items.id = coalesce(new.item_id, old.item_id)
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
  'public.save_content(uuid, text, uuid, integer, jsonb, uuid, text)',
  $from$          when p_change = 'submit' and content_items.status = 'published' then 'draft'
$from$,
  $to$          -- Its files may have sent it for a review already, unlooked at for being whole.
          when p_change = 'submit' and v_item.status = 'published' then 'draft'
$to$
);
drop function private.change_function(regprocedure, text, text);
