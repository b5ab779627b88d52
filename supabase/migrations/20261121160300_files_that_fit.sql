-- What a kind has no place for hangs from no item of it, whoever asks and by whatever way: a film and
-- its captions belong to a video, what a text was made from to a document.

create function private.keep_files_fitting()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.purpose in ('video', 'captions', 'poster', 'source') and not exists (
    select from public.content_items
    where content_items.id = new.item_id
      and content_items.kind = case new.purpose when 'source' then 'document' else 'video' end
  ) then
    raise exception 'Items of this kind have no such file.'
      using errcode = 'AG422', detail = 'file.purpose';
  end if;
  return new;
end;
$$;

create trigger content_files_fitting before insert on public.content_files
  for each row execute function private.keep_files_fitting();

revoke all on function private.keep_files_fitting() from public, anon, authenticated, service_role;
grant create on schema private to aigym_definer;
alter function private.keep_files_fitting() owner to aigym_definer;
revoke create on schema private from aigym_definer;
