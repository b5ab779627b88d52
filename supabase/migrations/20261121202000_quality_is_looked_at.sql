-- A coach who opens the page of the answers' quality reads members' reasons: that look is kept too.

create function private.note_quality_read(p_slug text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_community uuid;
begin
  select c.id into v_community
  from public.communities as c
  where c.slug = p_slug and c.id = any (private.my_admin_communities());
  if v_community is null then
    return null;
  end if;
  return private.write_audit('quality.read', v_community, 'community', v_community::text);
end;
$$;
comment on function private.note_quality_read(text) is
  'Keeps in the audit that I read, as a coach of the community, what its members say of answers. For '
  'nobody else it writes anything.';

revoke all on function private.note_quality_read(text)
from public, anon, authenticated, service_role;
grant execute on function private.note_quality_read(text) to authenticated;

grant create on schema private to aigym_definer;
alter function private.note_quality_read(text) owner to aigym_definer;
revoke create on schema private from aigym_definer;
