create index conversation_copies_community on public.conversation_copies (community_id);
drop index public.conversation_copies_lately;
alter policy "What a copy holds is seen by whoever shares it"
  on public.copied_messages
  using (
    exists (
      select from public.conversation_copies
      where conversation_copies.id = copied_messages.copy_id
    )
  );
alter policy "People revoke the copies that they share, coaches their community's"
  on public.conversation_copies
  rename to "People revoke the copies that they share";
alter policy "People revoke the copies that they share"
  on public.conversation_copies
  using (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
alter policy "People see the copies that they share, coaches their community's"
  on public.conversation_copies
  rename to "People see the copies that they share";
alter policy "People see the copies that they share"
  on public.conversation_copies
  using (
    owner_id = (select private.me())
    and community_id = any ((select private.my_communities())::uuid[])
  );
