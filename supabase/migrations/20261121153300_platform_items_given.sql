-- An item of the platform is given to all communities, to some, or to none, in one go.

create function public.give_content(p_item uuid, p_to uuid[])
returns jsonb
language plpgsql
security invoker
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_given integer;
begin
  perform private.require_coach(null);
  select * into v_item
  from public.content_items
  where content_items.id = p_item and content_items.community_id is null
  for no key update;
  if v_item.id is null then
    raise exception 'There is no such item.' using errcode = 'AG404', detail = 'content.not-found';
  end if;
  delete from public.content_assignments
  where content_assignments.item_id = p_item
    and not exists (
      select from unnest(p_to) as wanted (id)
      where wanted.id is not distinct from content_assignments.community_id
    );
  insert into public.content_assignments (item_id, community_id, assigned_by)
  select p_item, wanted.id, private.me()
  from unnest(p_to) as wanted (id)
  where wanted.id is null or exists (
    select from public.communities
    where communities.id = wanted.id and communities.deleted_at is null
  )
  on conflict do nothing;
  select count(*) into v_given
  from public.content_assignments where content_assignments.item_id = p_item;
  return jsonb_build_object('title', v_item.title, 'given', v_given);
end;
$$;
comment on function public.give_content(uuid, uuid[]) is
  'Gives an item of the platform to these communities and to no others; a null among them: to all. '
  'For super admins. Answers {title, given}.';

revoke all on function public.give_content(uuid, uuid[])
from public, anon, authenticated, service_role;
grant execute on function public.give_content(uuid, uuid[]) to authenticated;

-- The platform's own list, last changed first.
-- allow index: the platform's own items are few
create index content_items_platform on public.content_items (updated_at desc, id desc)
  where community_id is null;
