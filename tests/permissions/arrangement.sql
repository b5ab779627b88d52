-- What the trying of permissions needs beside the product, in a database of its own.
create schema matrix;
grant usage on schema matrix to anon, authenticated;

-- Runs SQL as the product's definer functions do, and checks nothing.
create function matrix.through_function(p_sql text) returns setof text
language plpgsql security definer set search_path = '' as $$
begin
  return query execute p_sql;
end;
$$;
create function matrix.run_through_function(p_sql text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  execute p_sql;
end;
$$;

-- Looks at rows as their owner, whom no policy holds.
create function matrix.look(p_sql text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_seen jsonb;
begin
  execute p_sql into v_seen;
  return v_seen;
end;
$$;

-- Takes a whole batch back.
create function matrix.undo() returns void
language plpgsql set search_path = '' as $$
begin
  raise exception 'Tried, and taken back.' using errcode = 'AG999';
end;
$$;

grant create on schema matrix to aigym_definer;
alter function matrix.through_function(text) owner to aigym_definer;
alter function matrix.run_through_function(text) owner to aigym_definer;
revoke create on schema matrix from aigym_definer;
