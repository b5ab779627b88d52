-- Undoes 20261121119100_ratings_of_members.sql. No rows are touched.

drop policy "People change their own ratings" on public.message_ratings;
create policy "People change their own ratings"
  on public.message_ratings for update to authenticated
  using (user_id = (select private.me()));

drop policy "People take their own ratings back" on public.message_ratings;
create policy "People take their own ratings back"
  on public.message_ratings for delete to authenticated
  using (user_id = (select private.me()));

drop policy "People rate the answers that they asked for" on public.message_ratings;
create policy "People rate the answers that they asked for"
  on public.message_ratings for insert to authenticated
  with check (
    user_id = (select private.me())
    and exists (
      select from public.messages
      join public.conversations on conversations.id = messages.conversation_id
      where messages.conversation_id = message_ratings.conversation_id
        and messages.id = message_ratings.message_id
        and messages.author = 'agent'
        and conversations.owner_id = (select private.me())
    )
  );

create policy "A second factor where it must be"
  on public.message_ratings as restrictive for all to authenticated
  using ((select private.second_factor_met()));
