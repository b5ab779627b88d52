-- Search: what is found of content and of one's own conversations, by one function that may use text
-- indexes. Policies switch those off (what compares texts is not leakproof), so that the function
-- runs as aigym_definer, repeats the policies' predicate, and tests prove that it repeats it well.
--
-- What is looked through stands apart from what is edited: a change of it is no change of an item,
-- and lists of items stay narrow.

create extension if not exists unaccent with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists fuzzystrmatch with schema extensions;
create extension if not exists btree_gin with schema extensions;

-- Words -------------------------------------------------------------------------------------------

-- allow constraint: communities are few, and their default fits
alter table public.communities
  add column search_languages text[] not null default '{english,german}',
  add constraint communities_search_languages_known check (
    search_languages <@ array[
      'danish', 'dutch', 'english', 'finnish', 'french', 'german', 'hungarian', 'italian',
      'norwegian', 'portuguese', 'romanian', 'russian', 'spanish', 'swedish', 'turkish'
    ]
    and cardinality(search_languages) between 1 and 4
  );
comment on column public.communities.search_languages is
  'Languages whose endings the search knows: a word is found in any of its forms.';

-- Words and nothing else, in small letters. Chinese and Japanese put no spaces between words: there
-- each character is one.
create function private.words_only(p_text text)
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

-- Definer, and the migrations' role's own, like private.words_alike(): nobody but that role may give
-- others the use of the schema that extensions stand in, and on hosted Supabase it may not.
create function private.without_accents(p_text text)
returns text
language plpgsql
stable
parallel safe
security definer
set search_path = ''
as $$
begin
  return extensions.unaccent('extensions.unaccent'::regdictionary, p_text);
end;
$$;

-- The same without accents: who types "ubung" means "Übung".
create function private.plain_words(p_text text)
returns text
language sql
stable
parallel safe
security invoker
set search_path = ''
as $$
  select private.without_accents(private.words_only(p_text));
$$;

-- Each word as it stands, and in each language without its ending.
create function private.search_vector(p_languages text[], p_text text, p_weight "char")
returns tsvector
language plpgsql
stable
parallel safe
security invoker
set search_path = ''
as $$
declare
  v_words constant text := private.words_only(p_text);
  v_vector tsvector := to_tsvector('pg_catalog.simple', private.without_accents(v_words));
  v_language text;
begin
  foreach v_language in array p_languages loop
    v_vector := v_vector || to_tsvector(('pg_catalog.' || v_language)::regconfig, v_words);
  end loop;
  return setweight(v_vector, p_weight);
end;
$$;

-- What is looked through --------------------------------------------------------------------------

create table private.search_items (
  item_id uuid primary key references public.content_items (id) on delete cascade,
  community_id uuid references public.communities (id) on delete cascade,
  -- An index of texts knows no null: the platform's own are at home under nothing but zeros.
  place_id uuid not null generated always as (
    coalesce(community_id, '00000000-0000-0000-0000-000000000000')
  ) stored,
  title text not null,
  -- Title, tags and summary: small, so that many can be ranked.
  names tsvector not null,
  -- The same and the text of its kind.
  words tsvector not null,
  -- Something changed that touches too many items to wait for.
  stale boolean not null default false,
  made_in xid8 not null default pg_current_xact_id()
);
comment on table private.search_items is 'What an item is found by; kept by private.index_item().';

create table private.search_passages (
  item_id uuid not null references private.search_items (item_id) on delete cascade,
  nth integer not null,
  -- The heading or chapter that it stands under, and the second that it is said at.
  heading text,
  second numeric(8, 2),
  text text not null,
  words tsvector not null,
  primary key (item_id, nth)
);
comment on table private.search_passages is
  'The text of an item in pieces, so that a result shows the one that fits and leads to it.';

create table private.search_words (
  id uuid primary key default private.uuidv7(),
  community_id uuid references public.communities (id) on delete cascade,
  place_id uuid not null generated always as (
    coalesce(community_id, '00000000-0000-0000-0000-000000000000')
  ) stored,
  word text collate "C" not null
);
comment on table private.search_words is
  'Every word that stands in a community''s items, to find what somebody mistyped.';

create table private.search_talks (
  conversation_id uuid not null references public.conversations (id) on delete cascade,
  -- The conversation's own: its title.
  message_id uuid not null,
  owner_id uuid not null references public.profiles (id) on delete cascade,
  words tsvector not null,
  primary key (conversation_id, message_id)
);
comment on table private.search_talks is
  'What conversations are found by, a row for the title and one for each message.';

