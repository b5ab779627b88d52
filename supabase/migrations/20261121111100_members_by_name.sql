-- The list of members goes by name, and a community of thirty thousand was sorted for each page: a
-- member's name stands beside their membership too, where an index can hold both. Two triggers keep
-- it true.

alter table public.memberships add column display_name text;
comment on column public.memberships.display_name is
  'profiles.display_name of the member, for the order of the list; kept by triggers.';

update public.memberships
set display_name = profiles.display_name
from public.profiles
where profiles.id = memberships.user_id;

create index memberships_by_name
  on public.memberships (community_id, display_name, user_id);

create function private.name_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.display_name := (
    select profiles.display_name from public.profiles where profiles.id = new.user_id
  );
  return new;
end;
$$;

-- Definer, and the migrations' role's own: a policy that let people write to their memberships would
-- let them write their role.
create function private.rename_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.memberships
  set display_name = new.display_name
  where memberships.user_id = new.id;
  return null;
end;
$$;

create trigger memberships_name before insert or update of user_id, display_name
  on public.memberships
  for each row execute function private.name_member();
create trigger profiles_rename after update of display_name on public.profiles
  for each row when (old.display_name is distinct from new.display_name)
  execute function private.rename_member();

revoke all on function private.name_member(), private.rename_member()
from public, anon, authenticated, service_role;

grant create on schema private to aigym_definer;
alter function private.name_member() owner to aigym_definer;
revoke create on schema private from aigym_definer;
