-- Undoes 20261121167100_ratings_for_coaches.sql. Ratings stay; of which agent they are is lost.

drop policy "A second factor where it must be" on public.message_ratings;
drop policy "Ratings are seen with their conversation, and by coaches" on public.message_ratings;
create policy "Ratings are seen with their conversation"
  on public.message_ratings for select to authenticated
  using (
    exists (
      select from public.conversations where conversations.id = message_ratings.conversation_id
    )
  );
drop trigger message_ratings_place on public.message_ratings;
drop function private.place_rating();
drop index public.message_ratings_lately;
drop index public.message_ratings_reasons;
drop index public.message_ratings_agent;
alter table public.message_ratings drop column community_id, drop column agent_id;
