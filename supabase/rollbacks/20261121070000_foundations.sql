-- Undoes 20261121070000_foundations.sql.

drop function private.touch_updated_at();
drop function private.me();
drop function private.uuidv7();
drop schema private;
revoke usage on schema public from aigym_definer;

-- Another database of the same cluster may still use the roles: then they stay, for it.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['aigym_worker', 'aigym_definer'] loop
    begin
      execute format('drop role if exists %I', role_name);
    exception
      when dependent_objects_still_exist then
        raise notice 'role % stays: another database uses it', role_name;
    end;
  end loop;
end
$$;
