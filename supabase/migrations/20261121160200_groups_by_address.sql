-- Members are put into a group by their addresses, which coaches type and don't see.

create function public.add_to_group(p_group uuid, p_emails text[])
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_group public.groups;
  v_people uuid[] := '{}';
  v_found uuid;
  v_email text;
  v_unknown text[] := '{}';
  v_added integer;
begin
  select * into v_group from public.groups where groups.id = p_group;
  if v_group.id is null then
    raise exception 'There is no such group.' using errcode = 'AG404', detail = 'group.not-found';
  end if;
  perform private.require_coach(v_group.community_id);
  if cardinality(p_emails) > 200 then
    raise exception 'These are too many.' using errcode = 'AG422', detail = 'emails.many';
  end if;
  foreach v_email in array coalesce(p_emails, '{}') loop
    v_found := private.find_confirmed_person(btrim(v_email));
    if v_found is null or not exists (
      select from public.memberships
      where memberships.community_id = v_group.community_id and memberships.user_id = v_found
    ) then
      v_unknown := v_unknown || v_email;
    else
      v_people := v_people || v_found;
    end if;
  end loop;
  if v_unknown <> '{}' then
    return jsonb_build_object('name', v_group.name, 'added', 0, 'unknown', to_jsonb(v_unknown));
  end if;
  insert into public.group_members (group_id, community_id, user_id)
  select p_group, v_group.community_id, one.id from (select distinct unnest(v_people) as id) as one
  on conflict do nothing;
  get diagnostics v_added = row_count;
  return jsonb_build_object('name', v_group.name, 'added', v_added, 'unknown', '[]'::jsonb);
end;
$$;
comment on function public.add_to_group(uuid, text[]) is
  'Puts members into a group of their community by address: a coach''s act. Answers {name, added, '
  'unknown}: with addresses that are no member''s nothing is done.';

alter policy "Definer functions put me into the group I was invited to" on public.group_members
  with check (
    user_id = (select private.me())
    or community_id = any ((select private.my_admin_communities())::uuid[])
    or (select private.is_platform_admin())
  );
alter policy "Definer functions put me into the group I was invited to" on public.group_members
  rename to "Definer functions fill groups, with me or for those who may";

revoke all on function public.add_to_group(uuid, text[])
from public, anon, authenticated, service_role;
grant execute on function public.add_to_group(uuid, text[]) to authenticated;
grant create on schema public to aigym_definer;
alter function public.add_to_group(uuid, text[]) owner to aigym_definer;
revoke create on schema public from aigym_definer;
