-- Undoes 20261121189000_plans_kept.sql.

create or replace function private.uuidv7()
returns uuid
language sql
volatile
parallel safe
security invoker
set search_path = ''
as $$
  select encode(
    overlay(
      overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send(micros / 1000) from 3) from 1 for 6
      )
      -- 0x7000: the version, beside the 12 bits.
      placing substring(int8send(28672 + (micros % 1000) * 4096 / 1000) from 7) from 7 for 2
    ),
    'hex'
  )::uuid
  from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as micros) as clock;
$$;

create or replace function private.line_of(p_text text, p_most integer)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when char_length(line.text) <= p_most then line.text
    -- A word that is a line in itself is cut all the same.
    else rtrim(left(regexp_replace(left(line.text, p_most), '\s\S{0,20}$', ''), p_most - 1), ' ,;:.')
      || '…'
  end
  from (select btrim(regexp_replace(p_text, '\s+', ' ', 'g')) as text) as line;
$$;

create or replace function private.words_only(p_text text)
returns text
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
  select regexp_replace(
    regexp_replace(
      lower(normalize(p_text, nfkc) collate pg_catalog.pg_c_utf8),
      '[^[:alnum:]]+', ' ', 'g'
    ),
    '([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff])', ' \1 ', 'g'
  );
$$;

create or replace function private.is_lost(p_saved_at timestamptz)
returns boolean
language sql
stable
security invoker
set search_path = ''
as $$
  select p_saved_at < now() - interval '60 seconds';
$$;
