-- Undoes 20261121197100_words_of_captions.sql. What captions say is lost to the search: they have to be
-- uploaded again.

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
  'private.index_item(uuid)',
  $from$    v_said := (
      select left(coalesce(nullif(videos.transcript, ''), (
        -- The same that the video's page reads.
        select files.words
        from public.content_files join public.files on files.id = content_files.file_id
        where content_files.item_id = p_item and content_files.purpose = 'captions'
        order by content_files.place, content_files.created_at
        limit 1
      )), v_most)
      from public.videos where videos.id = p_item
    );
$from$,
  $to$    v_said := (
      select left(videos.transcript, v_most) from public.videos where videos.id = p_item
    );
$to$
);
drop function private.change_function(regprocedure, text, text);

-- The scheduled job takes them in again, without it.
update private.search_items
set stale = true
from public.content_files
where content_files.item_id = search_items.item_id and content_files.purpose = 'captions';

drop trigger content_files_lost on public.content_files;
drop trigger content_files_found on public.content_files;
alter table public.files drop constraint files_words_length, drop column words;