create table private.search_backlog (
  only_row boolean primary key default true,
  before_id uuid not null,
  constraint search_backlog_only_row check (only_row)
);
comment on table private.search_backlog is
  'Messages from before there was a search, older than this one, still have to be taken in.';

-- Without a list of what is yet to be sorted in: content is written seldom and read often.
create index search_items_names on private.search_items
  using gin (place_id, names) with (fastupdate = off);
create index search_items_words on private.search_items
  using gin (place_id, words) with (fastupdate = off);
-- For a word that nearly all have: the first few hundred are soon found along it.
create index search_items_place on private.search_items (place_id, item_id desc);
create index search_items_community on private.search_items (community_id);
create index search_items_stale on private.search_items (item_id) where stale;
create index search_words_place on private.search_words (place_id, word);
create index search_words_alike on private.search_words
  using gin (place_id, word extensions.gin_trgm_ops) with (fastupdate = off);
create index search_words_community on private.search_words (community_id);
create index search_talks_words on private.search_talks using gin (owner_id, words);
create index search_talks_owner on private.search_talks (owner_id);

-- Taking in ---------------------------------------------------------------------------------------

create function private.search_languages_of(p_community uuid)
returns text[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return coalesce(
    (select communities.search_languages from public.communities where communities.id = p_community),
    array['english', 'german']
  );
end;
$$;

-- Pieces of about four hundred characters, cut at paragraphs and else between words, each with the
-- heading above it.
create function private.cut_passages(p_text text)
returns table (nth integer, heading text, text text)
language sql
immutable
security invoker
set search_path = ''
as $$
  with blocks as (
    select at, block, substring(block from '^#{1,6}\s+(.+)$') as heads
    from regexp_split_to_table(p_text, '\n\s*\n|\n(?=#{1,6}\s)|(?<=\n)(?=#{1,6}\s)')
      with ordinality as cut (block, at)
  ),
  -- A heading may have its text on the very next line.
  parts as (
    select at, btrim(split_part(heads, E'\n', 1), E' #\t') as heads,
      case when heads is null then block else substr(block, strpos(block || E'\n', E'\n') + 1) end
        as block
    from blocks
  ),
  under as (
    select at, block, heads, count(heads) over (order by at) as chapter from parts
  ),
  pieces as (
    select under.at, piece.at as within,
      first_value(under.heads) over (partition by under.chapter order by under.at, piece.at) as heads,
      btrim(regexp_replace(
        regexp_replace(piece.found[1], '!?\[([^\]]*)\]\([^)]*\)', '\1', 'g'), '[*_`>#|~\s]+', ' ', 'g'
      )) as piece
    from under
    cross join lateral regexp_matches(
      case when under.block ~ '\S' then under.block else coalesce(under.heads, '') end,
      '(\S.{0,199}.{0,200}(?!\S)|\S{250})', 'g'
    ) with ordinality as piece (found, at)
  )
  select (row_number() over (order by at, within))::integer, nullif(left(heads, 120), ''), piece
  from pieces
  where piece <> '';
$$;

create function private.index_item(p_item uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item public.content_items;
  v_languages text[];
  v_tags text;
  v_body text;
  v_names tsvector;
  v_words tsvector;
  -- Beyond it nothing is looked through.
  v_most integer := 200000;
begin
  select * into v_item from public.content_items where content_items.id = p_item;
  if v_item.id is null then
    return;
  end if;
  -- Several rows of one item in one transaction are one change.
  if exists (
    select from private.search_items
    where search_items.item_id = p_item
      and search_items.made_in = pg_current_xact_id()
      and not search_items.stale
  ) then
    return;
  end if;
  v_languages := private.search_languages_of(v_item.community_id);
  select string_agg(tags.name, ' . ') into v_tags
  from public.content_tags join public.tags on tags.id = content_tags.tag_id
  where content_tags.item_id = p_item;
  -- What members may read of it: no instructions, no steps.
  v_body := case v_item.kind
    when 'agent' then (
      select agents.greeting || E'\n\n' || array_to_string(agents.starter_questions, E'\n\n')
      from public.agents where agents.id = p_item
    )
    when 'video' then (select videos.transcript from public.videos where videos.id = p_item)
    when 'document' then (select documents.body from public.documents where documents.id = p_item)
    when 'prompt' then (select prompts.body from public.prompts where prompts.id = p_item)
  end;
  v_names := private.search_vector(v_languages, v_item.title, 'A')
    || private.search_vector(v_languages, coalesce(v_tags, ''), 'B')
    || private.search_vector(v_languages, v_item.summary, 'C');

  -- A vector holds a megabyte. A text of nothing but different words may be more than that: its
  -- beginning is found then, and the item is saved all the same.
  loop
    v_body := left(coalesce(v_body, ''), v_most);
    begin
      v_words := v_names || private.search_vector(v_languages, v_body, 'D');
      if v_item.kind = 'video' then
        v_words := v_words || private.search_vector(
          v_languages,
          (
            select coalesce(string_agg(video_chapters.title, ' . '), '')
            from public.video_chapters where video_chapters.video_id = p_item
          ),
          'C'
        );
      end if;
      exit;
    exception
      when program_limit_exceeded then
        v_most := v_most / 2;
    end;
  end loop;

  insert into private.search_items (item_id, community_id, title, names, words)
  values (p_item, v_item.community_id, btrim(private.plain_words(v_item.title)), v_names, v_words)
  on conflict (item_id) do update
  set title = excluded.title, names = excluded.names, words = excluded.words, stale = false,
    made_in = excluded.made_in;

  delete from private.search_passages where search_passages.item_id = p_item;
  insert into private.search_passages (item_id, nth, heading, second, text, words)
  select p_item, row_number() over (order by place, nth), heading, second, text,
    private.search_vector(v_languages, concat_ws(' . ', heading, text), 'D')
  from (
    select 1 as place, video_chapters.starts_at_second as nth, video_chapters.title as heading,
      video_chapters.starts_at_second as second, video_chapters.title as text
    from public.video_chapters where video_chapters.video_id = p_item
    union all
    select 2, cut.nth, cut.heading, null, cut.text from private.cut_passages(v_body) as cut
  ) as pieces;

  -- Looked for and then added, not "on conflict": two who save at once must not wait for one another.
  insert into private.search_words (community_id, word)
  select v_item.community_id, said.word
  from unnest(tsvector_to_array(
    to_tsvector('pg_catalog.simple', private.plain_words(
      concat_ws(' ', v_item.title, v_tags, v_item.summary, v_body)
    ))
  )) as said (word)
  where char_length(said.word) between 3 and 40
    and said.word !~ '^\d+$'
    and not exists (
      select from private.search_words
      where search_words.place_id
          = coalesce(v_item.community_id, '00000000-0000-0000-0000-000000000000')
        and search_words.word = said.word collate "C"
    )
  -- A book has fewer.
  limit 5000;
end;
$$;
comment on function private.index_item(uuid) is 'Takes an item into the search, as it now is.';

-- Deferred: an item is taken in once, as it is when its transaction ends.
create function private.keep_item_found()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row constant jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  perform private.index_item(
    coalesce(v_row ->> 'item_id', v_row ->> 'video_id', v_row ->> 'id')::uuid
  );
  return null;
end;
$$;

create constraint trigger content_items_found
  after insert or update of title, summary on public.content_items
  deferrable initially deferred
  for each row execute function private.keep_item_found();
create constraint trigger agents_found
  after insert or update of greeting, starter_questions on public.agents
  deferrable initially deferred
  for each row execute function private.keep_item_found();
create constraint trigger videos_found
  after insert or update of transcript on public.videos
  deferrable initially deferred
  for each row execute function private.keep_item_found();
create constraint trigger video_chapters_found
  after insert or update or delete on public.video_chapters
  deferrable initially deferred
  for each row execute function private.keep_item_found();
create constraint trigger documents_found
  after insert or update of body on public.documents
  deferrable initially deferred
  for each row execute function private.keep_item_found();
create constraint trigger prompts_found
  after insert or update of body on public.prompts
  deferrable initially deferred
  for each row execute function private.keep_item_found();
create constraint trigger content_tags_found
  after insert or delete on public.content_tags
  deferrable initially deferred
  for each row execute function private.keep_item_found();

-- A tag may be on ten thousand items, a community's languages hold for all: those are taken in again
-- by the scheduled job.
create function private.keep_many_found()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_table_name = 'tags' then
    update private.search_items set stale = true
    where search_items.item_id in (
      select content_tags.item_id from public.content_tags where content_tags.tag_id = new.id
    );
  else
    update private.search_items set stale = true where search_items.community_id = new.id;
  end if;
  return null;
end;
$$;

create trigger tags_found after update of name on public.tags
  for each row when (old.name is distinct from new.name)
  execute function private.keep_many_found();
create trigger communities_found after update of search_languages on public.communities
  for each row when (old.search_languages is distinct from new.search_languages)
  execute function private.keep_many_found();

create function private.keep_talk_found()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if tg_table_name = 'conversations' then
    insert into private.search_talks (conversation_id, message_id, owner_id, words)
    values (
      new.id, new.id, new.owner_id,
      private.search_vector(
        private.search_languages_of(new.community_id), new.title || ' . ' || new.agent_name, 'A'
      )
    )
    on conflict (conversation_id, message_id) do update set words = excluded.words;
  else
    insert into private.search_talks (conversation_id, message_id, owner_id, words)
    select conversations.id, new.id, conversations.owner_id,
      -- Forty thousand characters of one message are looked through.
      private.search_vector(
        private.search_languages_of(conversations.community_id), left(new.text, 40000), 'D'
      )
    from public.conversations
    where conversations.id = new.conversation_id and new.text <> ''
    on conflict (conversation_id, message_id) do update set words = excluded.words;
  end if;
  return null;
end;
$$;

create trigger conversations_found after insert or update of title on public.conversations
  for each row execute function private.keep_talk_found();
create trigger messages_said after insert on public.messages
  for each row when (new.status <> 'streaming') execute function private.keep_talk_found();
create trigger messages_answered after update of status on public.messages
  for each row when (old.status = 'streaming' and new.status <> 'streaming')
  execute function private.keep_talk_found();

-- What waits, a few at a time: items that many changes touched, messages from before.
create function private.catch_up_search()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item uuid;
  v_before uuid;
  v_done integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('aigym.search', 0)) then
    return 0;
  end if;
  for v_item in
    select search_items.item_id from private.search_items where search_items.stale limit 200
  loop
    perform private.index_item(v_item);
    v_done := v_done + 1;
  end loop;

  select search_backlog.before_id into v_before from private.search_backlog;
  if v_before is not null and v_done = 0 then
    with older as materialized (
      select messages.id, messages.conversation_id, messages.text, conversations.owner_id,
        conversations.community_id
      from public.messages
      join public.conversations on conversations.id = messages.conversation_id
      where messages.id < v_before and messages.status <> 'streaming'
      order by messages.id desc
      limit 500
    ), kept as (
      insert into private.search_talks (conversation_id, message_id, owner_id, words)
      select older.conversation_id, older.id, older.owner_id,
        private.search_vector(
          private.search_languages_of(older.community_id), left(older.text, 40000), 'D'
        )
      from older
      where older.text <> ''
      on conflict do nothing
    )
    select count(*), (array_agg(older.id order by older.id))[1] into v_done, v_before from older;
    if v_done = 0 then
      delete from private.search_backlog;
    else
      update private.search_backlog set before_id = v_before;
    end if;
  end if;
  return v_done;
end;
$$;
comment on function private.catch_up_search() is
  'Takes in a few of what waits to be found. For the scheduled job; answers how many.';

-- Finding -----------------------------------------------------------------------------------------

-- Words that somebody may have meant. They come from everything that stands in these places, drafts
-- too; what they lead to is only what the asker may see, and they themselves are told to nobody.
create function private.words_alike(p_places uuid[], p_word text, p_unfinished boolean)
returns text[]
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set pg_trgm.similarity_threshold = 0.35
as $$
begin
  return (
    select array_agg(near.word order by near.likeness desc, near.word)
    from (
      select distinct on (found.word) found.word,
        greatest(
          1 - extensions.levenshtein(found.word, p_word)::real
            / greatest(char_length(found.word), char_length(p_word)),
          -- Two letters that changed places are one slip, not two.
          case
            when char_length(found.word) = char_length(p_word)
              and extensions.levenshtein(found.word, p_word) = 2
              and (select string_agg(c, '' order by c) from regexp_split_to_table(found.word, '') as c)
                = (select string_agg(c, '' order by c) from regexp_split_to_table(p_word, '') as c)
            then 1 - 1.2 / char_length(p_word)
          end,
          case
            when p_unfinished and char_length(found.word) > char_length(p_word)
            then 0.95 - extensions.levenshtein(left(found.word, char_length(p_word)), p_word)::real
              / char_length(p_word)
          end,
          -- A part of a longer word, as German puts them together.
          case
            when char_length(p_word) >= 4 and strpos(found.word, p_word) > 0 then 0.75
          end
        ) as likeness
      from (
        (
          select search_words.word from private.search_words
          where search_words.place_id = any (p_places)
            and search_words.word operator(extensions.%) p_word
          limit 500
        )
        union all
        (
          select search_words.word from private.search_words
          where search_words.place_id = any (p_places)
            and char_length(p_word) >= 4
            and search_words.word like '%' || p_word || '%'
          limit 50
        )
        union all
        (
          select search_words.word from private.search_words
          where search_words.place_id = any (p_places)
            and search_words.word >= left(p_word, 2)
            and search_words.word < left(p_word, 2) || U&'\+10FFFF'
            and abs(char_length(search_words.word) - char_length(p_word)) <= 2
          limit 1000
        )
      ) as found
      order by found.word
    ) as near
    where near.likeness >= 0.6
  )[1:5];
end;
$$;

create function private.tsquery_of(p_word text, p_begins boolean)
returns tsquery
language sql
immutable
parallel safe
security invoker
set search_path = ''
as $$
  -- A word has no quotes and no backslashes in it: private.words_only() took them.
  select (quote_literal(p_word) || case when p_begins then ':*' else '' end)::tsquery;
$$;

-- What somebody typed, as a question to the index.
-- p_pass 1: every word, the last one perhaps unfinished; a word that stands nowhere is taken for
-- those it resembles. 2: every word, or one that resembles it. 3: any of the words.
create function private.read_search(
  p_places uuid[],
  p_languages text[],
  p_text text,
  p_pass integer,
  out needed tsquery,
  out wanted tsquery,
  out guessed boolean
)
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
  v_words text[];
  v_exact text[];
  v_word text;
  v_language text;
  v_lexemes tsvector;
  v_query tsquery;
  v_alike text[];
  v_other text;
  v_stop boolean;
  v_last boolean;
  v_least tsquery;
begin
  guessed := false;
  v_exact := regexp_split_to_array(btrim(private.words_only(p_text)), '\s+');
  -- Twelve words say what is meant.
  v_exact := v_exact[1:12];
  for v_at in 1 .. coalesce(cardinality(v_exact), 0) loop
    v_word := btrim(private.without_accents(v_exact[v_at]));
    continue when v_word = '';
    v_last := v_at = cardinality(v_exact);
    v_stop := false;
    v_query := private.tsquery_of(v_word, v_last and char_length(v_word) >= 2);
    foreach v_language in array p_languages loop
      v_lexemes := to_tsvector(('pg_catalog.' || v_language)::regconfig, v_exact[v_at]);
      v_stop := v_stop or v_lexemes = ''::tsvector;
      for v_other in select unnest(tsvector_to_array(v_lexemes)) loop
        v_query := v_query || private.tsquery_of(v_other, false);
      end loop;
    end loop;
    -- "the" and "der" ask for nothing, unless they are all there is, or the beginning of a word.
    if v_stop then
      v_least := v_query;
      if not v_last or cardinality(v_exact) > 1 then
        continue;
      end if;
    end if;

    if char_length(v_word) between 3 and 40 and (
      p_pass > 1
      or not exists (
        select from private.search_words
        where search_words.place_id = any (p_places)
          and (
            search_words.word = v_word
            or v_last
              and search_words.word >= v_word
              and search_words.word < v_word || U&'\+10FFFF'
          )
      )
      -- Not as it stands, and in none of its forms.
      -- Counted, not looked for: for "is there one" Postgres reads on and on where there is none.
      and 0 = (
        select count(*) from private.search_items
        where search_items.place_id = any (p_places) and search_items.words @@ v_query
      )
    ) then
      v_alike := private.words_alike(p_places, v_word, v_last);
      foreach v_other in array coalesce(v_alike, '{}') loop
        guessed := guessed or v_other <> v_word;
        v_query := v_query || private.tsquery_of(v_other, false);
        foreach v_language in array p_languages loop
          v_query := v_query
            || plainto_tsquery(('pg_catalog.' || v_language)::regconfig, v_other);
        end loop;
      end loop;
    end if;
    wanted := case when wanted is null then v_query else wanted || v_query end;
    needed := case
      when needed is null then v_query
      when p_pass = 3 then needed || v_query
      else needed && v_query
    end;
  end loop;
  needed := coalesce(needed, v_least);
  wanted := coalesce(wanted, v_least);
end;
$$;

-- The text with what was found between two characters of private use, which it can't hold itself.
-- A long one is cut to what stands around the first of them.
create function private.mark_found(
  p_text text, p_wanted tsquery, p_languages text[], p_most integer
)
returns text
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
  v_text constant text := left(translate(p_text, U&'\E000\E001', ''), 6000);
  v_cut text := v_text;
  v_marked text;
  v_first integer;
  v_from integer;
begin
  -- By whole words, each asked once.
  with said as materialized (
    select said.found[1] as word, said.at
    from regexp_matches(
      v_text,
      '[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^[:alnum:]]+|[[:alnum:]]+' collate pg_catalog.pg_c_utf8,
      'g'
    ) with ordinality as said (found, at)
  ),
  fitting as materialized (
    select words.word
    from (select distinct said.word from said where said.word ~ '[[:alnum:]]' collate pg_catalog.pg_c_utf8)
      as words
    where private.search_vector(p_languages, words.word, 'D') @@ p_wanted
  ),
  placed as (
    select said.at, said.word, fitting.word is not null as found,
      sum(char_length(said.word)) over (order by said.at) - char_length(said.word) as before
    from said left join fitting on fitting.word = said.word
  ),
  shown as (
    select placed.*, greatest(0, coalesce(min(placed.before) filter (where placed.found) over (), 0) - 60)
      as begin_at
    from placed
  )
  select string_agg(
      case when shown.found then U&'\E000' || shown.word || U&'\E001' else shown.word end, ''
      order by shown.at
    ) filter (where
      char_length(v_text) <= p_most
      or shown.before >= shown.begin_at and shown.before + char_length(shown.word) <= shown.begin_at + p_most
    ),
    min(shown.begin_at)
  into v_marked, v_first
  from shown;
  if char_length(v_text) <= p_most then
    return v_marked;
  end if;
  return case when v_first > 0 then '… ' else '' end || btrim(v_marked)
    || case when v_first + p_most < char_length(v_text) then ' …' else '' end;
end;
$$;

create function public.search(
  p_community uuid,
  p_text text,
  p_kind text default null,
  p_from integer default 0,
  p_limit integer default 20
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
as $$
declare
  v_me constant uuid := private.me();
  v_coach constant boolean :=
    p_community = any (private.my_admin_communities()) or private.is_platform_admin();
  v_platform constant uuid := '00000000-0000-0000-0000-000000000000';
  v_places constant uuid[] := array[p_community, v_platform];
  v_languages text[];
  v_needed tsquery;
  v_wanted tsquery;
  v_guessed boolean;
  v_plain text;
  v_how text;
  v_ids uuid[];
  v_kinds text[];
  v_scores real[];
  v_counts jsonb;
  v_talks jsonb := '[]';
  v_talk_count integer := 0;
  v_items jsonb := '[]';
  -- Of what fits this many are ranked: who finds more says what they mean more closely.
  v_most constant integer := 300;
begin
  -- As for policies: to who owes a second factor nothing is there.
  if p_community is null
    or v_me is null
    or not private.second_factor_met()
    or not (p_community = any (private.my_communities()) or private.is_platform_admin())
  then
    return null;
  end if;
  if char_length(p_text) > 200 then
    raise exception 'Nobody reads that much.' using errcode = 'AG422', detail = 'search.too-long';
  end if;
  if p_kind not in ('agent', 'video', 'document', 'prompt', 'automation', 'conversation') then
    raise exception 'There is no such kind.' using errcode = 'AG422', detail = 'search.kind';
  end if;
  v_languages := array(
    select distinct unnest(private.search_languages_of(p_community) || array['english', 'german'])
  );
  v_plain := btrim(private.plain_words(p_text));

  for v_pass in 1 .. 3 loop
    select needed, wanted, guessed into v_needed, v_wanted, v_guessed
    from private.read_search(v_places, v_languages, p_text, v_pass);
    exit when v_needed is null;

    -- The names first: what stands in them is what is meant, and they are small.
    select array_agg(fit.item_id order by fit.score desc, fit.item_id desc),
      array_agg(fit.kind order by fit.score desc, fit.item_id desc)
    into v_ids, v_kinds
    from (
      select fits.item_id, fits.kind,
        ts_rank('{0.05, 0.25, 0.6, 1}', fits.names, v_wanted) * 2
          + case when fits.title = v_plain then 1
              when fits.title like v_plain || '%' then 0.4 else 0 end
          -- Of two names that fit, the one that says little else.
          + 0.5 * least(1, char_length(v_plain)::real / char_length(fits.title)) as score
      from (
        (
          select search_items.item_id, content_items.kind, search_items.names, search_items.title
          from private.search_items
          join public.content_items on content_items.id = search_items.item_id
          where search_items.place_id = any (v_places)
            and search_items.names @@ v_needed
            and content_items.deleted_at is null
            and (
              v_coach and content_items.community_id = p_community
              or content_items.status = 'published' and (
                content_items.community_id = p_community
                or content_items.community_id is null and exists (
                  select from public.content_assignments
                  where content_assignments.item_id = content_items.id
                    and (
                      content_assignments.community_id = p_community
                      or content_assignments.community_id is null
                    )
                )
              )
            )
          limit v_most
        )
        union
        (
          select search_items.item_id, content_items.kind, search_items.names, search_items.title
          from private.search_items
          join public.content_items on content_items.id = search_items.item_id
          where search_items.place_id = any (v_places)
            and search_items.words @@ v_needed
            and content_items.deleted_at is null
            and (
              v_coach and content_items.community_id = p_community
              or content_items.status = 'published' and (
                content_items.community_id = p_community
                or content_items.community_id is null and exists (
                  select from public.content_assignments
                  where content_assignments.item_id = content_items.id
                    and (
                      content_assignments.community_id = p_community
                      or content_assignments.community_id is null
                    )
                )
              )
            )
          limit v_most
        )
      ) as fits
    ) as fit;

    select jsonb_agg(talk order by talk.score desc, talk.last_message_at desc, talk.id desc), count(*)
    into v_talks, v_talk_count
    from (
      select conversations.id, conversations.title, conversations.agent_name,
        conversations.last_message_at, best.message_id, best.score
      from (
        select distinct on (said.conversation_id) said.conversation_id, said.message_id,
          ts_rank('{0.2, 0.25, 0.6, 1}', said.words, v_wanted) as score
        from (
          select search_talks.conversation_id, search_talks.message_id, search_talks.words
          from private.search_talks
          where search_talks.owner_id = v_me and search_talks.words @@ v_needed
          limit v_most
        ) as said
        order by said.conversation_id, score desc
      ) as best
      join public.conversations on conversations.id = best.conversation_id
      where conversations.owner_id = v_me
        and conversations.community_id = p_community
        and conversations.deleted_at is null
        and p_community = any (private.my_communities())
    ) as talk;

    if v_ids is not null or v_talk_count > 0 then
      v_how := case when v_pass = 3 then 'some' when v_guessed then 'alike' else 'all' end;
      exit;
    end if;
  end loop;

  select coalesce(jsonb_object_agg(counted.kind, counted.n), '{}') into v_counts
  from (select kind, count(*) as n from unnest(v_kinds) as kind group by kind) as counted;

  select coalesce(jsonb_agg(row_to_json(page)::jsonb order by page.at), '[]') into v_items
  from (
    select page.at, content_items.id, content_items.kind, content_items.status,
      content_items.community_id is null as platform,
      private.mark_found(content_items.title, v_wanted, v_languages, 200) as title,
      private.mark_found(content_items.summary, v_wanted, v_languages, 600) as summary,
      passage.heading, passage.second,
      private.mark_found(passage.text, v_wanted, v_languages, 240) as passage
    from (
      select found.id, row_number() over (order by found.at) as at
      from unnest(v_ids, v_kinds) with ordinality as found (id, kind, at)
      where p_kind is null or found.kind = p_kind
      order by found.at
      offset greatest(p_from, 0) limit least(greatest(p_limit, 1), 50)
    ) as page
    join public.content_items on content_items.id = page.id
    left join lateral (
      select search_passages.heading, search_passages.second, search_passages.text
      from private.search_passages
      where search_passages.item_id = page.id and search_passages.words @@ v_wanted
      order by ts_rank(search_passages.words, v_wanted) desc, search_passages.nth
      limit 1
    ) as passage on true
  ) as page;

  select coalesce(jsonb_agg(
    jsonb_build_object(
      'id', talk.id, 'message', nullif(talk.message_id, talk.id),
      -- A page of a conversation has thirty messages: where the one that was found is further back,
      -- the page that ends before this one has it.
      'later', (
        select messages.id from public.messages
        where messages.conversation_id = talk.id and messages.id > talk.message_id
          and talk.message_id > talk.id
        order by messages.id
        offset 28 limit 1
      ),
      'agent', talk.agent_name, 'at', talk.last_message_at,
      'title', private.mark_found(talk.title, v_wanted, v_languages, 200),
      'passage', (
        select private.mark_found(messages.text, v_wanted, v_languages, 240)
        from public.messages
        where messages.conversation_id = talk.id and messages.id = talk.message_id
          and talk.message_id > talk.id
      )
    ) order by talk.place
  ), '[]')
  into v_talks
  from (
    select told.*, each.place
    from jsonb_array_elements(coalesce(v_talks, '[]')) with ordinality as each (one, place)
    cross join lateral jsonb_to_record(each.one)
      as told (id uuid, title text, agent_name text, last_message_at timestamptz, message_id uuid)
    where p_kind is null or p_kind = 'conversation'
    order by each.place
    offset case when p_kind = 'conversation' then greatest(p_from, 0) else 0 end
    limit case when p_kind = 'conversation' then least(greatest(p_limit, 1), 50) else 3 end
  ) as talk;

  return jsonb_build_object(
    'how', coalesce(v_how, 'nothing'),
    'items', v_items,
    'talks', v_talks,
    'counts', v_counts || jsonb_build_object('conversation', v_talk_count),
    'more', coalesce(cardinality(v_ids), 0) >= v_most
  );
end;
$$;
comment on function public.search(uuid, text, text, integer, integer) is
  'What I may see of a community, its platform items and my own conversations there, that fits a '
  'text: {how: all, alike, some or nothing; items; talks; counts; more}, null where I am no member. '
  'Marks stand between U+E000 and U+E001.';

-- Rights ------------------------------------------------------------------------------------------

alter table private.search_items enable row level security;
alter table private.search_passages enable row level security;
alter table private.search_words enable row level security;
alter table private.search_talks enable row level security;
alter table private.search_backlog enable row level security;

revoke all on table
  private.search_items, private.search_passages, private.search_words, private.search_talks,
  private.search_backlog
from public, anon, authenticated, service_role;

grant select, insert, update (title, names, words, stale, made_in)
on table private.search_items to aigym_definer;
grant select, insert, delete on table private.search_passages to aigym_definer;
grant select, insert (community_id, word) on table private.search_words to aigym_definer;
grant select on table private.search_talks to aigym_definer;

-- Open to the definer's functions alone: a condition here would switch the text indexes off again.
create policy "Definer functions search items"
  on private.search_items for select to aigym_definer using (true);
create policy "Definer functions take items in"
  on private.search_items for insert to aigym_definer with check (true);
create policy "Definer functions take items in again"
  on private.search_items for update to aigym_definer using (true);
create policy "Definer functions search passages"
  on private.search_passages for select to aigym_definer using (true);
create policy "Definer functions keep passages"
  on private.search_passages for insert to aigym_definer with check (true);
create policy "Definer functions drop passages"
  on private.search_passages for delete to aigym_definer using (true);
create policy "Definer functions look words up"
  on private.search_words for select to aigym_definer using (true);
create policy "Definer functions keep words"
  on private.search_words for insert to aigym_definer with check (true);
create policy "Definer functions search conversations"
  on private.search_talks for select to aigym_definer using (true);

revoke all on function
  private.words_only(text), private.without_accents(text), private.plain_words(text),
  private.search_vector(text[], text, "char"), private.search_languages_of(uuid),
  private.cut_passages(text), private.index_item(uuid), private.keep_item_found(),
  private.keep_many_found(), private.keep_talk_found(), private.catch_up_search(),
  private.words_alike(uuid[], text, boolean), private.tsquery_of(text, boolean),
  private.read_search(uuid[], text[], text, integer),
  private.mark_found(text, tsquery, text[], integer),
  public.search(uuid, text, text, integer, integer)
from public, anon, authenticated, service_role;
grant execute on function
  private.words_only(text), private.without_accents(text), private.plain_words(text),
  private.search_vector(text[], text, "char"), private.cut_passages(text),
  private.words_alike(uuid[], text, boolean), private.tsquery_of(text, boolean),
  private.mark_found(text, tsquery, text[], integer)
to aigym_definer;
grant execute on function private.catch_up_search() to aigym_worker;
grant execute on function public.search(uuid, text, text, integer, integer) to authenticated;

grant create on schema private, public to aigym_definer;
alter function private.search_languages_of(uuid) owner to aigym_definer;
alter function private.index_item(uuid) owner to aigym_definer;
alter function private.keep_item_found() owner to aigym_definer;
alter function private.keep_many_found() owner to aigym_definer;
alter function private.read_search(uuid[], text[], text, integer) owner to aigym_definer;
alter function public.search(uuid, text, text, integer, integer) owner to aigym_definer;
revoke create on schema private, public from aigym_definer;
-- keep_talk_found() and catch_up_search() stay the migrations' role's own too: for the definer's only
-- the asker's conversations are there, and what is imported or waits has no asker.

-- What was here before ----------------------------------------------------------------------------

do $$
declare
  v_item uuid;
begin
  for v_item in select content_items.id from public.content_items loop
    perform private.index_item(v_item);
  end loop;
end
$$;
insert into private.search_talks (conversation_id, message_id, owner_id, words)
select conversations.id, conversations.id, conversations.owner_id,
  private.search_vector(
    array['english', 'german'], conversations.title || ' . ' || conversations.agent_name, 'A'
  )
from public.conversations;
insert into private.search_backlog (before_id)
select private.uuidv7() where exists (select from public.messages);
