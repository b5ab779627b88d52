create or replace function private.compare_rules()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.needles := array(
    select private.compared_words(one.word)
    from unnest(new.words) with ordinality as one (word, place)
    order by one.place
  );
  return new;
end;
$$;
comment on function private.held_word(uuid, text, boolean) is
  'The first of a community''s words that a text holds, as whole words; null where it holds none.';
update public.moderation_rules
set needles = array(
  select private.compared_words(one.word)
  from unnest(moderation_rules.words) with ordinality as one (word, place)
  order by one.place
)
where array_to_string(moderation_rules.words, ' ') like '%*%';
drop function private.needle_of(text);
