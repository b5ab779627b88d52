-- Undoes 20261121162100_ratings_and_uses.sql.

drop trigger conversations_counted on public.conversations;
drop trigger automation_runs_counted on public.automation_runs;
drop trigger content_items_tally on public.content_items;
drop index public.content_items_given_by_id;
drop table public.content_tallies;
drop table public.prompt_uses;
drop table public.prompt_ratings;
drop function private.count_rating();
drop function private.count_use();
drop function private.begin_tally();
