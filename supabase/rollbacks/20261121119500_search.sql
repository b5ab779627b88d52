-- Undoes 20261121119500_search.sql. What was found by is made anew by going forward again.

drop function public.search(uuid, text, text, integer, integer);
drop function private.mark_found(text, tsquery, text[], integer);
drop function private.read_search(uuid[], text[], text, integer);
drop function private.tsquery_of(text, boolean);
drop function private.words_alike(uuid[], text, boolean);
drop function private.catch_up_search();

drop trigger messages_answered on public.messages;
drop trigger messages_said on public.messages;
drop trigger conversations_found on public.conversations;
drop trigger communities_found on public.communities;
drop trigger tags_found on public.tags;
drop trigger content_tags_found on public.content_tags;
drop trigger prompts_found on public.prompts;
drop trigger documents_found on public.documents;
drop trigger video_chapters_found on public.video_chapters;
drop trigger videos_found on public.videos;
drop trigger agents_found on public.agents;
drop trigger content_items_found on public.content_items;
drop function private.keep_talk_found();
drop function private.keep_many_found();
drop function private.keep_item_found();
drop function private.index_item(uuid);
drop function private.cut_passages(text);
drop function private.search_languages_of(uuid);

drop table private.search_backlog;
drop table private.search_talks;
drop table private.search_words;
drop table private.search_passages;
drop table private.search_items;

drop function private.search_vector(text[], text, "char");
drop function private.plain_words(text);
drop function private.without_accents(text);
drop function private.words_only(text);
alter table public.communities drop column search_languages;

drop extension btree_gin;
drop extension fuzzystrmatch;
drop extension pg_trgm;
drop extension unaccent;
