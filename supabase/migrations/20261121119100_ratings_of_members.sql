-- Who was removed from a community could still change and take back, unseen, how they had rated its
-- answers. A rating is changed as it is seen: with its conversation.

drop policy "People change their own ratings" on public.message_ratings;
create policy "People change their own ratings"
  on public.message_ratings for update to authenticated
  using (
    user_id = (select private.me())
    and exists (
      select from public.conversations where conversations.id = message_ratings.conversation_id
    )
  );

drop policy "People take their own ratings back" on public.message_ratings;
create policy "People take their own ratings back"
  on public.message_ratings for delete to authenticated
  using (
    user_id = (select private.me())
    and exists (
      select from public.conversations where conversations.id = message_ratings.conversation_id
    )
  );

-- The same as before, said so that it begins with the conversation, as the others do.
drop policy "People rate the answers that they asked for" on public.message_ratings;
create policy "People rate the answers that they asked for"
  on public.message_ratings for insert to authenticated
  with check (
    user_id = (select private.me())
    and exists (
      select from public.conversations
      join public.messages on messages.conversation_id = conversations.id
      where conversations.id = message_ratings.conversation_id
        and messages.id = message_ratings.message_id
        and messages.author = 'agent'
        and conversations.owner_id = (select private.me())
    )
  );

-- All of them hang from the conversation now, which has it; held inside `exists`.
drop policy "A second factor where it must be" on public.message_ratings;
