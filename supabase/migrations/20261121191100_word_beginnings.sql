-- A held word that ends in an asterisk holds every word that begins with it: whole words alone left
-- endings out, and a coach wrote each of them.

create function private.needle_of(p_word text)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
  select case
    when p_word ~ '\*\s*$' and char_length(replace(one.compared, ' ', '')) >= 3
      then rtrim(one.compared)
    else one.compared
  end
  from (select private.compared_words(p_word) as compared) as one;
$$;
comment on function private.needle_of(text) is
  'What of a held word is looked for in a compared text: the word with a space around it, or, where an '
  'asterisk ends it, its beginning, at least three characters long.';
revoke all on function private.needle_of(text) from public, anon, authenticated, service_role;
grant execute on function private.needle_of(text) to aigym_definer;

create or replace function private.compare_rules()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.needles := array(
    select private.needle_of(one.word)
    from unnest(new.words) with ordinality as one (word, place)
    order by one.place
  );
  return new;
end;
$$;
comment on function private.held_word(uuid, text, boolean) is
  'The first of a community''s words that a text holds, as whole words, or as their beginnings where an '
  'asterisk ends them; null where it holds none.';

-- What was written with an asterisk before is what its coach sees in the list, and holds so from now on.
update public.moderation_rules
set needles = array(
  select private.needle_of(one.word)
  from unnest(moderation_rules.words) with ordinality as one (word, place)
  order by one.place
)
where array_to_string(moderation_rules.words, ' ') like '%*%';
